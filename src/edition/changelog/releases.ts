import { createHash } from 'node:crypto';
import semver from 'semver';
import { inlineHtml, inlineText } from '../../changelog/inline.ts';
import { feedUrn } from '../../feeds/feed.ts';
import { escapeHtml } from '../../feeds/text.ts';
import { compareText } from '../../findings/codes.ts';
import type { ChangeKind } from '../../schema/documents/changelog.ts';
import { changeKind } from '../../schema/documents/changelog.ts';
import type { ChangeEntry, ReleaseView } from '../../schema/edition/changelog.ts';
import type { EntityLinkView } from '../../schema/edition/shared.ts';
import { type ReleaseNotes, releaseNotesKind } from '../../schema/facts/release-notes.ts';
import type { Instant } from '../../schema/primitives.ts';
import type { FactGroup, Store } from '../../store/store.ts';
import { optional } from '../summaries.ts';
import { limits } from './limits.ts';

/** Semantic versions by their numbers, since SQL would put 1.9.0 over 1.10.0. */
const numbers = [1, 2, 3].map((n) => `try_cast(regexp_extract(version, '^(\\d+)\\.(\\d+)\\.(\\d+)', ${n}) AS BIGINT) DESC NULLS LAST`).join(', ');

/** The newest releases of each repository, in order of repository: what is not released yet, then by day and version. */
export function releaseGroups(store: Store, asOf: Instant, collectors: readonly string[]): AsyncIterable<FactGroup<ReleaseNotes>> {
  return store.groups(releaseNotesKind, asOf, collectors, {
    by: 'repository',
    orderBy: `("date" IS NULL AND release LIKE '%unreleased') DESC, "date" DESC NULLS LAST, ${numbers}, release DESC`,
    // More than a page shows: those of one package of several are among them.
    limit: limits.releases * 3,
  });
}

/** One release as pages show it. Its lines are of what the release is of, so they name no entities. */
export function releaseView(notes: ReleaseNotes, repositoryPath: string | undefined): ReleaseView {
  const { repository, release, version, date, yanked, source, url, entries } = notes;
  const id = feedUrn('release', repository, release);
  return {
    release,
    ...optional('version', version),
    ...optional('package', notes.package),
    ...optional('date', date),
    yanked,
    source,
    repository,
    ...optional('repositoryPath', repositoryPath),
    ...optional('url', url),
    anchor: releaseAnchor(repository, release),
    summary: releaseSummary(entries),
    breaking: entries.filter(({ breaking }) => breaking).length,
    entries: entries.slice(0, limits.releaseEntries).map((entry): ChangeEntry => {
      const { kind, scope, breaking, text } = entry;
      const html = inlineHtml(text);
      const title = inlineText(text);
      return { id: digest([id, kind, scope ?? '', text]), kind, title, ...(html === escapeHtml(title) ? {} : { html }), ...optional('scope', scope), breaking, entities: [] };
    }),
    total: entries.length,
  };
}

/** `booking-api-4.2.0` on the page of an entity or team. Repositories of one name at two places have a digest besides. */
export function releaseAnchor(repository: string, release: string): string {
  const name = `${repository.slice(repository.lastIndexOf('/') + 1)}-${release}`;
  const plain = name.replaceAll(/[^A-Za-z0-9.]+/g, '-').replaceAll(/^-+|-+$/g, '');
  return `release-${plain}-${digest([repository, release]).slice(0, 4)}`;
}

/** Newest first; what is not released yet before all, what has no date after all. */
export function newestRelease(a: ReleaseView, b: ReleaseView): number {
  return compareText(sortDay(b), sortDay(a)) || compareVersions(b, a) || compareText(a.repository, b.repository) || compareText(a.release, b.release);
}

function sortDay({ date, release }: ReleaseView): string {
  return date ?? (release.endsWith('unreleased') ? '9999-12-31' : '');
}

function compareVersions(a: ReleaseView, b: ReleaseView): number {
  if (a.version === undefined || b.version === undefined || a.repository !== b.repository) return 0;
  return semver.valid(a.version) !== null && semver.valid(b.version) !== null ? semver.compareBuild(a.version, b.version) : 0;
}

const verbs: Readonly<Record<ChangeKind, string>> = { added: 'added', changed: 'changed', deprecated: 'deprecated', removed: 'removed', fixed: 'fixed', security: 'for security' };

/** `2 added, 1 fixed, 1 breaking`. */
function releaseSummary(entries: readonly { readonly kind: ChangeKind; readonly breaking: boolean }[]): string {
  const kinds = changeKind.options.flatMap((kind) => {
    const of = entries.filter((entry) => entry.kind === kind).length;
    return of === 0 ? [] : [`${of} ${verbs[kind]}`];
  });
  const breaking = entries.filter((entry) => entry.breaking).length;
  return [...kinds, ...(breaking === 0 ? [] : [`${breaking} breaking`])].join(', ') || 'no changes listed';
}

/** What weighs most comes first: the kind that stands for a release. */
const weight: readonly ChangeKind[] = ['security', 'removed', 'deprecated', 'added', 'changed', 'fixed'];

/** A release as one line among other changes. */
export function releaseLine(release: ReleaseView, title: string, path: string | undefined, entities: readonly EntityLinkView[]): ChangeEntry {
  const kind = weight.find((one) => release.entries.some((entry) => entry.kind === one)) ?? 'changed';
  return {
    id: feedUrn('release', release.repository, release.release),
    kind,
    title: `${title}: ${release.summary}`,
    breaking: release.breaking > 0,
    ...optional('date', release.date),
    ...optional('version', release.version),
    ...optional('path', path),
    entities: [...entities],
  };
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 12);
}
