import { assessmentKind } from '../../schema/facts/assessment.ts';
import { publishedEditionKind } from '../../schema/facts/published-edition.ts';
import type { Instant } from '../../schema/primitives.ts';
import type { Store } from '../../store/store.ts';
import { dayMs } from '../days.ts';
import { justBefore, shifted } from './instants.ts';

/** The collector under whose name editions leave facts behind. */
export const publisher = 'almanac';

/**
 * Editions published strictly before `asOf`, oldest first. One whose keeping was broken off after its assessments, before
 * it was marked itself, counts: it was published.
 */
export async function readEditions(store: Store, asOf: Instant): Promise<Instant[]> {
  const until = justBefore(asOf);
  const editions: Instant[] = [];
  for await (const { value } of store.rows(publishedEditionKind, until, [publisher])) editions.push(value.asOf);
  const last = await store.lastObserved(assessmentKind, until, [publisher]);
  if (last !== undefined && last > (editions.at(-1) ?? '')) editions.push(last);
  return editions;
}

/** How much later than asked for an edition may be: a night does not begin at the same second every day. */
const grace = dayMs / 2;

/**
 * The edition to compare with for an instant: the nearest of the last one by then and the first one after it, which
 * must be within half a day. Without the grace, a night that begins two seconds earlier than the one before would
 * compare with the day before yesterday.
 *
 * @param editions oldest first
 * @returns undefined if none was published by then
 */
export function editionNear(editions: readonly Instant[], at: Instant): Instant | undefined {
  const wanted = Date.parse(at);
  const after = editions.findIndex((edition) => Date.parse(edition) > wanted);
  const before = after < 0 ? editions.at(-1) : editions[after - 1];
  const next = after < 0 ? undefined : editions[after];
  if (next === undefined || Date.parse(next) - wanted > grace) return before;
  if (before === undefined) return next;
  return Date.parse(next) - wanted < wanted - Date.parse(before) ? next : before;
}

/** Spans over which changes are shown, in days. */
export const spanDays = { day: 1, week: 7, quarter: 91 } as const;
export type SpanName = keyof typeof spanDays;
export const spanNames: readonly SpanName[] = ['day', 'week', 'quarter'];

/** The edition that each span compares with: the one nearest to its beginning, or the first of all where none was published by then. */
export interface Comparison {
  readonly span: SpanName;
  /** One span before the edition. */
  readonly wanted: Instant;
  readonly edition: Instant | undefined;
}

/** The comparisons of an edition as of `asOf`, shortest span first. */
export function comparisons(editions: readonly Instant[], asOf: Instant): Comparison[] {
  return spanNames.map((span) => {
    const wanted = shifted(asOf, -spanDays[span] * dayMs);
    // A young history compares with its beginning: what changed since is what its readers ask for.
    return { span, wanted, edition: editionNear(editions, wanted) ?? editions[0] };
  });
}

/** How far back series go, in weeks. */
export const seriesWeeks = 26;

/**
 * The editions at which series have a point: one a week for 26 weeks, and those that spans compare with; oldest
 * first.
 */
export function seriesEditions(editions: readonly Instant[], asOf: Instant): Instant[] {
  const points = new Set<Instant>();
  for (let week = seriesWeeks; week >= 1; week--) {
    const edition = editionNear(editions, shifted(asOf, -week * 7 * dayMs));
    if (edition !== undefined) points.add(edition);
  }
  for (const { edition } of comparisons(editions, asOf)) if (edition !== undefined) points.add(edition);
  return [...points].toSorted();
}
