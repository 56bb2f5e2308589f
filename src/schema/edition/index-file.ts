import { z } from 'zod';
import { entityKind } from '../entity.ts';
import { instant } from '../primitives.ts';
import { documentKind } from '../documents/kinds.ts';
import { changeEntry } from './changelog.ts';
import { documentLink } from './document.ts';
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
  documents: z
    .strictObject({
      total: z.int().nonnegative(),
      sections: z.array(z.strictObject({ title: z.string(), description: z.string().optional(), path: sitePath, pages: z.int().positive() })).describe("Sections of the organisation's docs"),
      kinds: z.array(z.strictObject({ kind: documentKind, title: z.string().describe('The kind in plural: Runbooks'), description: z.string(), total: z.int().positive(), path: sitePath })),
      recent: z.array(documentLink).describe("The organisation's documents that changed last, at most 6"),
    })
    .optional(),
  changelog: z.strictObject({ path: sitePath, upcoming: z.array(changeEntry).describe('At most 5'), latest: z.array(changeEntry).describe('At most 5') }).optional(),
  planning: z
    .strictObject({ pages: z.array(z.strictObject({ title: z.string(), description: z.string(), total: z.int().nonnegative(), path: sitePath })) })
    .optional()
    .describe('Objectives, roadmap, roles, responsibilities, surveys: those that there are'),
  feedback: z
    .strictObject({ useful: z.string().optional(), notUseful: z.string().optional(), problem: z.string().optional(), ask: z.strictObject({ title: z.string(), url: z.string() }).optional() })
    .optional()
    .describe('Addresses that open a prefilled issue or mail; {title}, {path}, {url} and {file} stand for those of the page, percent-encoded'),
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
