import { z } from 'zod';
import { compareText } from '../../src/findings/codes.ts';
import type { Repository } from '../../src/schema/facts/repository.ts';
import type { Instant } from '../../src/schema/primitives.ts';
import { type OpenedPage, openedPage } from './deep-record.ts';
import { morePullRequestsQuery } from './queries.ts';
import type { RepositoryAsked } from './repository-asked.ts';

type OpenPullRequests = NonNullable<Repository['openPullRequests']>;

/** Pages of a hundred that are read of one repository's open Pull Requests. */
const mostPages = 20;

/** Ages that are counted. */
const ages = [7, 30, 90] as const;
const dayMs = 86_400_000;

/** Counts of open Pull Requests as they stand, and for how long. */
export interface CountedPullRequests {
  readonly counts: OpenPullRequests;
  /** The instant after which another count is right though nothing happens: one passes 7, 30 or 90 days. Undefined if none will. */
  readonly until: Instant | undefined;
}

const answer = z.looseObject({ node: z.looseObject({ pullRequests: openedPage }) });

/**
 * Counts of open Pull Requests by their age. The first hundred come with the repository, by age; of those that have more
 * the rest is asked for.
 *
 * @returns undefined where there are more than can be read, since counts of a part would be wrong
 */
export async function openPullRequestsOf(first: OpenedPage, asOf: Instant, { api, collector, stub, signal }: RepositoryAsked): Promise<CountedPullRequests | undefined> {
  const opened = [...(first.nodes ?? [])];
  let page = first;
  for (let pages = 1; page.pageInfo?.hasNextPage === true && typeof page.pageInfo.endCursor === 'string'; pages++) {
    if (pages === mostPages) return undefined;
    const { data } = await api.graphql(collector, morePullRequestsQuery, { id: stub.key, after: page.pageInfo.endCursor }, signal);
    const read = answer.safeParse(data);
    if (!read.success) return undefined;
    page = read.data.node.pullRequests;
    opened.push(...(page.nodes ?? []));
  }
  return { counts: counted(opened, page.totalCount, asOf), until: unchangedUntil(opened, asOf) };
}

function unchangedUntil(opened: NonNullable<OpenedPage['nodes']>, asOf: Instant): Instant | undefined {
  const now = Date.parse(asOf);
  const passing = opened.flatMap(({ createdAt }) => (createdAt === undefined ? [] : ages.map((days) => Date.parse(createdAt) + days * dayMs).filter((at) => at >= now)));
  return passing.length === 0 ? undefined : new Date(passing.reduce((a, b) => Math.min(a, b))).toISOString();
}

function counted(opened: NonNullable<OpenedPage['nodes']>, total: number, asOf: Instant): OpenPullRequests {
  const dates = opened.flatMap(({ createdAt }) => (createdAt === undefined ? [] : [createdAt]));
  const over = (days: (typeof ages)[number]): number => dates.filter((date) => Date.parse(asOf) - Date.parse(date) > days * dayMs).length;
  const [oldestAt] = dates.sort(compareText);
  return {
    total: Math.max(total, opened.length),
    drafts: opened.filter(({ isDraft }) => isDraft === true).length,
    over7Days: over(7),
    over30Days: over(30),
    over90Days: over(90),
    ...(oldestAt === undefined ? {} : { oldestAt }),
  };
}
