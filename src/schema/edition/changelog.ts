import { z } from 'zod';
import { changeKind } from '../documents/changelog.ts';
import { day, instant, repositoryId } from '../primitives.ts';
import { age, entityLinkView, sitePath } from './shared.ts';

/** One change: an entry that the organisation wrote, or one line of a release of a repository. */
export const changeEntry = z.strictObject({
  id: z.string().describe('Stays the same as long as it is the same change'),
  kind: changeKind,
  title: z.string().describe('Plain text'),
  html: z.string().optional().describe('The same with its mark-up, sanitised; absent where it is plain'),
  breaking: z.boolean(),
  date: day.optional(),
  path: sitePath.optional().describe('Page or anchor of the change'),
  affects: z.string().optional(),
  action: z.string().optional(),
  actionBy: day.optional(),
  entities: z.array(entityLinkView).describe('What changed'),
});
export type ChangeEntry = z.infer<typeof changeEntry>;

/** What one release of a repository brought. */
export const releaseView = z.strictObject({
  release: z.string(),
  version: z.string().optional(),
  package: z.string().optional(),
  date: day.optional(),
  yanked: z.boolean(),
  source: z.enum(['keep-a-changelog', 'conventional-commits']),
  repository: repositoryId,
  repositoryPath: sitePath.optional(),
  url: z.string().optional(),
  anchor: z.string(),
  entries: z.array(changeEntry),
});
export type ReleaseView = z.infer<typeof releaseView>;

const feedLink = z.strictObject({ title: z.string(), type: z.string(), path: sitePath });

/** `api/v1/changelog/<kind>/<namespace>/<name>.json`: what changed of one entity; of a team: of all that it owns. */
export const changelogPage = z.strictObject({
  asOf: instant,
  path: sitePath,
  entity: entityLinkView,
  upcoming: z.array(changeEntry).describe('Soonest first'),
  entries: z.array(changeEntry).describe("The organisation's own entries, newest first"),
  releases: z.array(releaseView).describe('Newest first, at most 50'),
  releasesTotal: z.int().nonnegative(),
  age: age.optional(),
  feeds: z.array(feedLink),
});
export type ChangelogPage = z.infer<typeof changelogPage>;

/** `api/v1/changelog.json`: the whole platform. */
export const changelogOverview = z.strictObject({
  asOf: instant,
  upcoming: z.array(changeEntry).describe('Soonest first'),
  entries: z.array(changeEntry).describe("The organisation's own entries, newest first; at most 200"),
  total: z.int().nonnegative(),
  releases: z.array(releaseView.omit({ entries: true }).extend({ changes: z.int().nonnegative(), breaking: z.int().nonnegative(), entities: z.array(entityLinkView), path: sitePath.optional() })).describe('The latest releases, at most 50'),
  entities: z.array(z.strictObject({ entity: entityLinkView, path: sitePath, latest: day.optional(), changes: z.int().nonnegative() })).describe('Entities with a changelog'),
  feeds: z.array(feedLink),
});
export type ChangelogOverview = z.infer<typeof changelogOverview>;

/** The changelog on the page of an entity. */
export const entityChangelog = z.strictObject({
  path: sitePath.describe('Its whole changelog'),
  upcoming: z.array(changeEntry).describe('At most 5'),
  latest: z.array(changeEntry).describe('The newest entries and releases, at most 5'),
  feeds: z.array(feedLink),
});
export type EntityChangelog = z.infer<typeof entityChangelog>;
