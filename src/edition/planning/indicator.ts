import { stringify } from 'yaml';
import { withoutCredentials } from '../../content/planning/credentials.ts';
import type { IndicatorSource, Objective } from '../../content/planning/objectives.ts';
import { isRecord } from '../../content/rules/file.ts';
import type { Indicator } from '../../schema/edition/objective.ts';
import { optional } from '../summaries.ts';

type Query = Indicator['queries'][number];
type Metric = NonNullable<IndicatorSource['spec']['thresholdMetric']>;

/** An indicator with its queries as text. What looks like a credential is left out of them. */
export function indicatorOf({ name, title, spec }: IndicatorSource, objective: Pick<Objective, 'sources'>): Indicator {
  const { thresholdMetric, ratioMetric } = spec;
  const parts = [['threshold', thresholdMetric], ['good', ratioMetric?.good], ['bad', ratioMetric?.bad], ['raw', ratioMetric?.raw], ['total', ratioMetric?.total]] as const;
  return {
    name,
    title,
    ...optional('description', spec.description),
    meaning: meaningOf(spec),
    queries: parts.flatMap(([part, metric]) => (metric === undefined ? [] : [queryOf(part, metric, objective)])),
  };
}

/** As OpenSLO advises to work ratios out: good / total, (total - bad) / total. */
function meaningOf({ ratioMetric }: IndicatorSource['spec']): string {
  if (ratioMetric === undefined) return 'Each measurement is compared with the value of the objective.';
  if (ratioMetric.raw !== undefined) return `A ratio of ${ratioMetric.rawType === 'failure' ? 'failures' : 'successes'} that its source has worked out already.`;
  return ratioMetric.good !== undefined ? 'Good events over all events.' : 'All events without the bad ones, over all events.';
}

function queryOf(part: Query['part'], { metricSource }: Metric, { sources }: Pick<Objective, 'sources'>): Query {
  const source = metricSource.metricSourceRef === undefined ? undefined : sources.get(metricSource.metricSourceRef);
  return {
    part,
    ...optional('source', metricSource.type ?? source?.type),
    ...optional('sourceTitle', source?.title ?? metricSource.metricSourceRef),
    query: queryText(withoutCredentials(metricSource.spec)),
  };
}

/** The query itself where there is nothing else, otherwise all fields as YAML. */
function queryText(spec: unknown): string {
  if (!isRecord(spec)) return '';
  const [[, only] = []] = Object.entries(spec).length === 1 ? Object.entries(spec) : [];
  return typeof only === 'string' ? only.trimEnd() : stringify(spec, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd();
}
