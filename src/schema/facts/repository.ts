import { z } from 'zod';
import { defineFactKind } from '../fact.ts';
import { instant, repositoryId } from '../primitives.ts';

/** Bytes of one language in a repository, by GitHub Linguist's names. */
export const languageBytes = z.strictObject({
  name: z.string().describe("The language's name in GitHub Linguist"),
  bytes: z.int().nonnegative().describe('Bytes of files in that language at the tip of the default branch'),
});

/** Files whose presence says something about how a repository is kept. */
export const wellKnownFile = z.enum([
  'readme',
  'license',
  'security',
  'contributing',
  'code-of-conduct',
  'changelog',
  'codeowners',
  'catalog-info',
  'ci',
  'lockfile',
  'dockerfile',
  'docs',
  'tests',
  'editorconfig',
  'dependency-updates',
]);
export type WellKnownFile = z.infer<typeof wellKnownFile>;

/** One well-known file that is there: which, where, and for CI the system it configures. */
export const wellKnownFileFound = z.strictObject({
  file: wellKnownFile,
  path: z.string().describe('Path in the repository'),
  system: z.string().optional().describe('For ci, lockfile and dependency-updates: the system it belongs to, such as github-actions or npm'),
});

/**
 * A repository as it stands: from a clone, a host's API or a script. Absent means not known, never zero. There is no
 * total of commits: its difference from night to night would be somebody's work of a day.
 */
export const repository = z.strictObject({
  repository: repositoryId,
  remoteUrl: z.string().optional().describe('Address of the remote, without credentials'),
  webUrl: z.string().optional().describe('Address of the repository on its host, where it is known'),
  description: z.string().max(2000).optional(),
  defaultBranch: z.string().optional(),
  head: z.string().optional().describe('Commit id at the tip of the default branch'),
  empty: z.boolean().describe('True if there is no commit'),
  bare: z.boolean().optional(),
  shallow: z.boolean().optional().describe('True if the history of the clone is cut off'),
  archived: z.boolean().optional(),
  topics: z.array(z.string()).optional(),
  firstCommitAt: instant.optional(),
  lastCommitAt: instant.optional().describe('Committer date of the tip of the default branch'),
  branches: z.int().nonnegative().optional(),
  mergedBranches: z.int().nonnegative().optional().describe('Branches, the default one apart, whose tip the default branch holds'),
  tags: z.int().nonnegative().optional(),
  releases: z
    .int()
    .nonnegative()
    .optional()
    .describe('Tags whose name holds a semantic version, pre-releases apart; not known of a shallow clone, which lacks older tags'),
  latestRelease: z.string().optional().describe('The highest semantic version among the tags, pre-releases apart'),
  latestReleaseAt: instant.optional(),
  sizeBytes: z.int().nonnegative().optional().describe('Bytes of the files at the tip of the default branch'),
  files: z.int().nonnegative().optional().describe('Files at the tip of the default branch'),
  gitBytes: z.int().nonnegative().optional().describe('Bytes of the git object store'),
  languages: z.array(languageBytes).optional().describe('Languages by bytes, largest first'),
  license: z.string().optional().describe('Licence by SPDX id; NOASSERTION where a licence file is there but not recognised, NONE where none is there'),
  wellKnownFiles: z.array(wellKnownFileFound).optional().describe('Well-known files that are there; absent if the tree could not be read'),
});
export type Repository = z.infer<typeof repository>;

export const repositoryKind = defineFactKind({
  kind: 'repository',
  title: 'Repositories',
  description: 'The state of each repository.',
  policy: 'snapshot',
  schema: repository,
  key: ['repository'],
});
