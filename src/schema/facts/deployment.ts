import { z } from 'zod';
import { defineFactKind } from '../fact.ts';
import { instant, repositoryId } from '../primitives.ts';

/** A deployment as its host records it. Nothing says who asked for it. */
export const deployment = z.strictObject({
  repository: repositoryId.describe('As it was called when the deployment was read'),
  repositoryKey: z.string().optional().describe("The host's own id of the repository"),
  id: z.string().min(1),
  environment: z.string().max(300),
  production: z.boolean().optional().describe('True if the host or the environment says that it is production'),
  commit: z.string().optional().describe('Commit that was deployed'),
  createdAt: instant,
  startedAt: instant.optional(),
  succeededAt: instant.optional().describe('When it first succeeded'),
  finishedAt: instant.optional().describe('When it ended, however it did'),
  state: z.enum(['queued', 'in-progress', 'success', 'failure', 'cancelled', 'other']).describe('How it ended: a deployment that another one took the place of stays a success'),
  superseded: z.boolean().optional().describe('True if a later one took its place'),
  url: z.string().optional(),
});
export type Deployment = z.infer<typeof deployment>;

export const deploymentKind = defineFactKind({
  kind: 'deployment',
  title: 'Deployments',
  description: 'Deployments to environments and how they ended.',
  policy: 'event',
  schema: deployment,
  key: ['repository', 'id'],
  time: 'createdAt',
});

/** A place that a repository is deployed to, and what guards it. */
export const environment = z.strictObject({
  repository: repositoryId,
  name: z.string().min(1).max(300),
  production: z.boolean().optional(),
  reviewRequired: z.boolean().optional().describe('True if somebody must approve a deployment'),
  waitMinutes: z.number().nonnegative().optional().describe('Minutes that a deployment waits'),
  branchesRestricted: z.boolean().optional().describe('True if only some branches may be deployed'),
  url: z.string().optional(),
});
export type Environment = z.infer<typeof environment>;

export const environmentKind = defineFactKind({
  kind: 'environment',
  title: 'Environments',
  description: 'Environments of repositories and what guards them.',
  policy: 'snapshot',
  schema: environment,
  key: ['repository', 'name'],
});
