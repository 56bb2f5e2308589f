import { type Asked, Loopback, type Reply } from './loopback.ts';
import { answerGraphQL } from './graphql.ts';
import type { DoubleProject, GitLabWorld, Json } from './world.ts';

export const gitLabToken = 'glpat-s3cretCanaryToken';

/** How the double behaves beside what its world says. */
export interface Behaviour {
  /** Requests that the rate limit leaves; undefined for an instance without limits. */
  remaining: number | undefined;
  /** What its GraphQL API does not know yet. */
  old: boolean;
  /** Called before each answer, to change the world between pages. */
  between: (address: string) => void;
}

const pages = ['page', 'per_page'];

/** What may be asked, by path: parameters as GitLab's REST API documentation lists them. */
const routes: readonly { readonly path: RegExp; readonly parameters: readonly string[]; readonly answer: (world: GitLabWorld, asked: Asked, project: DoubleProject | undefined, rest: string) => Found }[] = [
  { path: /^\/groups\/([^/]+)\/projects$/, parameters: [...pages, 'order_by', 'sort', 'include_subgroups', 'with_shared', 'archived', 'simple'], answer: (world, asked) => ({ list: ordered(world.projects.map(({ record }) => record), asked, ['id']) }) },
  { path: /^\/projects$/, parameters: ['per_page', 'order_by', 'sort', 'pagination', 'id_after', 'simple', 'membership'], answer: (world, asked) => ({ list: ordered(world.projects.map(({ record }) => record), asked, ['id']), keyset: true }) },
  {
    path: /^(?:\/groups\/([^/]+))?\/merge_requests$/,
    parameters: [...pages, 'state', 'scope', 'order_by', 'sort'],
    answer: (world, asked) => ({ list: ordered(world.projects.filter(({ record }) => record['archived'] !== true).flatMap(({ mergeRequests }) => mergeRequests).filter(({ state }) => state === asked.parameters.get('state')), asked, ['created_at', 'updated_at']) }),
  },
  { path: /^\/projects\/(\d+)$/, parameters: ['license', 'statistics'], answer: (_, asked, project) => ({ one: { ...project?.record, ...(asked.parameters.get('license') === 'true' ? { license: project?.license } : {}) } }) },
  { path: /^\/projects\/(\d+)\/repository\/branches\/(.+)$/, parameters: [], answer: (_, __, project) => (project?.branch === undefined ? { status: 404 } : { one: project.branch }) },
  { path: /^\/projects\/(\d+)\/repository\/tree$/, parameters: ['ref', 'recursive', 'path', 'per_page', 'pagination', 'page_token'], answer: (_, asked, project) => ({ list: treeOf(project, asked), keyset: true }) },
  {
    path: /^\/projects\/(\d+)\/repository\/files\/(.+)$/,
    parameters: ['ref'],
    answer: (_, __, project, rest) => {
      const file = project?.files.get(decodeURIComponent(rest));
      return file === undefined ? { status: 404 } : { one: { file_path: rest, size: file.text.length, encoding: 'base64', content: Buffer.from(file.text).toString('base64'), last_commit_id: 'c'.repeat(40) } };
    },
  },
  { path: /^\/projects\/(\d+)\/protected_branches$/, parameters: [...pages, 'search'], answer: (_, __, project) => (project?.protectedBranches === undefined ? { status: 403 } : { list: project.protectedBranches }) },
  { path: /^\/projects\/(\d+)\/approval_rules$/, parameters: pages, answer: () => ({ list: [{ id: 1, name: 'Two', rule_type: 'regular', approvals_required: 2, applies_to_all_protected_branches: true, protected_branches: [], eligible_approvers: [{ name: 'Canary' }] }] }) },
  // Push rules belong to a paid edition.
  { path: /^\/projects\/(\d+)\/push_rule$/, parameters: [], answer: () => ({ status: 404 }) },
  { path: /^\/projects\/(\d+)\/releases$/, parameters: [...pages, 'order_by', 'sort'], answer: (_, asked, project) => ({ list: ordered(project?.releases ?? [], asked, ['released_at', 'created_at']) }) },
  { path: /^\/projects\/(\d+)\/environments$/, parameters: [...pages, 'states', 'name', 'search'], answer: (_, __, project) => ({ list: project?.environments ?? [] }) },
  { path: /^\/projects\/(\d+)\/pipelines$/, parameters: [...pages, 'order_by', 'sort', 'updated_after', 'updated_before', 'status', 'source'], answer: (_, asked, project) => ({ list: ordered(after((project?.pipelines ?? []).map(listedPipeline), asked), asked, ['id', 'updated_at']) }) },
  { path: /^\/projects\/(\d+)\/deployments$/, parameters: [...pages, 'order_by', 'sort', 'updated_after', 'updated_before', 'environment', 'status'], answer: (_, asked, project) => ({ list: ordered(after(project?.deployments ?? [], asked), asked, ['id', 'created_at', 'updated_at']) }) },
  { path: /^\/projects\/(\d+)\/merge_requests$/, parameters: [...pages, 'state', 'order_by', 'sort', 'updated_after', 'updated_before', 'scope'], answer: (_, asked, project) => ({ list: ordered(after((project?.mergeRequests ?? []).filter(({ state }) => state === asked.parameters.get('state')), asked), asked, ['created_at', 'updated_at']) }) },
];

type Found = { readonly list: readonly Json[]; readonly keyset?: boolean } | { readonly one: Json } | { readonly status: 403 | 404 };

export interface GitLabDouble {
  readonly server: Loopback;
  readonly behaviour: Behaviour;
}

/** GitLab, as far as Almanac reads it. */
export async function startGitLabDouble(world: GitLabWorld, now: () => number): Promise<GitLabDouble> {
  const behaviour: Behaviour = { remaining: 2000, old: false, between: () => undefined };
  const server: Loopback = await Loopback.start(async (asked) => {
    behaviour.between(`${asked.path}?${asked.parameters.toString()}`);
    if (asked.authorization !== `Bearer ${gitLabToken}`) return reply(401, { message: '401 Unauthorized' });
    const limits = limitHeaders(behaviour, now());
    if (asked.path === '/api/graphql') return asked.method === 'POST' ? reply(200, await answerGraphQL(world, asked.body, behaviour), limits) : reply(405, {});
    const path = asked.path.replace(/^\/api\/v4/, '');
    for (const route of routes) {
      const match = route.path.exec(path);
      if (match === null || asked.method !== 'GET') continue;
      for (const name of asked.parameters.keys()) if (!route.parameters.includes(name)) server.violations.add(`${path} has no parameter ${name}`);
      if (Number(asked.parameters.get('per_page') ?? 20) > 100) server.violations.add(`${path} gives no more than 100 a page`);
      if (asked.parameters.has('updated_after') && path.endsWith('/deployments') && asked.parameters.get('order_by') !== 'updated_at') return reply(400, { message: '400 Bad request - `updated_at` filter and `updated_at` sorting must be paired' });
      const project = world.projects.find(({ record }) => String(record.id) === match[1]);
      if (path.startsWith('/projects/') && project === undefined) return reply(404, { message: '404 Project Not Found' });
      if (path.startsWith('/groups/') && decodeURIComponent(match[1] ?? '') !== world.group) return reply(404, { message: '404 Group Not Found' });
      const found = route.answer(world, asked, project, match[2] ?? '');
      if ('status' in found) return reply(found.status, { message: found.status === 403 ? '403 Forbidden' : '404 Not found' }, limits);
      if ('one' in found) return reply(200, found.one, limits);
      return page(asked, found.list, found.keyset === true && asked.parameters.get('pagination') === 'keyset', limits);
    }
    server.violations.add(`${asked.method} ${path} is not known`);
    return reply(404, { error: '404 Not Found' });
  });
  return { server, behaviour };
}

function reply(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return { status, headers, body: JSON.stringify(body) };
}

function limitHeaders(behaviour: Behaviour, now: number): Record<string, string> {
  if (behaviour.remaining === undefined) return {};
  behaviour.remaining = Math.max(0, behaviour.remaining - 1);
  const reset = Math.floor(now / 60_000) * 60 + 60;
  return { date: new Date(now).toUTCString(), 'ratelimit-limit': '2000', 'ratelimit-observed': String(2000 - behaviour.remaining), 'ratelimit-remaining': String(behaviour.remaining), 'ratelimit-reset': String(reset), 'ratelimit-resettime': new Date(reset * 1000).toUTCString() };
}

function page({ path, parameters }: Asked, list: readonly Json[], keyset: boolean, headers: Record<string, string>): Reply {
  const perPage = Number(parameters.get('per_page') ?? 20);
  const link = (changes: Record<string, string>): string => {
    const next = new URLSearchParams(parameters);
    for (const [name, value] of Object.entries(changes)) next.set(name, value);
    // As GitLab knows itself, which is not how it is asked here.
    return `<https://gitlab.internal${path}?${next.toString()}>; rel="next"`;
  };
  if (keyset) {
    const token = parameters.get('id_after') ?? parameters.get('page_token');
    const start = token === null ? 0 : list.findIndex((each) => String(each['id'] ?? each['path']) === token) + 1;
    const records = list.slice(start, start + perPage);
    const last = records.at(-1);
    if (last === undefined || records.length < perPage) return reply(200, records, headers);
    return reply(200, records, { ...headers, link: link('path' in last && !('path_with_namespace' in last) ? { page_token: String(last['path']) } : { id_after: String(last['id']) }) });
  }
  const number = Number(parameters.get('page') ?? 1);
  const records = list.slice((number - 1) * perPage, number * perPage);
  const more = number * perPage < list.length;
  return reply(200, records, { ...headers, 'x-total': String(list.length), 'x-page': String(number), 'x-next-page': more ? String(number + 1) : '', ...(more ? { link: link({ page: String(number + 1) }) } : {}) });
}

function ordered(list: readonly Json[], { parameters }: Asked, orders: readonly string[]): Json[] {
  const by = parameters.get('order_by') ?? orders[0] ?? 'id';
  if (!orders.includes(by)) throw new Error(`order_by=${by} is not known`);
  const sign = parameters.get('sort') === 'asc' ? 1 : -1;
  return list.toSorted((a, b) => {
    const [x, y] = [a[by], b[by]];
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : Date.parse(String(x)) - Date.parse(String(y));
    return sign * (order === 0 ? Number(a['id'] ?? 0) - Number(b['id'] ?? 0) : order);
  });
}

function after(list: readonly Json[], { parameters }: Asked): Json[] {
  const from = parameters.get('updated_after');
  return list.filter((each) => from === null || Date.parse(String(each['updated_at'])) >= Date.parse(from));
}

function listedPipeline({ id, status, source, refPath, createdAt, updatedAt }: DoubleProject['pipelines'][number]): Json {
  return { id, iid: id, project_id: 1, status, source, ref: refPath.replace(/^refs\/(?:heads|tags)\//, ''), sha: 'd'.repeat(40), created_at: createdAt, updated_at: updatedAt, name: 'Pipeline of canary-person' };
}

function treeOf(project: DoubleProject | undefined, { parameters }: Asked): Json[] {
  const folder = parameters.get('path') ?? '';
  const recursive = parameters.get('recursive') === 'true';
  const entries = new Map<string, Json>();
  for (const [path, { mode }] of project?.files ?? []) {
    if (folder !== '' && !path.startsWith(`${folder}/`)) continue;
    const parts = path.split('/');
    for (let depth = 1; depth <= parts.length; depth++) {
      const at = parts.slice(0, depth).join('/');
      if (!recursive && depth !== (folder === '' ? 1 : folder.split('/').length + 1)) continue;
      entries.set(at, { id: 'e'.repeat(40), name: parts[depth - 1], type: depth === parts.length ? 'blob' : 'tree', path: at, mode: depth === parts.length ? mode : '040000' });
    }
  }
  return [...entries.values()];
}
