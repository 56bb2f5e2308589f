import { z } from 'zod';
import type { RawPage } from '../../src/collect/contract.ts';
import { SourceError } from '../../src/collect/contract.ts';
import { censusOf } from '../../src/collect/census.ts';
import { CursorTrail } from '../../src/collect/cursor-trail.ts';
import { type BranchKind, branchKindOf } from '../../src/github/branch-kind.ts';
import { instantOf } from '../../src/github/instant-of.ts';
import { given, pipelineRecord, sift } from '../../src/gitlab/records.ts';
import { type Pipeline, pipelinesPage } from './page.ts';
import { bookmarkOf, type Place, type Position } from './position.ts';
import { type PartPage, type Reading, withheld } from './reading.ts';
import { walk } from './walk.ts';

/**
 * The REST list of pipelines has no times of start and end, and each single one would be a request; the GraphQL API gives
 * them a hundred at a time (GraphQL API reference, `Project.pipelines`, `Pipeline`).
 */
export const pipelinesQuery = `query AlmanacPipelines($path: ID!, $after: Time!, $cursor: String) {
  project(fullPath: $path) {
    pipelines(updatedAfter: $after, first: 100, after: $cursor) {
      pageInfo { hasNextPage endCursor }
      nodes { id status source refPath createdAt startedAt finishedAt duration }
    }
  }
}`;

const text = z.string().nullish();
const node = z.looseObject({ id: z.string(), status: z.string(), source: text, refPath: text, createdAt: z.string(), startedAt: text, finishedAt: text, duration: z.number().nullish() });
const answer = z.looseObject({
  data: z
    .looseObject({
      project: z
        .looseObject({ pipelines: z.looseObject({ pageInfo: z.looseObject({ hasNextPage: z.boolean(), endCursor: text }), nodes: z.array(z.unknown()).nullish() }).nullish() })
        .nullish(),
    })
    .nullish(),
  errors: z.array(z.looseObject({ message: z.string() })).nullish(),
});

type From = Extract<Position, { at: 'pipelines' }>;

/**
 * Pipelines that changed, unfinished ones again and again until they end: ending is a change. Pipelines of an instance whose
 * GraphQL API is too old to be asked so come from the REST API, without times of start and end.
 */
export async function* readPipelines(reading: Reading, from: From): AsyncGenerator<RawPage> {
  const { production } = from;
  let count = 0;
  const page = ({ records, unfit, findings, census }: PartPage<Pipeline>, bookmark: Position): RawPage => ({
    name: `pipelines-${from.cursor ?? from.place?.after ?? 'first'}-${++count}`,
    body: JSON.stringify({
      type: 'pipelines',
      repository: reading.repository,
      key: String(reading.project.id),
      workflow: reading.project.ciConfigPath ?? '.gitlab-ci.yml',
      records: [...records],
      unfit: [...unfit],
      findings: [...findings],
    } satisfies z.infer<typeof pipelinesPage>),
    bookmark: bookmarkOf(bookmark),
    ...(census.length === 0 ? {} : { census }),
  });
  if (from.place === undefined) {
    let { cursor } = from;
    const trail = new CursorTrail(`The pipelines of ${reading.repository} could not be listed`);
    for (;;) {
      if (cursor !== undefined) trail.follow(cursor);
      const read = await askGraphQL(reading, cursor);
      if (read === 'unknown') break;
      cursor = read.next;
      yield page(read, cursor === undefined ? { at: 'deployments', production } : { at: 'pipelines', cursor, production });
      if (cursor === undefined) return;
    }
  }
  for await (const read of walkPipelines(reading, from.place)) {
    yield page(read, read.next === undefined ? { at: 'deployments', production } : { at: 'pipelines', place: read.next, production });
  }
}

/** @returns `unknown` if this GitLab's GraphQL does not know what is asked */
async function askGraphQL(reading: Reading, cursor: string | undefined): Promise<(PartPage<Pipeline> & { readonly next: string | undefined }) | 'unknown'> {
  const { api, project, since, context } = reading;
  const result = answer.safeParse(await api.graphql(pipelinesQuery, { path: project.path, after: since, cursor: cursor ?? null }, context.signal));
  if (!result.success) throw new SourceError(`${api.host} answered /api/graphql with something that is no answer to the question`);
  const { data, errors } = result.data;
  const messages = (errors ?? []).map(({ message }) => message);
  if (messages.some((message) => /doesn't (?:exist|accept)|isn't a defined|is not defined/.test(message))) return 'unknown';
  const pipelines = data?.project?.pipelines;
  if (messages.length > 0 && (pipelines === undefined || pipelines === null)) throw new SourceError(`${api.host} could not list the pipelines of ${reading.repository}: ${messages.join('; ').slice(0, 300)}`);
  // GraphQL gives null where the token may not look.
  if (pipelines === undefined || pipelines === null) return { records: [], unfit: [], findings: [withheld(reading, 'pipelines', 'Reporter')], census: [], next: undefined };
  const raw = pipelines.nodes ?? [];
  const { fit, unfit } = sift(node, raw, 'ci-run');
  const next = pipelines.pageInfo.hasNextPage ? given(pipelines.pageInfo.endCursor) : undefined;
  return { records: fit.map((each) => pipelineOf(reading, each)), unfit, findings: [], census: raw.length === 0 ? [] : [censusOf('pipeline', raw)], next };
}

async function* walkPipelines(reading: Reading, from: Place | undefined): AsyncGenerator<PartPage<Pipeline> & { readonly next: Place | undefined }> {
  const pages = walk(
    reading,
    {
      path: '/pipelines',
      parameters: {},
      record: pipelineRecord,
      names: { record: 'pipeline-listed', kind: 'ci-run', part: 'pipelines', role: 'Reporter' },
      idOf: ({ id }) => String(id),
      changedAt: ({ updated_at }) => updated_at,
    },
    from,
  );
  for await (const page of pages) {
    yield {
      ...page,
      records: page.records.map((record) => pipelineOf(reading, { id: String(record.id), status: record.status, source: record.source, refPath: record.ref, createdAt: record.created_at })),
    };
  }
}

function pipelineOf({ project }: Reading, { id, status, source, refPath, createdAt, startedAt, finishedAt, duration }: z.infer<typeof node>): Pipeline {
  const event = given(source)?.toLowerCase();
  const branch = branchOf(given(refPath), event, project.defaultBranch);
  const [started, finished] = [instantOf(startedAt), instantOf(finishedAt)];
  return {
    // gid://gitlab/Ci::Pipeline/47
    id: id.slice(id.lastIndexOf('/') + 1),
    status: status.toLowerCase(),
    ...(event === undefined ? {} : { source: event.slice(0, 100) }),
    ...(branch === undefined ? {} : { branch }),
    createdAt,
    ...(started === undefined ? {} : { startedAt: started }),
    ...(finished === undefined ? {} : { finishedAt: finished }),
    ...(duration === null || duration === undefined ? {} : { duration: Math.max(0, duration) }),
  };
}

/** The branch itself is not kept: it may be named after somebody. */
function branchOf(ref: string | undefined, event: string | undefined, defaultBranch: string | undefined): BranchKind | undefined {
  if (event === 'merge_request_event' || event === 'external_pull_request_event' || ref?.startsWith('refs/merge-requests/') === true) return 'pull-request';
  return branchKindOf(ref, undefined, defaultBranch);
}
