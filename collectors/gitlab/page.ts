import { z } from 'zod';
import { branchKindName } from '../../src/schema/facts/ci-run.ts';
import { openPullRequests, wellKnownFileFound } from '../../src/schema/facts/repository.ts';
import { project, unfitRecord } from '../../src/gitlab/records.ts';
import { finding } from '../../src/schema/finding.ts';

/** A permission that lacks: which field of the repository is absent for it, and why. */
export const unread = z.strictObject({ field: z.string(), reason: z.string() });
export type Unread = z.infer<typeof unread>;

/** What guards the default branch, as GitLab's four places for it say. */
export const guards = z.strictObject({
  protected: z.boolean(),
  /** True if somebody may push to it without a merge request. */
  pushable: z.boolean(),
  forcePushes: z.boolean(),
  codeOwnerApproval: z.boolean(),
  approvals: z.int().nonnegative(),
  signedCommits: z.boolean(),
});
export type Guards = z.infer<typeof guards>;

export const release = z.strictObject({ tag: z.string(), name: z.string().optional(), releasedAt: z.string().optional(), url: z.string().optional(), upcoming: z.boolean() });
export type Release = z.infer<typeof release>;

export const environment = z.strictObject({ name: z.string(), production: z.boolean().optional(), url: z.string().optional() });
export type Environment = z.infer<typeof environment>;

/** How a project stands, without anybody's name. */
export const statePage = z.strictObject({
  type: z.literal('state'),
  repository: z.string(),
  project,
  open: openPullRequests.optional(),
  head: z.string().optional(),
  headAt: z.string().optional(),
  /** Key of the licence as GitLab's licensee names it; null if it sees none. */
  license: z.string().nullable().optional(),
  guards: guards.optional(),
  wellKnownFiles: z.array(wellKnownFileFound).optional(),
  releases: z.array(release),
  environments: z.array(environment),
  /** Page of the collector `codeowners`. */
  codeowners: z.string().optional(),
  /** Page of the collector `catalog`. */
  catalog: z.string().optional(),
  unread: z.array(unread),
  unfit: z.array(unfitRecord),
  findings: z.array(finding),
});
export type StatePage = z.infer<typeof statePage>;

const about = { repository: z.string(), key: z.string(), unfit: z.array(unfitRecord), findings: z.array(finding) };

export const pipeline = z.strictObject({
  id: z.string(),
  status: z.string(),
  source: z.string().optional(),
  branch: branchKindName.optional(),
  createdAt: z.string(),
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  duration: z.number().nonnegative().optional(),
});
export type Pipeline = z.infer<typeof pipeline>;
export const pipelinesPage = z.strictObject({ type: z.literal('pipelines'), ...about, workflow: z.string(), records: z.array(pipeline) });

export const deployment = z.strictObject({
  id: z.string(),
  status: z.string(),
  environment: z.string(),
  production: z.boolean().optional(),
  commit: z.string().optional(),
  createdAt: z.string(),
  updatedAt: z.string().optional(),
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
});
export type Deployment = z.infer<typeof deployment>;
export const deploymentsPage = z.strictObject({ type: z.literal('deployments'), ...about, records: z.array(deployment) });

export const mergeRequest = z.strictObject({
  id: z.string(),
  toDefault: z.boolean().optional(),
  openedAt: z.string(),
  mergedAt: z.string().optional(),
  mergeCommit: z.string().optional(),
  references: z.array(z.string()),
});
export type MergeRequest = z.infer<typeof mergeRequest>;
export const mergeRequestsPage = z.strictObject({ type: z.literal('merge-requests'), ...about, records: z.array(mergeRequest) });

/** What the list of projects had in it that made no sense. */
export const listPage = z.strictObject({ type: z.literal('list'), source: z.string(), unfit: z.array(unfitRecord) });

/** The last page of a project: what is left of it is its bookmark. */
export const endPage = z.strictObject({ type: z.literal('end') });

export const gitLabPage = z.discriminatedUnion('type', [statePage, pipelinesPage, deploymentsPage, mergeRequestsPage, listPage, endPage]);
