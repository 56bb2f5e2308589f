import { compareText } from '../findings/codes.ts';
import { type EditionIndex, editionIndex } from '../schema/edition/index-file.ts';
import { entityKinds } from '../schema/entity.ts';
import { openKinds } from '../schema/facts/kinds.ts';
import { tagKind } from '../schema/facts/tag.ts';
import type { ApiSchemaName } from '../schema/json-schemas.ts';
import { literal } from '../store/columns.ts';
import { sqlInstant } from '../store/relation.ts';
import type { Store } from '../store/store.ts';
import type { Assessment, EditionContext } from './context.ts';
import { kindLabels, ownedKinds } from './labels.ts';
import { listPath, repositoryPath } from './routes.ts';
import { scorecardSummaries } from './scorecards/write.ts';
import { optional } from './summaries.ts';

const recentReleases = 10;

/** Writes `index.json`, last: a folder that has it is a whole edition. */
export async function writeIndex(
  context: EditionContext,
  { view, past }: Assessment,
  store: Store,
  { generator, documents }: { readonly generator: string; readonly documents: EditionIndex['documents'] },
): Promise<void> {
  const { knowledge, catalog, organisation, findings, summaries, writer } = context;
  const { config } = organisation;
  const pages = (total: number): number => Math.max(1, Math.ceil(total / config.site.pageSize));
  const byKind = Map.groupBy(summaries.entities, ({ kind }) => kind);
  const ownable = summaries.entities.filter(({ kind }) => ownedKinds.has(kind));
  await writer.json('index.json', editionIndex, {
    name: config.name,
    ...optional('description', config.description),
    sample: config.sample,
    asOf: knowledge.asOf,
    generator,
    ...optional('siteUrl', config.site.url),
    kinds: entityKinds.map((kind) => {
      const items = byKind.get(kind) ?? [];
      const { plural: title, description } = kindLabels[kind];
      const inferred = items.filter((item) => item.inferred).length;
      return { kind, title, description, total: items.length, inferred, path: listPath(kind), pages: pages(items.length) };
    }),
    repositories: {
      total: summaries.repositories.length,
      unclaimed: summaries.repositories.filter(({ repository }) => unclaimed(context, repository)).length,
      path: listPath('repository'),
      pages: pages(summaries.repositories.length),
    },
    owners: {
      owned: ownable.filter(({ ref }) => catalog.entities.get(ref)?.ownership.resolved === true).length,
      of: ownable.length,
      drift: ownable.filter(({ drift }) => drift).length,
    },
    scorecards: scorecardSummaries(view, past),
    ...optional('documents', documents),
    ...optional('changelog', context.changelog.overview),
    ...optional('planning', context.planning.overview),
    facts: openKinds.map(({ kind, title }) => ({ kind, title, rows: sum(knowledge.rows.get(kind)?.values() ?? []) })),
    findings: { errors: findings.count('error'), warnings: findings.count('warning'), notes: findings.count('note') },
    sources: {
      collectors: knowledge.collectors.length,
      failedShards: knowledge.ages.failed.length,
      ...optional('oldest', oldest(context)),
    },
    recent: await recent(context, store),
    api: api(),
  });
}

/** True if only an inferred component stands for it. */
function unclaimed({ catalog }: EditionContext, repository: string): boolean {
  const claimedBy = catalog.repositories.get(repository)?.entities ?? [];
  return claimedBy.every((ref) => catalog.entities.get(ref)?.inferred === true);
}

function oldest({ knowledge }: EditionContext): string | undefined {
  return knowledge.ages.failed
    .map(({ age }) => age.observedAt)
    .filter((at) => at !== undefined)
    .toSorted(compareText)[0];
}

/** The latest releases over all repositories. */
async function recent({ knowledge, summaries }: EditionContext, store: Store): Promise<EditionIndex['recent']> {
  const { asOf, collectors } = knowledge;
  const newest: EditionIndex['recent'] = [];
  const groups = store.groups(tagKind, asOf, collectors, {
    by: 'repository',
    orderBy: '"taggedAt" DESC, name',
    limit: 1,
    where: `version IS NOT NULL AND NOT coalesce(prerelease, false) AND "taggedAt" <= TIMESTAMP ${literal(sqlInstant(asOf))}`,
  });
  for await (const { by, items } of groups) {
    const tag = items[0];
    if (tag?.taggedAt === undefined || !summaries.records.has(by)) continue;
    newest.push({ repository: by, path: repositoryPath(by), title: by.split('/').at(-1) ?? by, at: tag.taggedAt, what: tag.name });
  }
  return newest.toSorted((a, b) => compareText(b.at, a.at) || compareText(a.repository, b.repository)).slice(0, recentReleases);
}

function sum(values: Iterable<number>): number {
  return [...values].reduce((total, value) => total + value, 0);
}

function api(): EditionIndex['api'] {
  const entry = (path: string, description: string, schema?: ApiSchemaName): EditionIndex['api'][number] => ({
    path: `api/v1/${path}`,
    description,
    ...optional('schema', schema === undefined ? undefined : `api/v1/schemas/${schema}.json`),
  });
  return [
    entry('index.json', 'This edition: when, how much, and where everything is', 'index'),
    entry('entities.ndjson', 'A summary of every entity, one JSON object a line', 'entity-summary'),
    entry('entities/<kind>/<namespace>/<name>.json', 'Everything on the page of one entity', 'entity'),
    entry('repositories.ndjson', 'A summary of every repository, one JSON object a line', 'repository-summary'),
    entry('repositories/<host>/<path>.json', 'Everything on the page of one repository, each fact with its provenance', 'repository'),
    entry('lists/<kind>/<page>.json', 'The pages of the lists of entities under Browse', 'entity-list'),
    entry('lists/repository/<page>.json', 'The pages of the list of repositories', 'repository-list'),
    entry('scorecards.json', 'All scorecards, with how many are at each level, campaigns and feeds', 'scorecard-list'),
    entry('scorecards/<id>.json', 'A scorecard: checks, roll-ups, heat map, history', 'scorecard'),
    entry('scorecards/<id>.csv', 'The same as a table: a row an entity, a column a check'),
    entry('scorecards/<id>/entities/<page>.json', 'Entities of a scorecard with their levels', 'assessment-list'),
    entry('scorecards/<id>/checks/<check>.json', 'A check: who passes, who fails, and why', 'check'),
    entry('scorecards/<id>/checks/<check>.csv', 'The same as a table: a row an entity'),
    entry('campaigns/<id>.json', 'A campaign: its state and what remains per team', 'campaign'),
    entry('controls.json', 'Compliance controls and their evidence', 'controls'),
    entry('decisions.json', 'Exemptions and when they end', 'decisions'),
    entry('changes.json', 'What changed since yesterday, last week and last quarter, and why', 'changes'),
    entry('badges/<scorecard>/<kind>/<namespace>/<name>.svg', 'The level of an entity as a badge; badges/<scorecard>.svg for all'),
    entry('data-quality.json', 'Collectors, their ages, and findings by code', 'data-quality'),
    entry('findings.ndjson', 'Every finding, one JSON object a line', 'finding'),
    entry('findings/<code>/<page>.json', 'Findings of one code, with links', 'finding-list'),
    entry('schemas/<name>.json', 'JSON Schemas of all of these, of every kind of fact (fact-<kind>), and of what commands print with --json (cli-<command>)'),
  ];
}
