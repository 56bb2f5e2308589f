import { compareText } from '../findings/codes.ts';
import { type EditionIndex, editionIndex } from '../schema/edition/index-file.ts';
import { entityKinds } from '../schema/entity.ts';
import { openKinds } from '../schema/facts/kinds.ts';
import { tagKind } from '../schema/facts/tag.ts';
import { literal } from '../store/columns.ts';
import { sqlInstant } from '../store/relation.ts';
import type { Store } from '../store/store.ts';
import { apiList } from './api-list.ts';
import type { Assessment, EditionContext } from './context.ts';
import { kindLabels, ownedKinds } from './labels.ts';
import { feedbackAddresses } from './planning/feedback.ts';
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
    ...optional('feedback', feedbackAddresses(config.feedback)),
    facts: openKinds.map(({ kind, title }) => ({ kind, title, rows: sum(knowledge.rows.get(kind)?.values() ?? []) })),
    findings: { errors: findings.count('error'), warnings: findings.count('warning'), notes: findings.count('note') },
    sources: {
      collectors: knowledge.collectors.length,
      failedShards: knowledge.ages.failed.filter(({ state }) => state === 'failed').length,
      ...optional('oldest', oldest(context)),
    },
    recent: await recent(context, store),
    api: apiList(writer),
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
