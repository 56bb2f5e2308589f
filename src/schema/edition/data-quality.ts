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
  shards: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  quarantined: z.int().nonnegative(),
  staleAfter: z.string(),
  facts: z.array(z.strictObject({ kind: z.string(), title: z.string(), rows: z.int().nonnegative() })),
});

/** One part of a source that could not be read. */
export const failedShard = z.strictObject({
  collector: z.string(),
  shard: z.string(),
  reason: z.string(),
  age,
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
  findings: z.strictObject({
    total: z.int().nonnegative(),
    errors: z.int().nonnegative(),
    warnings: z.int().nonnegative(),
    notes: z.int().nonnegative(),
    groups: z.array(findingGroup),
  }),
});
export type DataQuality = z.infer<typeof dataQuality>;

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
