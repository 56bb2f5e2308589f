import type { GitHubAccess } from '../../src/github/access.ts';
import { type GitHubApi, type Inventory, PermissionError, type RepositoryStub, type RestAnswer } from '../../src/github/contract.ts';
import { DeadlineError, HostError } from '../../src/network/contract.ts';

/** A run as the fake keeps it; GitHub's other fields are added where it is shown. */
export interface FakeRun {
  /** A text where it makes no sense. */
  id: number | string;
  created_at: string;
  run_started_at: string;
  updated_at: string;
  run_attempt: number | undefined;
  status: string;
  conclusion: string | null;
  head_branch: string | null;
  event: string;
  path: string;
}

/** As much of GitHub as runs need, in memory: filtered lists that end at a thousand, ETags, an audit log with cursors. */
export class FakeGitHub implements GitHubApi {
  readonly host = 'github.com';
  runs = new Map<string, FakeRun[]>();
  /** Earlier attempts, by `id/attempt`. */
  attempts = new Map<string, FakeRun>();
  events: Record<string, unknown>[] | 'absent' | 'forbidden' = 'absent';
  asked: string[] = [];
  unchanged = 0;
  /** Called before each answer: things change while pages are read. */
  meanwhile: (path: string) => void = () => undefined;
  /** Requests after which the run's time is up. */
  allowed = Infinity;
  forgottenCursors = false;

  async graphql(): Promise<never> {
    throw new Error('not asked for runs');
  }

  async rest(_collector: string, path: string, { answers = [], etag }: Parameters<GitHubApi['rest']>[2]): Promise<RestAnswer> {
    if (this.asked.length >= this.allowed) throw new DeadlineError('the time is up');
    this.meanwhile(path);
    this.asked.push(path);
    const url = new URL(path, 'https://api.github.com');
    const { status, data, links = {} } = this.#answer(url);
    if (status === 403) throw new PermissionError('no', 'Administration: read');
    if (status >= 400 && !answers.includes(status)) throw new HostError(`GitHub answered ${status}`, { status });
    const tag = `"${JSON.stringify(data).length}-${[...JSON.stringify(data)].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 1_000_000_007, 7)}"`;
    const same = status === 200 && etag === tag;
    if (same) this.unchanged += 1;
    const body = same ? '' : JSON.stringify(data);
    return { status: same ? 304 : status, data: same ? undefined : JSON.parse(body), links, response: { status: same ? 304 : status, headers: new Map([['etag', tag]]), body } };
  }

  #answer(url: URL): { status: number; data: unknown; links?: Record<string, string> } {
    const audit = /^\/orgs\/acme\/audit-log$/.exec(url.pathname);
    if (audit !== null) return this.#auditLog(url);
    const [, owner, name, id, attempt] = /^\/repos\/([^/]+)\/([^/]+)\/actions\/runs(?:\/(\d+)(?:\/attempts\/(\d+))?)?$/.exec(url.pathname) ?? [];
    const runs = this.runs.get(`${owner}/${name}`);
    if (runs === undefined) return { status: 404, data: { message: 'Not Found' } };
    if (attempt !== undefined) {
      const found = this.attempts.get(`${id}/${attempt}`);
      return found === undefined ? { status: 404, data: { message: 'Not Found' } } : { status: 200, data: shown(found) };
    }
    if (id !== undefined) {
      const found = runs.find((run) => run.id === Number(id));
      return found === undefined ? { status: 404, data: { message: 'Not Found' } } : { status: 200, data: shown(found) };
    }
    const created = url.searchParams.get('created') ?? '';
    const [, least] = /^>=(.+)$/.exec(created) ?? [];
    const [from = '', to = '9999'] = least === undefined ? created.split('..') : [least];
    const found = runs.filter((run) => run.created_at >= from && run.created_at <= to).toSorted((a, b) => (a.created_at < b.created_at ? 1 : a.created_at > b.created_at ? -1 : Number(b.id) - Number(a.id)));
    const page = Number(url.searchParams.get('page') ?? 1);
    const shownRuns = page > 10 ? [] : found.slice((page - 1) * 100, page * 100);
    return { status: 200, data: { total_count: found.length, workflow_runs: shownRuns.map(shown) } };
  }

  #auditLog(url: URL): { status: number; data: unknown; links?: Record<string, string> } {
    if (this.events === 'absent') return { status: 404, data: { message: 'Not Found' } };
    if (this.events === 'forbidden') return { status: 403, data: {} };
    const phrase = url.searchParams.get('phrase') ?? '';
    const from = Date.parse(/created:>=(\S+)/.exec(phrase)?.[1] ?? '1970-01-01T00:00:00Z');
    const after = url.searchParams.get('after');
    if (after !== null && this.forgottenCursors) return { status: 422, data: { message: 'invalid cursor' } };
    const events = this.events.filter((event) => Number(event['@timestamp']) >= from).toSorted((a, b) => Number(a['@timestamp']) - Number(b['@timestamp']));
    const start = after === null ? 0 : events.findIndex(({ _document_id }) => _document_id === after) + 1;
    const size = Number(url.searchParams.get('per_page'));
    const data = events.slice(start, start + size);
    const next = new URL(url);
    next.searchParams.set('after', String(data.at(-1)?.['_document_id']));
    return { status: 200, data, links: start + size < events.length ? { next: next.href } : {} };
  }
}

/** As GitHub shows it: with people, commits and texts, which must not be kept. */
function shown(run: FakeRun): Record<string, unknown> {
  return {
    ...run,
    name: 'CI',
    node_id: `WFR_${run.id}`,
    display_title: 'CANARY-TITLE',
    head_sha: 'CANARY-SHA',
    actor: { login: 'CANARY-LOGIN' },
    triggering_actor: { login: 'CANARY-LOGIN' },
    pull_requests: [],
    head_repository: null,
    head_commit: { message: 'CANARY-MESSAGE', author: { email: 'CANARY-EMAIL' } },
  };
}

export function stub(name: string, more: Partial<RepositoryStub> = {}): RepositoryStub {
  const id = [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 100_000;
  return {
    key: `R_${name}`,
    databaseId: id,
    repository: `github.com/acme/${name}`,
    owner: 'acme',
    name,
    url: `https://github.com/acme/${name}`,
    archived: false,
    empty: false,
    defaultBranch: 'main',
    pushedAt: undefined,
    updatedAt: '2026-01-01T00:00:00.000Z',
    digest: '',
    record: '{}',
    ...more,
  };
}

export function inventoryOfStubs(repositories: readonly RepositoryStub[]): Inventory {
  return {
    host: 'github.com',
    org: 'acme',
    repositories,
    byKey: new Map(repositories.map((one) => [one.key, one])),
    byDatabaseId: new Map(repositories.flatMap((one) => (one.databaseId === undefined ? [] : [[one.databaseId, one] as const]))),
    byName: new Map(repositories.map((one) => [`${one.owner}/${one.name}`.toLowerCase(), one])),
  };
}

export function accessTo(api: GitHubApi, repositories: () => readonly RepositoryStub[]): GitHubAccess {
  return { connect: async () => api, inventoryOf: async () => inventoryOfStubs(repositories()) };
}
