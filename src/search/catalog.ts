import { z } from 'zod';
import { sitePath } from '../schema/edition/shared.ts';

/** What one result shows: a line of `pagefind/<records>/<n>.json`. */
export const searchHit = z.strictObject({
  path: sitePath,
  title: z.string(),
  kind: z.string(),
  description: z.string().optional(),
  owner: z.string().optional().describe("The owner's title"),
  ownerPath: sitePath.optional(),
  lifecycle: z.string().optional(),
  type: z.string().optional(),
  inferred: z.literal(true).optional(),
});
export type SearchHit = z.infer<typeof searchHit>;

/**
 * `pagefind/catalog.json`: what the search page needs besides Pagefind's index. Result `n` of the index, in the order
 * of titles, is element `n % perFile` of `pagefind/<records>/<n / perFile>.json`.
 */
export const searchCatalog = z.strictObject({
  records: z.string().describe('Folder of the records, named by their content, so that a page opened before a new edition never mixes the two'),
  perFile: z.int().positive(),
  total: z.int().nonnegative(),
  labels: z
    .strictObject({ owner: z.record(z.string(), z.string()), system: z.record(z.string(), z.string()) })
    .describe('Titles of the owners and systems that filters name by reference'),
});
export type SearchCatalog = z.infer<typeof searchCatalog>;
