import type { z } from 'zod';
import { instantOf } from '../github/instant-of.ts';
import type { openPullRequests } from '../schema/facts/repository.ts';
import type { Instant } from '../schema/primitives.ts';

export type OpenPullRequests = z.infer<typeof openPullRequests>;

const dayMs = 86_400_000;

/** Counts open merge requests by age. */
export function openPullRequestsOf(opened: readonly { readonly createdAt: string; readonly draft: boolean }[], asOf: Instant): OpenPullRequests {
  const now = Date.parse(asOf);
  const times = opened.flatMap(({ createdAt }) => {
    const at = instantOf(createdAt);
    return at === undefined ? [] : [Date.parse(at)];
  });
  const olderThan = (days: number): number => times.filter((at) => now - at > days * dayMs).length;
  const oldestAt = times.length === 0 ? undefined : new Date(times.reduce((a, b) => Math.min(a, b))).toISOString();
  return {
    total: opened.length,
    drafts: opened.filter(({ draft }) => draft).length,
    over7Days: olderThan(7),
    over30Days: olderThan(30),
    over90Days: olderThan(90),
    ...(oldestAt === undefined ? {} : { oldestAt }),
  };
}
