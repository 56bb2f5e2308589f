import { z } from 'zod';
import { finding, findingCode, severity } from '../finding.ts';
import { instant } from '../primitives.ts';
import { age, listPage, sitePath } from './shared.ts';

/** How one collector stands. */
export const collectorStatus = z.strictObject({
  id: z.string(),
  title: z.string(),
  version: z.string(),
  lastRunAt: instant.optional(),
  shards: z.int().nonnegative().describe('Parts of its sources'),
  read: z.int().nonnegative().describe('Parts that were read or had not changed'),
  failed: z.int().nonnegative(),
  postponed: z.int().nonnegative().describe('Parts that the time given to the run did not reach'),
  withheld: z.int().nonnegative().describe('Parts that the credentials given may not read'),
  heldBack: z.int().nonnegative().describe('Parts and records that are gone at their source, and stay until that is confirmed'),
  quarantined: z.int().nonnegative(),
  staleAfter: z.string(),
  facts: z.array(z.strictObject({ kind: z.string(), title: z.string(), rows: z.int().nonnegative() })),
});

/** One part of a source that could not be read. */
export const failedShard = z.strictObject({
  collector: z.string(),
  shard: z.string(),
  label: z.string().optional().describe('What people call it, where the id is one that only machines know'),
  reason: z.string(),
  age,
});

/** Parts of one collector that were not read for one reason. */
export const unreadParts = z.strictObject({
  collector: z.string(),
  title: z.string(),
  reason: z.string(),
  parts: z.int().positive(),
  examples: z.array(z.string()).describe('At most 5, as people call them'),
  neverRead: z.int().nonnegative().describe('Parts of which nothing is known yet'),
  oldestAt: instant.optional().describe('When that of the others was last read which was read longest ago'),
  gives: z.array(z.string()).describe('Kinds of facts that the collector gives'),
});

/** A field of repositories that could not be read, and in how many of them. */
export const unreadField = z.strictObject({ field: z.string(), label: z.string(), reason: z.string(), repositories: z.int().positive() });

/** What one collector asked of one budget of a host in the last run. */
export const hostUseView = z.strictObject({
  host: z.string(),
  collector: z.string(),
  resource: z.string(),
  requests: z.int().nonnegative(),
  points: z.number().nonnegative(),
  unchanged: z.int().nonnegative().describe('Answers that had not changed (304), which cost nothing'),
  retries: z.int().nonnegative(),
  waitedSeconds: z.number().nonnegative(),
});

/** A field of the records of a source that is new, or no longer always there. */
export const driftedField = z.strictObject({
  collector: z.string(),
  record: z.string(),
  field: z.string(),
  change: z.enum(['new', 'missing']),
  presence: z.enum(['always', 'sometimes', 'never']).describe('How often it is there now'),
  at: instant.describe('When it was noticed'),
});

/** Findings of one code. */
export const findingGroup = z.strictObject({
  code: findingCode,
  title: z.string(),
  severity,
  why: z.string(),
  fix: z.string(),
  count: z.int().positive(),
  path: sitePath,
});

/** `api/v1/data-quality.json`. */
export const dataQuality = z.strictObject({
  asOf: instant,
  collectors: z.array(collectorStatus),
  failedShards: z.array(failedShard).describe('At most 200'),
  failedShardsTotal: z.int().nonnegative(),
  postponed: z.array(unreadParts).describe('Not reached in the time that the run was given'),
  withheld: z.array(unreadParts).describe('The credentials given may not read them'),
  heldBack: z.array(unreadParts).describe('Gone at their source, so many at once that it waits for confirmation'),
  unreadFields: z.array(unreadField).describe('Most repositories first'),
  hosts: z.strictObject({
    total: z.array(hostUseView.omit({ collector: true, resource: true })).describe('By host'),
    use: z.array(hostUseView),
  }),
  drift: z.strictObject({ since: instant, total: z.int().nonnegative(), fields: z.array(driftedField).describe('The latest first, at most 200') }),
  findings: z.strictObject({
    total: z.int().nonnegative(),
    errors: z.int().nonnegative(),
    warnings: z.int().nonnegative(),
    notes: z.int().nonnegative(),
    groups: z.array(findingGroup),
  }),
});
export type DataQuality = z.infer<typeof dataQuality>;

export type UnreadParts = z.infer<typeof unreadParts>;

/** One finding in a list: with links to what it is about. */
export const findingView = finding.extend({
  entityPath: sitePath.optional(),
  repositoryPath: sitePath.optional(),
  since: instant.optional().describe('When it was first seen; absent for findings that the build itself makes'),
});
export type FindingView = z.infer<typeof findingView>;

/** `api/v1/findings/<code>/<page>.json`. */
export const findingList = listPage(findingView).extend({ group: findingGroup });
export type FindingList = z.infer<typeof findingList>;
