import { z } from 'zod';
import { hostInstant, recordPage } from '../../src/github/record-page.ts';
import { mergedPullRequest } from '../../src/schema/facts/merged-pull-request.ts';

/**
 * Merged Pull Requests by GitHub's search, a hundred at a time: 1 + 100 + 100 connections, which cost 2 points. Only
 * reviews that were submitted count: one that is pending is seen by its author alone.
 */
export const pullRequestsQuery = `query AlmanacMergedPullRequests($query: String!, $first: Int!, $after: String) {
  rateLimit { cost }
  search(type: ISSUE, query: $query, first: $first, after: $after) {
    issueCount
    pageInfo { hasNextPage endCursor }
    nodes {
      ... on PullRequest {
        id number url title body headRefName baseRefName createdAt mergedAt
        mergeCommit { oid }
        repository { id }
        commits(first: 1) { nodes { commit { authoredDate } } }
        reviews(first: 1, states: [APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED]) { nodes { submittedAt } }
      }
    }
  }
}`;

const text = z.string().nullish().catch(undefined);
const moment = hostInstant.nullish().catch(undefined);

/** A Pull Request as the search gives it, as far as it is used. */
export const foundPullRequest = z.looseObject({
  id: z.string().min(1),
  number: z.int().positive(),
  url: text,
  title: text,
  body: text,
  headRefName: text,
  baseRefName: text,
  createdAt: hostInstant,
  mergedAt: hostInstant,
  mergeCommit: z.looseObject({ oid: text }).nullish().catch(undefined),
  repository: z.looseObject({ id: z.string().min(1) }),
  commits: z
    .looseObject({ nodes: z.array(z.looseObject({ commit: z.looseObject({ authoredDate: moment }).nullish() }).nullish()).nullish() })
    .nullish()
    .catch(undefined),
  reviews: z.looseObject({ nodes: z.array(z.looseObject({ submittedAt: moment }).nullish()).nullish() }).nullish().catch(undefined),
});
export type FoundPullRequest = z.infer<typeof foundPullRequest>;

/** What a page keeps of one. */
export const keptPullRequest = z.strictObject({ ...mergedPullRequest.shape, name: z.string(), url: z.string().optional() });
export type KeptPullRequest = z.infer<typeof keptPullRequest>;

export const pullRequestPage = recordPage(keptPullRequest);
