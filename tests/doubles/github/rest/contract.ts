import type { Directory } from '../directory.ts';
import type { Permission } from '../graphql/permissions.ts';
import type { World } from '../world.ts';

/** What a handler of an operation is given. */
export interface RestCall {
  readonly world: World;
  readonly directory: Directory;
  /** Up to when things have happened, in ms since 1970. */
  readonly now: number;
  /** The host's clock. */
  readonly clock: number;
  /** Address that links and `url` fields start with: the REST API's root. */
  readonly root: string;
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Budgets, for `/rate_limit`. */
  readonly budgets: () => Readonly<Record<string, unknown>>;
}

export interface RestReply {
  readonly status: number;
  readonly body: unknown;
  /** Query parameters of other pages, for the `link` header. */
  readonly links?: Readonly<Partial<Record<'next' | 'prev' | 'first' | 'last', Readonly<Record<string, string>>>>>;
  /** In place of a body: where the thing is now. */
  readonly location?: string;
}

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly template: string;
  /** Permission that it needs, and at which level, as `x-accepted-github-permissions` tells. */
  readonly permission: Permission | undefined;
  readonly level?: 'read' | 'write';
  readonly resource?: 'core' | 'search' | 'audit_log';
  /** Plans that have it; all without it. */
  readonly plans?: readonly World['plan'][];
  /** Whether the App's own token (a JWT) is needed rather than an installation's. */
  readonly app?: boolean;
  readonly answer: (call: RestCall) => RestReply;
}

/** A page of a list by number, with the links that GitHub sends. */
export function numbered<T>(call: RestCall, items: readonly T[], { limit = Infinity, most = 100, fallback = 30 }: { limit?: number; most?: number; fallback?: number } = {}): { readonly page: readonly T[]; readonly links: NonNullable<RestReply['links']> } {
  const size = Math.min(most, Math.max(1, Number(call.query.get('per_page') ?? fallback)));
  const number = Math.max(1, Number(call.query.get('page') ?? 1));
  const within = items.slice(0, limit);
  const last = Math.max(1, Math.ceil(within.length / size));
  const to = (page: number): Record<string, string> => ({ page: String(page) });
  return {
    page: within.slice((number - 1) * size, number * size),
    links: { ...(number > 1 ? { prev: to(number - 1), first: to(1) } : {}), ...(number < last ? { next: to(number + 1), last: to(last) } : {}) },
  };
}

/** A page of a list by cursor: `after` and `before` are opaque. */
export function byCursor<T>(call: RestCall, items: readonly T[], key: (item: T) => string, { fallback = 30 }: { fallback?: number } = {}): { readonly page: readonly T[]; readonly links: NonNullable<RestReply['links']> } {
  const size = Math.min(100, Math.max(1, Number(call.query.get('per_page') ?? fallback)));
  const after = call.query.get('after');
  const before = call.query.get('before');
  const encode = (item: T): string => Buffer.from(key(item)).toString('base64url');
  const at = (cursor: string): number => items.findIndex((item) => encode(item) === cursor);
  const end = before === null || before === '' ? undefined : at(before);
  const start = end === undefined ? (after === null || after === '' ? 0 : at(after) + 1) : Math.max(0, end - size);
  const page = items.slice(start, end ?? start + size);
  const [first] = page;
  const last = page.at(-1);
  return {
    page,
    links: {
      ...(start > 0 && first !== undefined ? { prev: { before: encode(first), after: '' }, first: { after: '', before: '' } } : {}),
      ...(last !== undefined && start + page.length < items.length ? { next: { after: encode(last), before: '' } } : {}),
    },
  };
}
