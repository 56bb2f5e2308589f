import type { Instant } from '../../schema/primitives.ts';
import type { Store } from '../../store/store.ts';
import type { Change } from '../changes.ts';
import type { Judged, Judgement, Rules } from '../contract.ts';
import { dayMs } from '../days.ts';
import type { CampaignPoint } from '../trend.ts';
import { CampaignPoints } from './campaign-points.ts';
import { ChangeLog } from './change-log.ts';
import { Comparing } from './comparing.ts';
import { comparisons, readEditions, seriesEditions, seriesWeeks } from './editions.ts';
import type { EntitySeries } from './entity-history.ts';
import { justBefore, shifted } from './instants.ts';
import { PastChanges } from './past-changes.ts';
import { type Published, PublishedAt } from './published.ts';
import { type EditionRecord, recordOf } from './record.ts';
import { type JudgeAt, Rejudging } from './rejudged.ts';
import { type RuleChange, ruleChanges } from './rule-changes.ts';
import { type HistoryPoint, Series } from './series.ts';
import { sheetsOf } from './sheet.ts';
import type { Present } from './since.ts';
import { type Span, spansOf } from './spans.ts';
import { VerdictTable } from './verdicts.ts';
import { eachLineage } from './versions.ts';

/** What an edition says, and where to find what earlier ones said. */
export interface HistoryInput {
  readonly store: Store;
  readonly asOf: Instant;
  readonly rules: Pick<Rules, 'scorecards' | 'campaigns'>;
  readonly judgements: ReadonlyMap<string, Judgement>;
  /** All entities that may be judged, with their owners of now. */
  readonly entities: ReadonlyMap<string, Pick<Judged, 'owner'>>;
  readonly judgeAt: JudgeAt;
}

/** Everything that an edition tells of the past. */
export interface History {
  /** What the edition before published; undefined for the first one. */
  readonly previous: Published | undefined;
  /** What this edition says otherwise. */
  readonly today: readonly Change[];
  /** Day, week and quarter. */
  readonly spans: readonly Span[];
  readonly ruleChanges: readonly RuleChange[];
  /** Changes edition by edition, this one included. */
  readonly log: ChangeLog;
  /** How the entities of a scorecard were spread over its levels, oldest first, this edition last. */
  scorecard(id: string): readonly HistoryPoint[];
  /** Points of a campaign at earlier editions, oldest first. */
  campaign(id: string): readonly CampaignPoint[];
  entity(scorecard: string, entity: string): EntitySeries;
  /** When what a change tells of last became another one: the edition that said so. */
  changedAt(change: Change): Instant;
  /** What this edition leaves behind; to be kept with `record` once it is published. */
  readonly record: EditionRecord;
}

/**
 * Reads what was published strictly before `asOf`, so that an edition that is built again comes out the same whether or
 * not it was kept. One pass over 26 weeks of assessments.
 */
export async function readHistory({ store, asOf, rules, judgements, entities, judgeAt }: HistoryInput): Promise<History> {
  const at = shifted(asOf, 0);
  const table = new VerdictTable();
  const editions = await readEditions(store, asOf);
  const present: Present = { scorecards: rules.scorecards, sheets: sheetsOf(judgements, table), entities };
  const compared = comparisons(editions, asOf);
  const instants = seriesEditions(editions, asOf);
  const past = new PastChanges(rules.scorecards);
  const before = editions.at(-1);
  const published = new PublishedAt([...compared.flatMap(({ edition }) => edition ?? []), ...(before === undefined ? [] : [before])]);
  const series = new Series(instants, past);
  const log = new ChangeLog(past, present, asOf);
  const campaigns = new Map(
    rules.campaigns.flatMap((campaign) => {
      const judgement = judgements.get(campaign.scorecard);
      return judgement === undefined ? [] : [[campaign.id, new CampaignPoints(campaign, judgement, instants)]];
    }),
  );
  if (before !== undefined) {
    const from = [shifted(asOf, -seriesWeeks * 7 * dayMs), ...instants].toSorted()[0] ?? before;
    await eachLineage(store, { from, until: justBefore(asOf) }, table, (lineage) => {
      published.take(lineage);
      series.take(lineage);
      log.take(lineage);
      for (const points of campaigns.values()) points.take(lineage);
    });
  }
  const then = published.result();
  const previous = before === undefined ? undefined : then.get(before);
  const comparing = new Comparing(new Rejudging(judgeAt, present.sheets, table), present);
  const today = previous === undefined ? [] : (await comparing.with(previous)).changes;
  for (const change of today) log.add({ at, ...change });
  const spans = await spansOf(compared, then, comparing, present, editions[0]);
  const byEntity = indexChanges(today);
  const record = recordOf(judgements, previous, byEntity, asOf);
  const entity = (id: string, ref: string): EntitySeries =>
    series.entity(id, ref, present.sheets.get(id)?.standings.get(ref), byEntity.get(id)?.get(ref) ?? [], at);
  return {
    previous,
    today,
    spans,
    ruleChanges: await ruleChanges(store, record.rules, asOf),
    log,
    scorecard: (id) => {
      const scorecard = rules.scorecards.get(id);
      return scorecard === undefined ? [] : series.scorecard(scorecard, spans, at);
    },
    campaign: (id) => campaigns.get(id)?.result() ?? [],
    entity,
    changedAt: (change) => entity(change.scorecard, change.entity).changes.find(({ check }) => check === change.check)?.at ?? at,
    record,
  };
}

/** By scorecard, then by entity. */
function indexChanges(changes: readonly Change[]): Map<string, Map<string, Change[]>> {
  return new Map([...Map.groupBy(changes, ({ scorecard }) => scorecard)].map(([id, list]) => [id, Map.groupBy(list, ({ entity }) => entity)]));
}
