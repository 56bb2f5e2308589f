import { z } from 'zod';
import { defineFactKind } from '../fact.ts';
import { instant, repositoryId } from '../primitives.ts';

/** What a branch is to its repository. Its name is not kept: it may be a person's. */
export const branchKindName = z.enum(['default', 'release', 'pull-request', 'tag', 'other']).describe('What it ran on: the default branch, a release branch, a Pull Request, a tag, or something else');

/** One attempt of a run of a CI system: a GitHub workflow run, a GitLab pipeline, a Jenkins build. Nothing says who started it. */
export const ciRun = z.strictObject({
  repository: repositoryId.describe('As it was called when the run was read'),
  repositoryKey: z.string().optional().describe("The host's own id of the repository, which a new name does not change"),
  system: z.enum(['github-actions', 'gitlab-ci', 'jenkins']),
  id: z.string().min(1).describe('Id at its system'),
  attempt: z.int().positive().describe('1 unless it was run again'),
  workflow: z.string().max(300).describe("Path of the workflow, name of the pipeline or job; of runs from GitHub's audit log the workflow's name, since that is all it says"),
  event: z.string().max(100).optional().describe('What started it: push, schedule, pull_request'),
  branch: branchKindName.optional(),
  status: z.enum(['queued', 'in-progress', 'completed']),
  conclusion: z.enum(['success', 'failure', 'cancelled', 'timed-out', 'skipped', 'neutral', 'action-required', 'startup-failure', 'stale', 'unstable', 'other']).optional().describe('How it ended; absent while it runs'),
  createdAt: instant.describe('When it was asked for'),
  startedAt: instant.optional(),
  finishedAt: instant.optional().describe("When it ended. GitHub's list of runs says only when a run last changed, which is its end unless something touched it later"),
  durationSeconds: z.number().nonnegative().optional().describe('From start to end of this attempt'),
  billableMinutes: z.number().nonnegative().optional().describe('Minutes that the host bills, where it says so; for GitHub these are in its billing reports instead'),
  selfHosted: z.boolean().optional().describe("True if the organisation's own runners ran it"),
});
export type CiRun = z.infer<typeof ciRun>;

export const ciRunKind = defineFactKind({
  kind: 'ci-run',
  title: 'CI runs',
  description: 'Runs of workflows, pipelines and jobs, each attempt.',
  policy: 'event',
  schema: ciRun,
  key: ['repository', 'system', 'id', 'attempt'],
  time: 'createdAt',
});
