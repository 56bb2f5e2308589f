import { z } from 'zod';
import type { RawPage } from '../collect/contract.ts';
import { makeFinding } from '../findings/codes.ts';
import type { Finding } from '../schema/finding.ts';
import type { Instant } from '../schema/primitives.ts';
import { type GitHubApi, TooMuchError } from './contract.ts';
import { nameOf, pageOf, projected } from './record-page.ts';
import { isRefusal, refuse } from './refusal.ts';
import type { RunWindow } from './run-windows.ts';
import { type SearchPage, searchedTo, searchWindows, type WindowProblem } from './search-windows.ts';

/** What is searched for, and what is kept of each result. */
export interface Search<S extends z.ZodType, T> {
  readonly api: GitHubApi;
  readonly collector: string;
  /** A query with the variables `$query`, `$first` and `$after`; its results stand under `search`. */
  readonly query: string;
  /** The search of one window, in GitHub's search syntax. */
  terms(window: string): string;
  /** What people call the results: `merged Pull Requests of acme`. */
  readonly what: string;
  /** What GitHub calls such a record, for the census. */
  readonly record: string;
  readonly schema: S;
  /** What is kept of one; undefined for one that is not wanted. */
  project(record: z.infer<S>): T | undefined;
  /** Permission without which nothing is found. */
  readonly permission: string;
  readonly signal: AbortSignal;
}

/** From when to when, by what is known of earlier readings. */
export interface SearchSpan {
  readonly asOf: Instant;
  /** Days that the first reading reaches back. */
  readonly history: number;
  readonly bookmark: string | undefined;
  readonly resume: string | undefined;
}

/**
 * Hours behind the last reading's end that are read again: what just happened takes a while until GitHub's search finds
 * it, and the machine's clock may be ahead of GitHub's.
 */
export const overlapHours = 1;

const results = z.looseObject({
  search: z.looseObject({
    issueCount: z.int().nonnegative(),
    pageInfo: z.looseObject({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
    nodes: z.array(z.unknown()).nullish(),
  }),
});

const identified = z.looseObject({ id: z.string() });

/** Results in one answer at most. */
const mostPerPage = 100;

/** Reads all results of a stretch of time as pages of projected records. */
export async function* searchPages<S extends z.ZodType, T>(search: Search<S, T>, { asOf, history, bookmark, resume }: SearchSpan): AsyncGenerator<RawPage> {
  const earlier = searchedTo(bookmark);
  const start = earlier === undefined ? Date.parse(asOf) - history * 86_400_000 : Date.parse(earlier) - overlapHours * 3_600_000;
  let first = mostPerPage;
  const ask = async (window: RunWindow, after: string | undefined): Promise<SearchPage<unknown>> => {
    for (;;) {
      try {
        let page = await askOnce(search, window, first, after);
        // Results that come as null may have taken too long; those that may not be seen are null again.
        if (page.hidden > 0) page = await askOnce(search, window, first, after);
        first = Math.min(mostPerPage, first * 2);
        return page;
      } catch (error) {
        if (!(error instanceof TooMuchError) || first === 1) throw error;
        first = Math.ceil(first / 4);
      }
    }
  };
  for await (const page of searchWindows({ start: new Date(start).toISOString(), end: asOf, resume, earlier: bookmark, ask })) {
    const { records, unfit } = projected(page.items, search.schema, search.project, nameOf);
    const findings = page.problems.map((problem) => problemFinding(search.what, problem));
    yield pageOf(page.name, { records, unfit }, { findings, bookmark: page.bookmark, census: { record: search.record, raw: page.items } });
  }
}

async function askOnce<S extends z.ZodType, T>({ api, collector, query, terms, permission, what, signal }: Search<S, T>, { from, to }: RunWindow, first: number, after: string | undefined): Promise<SearchPage<unknown>> {
  const answer = await api.graphql(collector, query, { query: terms(`${from}..${to}`), first, after: after ?? null }, signal, { halves: first > 1 });
  const parsed = results.safeParse(answer.data);
  if (!parsed.success) throw refuse(answer, { what: `${what} could not be searched`, permission });
  const problem = answer.errors.find((error) => !isRefusal(error));
  if (problem !== undefined && first > 1) throw new TooMuchError(`GitHub gave a part of what was searched for: ${problem.message}`);
  const { issueCount, pageInfo, nodes } = parsed.data.search;
  const given = (nodes ?? []).filter((node) => node !== null);
  return {
    count: issueCount,
    items: given.map((value, index) => {
      const { data } = identified.safeParse(value);
      return { id: data?.id ?? `${from} ${to} ${after ?? ''} ${index}`, value };
    }),
    hidden: (nodes ?? []).length - given.length,
    next: pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined,
  };
}

function problemFinding(what: string, { kind, window, count, received }: WindowProblem): Finding {
  const when = window.from === window.to ? `at ${window.from}` : `from ${window.from} to ${window.to}`;
  if (kind === 'crowded') return makeFinding('ALM1020', { what: `${what}: GitHub counts ${count} ${when} and shows ${received}` });
  return makeFinding('ALM1021', { what: `${what}: GitHub counts ${count} ${when} and gave ${received}` });
}
