import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parseRemote } from '../../src/clones/remote.ts';
import { type CollectContext, type Collector, type FetchContext, type RawPage, type Shard, SourceError } from '../../src/collect/contract.ts';
import { rotation } from '../../src/github/rotation.ts';
import { gitLabApi } from '../../src/gitlab/api.ts';
import { type ListedProject, projectsOf } from '../../src/gitlab/projects.ts';
import { project, type Project, unfitRecord } from '../../src/gitlab/records.ts';
import { type GitLabSource, gitLabSource } from '../../src/gitlab/source.ts';
import { catalogEntryKind } from '../../src/schema/facts/catalog-entry.ts';
import { ciRunKind } from '../../src/schema/facts/ci-run.ts';
import { codeownersKind } from '../../src/schema/facts/codeowners.ts';
import { deploymentKind, environmentKind } from '../../src/schema/facts/deployment.ts';
import { mergedPullRequestKind } from '../../src/schema/facts/merged-pull-request.ts';
import { releaseKind } from '../../src/schema/facts/release.ts';
import { openPullRequests, repositoryKind } from '../../src/schema/facts/repository.ts';
import { readDeployments, readMergeRequests } from './events.ts';
import { parsePage } from './parse.ts';
import { readPipelines } from './pipelines.ts';
import { bookmarkOf, type Position, positionOf, readFrom } from './position.ts';
import { askPart, type Reading } from './reading.ts';
import { readState } from './state.ts';

/** What `fetch` needs to know of a shard. It travels as JSON in the shard's locator. */
const locator = z.union([
  z.strictObject({ source: gitLabSource, project, open: openPullRequests.optional() }),
  z.strictObject({ source: gitLabSource, unfit: z.array(unfitRecord) }),
]);
type Locator = z.infer<typeof locator>;

/** The collector of GitLab projects: how each stands, its pipelines, deployments, merge requests and releases. */
export const collector: Collector<GitLabSource> = {
  id: 'gitlab',
  version: '1',
  title: 'GitLab',
  config: gitLabSource,
  kinds: [repositoryKind, codeownersKind, catalogEntryKind, environmentKind, releaseKind, ciRunKind, deploymentKind, mergedPullRequestKind],
  staleAfter: '3d',
  overlap: '1d',
  remote: true,
  concurrency: 4,

  async *shards(source, context) {
    refusePast(context);
    const { host } = await gitLabApi({ context, source });
    const { projects, unfit } = await projectsOf({ context, source });
    for (const listed of projects) yield shardOf(host, source, listed);
    if (unfit.length > 0) yield { id: `${host} projects of ${source.group ?? 'all groups'} that make no sense`, locator: JSON.stringify({ source, unfit: [...unfit] } satisfies Locator) };
  },

  /**
   * The list of projects says when a project changed, but pipelines of schedules change nothing there, so the one that
   * changed last is asked for. What neither tells (protection, environments) is read again every thirty days.
   */
  async fingerprint(shard, context) {
    const read = locator.parse(JSON.parse(shard.locator));
    const digest = (...parts: unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
    if ('unfit' in read) return digest(read.unfit);
    return digest(read.project, read.open, rotation(shard.id, context.asOf, 30), await latestPipeline(read, context));
  },

  async *fetch(shard, context) {
    const read = locator.parse(JSON.parse(shard.locator));
    if ('unfit' in read) {
      yield { name: 'list', body: JSON.stringify({ type: 'list', source: `projects of ${read.source.url}`, unfit: read.unfit }) };
      return;
    }
    yield* pages(await readingOf(read, context), positionOf(context.resume));
  },

  parse: (page) => parsePage(page),
};

/** Reads a project from a position on; the last page says that it was read whole. */
async function* pages(reading: Reading, from: Position | undefined): AsyncGenerator<RawPage> {
  const { project, context } = reading;
  let at = from;
  if (at === undefined) {
    const page = await readState(reading);
    at = positionOf(page.bookmark);
    yield page;
  }
  if (at?.at === 'pipelines') {
    const { production } = at;
    if (!project.off.includes('builds') && !project.empty) yield* readPipelines(reading, at);
    at = { at: 'deployments', production };
  }
  if (at?.at === 'deployments') {
    if (!project.off.includes('environments') && !project.empty) yield* readDeployments(reading, at);
    at = { at: 'merge-requests' };
  }
  if (at?.at === 'merge-requests' && !project.off.includes('merge_requests') && !project.empty) yield* readMergeRequests(reading, at);
  yield { name: 'end', body: JSON.stringify({ type: 'end' }), bookmark: bookmarkOf({ at: 'end', begunAt: context.run.begunAt }) };
}

function shardOf(host: string, source: GitLabSource, { project: each, open }: ListedProject): Shard {
  const value: Locator = { source, project: each, ...(open === undefined ? {} : { open }) };
  return { id: `${host} project ${each.id}`, label: `${host}/${each.path}`, locator: JSON.stringify(value) };
}

async function readingOf({ source, project: each, open }: Extract<Locator, { project: Project }>, context: FetchContext): Promise<Reading> {
  const api = await gitLabApi({ context, source });
  const url = each.webUrl ?? `${source.url.replace(/\/+$/, '')}/${each.path}`;
  // As its clones are called: behind a proxy, GitLab is asked at another address than it gives.
  const repository = (parseRemote(each.cloneUrl ?? '') ?? parseRemote(url))?.repository;
  if (repository === undefined) throw new SourceError(`${api.host} gives ${url} as the address of ${each.path}, which names no repository`);
  return { api, source, context, project: each, open, repository, url, since: readFrom(context.bookmark, context.asOf, source.history) };
}

const changed = z.array(z.looseObject({ id: z.int(), updated_at: z.string().nullish(), status: z.string().nullish() }));

async function latestPipeline({ source, project: each }: Extract<Locator, { project: Project }>, context: CollectContext): Promise<unknown> {
  if (each.archived === true || each.empty || each.off.includes('builds')) return null;
  const api = await gitLabApi({ context, source });
  const part = await askPart({ api, project: each, context }, '/pipelines', { per_page: '1', order_by: 'updated_at', sort: 'desc' });
  const last = part.state === 'read' ? changed.safeParse(part.answer.data) : undefined;
  return last?.success === true ? last.data.map(({ id, updated_at, status }) => [id, updated_at, status]) : (last === undefined ? part.state : 'unclear');
}

function refusePast({ backdated, asOf }: CollectContext): void {
  if (backdated) throw new SourceError(`GitLab only tells how projects stand now, not how they stood at ${asOf}: collect without --as-of, or build as of that day from what was collected by then`);
}
