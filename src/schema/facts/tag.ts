import { z } from 'zod';
import { defineFactKind } from '../fact.ts';
import { instant, repositoryId } from '../primitives.ts';

/** A tag of a repository; a release where its name is a semantic version. */
export const tag = z.strictObject({
  repository: repositoryId,
  name: z.string().min(1),
  taggedAt: instant.optional().describe('Tagger date, or the committer date of what a lightweight tag names'),
  version: z.string().optional().describe('The semantic version in its name: 1.2.3 of v1.2.3 or pkg@1.2.3'),
  package: z.string().optional().describe('The package before the version: pkg of pkg@1.2.3 or pkg-v1.2.3'),
  prerelease: z.boolean().optional().describe('True if the version is a pre-release by semver 2.0'),
});
export type Tag = z.infer<typeof tag>;

export const tagKind = defineFactKind({
  kind: 'tag',
  title: 'Tags and releases',
  description: 'Tags, and the semantic version that their names hold.',
  policy: 'snapshot',
  schema: tag,
  key: ['repository', 'name'],
});
