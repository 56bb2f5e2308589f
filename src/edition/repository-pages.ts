import type { Catalog } from '../catalog/model.ts';
import type { RepositoryActivity } from '../schema/edition/activity.ts';
import { type RepositoryPage, repositoryPage } from '../schema/edition/repository.ts';
import { repositoryList, repositorySummary } from '../schema/edition/shared.ts';
import type { FactKind } from '../schema/fact.ts';
import { type Branch, branchKind } from '../schema/facts/branch.ts';
import { wellKnownFile, type Repository } from '../schema/facts/repository.ts';
import { type RepositoryWeek, repositoryWeekKind } from '../schema/facts/repository-week.ts';
import { type Tag, tagKind } from '../schema/facts/tag.ts';
import type { Instant } from '../schema/primitives.ts';
import { literal } from '../store/columns.ts';
import { sqlInstant } from '../store/relation.ts';
import type { FactGroup, Store } from '../store/store.ts';
import { redirectFile, redirectPage } from './documents/redirects.ts';
import { Activity } from './activity/activity.ts';
import { Coverage } from './activity/coverage.ts';
import { baseOf } from './base.ts';
import type { EditionContext } from './context.ts';
import { Cursor } from './cursor.ts';
import type { HostTeams } from './host-teams.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { RepositoryRecord } from '../knowledge/repository-record.ts';
import { listFile, listPath, repositoryFile, repositoryPath } from './routes.ts';
import { optional } from './summaries.ts';
import { paginate } from './writer.ts';

const dayMs = 86_400_000;
const limits = { branches: 20, releases: 20, weeks: 52, findings: 100 } as const;

/** Writes a file per repository, their list, and `repositories.ndjson`. */
export async function writeRepositoryPages(context: EditionContext, store: Store, hostTeams: HostTeams): Promise<void> {
  const { knowledge, summaries, writer, organisation } = context;
  const { asOf, collectors } = knowledge;
  const since = new Date(Date.parse(asOf) - limits.weeks * 7 * dayMs).toISOString();
  const branches = new Cursor(
    store.groups(branchKind, asOf, collectors, {
      by: 'repository',
      orderBy: '"lastCommitAt", name',
      limit: limits.branches,
      where: 'NOT "isDefault"',
      counts: { merged: 'merged' },
    }),
  );
  const releases = new Cursor(
    store.groups(tagKind, asOf, collectors, { by: 'repository', orderBy: '"taggedAt" DESC NULLS LAST, name', limit: limits.releases, where: 'version IS NOT NULL' }),
  );
  const weeks = new Cursor(
    store.groups(repositoryWeekKind, asOf, collectors, {
      by: 'repository',
      orderBy: 'week',
      limit: limits.weeks + 1,
      where: `"startsAt" > TIMESTAMP ${literal(sqlInstant(since))} AND "startsAt" <= TIMESTAMP ${literal(sqlInstant(asOf))}`,
    }),
  );
  const { minimumGroup } = organisation.config.privacy;
  const { url: siteUrl } = organisation.config.site;
  const site = { base: baseOf(siteUrl), siteUrl };
  const formerly = formerNames(knowledge);
  const activity = await Activity.read({ store, knowledge, summaries, hostTeams, minimumGroup });
  const coverage = new Coverage(knowledge);
  const none = { total: 0, items: [], counts: {} };
  for (const record of knowledge.repositories) {
    const id = record.repository;
    // An empty list says that there is nothing: only who lists them knows that. A host tells how many branches there are, not which.
    const listed = <T>(kind: FactKind, group: Listed<T> | undefined): Listed<T> | undefined => group ?? (coverage.of(kind, record).length > 0 ? none : undefined);
    const lists = {
      branches: listed(branchKind, await branches.at(id)),
      releases: listed(tagKind, await releases.at(id)),
      weeks: listed(repositoryWeekKind, await weeks.at(id)),
      formerly: formerly.get(id) ?? [],
      activity: await activity.of(record),
    };
    await writer.json(repositoryFile(id), repositoryPage, pageOf(record, lists, context));
    for (const before of lists.formerly) await writer.page(redirectFile(repositoryPath(before)), redirectPage(id, repositoryPath(id), site));
  }
  await writer.ndjson('repositories.ndjson', repositorySummary, [...summaries.repositories]);
  for (const page of paginate('Repositories', summaries.repositories, organisation.config.site.pageSize, (n) => listPath('repository', n))) {
    await writer.json(listFile('repository', page.page), repositoryList, { ...page, items: [...page.items] });
  }
}

type Listed<T> = Omit<FactGroup<T>, 'by'>;

/** What stands on a page beside the facts of the repository itself; undefined where no source lists it. */
interface Lists {
  readonly branches: Listed<Branch> | undefined;
  readonly releases: Listed<Tag> | undefined;
  readonly weeks: Listed<RepositoryWeek> | undefined;
  readonly formerly: readonly string[];
  readonly activity: RepositoryActivity;
}

function pageOf(record: RepositoryRecord, lists: Lists, context: EditionContext): RepositoryPage {
  const { knowledge, catalog, findings, summaries, documents } = context;
  const { repository, known, age, facts } = record;
  const docs = documents.bookOfRepository(repository);
  const standing = standingOf(catalog, repository);
  const { ownerPath } = summaries.owner(standing.ownership);
  return {
    asOf: knowledge.asOf,
    repository,
    path: repositoryPath(repository),
    ...optional('webUrl', known.webUrl),
    ...optional('description', known.description),
    empty: known.empty ?? false,
    archived: known.archived ?? false,
    claimedBy: standing.entities.map((ref) => summaries.link(ref)),
    ownership: standing.ownership,
    ...optional('ownerPath', ownerPath),
    ...optional('docs', docs === undefined ? undefined : { title: docs.title, path: docs.path, pages: docs.pages }),
    age,
    facts: [...facts],
    languages: shares(known.languages ?? []),
    ...optional('wellKnownFiles', known.wellKnownFiles?.map((file) => ({ ...file }))),
    missingFiles: missing(record),
    ...optional('weeks', lists.weeks?.items.map(({ repository: _repository, startsAt: _startsAt, ...week }) => week)),
    ...optional('branches', lists.branches && branchesOf(lists.branches, knowledge.asOf)),
    ...optional('releases', lists.releases && { total: lists.releases.total, latest: lists.releases.items.map(({ repository: _, ...tag }) => tag) }),
    formerly: [...lists.formerly],
    activity: lists.activity,
    findings: findings.ofRepository(repository).slice(0, limits.findings),
  };
}

function branchesOf({ total, counts, items }: Listed<Branch>, asOf: Instant): NonNullable<RepositoryPage['branches']> {
  return { total, merged: counts['merged'] ?? 0, oldest: items.map(({ repository: _, ...branch }) => ({ ...branch, days: daysBetween(branch.lastCommitAt, asOf) })) };
}

/** Names that repositories had, by the one of today; spellings in another case are none of their own. */
function formerNames({ names }: Knowledge): Map<string, string[]> {
  const formerly = new Map<string, string[]>();
  for (const [before, now] of names.former) {
    if (before.toLowerCase() !== now.toLowerCase()) formerly.set(now, [...(formerly.get(now) ?? []), before]);
  }
  return formerly;
}

function standingOf(catalog: Catalog, repository: string): { entities: readonly string[]; ownership: RepositoryPage['ownership'] } {
  return catalog.repositories.get(repository) ?? { entities: [], ownership: { resolved: false, drift: false, evidence: [] } };
}

function shares(languages: NonNullable<Repository['languages']>): RepositoryPage['languages'] {
  const total = languages.reduce((sum, { bytes }) => sum + bytes, 0);
  return languages.map((language) => ({ ...language, share: total === 0 ? 0 : language.bytes / total }));
}

/** Files that are not there. Where the tree could not be read, none is said to be missing, nor are those that its source could not see. */
function missing({ known, unread }: RepositoryRecord): string[] {
  if (known.wellKnownFiles === undefined || known.empty === true) return [];
  const there = new Set(known.wellKnownFiles.map(({ file }) => file));
  const unseen = new Set(unread.map(({ field }) => field));
  return wellKnownFile.options.filter((file) => !there.has(file) && !unseen.has(`wellKnownFiles.${file}`));
}

function daysBetween(from: Instant, to: Instant): number {
  return Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / dayMs));
}
