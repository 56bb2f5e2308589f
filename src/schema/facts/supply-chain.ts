import { z } from 'zod';
import { defineFactKind } from '../fact.ts';
import { repositoryId } from '../primitives.ts';

const line = z.int().positive();

/** What a workflow or one of its jobs may write to with its token. */
export const tokenPermissions = z.enum(['unspecified', 'none', 'read', 'write']);

/** A GitHub Actions workflow as its file says it. */
export const workflow = z.strictObject({
  path: z.string(),
  valid: z.boolean().describe('False if it is not YAML that GitHub would take; then all else is empty'),
  triggers: z.array(z.string()).describe('Events that start it, sorted'),
  permissions: tokenPermissions.describe('The widest top-level permission of its token; unspecified if there is no `permissions` key'),
  jobs: z.array(
    z.strictObject({
      id: z.string(),
      permissions: tokenPermissions.describe('As for the workflow, of the job alone'),
      writes: z.array(z.string()).describe('Scopes that the job may write: contents, packages'),
    }),
  ),
  writes: z.array(z.string()).describe('Scopes that the top level may write; `all` for write-all'),
  actions: z.array(
    z.strictObject({
      uses: z.string().describe('As written: actions/checkout@v4'),
      pinned: z.boolean().describe('True if it names a full commit id, an image digest, or a path of the same repository'),
      line,
    }),
  ),
  downloads: z.array(z.strictObject({ command: z.string(), line })).describe('Commands of `run` steps that fetch and install something that is not pinned'),
  untrustedCheckouts: z.array(line).describe('Lines that check out a pull request’s code in a privileged trigger'),
  scriptInjections: z.array(line).describe('Lines of `run` steps with an expression that an outsider controls'),
});

/**
 * What a repository's build takes in and what it is allowed to do, as its files say it. Lists hold all that there is in
 * the files that were read; `unread` names the others.
 */
export const supplyChain = z.strictObject({
  repository: repositoryId,
  workflows: z.array(workflow),
  images: z
    .array(z.strictObject({ path: z.string(), line, image: z.string(), pinned: z.boolean().describe('True if it names a digest, or an earlier stage') }))
    .describe('Base images of Dockerfiles'),
  downloads: z.array(z.strictObject({ path: z.string(), line, command: z.string() })).describe('Commands in Dockerfiles and shell scripts that install something that is not pinned'),
  binaries: z.array(z.string()).describe('Paths of executable binaries that are kept in the repository, at most 100'),
  fuzzing: z.array(z.string()).describe('Fuzzers set up: clusterfuzzlite, go, cargo-fuzz, jazzer, …'),
  staticAnalysis: z.array(z.string()).describe('Static analysis set up in workflows or configuration: codeql, sonar, …'),
  packaging: z.array(z.string()).optional().describe('How CI publishes packages: npm, maven, docker, …'),
  unread: z
    .array(z.string())
    .optional()
    .describe('Files that would count but were not read: too large, or past the number that is read of one repository; at most 100 paths'),
});
export type SupplyChain = z.infer<typeof supplyChain>;

export const supplyChainKind = defineFactKind({
  kind: 'supply-chain',
  title: 'Supply chain',
  description: 'What builds take in and are allowed to do: workflows, pinned dependencies, binaries.',
  policy: 'snapshot',
  schema: supplyChain,
  key: ['repository'],
});
