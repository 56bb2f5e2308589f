import { z } from 'zod';
import { hostInstant, recordPage } from '../../src/github/record-page.ts';
import { labelledIssue } from '../../src/schema/facts/labelled-issue.ts';

/** Issues by GitHub's search, a hundred at a time: 1 + 100 connections, which cost 1 point. An issue has 100 labels at most. */
export const issuesQuery = `query AlmanacLabelledIssues($query: String!, $first: Int!, $after: String) {
  rateLimit { cost }
  search(type: ISSUE, query: $query, first: $first, after: $after) {
    issueCount
    pageInfo { hasNextPage endCursor }
    nodes {
      ... on Issue {
        id number url createdAt closedAt state stateReason
        repository { id }
        labels(first: 100) { nodes { name } }
      }
    }
  }
}`;

const text = z.string().nullish().catch(undefined);

/** An issue as the search gives it, as far as it is used. */
export const foundIssue = z.looseObject({
  id: z.string().min(1),
  number: z.int().positive(),
  url: text,
  createdAt: hostInstant,
  closedAt: hostInstant.nullish(),
  state: z.string(),
  stateReason: text,
  repository: z.looseObject({ id: z.string().min(1) }),
  labels: z.looseObject({ nodes: z.array(z.looseObject({ name: text }).nullish()).nullish() }).nullish(),
});
export type FoundIssue = z.infer<typeof foundIssue>;

/** What a page keeps of one. */
export const keptIssue = z.strictObject({ ...labelledIssue.shape, name: z.string() });
export type KeptIssue = z.infer<typeof keptIssue>;

export const issuePage = recordPage(keptIssue);
