import { createHash } from 'node:crypto';
import { z } from 'zod';
import { SourceError } from '../collect/contract.ts';
import type { Instant } from '../schema/primitives.ts';
import type { RunWindow } from './run-windows.ts';

/*
 * GitHub's search gives no more than 1,000 results of a query (GitHub, "GraphQL reference: search": "returning a maximum of
 * 1,000 results"). A search over months is therefore cut into windows of time that hold fewer, read one after the other,
 * oldest first. Both ends of a window count (`merged:A..B`), and times have whole seconds, so that windows which end a second
 * before the next begins neither lose a result nor give one twice.
 */

/** Results after which GitHub ends a list. */
export const mostResults = 1000;

/** Results that a window is cut for: what happens is not spread evenly, so there is room. */
const aimedAt = 700;

/** Seconds in a row with more results by count than GitHub shows, and fewer given: such counts would have each second of months asked for. */
const mostOddSeconds = 20;

/** How much wider a window may get than the one before, where that held little. */
const growth = 4;

/** One page of the results of a window. */
export interface SearchPage<T> {
  /** Results of the whole window, as GitHub counts them. */
  readonly count: number;
  readonly items: readonly SearchItem<T>[];
  /** Results that were counted but came as nothing: the credentials may not see them. */
  readonly hidden: number;
  /** Cursor of the next page; undefined on the last one. */
  readonly next: string | undefined;
}

export interface SearchItem<T> {
  /** Tells it from all others. */
  readonly id: string;
  readonly value: T;
}

/** What of a window is odd: `crowded`, more results in one second than GitHub shows; `short`, fewer results than it counts. */
export interface WindowProblem {
  readonly kind: 'crowded' | 'short';
  readonly window: RunWindow;
  readonly count: number;
  readonly received: number;
}

/** Results of one page that were not given before, and how far the search has got with it. */
export interface WindowPage<T> {
  readonly name: string;
  readonly items: readonly T[];
  readonly problems: readonly WindowProblem[];
  readonly bookmark: string;
}

const state = z.strictObject({
  from: z.int().describe('Second at which the window under way starts'),
  end: z.int().describe('Last second of the search'),
  width: z.int().positive().describe('Seconds of the window under way, or of the next'),
  page: z.int().nonnegative().describe('Pages given so far'),
  count: z.int().nonnegative().optional().describe('Results of the window under way'),
  after: z.string().optional().describe('Cursor in the window under way'),
  received: z.int().nonnegative().describe('Results received of the window under way, hidden ones apart'),
  seen: z.array(z.string()).describe('Digests of the results given up to `seenTo`, in case a window is read again'),
  seenTo: z.int(),
});
type State = z.infer<typeof state>;

export interface WindowSearch<T> {
  /** First instant, rounded down to a second. */
  readonly start: Instant;
  /** Last instant, rounded down to a second. */
  readonly end: Instant;
  /** Bookmark of the last page of a reading that was cut off: goes on after it, up to the end that reading had. */
  readonly resume?: string | undefined;
  /** Bookmark of an earlier reading: how wide its windows were in the end is a good start. */
  readonly earlier?: string | undefined;
  ask(window: RunWindow, after: string | undefined): Promise<SearchPage<T>>;
}

/**
 * Results of a search over a stretch of time, page by page, oldest window first; always at least one page, so that the
 * bookmark moves even where there is nothing. A window that turns out to hold too much is narrowed, and so is one whose
 * count changes between two of its pages, since then the pages no longer fit together: what was given of it is not given
 * again.
 */
export async function* searchWindows<T>(search: WindowSearch<T>): AsyncGenerator<WindowPage<T>> {
  let at = parsed(search.resume) ?? begin(search);
  let odd = 0;
  while (at.from <= at.end) {
    const to = Math.min(at.end, at.from + at.width - 1);
    const window = { from: instantAt(at.from), to: instantAt(to) };
    const single = to === at.from;
    const page = await search.ask(window, at.after);
    if (at.count === undefined && page.count >= mostResults && !single) {
      at = { ...at, width: narrower(to - at.from + 1, page.count) };
      continue;
    }
    if (at.count !== undefined && at.count !== page.count && !single) {
      const { count: _count, after: _after, ...rest } = at;
      at = { ...rest, width: Math.ceil((to - at.from + 1) / 2), received: 0, seenTo: Math.max(at.seenTo, to) };
      continue;
    }
    const seen = new Set(at.seen);
    const fresh = page.items.filter(({ id }) => isNew(digestOf(id), seen));
    const received = at.received + page.items.length;
    const count = at.count ?? page.count;
    // More than this GitHub does not give, whatever its cursors say.
    const last = page.next === undefined || page.next === at.after || received >= mostResults || page.items.length + page.hidden === 0;
    odd = last && single && count >= mostResults && received + page.hidden < mostResults ? odd + 1 : 0;
    if (odd > mostOddSeconds) throw new SourceError(`GitHub counts ${count} results in one second after the other, and gives next to none: its counts cannot be relied on`);
    const number = at.page + 1;
    at = last
      ? { from: to + 1, end: at.end, width: wider(to - at.from + 1, count), page: number, received: 0, ...(at.seenTo > to ? { seen: [...seen], seenTo: at.seenTo } : { seen: [], seenTo: to }) }
      : { ...at, page: number, count, ...(page.next === undefined ? {} : { after: page.next }), received, seen: [...seen], seenTo: Math.max(at.seenTo, to) };
    yield {
      name: `page-${String(number).padStart(4, '0')}`,
      items: fresh.map(({ value }) => value),
      problems: last && received < count ? [{ kind: count > mostResults ? 'crowded' : 'short', window, count, received }] : [],
      bookmark: JSON.stringify(at),
    };
  }
}

/** The instant from which a later search must read on: up to it everything was given. Undefined for a text that is no bookmark. */
export function searchedTo(bookmark: string | undefined): Instant | undefined {
  const at = parsed(bookmark);
  return at === undefined ? undefined : instantAt(at.from);
}

function parsed(bookmark: string | undefined): State | undefined {
  if (bookmark === undefined) return undefined;
  try {
    const result = state.safeParse(JSON.parse(bookmark));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}

function begin({ start, end, earlier }: Pick<WindowSearch<unknown>, 'start' | 'end' | 'earlier'>): State {
  const last = secondOf(end);
  const from = Math.min(secondOf(start), last);
  const whole = last - from + 1;
  return { from, end: last, width: Math.min(whole, parsed(earlier)?.width ?? whole), page: 0, received: 0, seen: [], seenTo: from - 1 };
}

function narrower(width: number, count: number): number {
  return Math.max(1, Math.min(Math.floor((width * aimedAt) / count), Math.floor(width / 2)));
}

function wider(width: number, count: number): number {
  return Math.max(1, Math.min(width * growth, Math.floor((width * aimedAt) / Math.max(1, count))));
}

/** True the first time. */
function isNew(digest: string, seen: Set<string>): boolean {
  const before = seen.size;
  return seen.add(digest).size > before;
}

/** Short enough to stand in a bookmark by the hundred; 64 bits. */
function digestOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url').slice(0, 11);
}

function secondOf(instant: Instant): number {
  return Math.floor(Date.parse(instant) / 1000);
}

function instantAt(second: number): Instant {
  return new Date(second * 1000).toISOString().replace('.000Z', 'Z');
}
