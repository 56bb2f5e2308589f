import { z } from 'zod';
import { defineFactKind } from '../fact.ts';
import { repositoryId } from '../primitives.ts';

/** The CODEOWNERS file of a repository, as its host reads it. */
export const codeowners = z.strictObject({
  repository: repositoryId,
  dialect: z.enum(['github', 'gitlab']).describe("Whose rules it was read by, chosen by the repository's host"),
  path: z.string().describe('Which of the possible places it was read from'),
  rules: z.int().nonnegative().describe('Valid rules'),
  invalidLines: z.int().nonnegative(),
  rootOwners: z
    .array(z.string())
    .describe('Owners of a file at the root that no narrower rule names, as written: @acme/payments, someone@example.com'),
  rootPattern: z.string().optional().describe('The pattern that decides for the root; absent if none matches'),
  rootLine: z.int().positive().optional(),
  owners: z.array(z.string()).describe('All owners that any rule names, sorted'),
});
export type Codeowners = z.infer<typeof codeowners>;

export const codeownersKind = defineFactKind({
  kind: 'codeowners',
  title: 'CODEOWNERS',
  description: 'The CODEOWNERS file of each repository and the rule that decides for its root.',
  policy: 'snapshot',
  schema: codeowners,
  key: ['repository'],
});
