import { seeded, type Random } from '../../../bench/random.ts';

/**
 * A GitLab group as its API tells of it, generated from a seed. Wherever GitLab names a person, the name holds `canary`, so
 * that a test finds it wherever it should not be.
 */
export interface GitLabWorld {
  readonly group: string;
  readonly projects: DoubleProject[];
  now: number;
  random: Random;
  nextId: number;
}

export type Json = Record<string, unknown>;

export interface DoubleProject {
  record: Json & { id: number; path_with_namespace: string; default_branch: string | null };
  readonly license: Json | null;
  readonly branch: Json | undefined;
  readonly files: Map<string, { mode: string; text: string }>;
  /** Undefined: withheld. */
  protectedBranches: Json[] | undefined;
  readonly releases: Json[];
  readonly environments: Json[];
  readonly pipelines: DoublePipeline[];
  readonly deployments: Json[];
  readonly mergeRequests: Json[];
}

export interface DoublePipeline {
  readonly id: number;
  status: string;
  readonly source: string;
  readonly refPath: string;
  readonly createdAt: string;
  updatedAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  duration: number | null;
}

const minute = 60_000;
const day = 24 * 60 * minute;
const iso = (ms: number): string => new Date(ms).toISOString();
/** Times as of an instance that does not keep UTC: GitLab writes them so, too. */
const isoElsewhere = (ms: number): string => `${new Date(ms + 330 * minute).toISOString().slice(0, -1)}+05:30`;

export const person: Json = {
  id: 4711,
  name: 'Canary Person',
  username: 'canary-person',
  state: 'active',
  avatar_url: 'https://www.gravatar.com/avatar/canary',
  web_url: 'https://gitlab.example.com/canary-person',
  public_email: 'canary@example.com',
};
const commit = (id: string, at: number): Json => ({
  id,
  short_id: id.slice(0, 8),
  title: 'A canary commit',
  message: 'A canary commit\n\nSigned-off-by: Canary <canary@example.com>',
  author_name: 'Canary Person',
  author_email: 'canary@example.com',
  committer_name: 'Canary Person',
  committer_email: 'canary@example.com',
  committed_date: isoElsewhere(at),
  created_at: isoElsewhere(at),
});

export const codeownersText = '[Payments] @acme/payments\n*\n/docs/ @acme/writers\n';
const catalogText = 'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: service-1\nspec:\n  type: service\n  lifecycle: production\n  owner: payments\n';

/** A group with projects of all kinds: the first has everything, the second nothing, the third is archived, the fourth withholds. */
export function gitLabWorld({ seed, projects, now }: { readonly seed: number; readonly projects: number; readonly now: string }): GitLabWorld {
  const world: GitLabWorld = { group: 'acme/platform', projects: [], now: Date.parse(now), random: seeded(seed), nextId: 1000 };
  for (let n = 1; n <= projects; n++) world.projects.push(makeProject(world, n));
  return world;
}

function sha(random: Random): string {
  return Array.from({ length: 40 }, () => random.int(0, 15).toString(16)).join('');
}

function makeProject(world: GitLabWorld, n: number): DoubleProject {
  const { random, now } = world;
  const empty = n === 2;
  const path = `${world.group}${n % 3 === 0 ? '/tools' : ''}/service-${n}`;
  const webUrl = `https://gitlab.example.com/${path}`;
  const active = now - random.int(1, 40) * day;
  const head = sha(random);
  const files = new Map<string, { mode: string; text: string }>();
  if (!empty) {
    for (const file of ['README.md', '.gitlab-ci.yml', 'package-lock.json', 'docs/index.md', 'src/main.ts']) files.set(file, { mode: '100644', text: `${file}\n` });
    if (n % 2 === 1) files.set('.gitlab/CODEOWNERS', { mode: '100644', text: codeownersText });
    if (n === 1) files.set('catalog-info.yaml', { mode: '100644', text: catalogText });
    if (n === 5) for (let i = 0; i < 150; i++) files.set(`src/generated/file-${String(i).padStart(3, '0')}.ts`, { mode: '100644', text: '' });
  }
  const project: DoubleProject = {
    record: {
      id: n,
      description: empty ? null : `Service number ${n}`,
      name: `service-${n}`,
      path_with_namespace: path,
      default_branch: empty ? null : 'main',
      topics: n === 1 ? ['payments', 'node'] : [],
      tag_list: n === 1 ? ['payments', 'node'] : [],
      http_url_to_repo: `${webUrl}.git`,
      ssh_url_to_repo: `git@gitlab.example.com:${path}.git`,
      web_url: webUrl,
      visibility: n % 4 === 0 ? 'internal' : 'private',
      archived: n === 3,
      empty_repo: empty,
      ...(n === 6 ? { forked_from_project: { id: 900, path_with_namespace: 'canary-person/service' } } : {}),
      created_at: iso(now - 400 * day),
      last_activity_at: iso(active),
      updated_at: iso(active),
      creator_id: 4711,
      owner: person,
      namespace: { id: 7, kind: 'group', full_path: world.group },
      merge_method: n % 2 === 1 ? 'ff' : 'merge',
      only_allow_merge_if_pipeline_succeeds: n === 1,
      merge_trains_enabled: false,
      ci_config_path: n === 4 ? 'ci/pipeline.yml' : null,
      repository_access_level: 'enabled',
      builds_access_level: empty ? 'disabled' : 'enabled',
      merge_requests_access_level: 'enabled',
      environments_access_level: 'enabled',
      releases_access_level: 'enabled',
    },
    license: n === 1 ? { key: 'mit', name: 'MIT License', nickname: null } : null,
    branch: empty ? undefined : { name: 'main', protected: n === 1 || n === 4, default: true, commit: commit(head, active) },
    files,
    protectedBranches: n === 4 ? undefined : n === 1 ? [protectedBranch()] : [],
    releases: n === 1 ? [release('v1.10.0', now - 3 * day), release('v1.9.0', now - 30 * day), release('v2.0.0-rc.1', now - day), { ...release('v9.0.0', now + 9 * day), upcoming_release: true }] : [],
    environments: empty ? [] : [environment('production', 'production'), environment('staging', 'staging'), environment('review/canary-person-fix', 'development'), environment('review/canary-other', 'development')],
    pipelines: [],
    deployments: [],
    mergeRequests: [],
  };
  if (empty) return project;
  for (let i = random.int(2, 8); i > 0; i--) addPipeline(world, project, now - i * day - random.int(0, 600) * minute);
  if (n === 1) for (const status of ['running', 'manual', 'failed', 'canceled', 'skipped']) addPipeline(world, project, now - 2 * 60 * minute, { status, source: 'web' });
  for (let i = random.int(1, 4); i > 0; i--) addDeployment(world, project, now - i * day, i === 1 ? 'staging' : 'production');
  for (let i = random.int(1, 4); i > 0; i--) addMergeRequest(world, project, { openedAt: now - (i * 11 + 8) * day, mergedAt: now - i * 11 * day });
  if (n !== 3) addMergeRequest(world, project, { openedAt: now - random.int(1, 120) * day, mergedAt: undefined });
  return project;
}

function protectedBranch(): Json {
  return {
    id: 1,
    name: 'ma*',
    push_access_levels: [{ id: 1, access_level: 0, access_level_description: 'No one' }],
    merge_access_levels: [{ id: 1, access_level: null, user_id: 4711, access_level_description: 'Canary Person' }],
    allow_force_push: false,
    code_owner_approval_required: true,
  };
}

function release(tag: string, at: number): Json {
  return { tag_name: tag, name: `Release ${tag}`, description: 'Thanks, @canary-person!', created_at: iso(at), released_at: iso(at), upcoming_release: false, author: person, commit: commit('a'.repeat(40), at), _links: { self: `https://gitlab.example.com/acme/-/releases/${tag}` } };
}

function environment(name: string, tier: string): Json {
  return { id: name.length, name, slug: name.replace('/', '-'), external_url: name === 'production' ? 'https://service.example.com' : null, state: 'available', tier, auto_stop_at: null };
}

export function addPipeline(world: GitLabWorld, project: DoubleProject, at: number, { status = 'success', source = 'push' }: { status?: string; source?: string } = {}): DoublePipeline {
  const { random } = world;
  const duration = random.int(20, 1200);
  const ended = ['success', 'failed', 'canceled', 'skipped'].includes(status);
  const branches = ['refs/heads/main', 'refs/heads/canary-person/fix', 'refs/tags/v1.9.0', 'refs/heads/release/2.x', 'refs/merge-requests/12/head'];
  const pipeline = {
    id: world.nextId++,
    status,
    source,
    refPath: branches[random.int(0, branches.length - 1)] ?? '',
    createdAt: iso(at),
    updatedAt: iso(ended ? at + duration * 1000 : at + minute),
    startedAt: status === 'skipped' ? null : iso(at + 7000),
    finishedAt: ended ? iso(at + duration * 1000) : null,
    // GitLab has none for a pipeline whose jobs never ran.
    duration: status === 'skipped' || !ended ? null : duration,
  };
  project.pipelines.push(pipeline);
  return pipeline;
}

export function addDeployment(world: GitLabWorld, project: DoubleProject, at: number, name: string): void {
  const id = world.nextId++;
  const byHand = id % 3 === 0;
  project.deployments.push({
    id,
    iid: project.deployments.length + 1,
    ref: 'canary-person/fix',
    sha: sha(world.random),
    status: id % 4 === 0 ? 'failed' : 'success',
    created_at: iso(at),
    updated_at: iso(at + 5 * minute),
    user: person,
    environment: { id: 1, name, external_url: null },
    // One that was recorded through the API has no job.
    deployable: byHand ? null : { id: 5, status: 'success', name: 'deploy', started_at: iso(at + minute), finished_at: iso(at + 4 * minute), user: person, commit: commit('b'.repeat(40), at) },
  });
}

export function addMergeRequest(world: GitLabWorld, project: DoubleProject, { openedAt, mergedAt }: { openedAt: number; mergedAt: number | undefined }): void {
  const iid = project.mergeRequests.length + 1;
  project.mergeRequests.push({
    id: world.nextId++,
    iid,
    project_id: project.record.id,
    title: `Mend the canary PAY-${iid}`,
    description: iid % 2 === 0 ? null : `Closes OPS-${iid}0. Thanks @canary-person`,
    state: mergedAt === undefined ? 'opened' : 'merged',
    draft: mergedAt === undefined && project.record.id % 2 === 0,
    source_branch: `canary-person/pay-${iid}`,
    target_branch: iid % 3 === 0 ? 'release/2.x' : 'main',
    created_at: iso(openedAt),
    updated_at: iso(mergedAt ?? openedAt),
    merged_at: mergedAt === undefined ? null : iso(mergedAt),
    author: person,
    assignees: [person],
    reviewers: [person],
    merged_by: mergedAt === undefined ? null : person,
    merge_commit_sha: iid % 2 === 0 ? sha(world.random) : null,
    squash_commit_sha: null,
    sha: sha(world.random),
  });
}

/**
 * What happens until the next night: unfinished pipelines end, a share of the projects gets work, and one that nobody
 * touches has a pipeline of its schedule.
 */
export function passDay(world: GitLabWorld): { readonly worked: readonly number[]; readonly scheduled: number } {
  world.now += day;
  const at = world.now - 120 * minute;
  const alive = world.projects.filter(({ record }) => record['archived'] !== true && record['empty_repo'] !== true);
  for (const project of alive) {
    for (const pipeline of project.pipelines) {
      if (pipeline.status !== 'running') continue;
      Object.assign(pipeline, { status: 'success', updatedAt: iso(at), finishedAt: iso(at), duration: 300 });
    }
  }
  const worked = alive.filter((_, index) => index % 5 === 1);
  for (const project of worked) {
    Object.assign(project.record, { last_activity_at: iso(at), updated_at: iso(at) });
    addPipeline(world, project, at);
    addDeployment(world, project, at, 'production');
    addMergeRequest(world, project, { openedAt: at - 3 * day, mergedAt: at });
  }
  const quiet = alive.find((project) => !worked.includes(project) && project.record.id !== 1);
  if (quiet === undefined) throw new Error('a world needs a project that nobody works on');
  addPipeline(world, quiet, at, { source: 'schedule' });
  return { worked: worked.map(({ record }) => record.id), scheduled: quiet.record.id };
}
