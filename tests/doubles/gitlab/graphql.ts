import { buildSchema, graphql, GraphQLError } from 'graphql';
import type { DoubleProject, GitLabWorld } from './world.ts';

/** The part of GitLab's schema that is needed, as its GraphQL API reference has it. */
const sdl = `
scalar Time
enum PipelineStatusEnum { CREATED WAITING_FOR_RESOURCE PREPARING WAITING_FOR_CALLBACK PENDING RUNNING FAILED SUCCESS CANCELING CANCELED SKIPPED MANUAL SCHEDULED }
type Query { project(fullPath: ID!): Project }
type Project {
  id: ID!
  fullPath: ID!
  pipelines(status: PipelineStatusEnum, ref: String, sha: String, source: String, updatedAfter: Time, updatedBefore: Time, username: String, after: String, before: String, first: Int, last: Int): PipelineConnection
}
type PipelineConnection { count: Int!, nodes: [Pipeline], pageInfo: PageInfo! }
type PageInfo { endCursor: String, hasNextPage: Boolean!, hasPreviousPage: Boolean!, startCursor: String }
type Pipeline {
  id: ID!
  iid: String!
  status: PipelineStatusEnum!
  source: String
  ref: String
  refPath: String
  createdAt: Time!
  updatedAt: Time!
  startedAt: Time
  finishedAt: Time
  duration: Int
  queuedDuration: Float
  user: UserCore
}
type UserCore { username: String!, name: String! }
`;
const schema = buildSchema(sdl);
/** Before `updatedAfter` was there. */
const oldSchema = buildSchema(sdl.replace(' updatedAfter: Time, updatedBefore: Time,', ''));

const mostPerPage = 100;

interface Arguments {
  readonly updatedAfter?: string;
  readonly first?: number;
  readonly after?: string | null;
}

/** Executes a query as GitLab does; its errors are worded its own way. */
export async function answerGraphQL(world: GitLabWorld, body: string, { old }: { readonly old: boolean }): Promise<unknown> {
  const { query, variables } = JSON.parse(body);
  const result = await graphql({
    schema: old ? oldSchema : schema,
    source: String(query),
    variableValues: variables,
    rootValue: {
      project: ({ fullPath }: { fullPath: string }) => {
        const found = world.projects.find(({ record }) => record.path_with_namespace === fullPath);
        return found === undefined || found.record['builds_access_level'] === 'disabled' ? null : { id: `gid://gitlab/Project/${found.record.id}`, fullPath, pipelines: (args: Arguments) => connection(found, args) };
      },
    },
  });
  if (result.errors === undefined) return result;
  return { ...(result.data === undefined ? {} : { data: result.data }), errors: result.errors.map(worded) };
}

function connection({ pipelines, record }: DoubleProject, { updatedAfter, first = mostPerPage, after }: Arguments): unknown {
  const last = after === undefined || after === null ? Infinity : Number(JSON.parse(Buffer.from(after, 'base64').toString()).id);
  const matching = pipelines.filter(({ id, updatedAt }) => id < last && (updatedAfter === undefined || updatedAt > updatedAfter)).toSorted((a, b) => b.id - a.id);
  const page = matching.slice(0, Math.min(first, mostPerPage));
  const end = page.at(-1);
  return {
    count: matching.length,
    nodes: page.map(({ status, id, ...rest }) => ({ ...rest, id: `gid://gitlab/Ci::Pipeline/${id}`, iid: String(id), status: status.toUpperCase(), user: { username: 'canary-person', name: 'Canary' }, ref: rest.refPath.replace(/^refs\/(?:heads|tags)\//, ''), project: record.id })),
    pageInfo: { hasNextPage: matching.length > page.length, hasPreviousPage: false, startCursor: null, endCursor: end === undefined ? null : Buffer.from(JSON.stringify({ id: String(end.id) })).toString('base64') },
  };
}

function worded(error: GraphQLError): unknown {
  const argument = /Unknown argument "(\w+)" on field "(\w+)\.(\w+)"/.exec(error.message);
  if (argument === null) return { message: error.message };
  return { message: `Field '${argument[3]}' doesn't accept argument '${argument[1]}'`, path: ['query', 'project', argument[3]], extensions: { code: 'argumentNotAccepted' } };
}
