import { censusOf } from '../../src/collect/census.ts';
import { SourceError } from '../../src/collect/contract.ts';
import { instantOf } from '../../src/github/instant-of.ts';
import { listOf } from '../../src/gitlab/listing.ts';
import { sift } from '../../src/gitlab/records.ts';
import type { z } from 'zod';
import { askPart, type PartPage, type Reading, withheld } from './reading.ts';
import type { Place } from './position.ts';

/** A list of a project in order of what changed last. */
export interface Walk<T> {
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly record: z.ZodType<T>;
  /** For census, quarantine and findings. */
  readonly names: { readonly record: string; readonly kind: string; readonly part: string; readonly role: string };
  idOf(record: T): string;
  changedAt(record: T): string | null | undefined;
}

const perPage = 100;

/**
 * Walks through a list in order of time, each page asking for what changed at or after the last record of the page before.
 * Offsets would lose records: one that changes while the list is read goes to its end, and all others move up by one.
 *
 * @returns pages, each with the place where the next one begins; none where the list is withheld but for a finding
 */
export async function* walk<T>(reading: Reading, { path, parameters, record, names, idOf, changedAt }: Walk<T>, from: Place | undefined): AsyncGenerator<PartPage<T> & { readonly next: Place | undefined }> {
  let place: Place = from ?? { after: reading.since, page: 1, seen: [] };
  let stale = 0;
  for (;;) {
    const part = await askPart(reading, path, { ...parameters, order_by: 'updated_at', sort: 'asc', per_page: String(perPage), updated_after: place.after, ...(place.page === 1 ? {} : { page: String(place.page) }) });
    if (part.state === 'withheld') yield { records: [], unfit: [], findings: [withheld(reading, names.part, names.role)], census: [], next: undefined };
    if (part.state !== 'read') return;
    const raw = listOf(part.answer.data, reading.api.host, path);
    const { fit, unfit } = sift(record, raw, names.kind);
    const seen = new Set(place.seen);
    const fresh = fit.filter((each) => !seen.has(idOf(each)));
    // One page may hold nothing new, where a hundred changed at one instant; a second one says that the question is not understood.
    stale = raw.length > 0 && fresh.length === 0 && unfit.length === 0 ? stale + 1 : 0;
    if (stale > 1) throw new SourceError(`${reading.api.host} answers ${path} of ${reading.repository} with the same page again and again`);
    const next = raw.length < perPage ? undefined : nextPlace(place, fit.map((each) => ({ id: idOf(each), at: instantOf(changedAt(each)) })));
    yield { records: fresh, unfit, findings: [], census: raw.length === 0 ? [] : [censusOf(names.record, raw)], next };
    if (next === undefined) return;
    place = next;
  }
}

/** Where the next page begins: at the last record's instant, or on the next page where all of a page changed at one instant. */
function nextPlace(place: Place, records: readonly { readonly id: string; readonly at: string | undefined }[]): Place {
  const last = records.at(-1)?.at;
  if (last === undefined || last <= place.after) return { after: place.after, page: place.page + 1, seen: [...place.seen, ...records.map(({ id }) => id)] };
  return { after: last, page: 1, seen: records.filter(({ at }) => at === last).map(({ id }) => id) };
}
