import type { HttpResponse } from '../network/contract.ts';
import type { Instant } from '../schema/primitives.ts';

/**
 * GitHub as its collectors see it: an organisation's repositories, swept once a run, and an API that waits, halves and
 * asks again by itself.
 */

/** What the sweep says of a repository; enough to tell whether anything in it changed. */
export interface RepositoryStub {
  /** GraphQL node id: stays through renames and transfers, differs for one that was deleted and made again. */
  readonly key: string;
  readonly databaseId: number | undefined;
  /** `host/owner/name` as on the web, host in lower case. */
  readonly repository: string;
  readonly owner: string;
  readonly name: string;
  readonly url: string;
  readonly archived: boolean;
  readonly empty: boolean;
  readonly defaultBranch: string | undefined;
  readonly pushedAt: Instant | undefined;
  readonly updatedAt: Instant;
  /** Digest of all that the sweep says of it, but for what moves by itself: `updatedAt` and the size on the host's disk. */
  readonly digest: string;
  /** The sweep's record as JSON text: what `github-repositories` makes its fact of without asking again. */
  readonly record: string;
}

/** All repositories of an organisation that the source includes, in order of key. */
export interface Inventory {
  /** Host as in repository ids: github.com. */
  readonly host: string;
  readonly org: string;
  readonly repositories: readonly RepositoryStub[];
  readonly byKey: ReadonlyMap<string, RepositoryStub>;
  readonly byDatabaseId: ReadonlyMap<number, RepositoryStub>;
  /** Repository by `owner/name` in lower case. */
  readonly byName: ReadonlyMap<string, RepositoryStub>;
}

/** One answer of the GraphQL API. */
export interface GraphQLAnswer {
  /** As it came: each caller checks it with its own schema. Null where nothing could be read. */
  readonly data: unknown;
  /** What could not be read, by path; the rest of `data` stands. */
  readonly errors: readonly GraphQLProblem[];
}

export interface GraphQLProblem {
  /** NOT_FOUND, FORBIDDEN, INSUFFICIENT_SCOPES, SOME_OTHER …; absent where GitHub gives none. */
  readonly type: string | undefined;
  readonly message: string;
  readonly path: readonly (string | number)[];
}

/** A query is too much for GitHub at this size (502, 504, time-out, RESOURCE_LIMITS_EXCEEDED): ask for less. */
export class TooMuchError extends Error {
  override readonly name = 'TooMuchError';
}

/** What the credentials may not read, and what would let them. */
export class PermissionError extends Error {
  override readonly name = 'PermissionError';
  /** The permission that is missing, as GitHub names it: `Dependabot alerts: read`. */
  readonly permission: string;
  constructor(message: string, permission: string) {
    super(message);
    this.permission = permission;
  }
}

export interface RestAnswer {
  readonly status: number;
  /** Parsed JSON; undefined for an answer without a body. */
  readonly data: unknown;
  /** `rel` to absolute address, of the `link` header. */
  readonly links: Readonly<Record<string, string>>;
  readonly response: HttpResponse;
}

export interface GitHubApi {
  /** Host as in repository ids. */
  readonly host: string;
  /**
   * @param collector who asks
   * @param options `halves`: true if the caller asks for less after a {@link TooMuchError}, so that the same query is not tried once more before
   * @throws TooMuchError, PermissionError, DeadlineError, HostError; SourceError where GitHub does not accept the credentials
   */
  graphql(collector: string, query: string, variables: Readonly<Record<string, unknown>>, signal: AbortSignal, options?: { readonly halves?: boolean }): Promise<GraphQLAnswer>;
  /**
   * @param path from the API's root: `/orgs/acme/teams?per_page=100`, or an absolute address from `links`
   * @param options `resource`: the budget it draws on, `core` without it; `answers`: statuses that are answers; `etag`: of the last answer, which gives a 304
   * @throws PermissionError, DeadlineError, HostError; SourceError where GitHub does not accept the credentials
   */
  rest(collector: string, path: string, options: { readonly signal: AbortSignal; readonly resource?: string; readonly answers?: readonly number[]; readonly etag?: string }): Promise<RestAnswer>;
}
