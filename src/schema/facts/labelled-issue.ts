import { z } from 'zod';
import { defineFactKind } from '../fact.ts';
import { instant, repositoryId } from '../primitives.ts';

/** An issue that carries one of the labels that mean something to the organisation. Its text and people are not kept. */
export const labelledIssue = z.strictObject({
  repository: repositoryId.describe('As it was called when it was read'),
  repositoryKey: z.string().optional().describe("The host's own id of the repository"),
  id: z.string().min(1).describe('Number in its repository'),
  classes: z.array(z.string()).describe('What its labels mean, by the configuration, sorted: incident, request'),
  labels: z.array(z.string()).describe('The labels that say so, sorted'),
  createdAt: instant,
  closedAt: instant.optional(),
  state: z.enum(['open', 'completed', 'not-planned']),
  url: z.string().optional(),
});
export type LabelledIssue = z.infer<typeof labelledIssue>;

export const labelledIssueKind = defineFactKind({
  kind: 'labelled-issue',
  title: 'Issues by label',
  description: 'Issues whose labels mean something: incidents, requests.',
  policy: 'event',
  schema: labelledIssue,
  key: ['repository', 'id'],
  time: 'createdAt',
});
