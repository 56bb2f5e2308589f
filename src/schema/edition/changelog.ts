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
  description: z.string().optional().describe('One sentence on it'),
  scope: z.string().optional().describe('The part of the repository that changed, as its changelog names it'),
  breaking: z.boolean(),
  date: day.optional().describe('The day it takes, or took, effect'),
  announced: day.optional().describe('The day it was first announced'),
  daysToEffect: z.int().positive().optional().describe('Days from the edition to that day; absent once it is past'),
  version: z.string().optional().describe('The version that brings it'),
  path: sitePath.optional().describe('Page or anchor of the change'),
  affects: z.string().optional(),
  action: z.string().optional(),
  actionBy: day.optional(),
  daysToAct: z.int().nonnegative().optional().describe('Days from the edition to the last one for the action; absent once it is past'),
  entities: z.array(entityLinkView).describe('What changed'),
  via: z.array(entityLinkView).optional().describe('In what affects an entity or team: what of theirs uses what changed; empty if they are named themselves'),
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
  summary: z.string().describe('How many changes of which kind: 2 added, 1 fixed'),
  breaking: z.int().nonnegative().describe('Changes that break something'),
  entries: z.array(changeEntry).describe('At most 25; their ids are unique within all releases, and they name no entities'),
  total: z.int().nonnegative().describe('Entries that it has'),
});
export type ReleaseView = z.infer<typeof releaseView>;

const feedLink = z.strictObject({ title: z.string(), type: z.string(), path: sitePath });

/** `api/v1/changelog/<kind>/<namespace>/<name>.json`: what changed of one entity; of a team: of all that it owns. */
export const changelogPage = z.strictObject({
  asOf: instant,
  path: sitePath,
  entity: entityLinkView,
  upcoming: z.array(changeEntry).describe('What is to come, and what still has to be done; soonest first'),
  entries: z.array(changeEntry).describe("The organisation's own entries about it that are in effect, newest first; at most 100"),
  entriesTotal: z.int().nonnegative(),
  affecting: z.array(changeEntry).describe('Entries about what it depends on that are in effect, newest first; at most 50'),
  releases: z.array(releaseView).describe('Newest first, at most 10'),
  releasesTotal: z.int().nonnegative(),
  age: age.optional(),
  feeds: z.array(feedLink).describe('Feeds, and the calendar of what is to come if there is any'),
});
export type ChangelogPage = z.infer<typeof changelogPage>;

/** One line of `api/v1/changelog/entities.ndjson`: an entity or team with a changelog. */
export const changelogSummary = z.strictObject({
  entity: entityLinkView,
  path: sitePath,
  latest: day.optional(),
  changes: z.int().nonnegative().describe('Entries and releases about it'),
});
export type ChangelogSummary = z.infer<typeof changelogSummary>;

/** `api/v1/changelog.json`: the whole platform. */
export const changelogOverview = z.strictObject({
  asOf: instant,
  upcoming: z.array(changeEntry).describe('What is to come, and what still has to be done; soonest first'),
  entries: z.array(changeEntry).describe("The organisation's own entries that are in effect, newest first; at most 200"),
  total: z.int().nonnegative(),
  releases: z.array(releaseView.omit({ entries: true, total: true }).extend({ entities: z.array(entityLinkView), path: sitePath.optional() })).describe('The latest releases, at most 50'),
  entities: z.array(changelogSummary).describe('Entities with a changelog, teams first, then those that changed last; at most 100'),
  entitiesTotal: z.int().nonnegative(),
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
