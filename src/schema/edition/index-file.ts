import { z } from 'zod';
import { entityKind } from '../entity.ts';
import { instant } from '../primitives.ts';
import { scorecardSummary } from './scorecard.ts';
import { sitePath } from './shared.ts';

/** `api/v1/index.json`: what this edition is and where everything in it is. */
export const editionIndex = z.strictObject({
  name: z.string(),
  description: z.string().optional(),
  sample: z.boolean(),
  asOf: instant,
  generator: z.string().describe('Name and version of what built it'),
  siteUrl: z.string().optional(),
  kinds: z.array(
    z.strictObject({
      kind: entityKind,
      title: z.string().describe('The kind in plural: Components'),
      description: z.string(),
      total: z.int().nonnegative(),
      inferred: z.int().nonnegative(),
      path: sitePath,
      pages: z.int().positive(),
    }),
  ),
  repositories: z.strictObject({ total: z.int().nonnegative(), unclaimed: z.int().nonnegative(), path: sitePath, pages: z.int().positive() }),
  owners: z.strictObject({
    owned: z.int().nonnegative().describe('Entities with an owner that the catalog knows, among those that should have one'),
    of: z.int().nonnegative(),
    drift: z.int().nonnegative(),
  }),
  scorecards: z
    .array(scorecardSummary)
    .describe('Scorecards with how many are at each level'),
  facts: z.array(z.strictObject({ kind: z.string(), title: z.string(), rows: z.int().nonnegative() })),
  findings: z.strictObject({ errors: z.int().nonnegative(), warnings: z.int().nonnegative(), notes: z.int().nonnegative() }),
  sources: z.strictObject({
    collectors: z.int().nonnegative(),
    failedShards: z.int().nonnegative(),
    oldest: instant.optional().describe('When the source that has gone unread for longest was last read'),
  }),
  recent: z
    .array(z.strictObject({ repository: z.string(), path: sitePath, title: z.string(), at: instant, what: z.string() }))
    .describe('The latest releases, at most 10'),
  api: z.array(z.strictObject({ path: sitePath, description: z.string(), schema: sitePath.optional() })),
});
export type EditionIndex = z.infer<typeof editionIndex>;
