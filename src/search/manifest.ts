import { z } from 'zod';
import { sitePath } from '../schema/edition/shared.ts';
import { filterNames } from './filters.ts';
import { groups } from './groups.ts';

/** A part of a document's text under one heading. */
export const hitSection = z.strictObject({ id: z.string().optional(), title: z.string().optional(), text: z.string() });
export type HitSection = z.infer<typeof hitSection>;

/** What one result shows: an element of `pagefind/hits-<hash>/<bundle>/<n>.json`. */
export const searchHit = z.strictObject({
  path: sitePath,
  title: z.string(),
  kind: z.string().describe('What a thing of its kind is called'),
  description: z.string().optional(),
  section: z.string().optional().describe('Title of the section or book that a document belongs to'),
  owner: z.string().optional().describe("The owner's title"),
  ownerPath: sitePath.optional(),
  lifecycle: z.string().optional(),
  type: z.string().optional(),
  inferred: z.literal(true).optional(),
  date: z.string().optional(),
  status: z.string().optional(),
  overdue: z.literal(true).optional().describe('The day it should have been reviewed by has passed'),
  sections: z.array(hitSection).optional().describe('The text that is searched, in the order in which its words are counted'),
});
export type SearchHit = z.infer<typeof searchHit>;

/** One index of Pagefind. Its records have the numbers from `from` to `from + records`. */
export const searchBundle = z.strictObject({
  id: z.string().describe('Its folder below pagefind/'),
  group: z.enum(groups),
  from: z.int().nonnegative(),
  records: z.int().positive(),
  perFile: z.int().positive().describe('Hits in each file'),
});
export type SearchBundle = z.infer<typeof searchBundle>;

/** A sorted list cut into files: where it is, and what the first entry of each file begins with. */
export const sortedBlocks = z.strictObject({ folder: z.string(), firsts: z.array(z.string()) });
export type SortedBlocks = z.infer<typeof sortedBlocks>;

/**
 * `pagefind/search.json`: all that the browser needs to find the rest. Files that it names are named by their content, so
 * that a page opened before a new edition never mixes the two.
 */
export const searchManifest = z.strictObject({
  total: z.int().nonnegative(),
  bundles: z.array(searchBundle),
  hits: z.string().describe('Folder of the hits'),
  names: sortedBlocks.describe('Entries of {@link nameEntry}, by key'),
  words: sortedBlocks.describe('Words that occur, each with how often and in which groups'),
  columns: z.string().describe('File of {@link searchColumns}'),
  synonyms: z.array(z.array(z.string())).describe("The organisation's own words for one thing"),
  lists: z.array(z.strictObject({ title: z.string(), path: sitePath })).describe('Where everything of a kind is listed'),
  ask: z.strictObject({ title: z.string(), url: z.string() }).optional().describe('Where to ask a person'),
});
export type SearchManifest = z.infer<typeof searchManifest>;

/** What a key is of what it leads to: a part of its name, its name, a heading in it. */
export const keyOf = { part: 0, name: 1, heading: 2 } as const;

/** A name by which a thing is called: key, title, kind, path, number of its record, and what the key is of it ({@link keyOf}). */
export const nameEntry = z.tuple([z.string(), z.string(), z.string(), sitePath, z.int(), z.literal(Object.values(keyOf))]);
export type NameEntry = z.infer<typeof nameEntry>;

const facetColumn = z.strictObject({
  name: z.enum(filterNames),
  values: z.array(z.strictObject({ value: z.string(), label: z.string() })),
  cells: z.array(z.union([z.int(), z.array(z.int())])).describe('For each record the numbers of the values that it has, from 1; 0 for none'),
});

/** `pagefind/columns-<hash>.json`: what is known of every record before any is loaded. */
export const searchColumns = z.strictObject({
  titles: z.array(z.int()).describe('Words of each title'),
  facets: z.array(facetColumn).describe('The filters that anything has'),
});
export type SearchColumns = z.infer<typeof searchColumns>;
export type SearchFacets = SearchColumns['facets'];
