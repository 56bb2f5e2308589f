import type { Output, RawPage } from '../../src/collect/contract.ts';
import { instantOf } from '../../src/github/instant-of.ts';
import type { UnfitRecord } from '../../src/gitlab/records.ts';
import type { CiRun } from '../../src/schema/facts/ci-run.ts';
import type { Deployment as DeploymentFact, deploymentKind } from '../../src/schema/facts/deployment.ts';
import type { Finding } from '../../src/schema/finding.ts';
import { catalogLimits } from '../../src/catalog/limits.ts';
import { catalogPage } from '../../src/repositories/catalog/page.ts';
import { parsePage as parseCatalog } from '../../src/repositories/catalog/parse.ts';
import { parsePage as parseCodeowners } from '../../src/repositories/codeowners/parse.ts';
import { parseTag } from '../git/versions.ts';
import { type Deployment, gitLabPage, type MergeRequest, type Pipeline, type StatePage } from './page.ts';
import { repositoryOf } from './repository.ts';

/** Turns a page into its facts. */
export function* parsePage({ body }: RawPage): Generator<Output> {
  const page = gitLabPage.parse(JSON.parse(body));
  if (page.type === 'end') return;
  if (page.type === 'list') {
    yield* besides(page.unfit, [], page.source);
    return;
  }
  const source = `GitLab project ${page.repository.slice(page.repository.indexOf('/') + 1)}`;
  yield* besides(page.unfit, page.findings, source);
  if (page.type === 'state') yield* stateFacts(page, source);
  else {
    const { repository, key } = page;
    const fact = (kind: string, value: object): Output => ({ type: 'fact', kind, value: { repository, repositoryKey: key, ...value }, source });
    if (page.type === 'pipelines') for (const record of page.records) yield fact('ci-run', runOf(record, page.workflow));
    if (page.type === 'deployments') for (const record of page.records) yield fact('deployment', deploymentOf(record));
    if (page.type === 'merge-requests') for (const record of page.records) yield fact('merged-pull-request', mergedOf(record));
  }
}

function* besides(unfit: readonly UnfitRecord[], findings: readonly Finding[], source: string): Generator<Output> {
  for (const { kind, record, reason } of unfit) yield { type: 'quarantine', kind, record, reason, source };
  for (const finding of findings) yield { type: 'finding', finding };
}

function* stateFacts(page: StatePage, source: string): Generator<Output> {
  const { repository, project, releases, environments } = page;
  const url = project.webUrl;
  const fact = (kind: string, value: object, link: string | undefined = url): Output => ({ type: 'fact', kind, value, source, ...(link === undefined ? {} : { url: link }) });
  yield fact('repository', repositoryOf(page));
  if (page.codeowners !== undefined) yield* parseCodeowners(page.codeowners);
  if (page.catalog !== undefined) yield* parseCatalog(catalogPage.parse(JSON.parse(page.catalog)), catalogLimits);
  for (const { name, production, url: at } of environments) {
    yield fact('environment', { repository, name, ...(production === undefined ? {} : { production }), ...(at === undefined ? {} : { url: at }) });
  }
  for (const { tag, name, releasedAt, url: at, upcoming } of releases) {
    if (upcoming) continue;
    const value = { repository, repositoryKey: String(project.id), tag, ...(name === undefined ? {} : { name }), publishedAt: releasedAt, prerelease: parseTag(tag)?.prerelease ?? false, ...(at === undefined ? {} : { url: at }) };
    yield fact('release', value, at);
  }
}

type RunEnd = Pick<CiRun, 'status' | 'conclusion'>;

/**
 * GitLab's states of a pipeline (Pipelines API, `status`). One that waits for somebody to start a manual job is at rest: it
 * may stay so for good.
 */
const runEnds: Readonly<Record<string, RunEnd>> = {
  created: { status: 'queued' },
  waiting_for_resource: { status: 'queued' },
  waiting_for_callback: { status: 'in-progress' },
  preparing: { status: 'queued' },
  pending: { status: 'queued' },
  scheduled: { status: 'queued' },
  running: { status: 'in-progress' },
  canceling: { status: 'in-progress' },
  success: { status: 'completed', conclusion: 'success' },
  failed: { status: 'completed', conclusion: 'failure' },
  canceled: { status: 'completed', conclusion: 'cancelled' },
  skipped: { status: 'completed', conclusion: 'skipped' },
  manual: { status: 'completed', conclusion: 'action-required' },
};

function runOf({ id, status, source, branch, createdAt, startedAt, finishedAt, duration }: Pipeline, workflow: string): Omit<CiRun, 'repository' | 'repositoryKey' | 'createdAt'> & { createdAt: string | undefined } {
  const end = runEnds[status] ?? { status: 'completed', conclusion: 'other' };
  return {
    system: 'gitlab-ci',
    id,
    attempt: 1,
    workflow: workflow.slice(0, 300),
    ...(source === undefined ? {} : { event: source }),
    ...(branch === undefined ? {} : { branch }),
    ...end,
    createdAt: instantOf(createdAt),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(finishedAt === undefined || end.status !== 'completed' ? {} : { finishedAt }),
    ...(duration === undefined || end.status !== 'completed' ? {} : { durationSeconds: duration }),
  };
}

/** GitLab's states of a deployment (Deployments API, `status`). `blocked` waits for an approval. */
const states: Readonly<Record<string, DeploymentFact['state']>> = {
  created: 'queued',
  blocked: 'queued',
  running: 'in-progress',
  success: 'success',
  failed: 'failure',
  canceled: 'cancelled',
  skipped: 'cancelled',
};
const unfinished: ReadonlySet<DeploymentFact['state']> = new Set(['queued', 'in-progress']);

function deploymentOf({ id, status, environment, production, commit, createdAt, updatedAt, startedAt, finishedAt }: Deployment): Omit<(typeof deploymentKind)['schema']['_zod']['output'], 'repository' | 'repositoryKey' | 'createdAt'> & { createdAt: string | undefined } {
  const state = states[status] ?? 'other';
  // One that another tool recorded has no job; it changes for the last time when it ends.
  const end = unfinished.has(state) ? undefined : (finishedAt ?? updatedAt);
  return {
    id,
    environment,
    ...(production === undefined ? {} : { production }),
    ...(commit === undefined ? {} : { commit }),
    createdAt: instantOf(createdAt),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(end === undefined ? {} : { finishedAt: end }),
    ...(end === undefined || state !== 'success' ? {} : { succeededAt: end }),
    state,
  };
}

function mergedOf({ id, toDefault, openedAt, mergedAt, mergeCommit, references }: MergeRequest): object {
  return {
    id,
    ...(toDefault === undefined ? {} : { toDefault }),
    openedAt: instantOf(openedAt),
    mergedAt,
    ...(mergeCommit === undefined ? {} : { mergeCommit }),
    references,
  };
}
