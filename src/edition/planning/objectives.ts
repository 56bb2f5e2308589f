import type { AlertSource, Objective } from '../../content/planning/objectives.ts';
import { objectiveList, objectivePage, type ObjectivePage, type ObjectiveSummary } from '../../schema/edition/objective.ts';
import type { EntityLinkView } from '../../schema/edition/shared.ts';
import { compareText } from '../../findings/codes.ts';
import type { BaseContext } from '../context.ts';
import { objectiveListPath, objectivePath, planningFiles } from '../routes.ts';
import { optional } from '../summaries.ts';
import { paginate } from '../writer.ts';
import { indicatorOf } from './indicator.ts';
import { methodOf, rowsOf, windowOf } from './objective-rows.ts';
import { ownerOfEntity } from './people.ts';
import { conditionWords } from './words.ts';

/** Writes a page per SLO and the list of them. Returns what their entities say of them, in the same order. */
export async function writeObjectives(objectives: readonly Objective[], context: BaseContext): Promise<ObjectivePage[]> {
  const { writer, knowledge, organisation, catalog } = context;
  if (objectives.length === 0) return [];
  const pages = objectives.map((objective) => pageOf(objective, context)).toSorted((a, b) => compareText(a.title.toLowerCase(), b.title.toLowerCase()) || compareText(a.name, b.name));
  for (const page of pages) await writer.json(planningFiles.objective(page.name), objectivePage, page);
  const covered = new Set(pages.flatMap(({ entities }) => entities.map(({ ref }) => ref)));
  const without = [...catalog.entities.values()].filter(({ ref, kind, lifecycle }) => kind === 'Component' && lifecycle === 'production' && !covered.has(ref)).length;
  for (const page of paginate('Objectives', pages.map(summaryOf), organisation.config.site.pageSize, objectiveListPath)) {
    await writer.json(planningFiles.objectives(page.page), objectiveList, { ...page, items: [...page.items], asOf: knowledge.asOf, without });
  }
  return pages;
}

function pageOf(objective: Objective, context: BaseContext): ObjectivePage {
  const { name, title, spec, service, entities, indicator, file, line } = objective;
  return {
    asOf: context.knowledge.asOf,
    name,
    title,
    path: objectivePath(name),
    ...optional('description', spec.description),
    service: spec.service,
    ...optional('serviceTitle', service?.title),
    ...optional('serviceDescription', service?.description),
    entities: entities.map((ref): EntityLinkView => context.summaries.link(ref)),
    ...optional('owner', ownerOfEntity(entities[0], context)),
    method: methodOf(spec),
    ...optional('window', windowOf(spec)),
    objectives: rowsOf(objective),
    ...optional('indicator', indicator === undefined ? undefined : indicatorOf(indicator, objective)),
    alerts: objective.alerts.map(alertOf),
    file,
    line,
  };
}

function alertOf({ name, title, spec, condition, targets }: AlertSource): ObjectivePage['alerts'][number] {
  return {
    name,
    title,
    ...optional('description', spec.description),
    when: [...(spec.alertWhenBreaching ? ['breaching' as const] : []), ...(spec.alertWhenResolved ? ['resolved' as const] : []), ...(spec.alertWhenNoData ? ['no data' as const] : [])],
    ...(condition === undefined
      ? {}
      : { condition: { title: condition.title, severity: condition.spec.severity, words: conditionWords(condition.spec.condition), ...optional('description', condition.spec.description) } }),
    targets: targets.map((target) => ({ title: target.title, ...optional('target', target.spec?.target), ...optional('description', target.spec?.description) })),
  };
}

function summaryOf({ name, title, path, entities, owner, objectives, alerts }: ObjectivePage): ObjectiveSummary {
  const [first] = objectives;
  return {
    name,
    title,
    path,
    entities,
    ...optional('owner', owner),
    target: first?.words ?? '',
    objectives: objectives.length,
    ...optional('allowed', first?.allowed),
    alerts: alerts.length,
  };
}
