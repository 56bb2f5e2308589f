import { z } from 'zod';
import { defineFactKind } from '../fact.ts';
import { instant, repositoryId } from '../primitives.ts';

/** A release as a host publishes it; drafts are none. */
export const release = z.strictObject({
  repository: repositoryId.describe('As it was called when it was read'),
  repositoryKey: z.string().optional().describe("The host's own id of the repository"),
  tag: z.string().min(1),
  name: z.string().max(300).optional(),
  publishedAt: instant,
  prerelease: z.boolean(),
  immutable: z.boolean().optional(),
  url: z.string().optional(),
});
export type Release = z.infer<typeof release>;

export const releaseKind = defineFactKind({
  kind: 'release',
  title: 'Releases',
  description: 'Releases that hosts publish.',
  policy: 'event',
  schema: release,
  key: ['repository', 'tag'],
  time: 'publishedAt',
});
