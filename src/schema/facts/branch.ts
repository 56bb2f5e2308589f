import { z } from 'zod';
import { defineFactKind } from '../fact.ts';
import { instant, repositoryId } from '../primitives.ts';

/** A branch of a repository, the default one included. */
export const branch = z.strictObject({
  repository: repositoryId,
  name: z.string().min(1),
  isDefault: z.boolean(),
  lastCommitAt: instant.describe('Committer date of its tip'),
  merged: z.boolean().optional().describe('True if the default branch holds its tip; absent if that could not be told'),
});
export type Branch = z.infer<typeof branch>;

export const branchKind = defineFactKind({
  kind: 'branch',
  title: 'Branches',
  description: 'Branches with the date of their tip and whether they are merged.',
  policy: 'snapshot',
  schema: branch,
  key: ['repository', 'name'],
});
