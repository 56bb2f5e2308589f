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

/** What guards the default branch: rules of all rulesets that apply, and of classic protection, taken together. */
export const branchProtection = z.strictObject({
  sources: z.array(z.enum(['ruleset', 'classic'])).describe('What it comes from; empty if nothing guards it'),
  pullRequest: z.boolean().describe('True if changes must come as Pull Requests'),
  approvals: z.int().nonnegative().describe('Approvals that a Pull Request needs'),
  codeOwnerReview: z.boolean().describe('True if owners by CODEOWNERS must approve'),
  statusChecks: z.array(z.string()).describe('Checks that must pass, sorted'),
  forcePushes: z.boolean().describe('True if history may be rewritten'),
  deletion: z.boolean().describe('True if it may be deleted'),
  signedCommits: z.boolean(),
  linearHistory: z.boolean(),
  mergeQueue: z.boolean(),
});

/** Pull Requests that are open, as counts by their age; drafts are part of the total. */
export const openPullRequests = z.strictObject({
  total: z.int().nonnegative(),
  drafts: z.int().nonnegative(),
  over7Days: z.int().nonnegative().describe('Opened more than 7 days ago'),
  over30Days: z.int().nonnegative(),
  over90Days: z.int().nonnegative(),
  oldestAt: instant.optional().describe('When the oldest was opened'),
});

/** What the organisation says of a repository in properties of its own. */
export const customProperty = z.strictObject({
  name: z.string(),
  value: z.array(z.string()).describe('One value, or several where the property takes several'),
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
  key: z.string().optional().describe("The host's own id, which a new name does not change"),
  formerNames: z.array(repositoryId).optional().describe('Ids it had before it was renamed or transferred, as far as that was seen, sorted'),
  visibility: z.enum(['public', 'internal', 'private']).optional(),
  fork: z.boolean().optional(),
  template: z.boolean().optional(),
  createdAt: instant.optional(),
  pushedAt: instant.optional().describe('When anything was last pushed, to any branch'),
  customProperties: z.array(customProperty).optional().describe("Properties that the organisation defined, by name; only those that are set"),
  protection: branchProtection.optional(),
  openPullRequests: openPullRequests.optional(),
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
  unread: z
    .array(z.strictObject({ field: z.string().describe('Name of a field of this record, or of an item in one: `wellKnownFiles.tests`'), reason: z.string().describe('Why it could not be read') }))
    .optional()
    .describe('Fields that are absent, or items that may be there unseen, because they could not be read, and why: a permission that the token lacks'),
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
