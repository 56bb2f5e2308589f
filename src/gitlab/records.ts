import { z } from 'zod';

/**
 * Records of GitLab's REST API, as far as they are used: liberal, since versions differ, features are off, and the token may
 * not see everything. Authors, users, assignees, names of branches and texts are left out before anything is kept.
 */

const text = z.string().nullish();
const flag = z.boolean().nullish();
/** Whether a feature of a project is on: `disabled`, `private`, `enabled`; absent for tokens with few rights. */
const access = z.string().nullish();

export const projectRecord = z.looseObject({
  id: z.int().positive(),
  path_with_namespace: z.string().min(1),
  web_url: text,
  http_url_to_repo: text,
  description: text,
  default_branch: text,
  topics: z.array(z.string()).nullish(),
  tag_list: z.array(z.string()).nullish(),
  visibility: text,
  archived: flag,
  empty_repo: flag,
  forked_from_project: z.unknown().optional(),
  created_at: text,
  last_activity_at: text,
  updated_at: text,
  merge_method: text,
  only_allow_merge_if_pipeline_succeeds: flag,
  merge_trains_enabled: flag,
  ci_config_path: text,
  repository_access_level: access,
  builds_access_level: access,
  merge_requests_access_level: access,
  environments_access_level: access,
  releases_access_level: access,
  namespace: z.looseObject({ kind: text }).nullish(),
});

/** What is kept of a project while a run lasts, and of what its facts are made. */
export const project = z.strictObject({
  id: z.int(),
  path: z.string(),
  webUrl: z.string().optional(),
  cloneUrl: z.string().optional(),
  description: z.string().optional(),
  defaultBranch: z.string().optional(),
  topics: z.array(z.string()),
  visibility: z.string().optional(),
  archived: z.boolean().optional(),
  empty: z.boolean(),
  fork: z.boolean(),
  createdAt: z.string().optional(),
  lastActivityAt: z.string().optional(),
  updatedAt: z.string().optional(),
  mergeMethod: z.string().optional(),
  pipelineMustSucceed: z.boolean(),
  mergeTrains: z.boolean(),
  ciConfigPath: z.string().optional(),
  /** Features that are switched off. */
  off: z.array(z.enum(['repository', 'builds', 'merge_requests', 'environments', 'releases'])),
  personal: z.boolean(),
});
export type Project = z.infer<typeof project>;

export function projectOf(record: z.infer<typeof projectRecord>): Project {
  const features = ['repository', 'builds', 'merge_requests', 'environments', 'releases'] as const;
  return {
    id: record.id,
    path: record.path_with_namespace,
    webUrl: given(record.web_url),
    cloneUrl: given(record.http_url_to_repo),
    description: given(record.description),
    defaultBranch: given(record.default_branch),
    topics: record.topics ?? record.tag_list ?? [],
    visibility: given(record.visibility),
    archived: record.archived ?? undefined,
    // An empty project has no default branch; one whose repository may not be read has neither.
    empty: record.empty_repo ?? given(record.default_branch) === undefined,
    fork: record.forked_from_project !== undefined && record.forked_from_project !== null,
    createdAt: given(record.created_at),
    lastActivityAt: given(record.last_activity_at),
    updatedAt: given(record.updated_at),
    mergeMethod: given(record.merge_method),
    pipelineMustSucceed: record.only_allow_merge_if_pipeline_succeeds ?? false,
    mergeTrains: record.merge_trains_enabled ?? false,
    ciConfigPath: given(record.ci_config_path),
    off: features.filter((feature) => record[`${feature}_access_level`] === 'disabled'),
    personal: record.namespace?.kind === 'user',
  };
}

export const openMergeRequestRecord = z.looseObject({ project_id: z.int(), created_at: z.string(), draft: flag, work_in_progress: flag });
export const branchRecord = z.looseObject({ protected: flag, commit: z.looseObject({ id: text, committed_date: text }).nullish() });
const accessLevel = z.looseObject({ access_level: z.number().nullish() });
export const protectedBranchRecord = z.looseObject({
  name: z.string(),
  push_access_levels: z.array(accessLevel).nullish(),
  allow_force_push: flag,
  code_owner_approval_required: flag,
});
export const approvalRuleRecord = z.looseObject({
  approvals_required: z.number().nullish(),
  applies_to_all_protected_branches: flag,
  protected_branches: z.array(z.looseObject({ name: z.string() })).nullish(),
});
export const pushRuleRecord = z.looseObject({ reject_unsigned_commits: flag });
export const treeRecord = z.looseObject({ path: z.string().min(1), type: z.string(), mode: text });
export const fileRecord = z.looseObject({ content: z.string(), encoding: text, size: z.number().nullish() });
export const licensedRecord = z.looseObject({ license: z.looseObject({ key: text }).nullish() });
export const releaseRecord = z.looseObject({ tag_name: z.string().min(1), name: text, released_at: text, created_at: text, upcoming_release: flag, _links: z.looseObject({ self: text }).nullish() });
export const environmentRecord = z.looseObject({ name: z.string().min(1), tier: text, external_url: text, state: text });
export const pipelineRecord = z.looseObject({ id: z.int(), status: z.string(), source: text, ref: text, created_at: z.string(), updated_at: text });
export const deploymentRecord = z.looseObject({
  id: z.int(),
  status: z.string(),
  sha: text,
  created_at: z.string(),
  updated_at: text,
  environment: z.looseObject({ name: z.string().min(1) }).nullish(),
  deployable: z.looseObject({ started_at: text, finished_at: text }).nullish(),
});
export const mergeRequestRecord = z.looseObject({
  iid: z.int(),
  title: text,
  description: text,
  source_branch: text,
  target_branch: text,
  created_at: z.string(),
  updated_at: text,
  merged_at: text,
  merge_commit_sha: text,
  squash_commit_sha: text,
  sha: text,
});

/** Text that says something: GitLab writes null or nothing where there is nothing to say. */
export function given(value: string | null | undefined): string | undefined {
  return value === null || value === undefined || value === '' ? undefined : value;
}

/** A record that does not fit: which one, and why. */
export const unfitRecord = z.strictObject({ kind: z.string(), record: z.string(), reason: z.string() });
export type UnfitRecord = z.infer<typeof unfitRecord>;

/**
 * Sorts records by whether they fit.
 *
 * @param kind of the facts that they would give
 * @returns of those that do not fit only their ids, since the rest may name people
 */
export function sift<T>(schema: z.ZodType<T>, records: readonly unknown[], kind: string): { fit: T[]; unfit: UnfitRecord[] } {
  const fit: T[] = [];
  const unfit: UnfitRecord[] = [];
  for (const record of records) {
    const result = schema.safeParse(record);
    if (result.success) fit.push(result.data);
    else unfit.push({ kind, record: JSON.stringify(idsOf(record)), reason: result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ').slice(0, 500) });
  }
  return { fit, unfit };
}

const identified = z.looseObject({ id: z.unknown().optional(), iid: z.unknown().optional(), tag_name: z.unknown().optional() });

function idsOf(record: unknown): unknown {
  const result = identified.safeParse(record);
  if (!result.success) return typeof record;
  const { id, iid, tag_name } = result.data;
  return { id, iid, tag_name };
}
