import { type GitHubApi, PermissionError, type RestAnswer } from '../../src/github/contract.ts';
import { DeadlineError, HostError } from '../../src/network/contract.ts';

/** An alert as the fake keeps it: what it is sorted by, and the rest as GitHub shows it. */
export interface FakeAlert {
  repository: { id: number; node_id: string; full_name: string };
  number: number;
  state: string;
  created_at: string;
  updated_at: string | null;
  [field: string]: unknown;
}

/** Lists of alerts of an organisation: sorted by change, filtered by state, by cursor or by page as each tool does it. */
export class FakeAlerts implements GitHubApi {
  readonly host = 'github.com';
  alerts: Record<string, FakeAlert[]> = { dependabot: [], 'code-scanning': [], 'secret-scanning': [] };
  /** Status of a tool's every answer. */
  refuses: Record<string, number> = {};
  asked: string[] = [];
  meanwhile: (path: string) => void = () => undefined;
  allowed = Infinity;
  forgottenCursors = false;

  async graphql(): Promise<never> {
    throw new Error('not asked for alerts');
  }

  async rest(_collector: string, path: string, { answers = [] }: Parameters<GitHubApi['rest']>[2]): Promise<RestAnswer> {
    if (this.asked.length >= this.allowed) throw new DeadlineError('the time is up');
    this.meanwhile(path);
    this.asked.push(path);
    const url = new URL(path, 'https://api.github.com');
    const tool = /^\/orgs\/acme\/([a-z-]+)\/alerts$/.exec(url.pathname)?.[1] ?? '';
    const status = this.refuses[tool] ?? (this.forgottenCursors && (url.searchParams.get('after') ?? '') !== '' ? 422 : 200);
    if (status === 403) throw new PermissionError('no', 'Code scanning alerts: read');
    if (status >= 400 && !answers.includes(status)) throw new HostError(`GitHub answered ${status}`, { status });
    const { data, links } = this.#list(tool, url);
    return { status, data: status === 200 ? JSON.parse(JSON.stringify(data)) : { message: 'no' }, links, response: { status, headers: new Map(), body: '' } };
  }

  #list(tool: string, url: URL): { data: FakeAlert[]; links: Record<string, string> } {
    const { searchParams: asked } = url;
    const states = asked.get('state')?.split(',');
    const changed = ({ updated_at, created_at }: FakeAlert): string => updated_at ?? created_at;
    const idOf = (alert: FakeAlert): string => `${alert.repository.id}/${alert.number}`;
    const sorted = (this.alerts[tool] ?? [])
      .filter(({ state }) => states === undefined || states.includes(state))
      .toSorted((a, b) => (changed(a) < changed(b) ? 1 : changed(a) > changed(b) ? -1 : idOf(a) < idOf(b) ? -1 : 1));
    const size = Number(asked.get('per_page'));
    const next = new URL(url);
    if (tool === 'code-scanning') {
      const page = Number(asked.get('page') ?? 1);
      next.searchParams.set('page', String(page + 1));
      return { data: sorted.slice((page - 1) * size, page * size), links: page * size < sorted.length ? { next: next.href } : {} };
    }
    // A cursor is a place in the order, so that it holds when alerts move.
    const [time = '', id = ''] = (asked.get('after') ?? '').split('|');
    const behind = time === '' ? sorted : sorted.filter((alert) => changed(alert) < time || (changed(alert) === time && idOf(alert) > id));
    const data = behind.slice(0, size);
    const last = data.at(-1);
    if (last !== undefined) next.searchParams.set('after', `${changed(last)}|${idOf(last)}`);
    return { data, links: behind.length > size ? { next: next.href } : {} };
  }
}
