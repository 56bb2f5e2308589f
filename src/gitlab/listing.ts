import { z } from 'zod';
import { censusOf } from '../collect/census.ts';
import { CursorTrail } from '../collect/cursor-trail.ts';
import { type CollectContext, type FieldCensus, type KeptPages, SourceError } from '../collect/contract.ts';
import type { GitLabApi } from './api.ts';

/** One list of GitLab that is read page by page and kept while a run lasts. */
export interface Listing<T> {
  /** `projects`. */
  readonly name: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly resource: 'core' | 'projects';
  /** What is kept of a page; everything else is dropped before it reaches the disk. */
  keep(records: readonly unknown[]): T;
  readonly kept: z.ZodType<T>;
}

/** What a list gave: its pages in order, and which fields its records had. */
export interface Listed<T> {
  readonly pages: readonly T[];
  readonly census: readonly FieldCensus[];
}

const page = z.strictObject({
  kept: z.json(),
  next: z.string().nullable(),
  total: z.int().nullable(),
  records: z.int(),
  census: z.array(z.strictObject({ record: z.string(), records: z.int(), fields: z.record(z.string(), z.int()) })),
});

/**
 * Reads a list by its `Link` headers. Pages of this run that are kept are not asked for again. Lists by offset lose a record
 * where another one went away between two pages, so a list whose count falls while it is read is read once more. (GitLab
 * counts no lists of more than 10,000.)
 */
export async function readListing<T>(api: GitLabApi, listing: Listing<T>, kept: KeptPages, context: CollectContext): Promise<Listed<T>> {
  let pages = await readPages(api, listing, kept, context);
  if (pages.some(({ total }, index) => (total ?? 0) < (pages[index - 1]?.total ?? 0))) {
    kept.clear();
    pages = await readPages(api, listing, kept, context);
  }
  return { pages: pages.map((each) => listing.kept.parse(each.kept)), census: pages.flatMap(({ census }) => census) };
}

async function readPages<T>(api: GitLabApi, listing: Listing<T>, kept: KeptPages, { signal }: CollectContext): Promise<z.infer<typeof page>[]> {
  const pages = kept.pages().map(({ body }) => page.parse(JSON.parse(body)));
  const trail = new CursorTrail(`${api.host} could not list ${listing.path}`);
  for (;;) {
    const last = pages.at(-1);
    if (last?.next === null) return pages;
    if (last !== undefined) trail.follow(last.next);
    const parameters = last === undefined ? listing.parameters : new URLSearchParams(last.next);
    const answer = await api.rest(listing.path, { signal, parameters, resource: listing.resource });
    const records = listOf(answer.data, api.host, listing.path);
    const next = answer.next === undefined || records.length === 0 ? null : answer.next.toString();
    const read = { kept: listing.keep(records), next, total: answer.total ?? null, records: records.length, census: [censusOf(listing.name, records)] };
    // As it will be when it is read again.
    const body = JSON.stringify(read);
    kept.add({ name: `${listing.name}-${String(pages.length + 1).padStart(4, '0')}`, body });
    pages.push(page.parse(JSON.parse(body)));
  }
}

/** An answer that has to be a list; throws a {@link SourceError} if it is something else. */
export function listOf(data: unknown, host: string, path: string): unknown[] {
  if (Array.isArray(data)) return data;
  throw new SourceError(`${host} answered ${path} with something that is no list`);
}
