import { z } from 'zod';
import { defineFactKind } from '../fact.ts';
import { instant, repositoryId } from '../primitives.ts';

/** When a Pull Request that was merged passed its stages. Neither who wrote nor who reviewed it is kept, nor what it is called. */
export const mergedPullRequest = z.strictObject({
  repository: repositoryId.describe('As it was called when it was read'),
  repositoryKey: z.string().optional().describe("The host's own id of the repository"),
  id: z.string().min(1).describe('Number in its repository'),
  toDefault: z.boolean().optional().describe('True if it went into the default branch'),
  firstCommitAt: instant.optional().describe('When its first commit was written'),
  openedAt: instant,
  firstReviewAt: instant.optional().describe('First review that was submitted; absent if there was none'),
  mergedAt: instant,
  mergeCommit: z.string().optional().describe('Commit that brought it in: of a squash merge the new one'),
  references: z.array(z.string()).describe('Ids of tickets that its title, text or branch names, sorted: PAY-123'),
});
export type MergedPullRequest = z.infer<typeof mergedPullRequest>;

export const mergedPullRequestKind = defineFactKind({
  kind: 'merged-pull-request',
  title: 'Merged Pull Requests',
  description: 'Pull Requests that were merged, with the time of each stage; without authors.',
  policy: 'event',
  schema: mergedPullRequest,
  key: ['repository', 'id'],
  time: 'mergedAt',
});
