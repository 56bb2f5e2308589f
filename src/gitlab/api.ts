import { type CollectContext, SourceError, once } from '../collect/contract.ts';
import { makeFinding } from '../findings/codes.ts';
import { linksOf } from '../github/links.ts';
import { type Host, HostError, type HttpResponse } from '../network/contract.ts';
import { gitLabPolicy } from './policy.ts';
import type { GitLabSource } from './source.ts';

/** One answer of the REST API. */
export interface GitLabAnswer {
  readonly status: number;
  /** Parsed JSON; what it holds is for the caller to check. */
  readonly data: unknown;
  /** Parameters of the next page, from the `Link` header; undefined on the last one. */
  readonly next: URLSearchParams | undefined;
  /** `X-Total`, which GitLab leaves out past 10,000 records. */
  readonly total: number | undefined;
}

export interface GitLabQuestion {
  readonly signal: AbortSignal;
  readonly parameters?: URLSearchParams | Readonly<Record<string, string>>;
  /** Statuses besides 2xx that the caller knows how to take: 403 where a permission may lack, 404 where a feature may be off. */
  readonly answers?: readonly number[];
  /** Which budget it draws on; see the policy. */
  readonly resource?: 'core' | 'project' | 'projects';
}

/** GitLab as the collector sees it. Addresses in answers are not followed: only their parameters are used. */
export interface GitLabApi {
  /** Host as in names of shards: gitlab.example.com. */
  readonly host: string;
  /**
   * @param path below `/api/v4`, each part encoded
   * @throws SourceError where GitLab refused or gave something else than JSON; DeadlineError
   */
  rest(path: string, question: GitLabQuestion): Promise<GitLabAnswer>;
  /** @returns the body as it came: data and errors */
  graphql(query: string, variables: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<unknown>;
}

interface ApiRequest {
  readonly context: CollectContext;
  readonly source: GitLabSource;
}

/** The API of a source's GitLab; throws a {@link SourceError} if there is no token. */
export const gitLabApi = once(
  ({ source }: ApiRequest) => JSON.stringify(['gitlab', source.url, source.token]),
  async ({ context, source }: ApiRequest): Promise<GitLabApi> => makeApi(context, source),
);

function makeApi(context: CollectContext, source: GitLabSource): GitLabApi {
  const base = source.url.replace(/\/+$/, '');
  const { host: hostName } = new URL(base);
  const token = context.env[source.token]?.trim() ?? '';
  if (token === '') {
    const what = `${hostName} was not read: the environment variable ${source.token} holds no token`;
    throw new SourceError(what, { withheld: true, finding: makeFinding('ALM1040', { what }) });
  }
  context.network.hide(token);
  const host = context.network.host(base, gitLabPolicy);
  const common = { account: source.token, points: 1, collector: 'gitlab', authorization: () => Promise.resolve(`Bearer ${token}`) };
  const caller: Caller = { host, hostName, variable: source.token };
  return {
    host: hostName,
    async rest(path, { signal, parameters, answers = [], resource = 'core' }) {
      const search = new URLSearchParams(parameters).toString();
      const url = `${base}/api/v4${path}${search === '' ? '' : `?${search}`}`;
      const response = await asked(caller, path, () => host.send({ ...common, request: { method: 'GET', url, headers: { accept: 'application/json' } }, resource, answers, signal }));
      const total = response.headers.get('x-total');
      // Behind a proxy, GitLab gives addresses that are not those it is asked at: only the parameters count.
      const { next } = linksOf(response.headers.get('link'), url);
      return {
        status: response.status,
        data: answers.includes(response.status) ? undefined : json(response, caller, path),
        next: next === undefined ? undefined : new URL(next).searchParams,
        total: total !== undefined && /^\d+$/.test(total) ? Number(total) : undefined,
      };
    },
    async graphql(query, variables, signal) {
      const request = { method: 'POST', url: `${base}/api/graphql`, headers: { accept: 'application/json', 'content-type': 'application/json' }, body: JSON.stringify({ query, variables }) } as const;
      const response = await asked(caller, '/api/graphql', () => host.send({ ...common, request, resource: 'core', signal }));
      return json(response, caller, '/api/graphql');
    },
  };
}

interface Caller {
  readonly host: Host;
  readonly hostName: string;
  readonly variable: string;
}

/** Says of a refusal what it means for whoever set the source up. */
async function asked({ hostName, variable }: Caller, path: string, send: () => Promise<HttpResponse>): Promise<HttpResponse> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    if (error.status === 401) {
      const what = `${hostName} does not accept the token in ${variable}: it is wrong, was revoked, or has expired`;
      throw new SourceError(what, { cause: error, withheld: true, finding: makeFinding('ALM1041', { what }) });
    }
    if (error.status === 403) {
      const scope = /insufficient_scope/.test(error.body);
      const what = `${hostName} does not let the token in ${variable} read ${path}${scope ? ': it lacks the scope read_api' : ''}`;
      throw new SourceError(what, { cause: error, withheld: true, finding: makeFinding('ALM1042', { what }) });
    }
    if (error.status === 404) throw new SourceError(`${hostName} has no ${path}, or the token in ${variable} may not see it`, { cause: error });
    throw new SourceError(error.message, { cause: error });
  }
}

function json(response: HttpResponse, { hostName }: Caller, path: string): unknown {
  try {
    return JSON.parse(response.body);
  } catch (error) {
    const page = /^\s*(?:<!doctype|<html|<\?xml|<head|<body)/i.test(response.body);
    const what = page
      ? `${hostName} answered ${path} with a web page instead of JSON`
      : `${hostName} answered ${path} with ${response.body === '' ? 'nothing' : 'something that is not JSON'}`;
    throw new SourceError(what, { cause: error, finding: makeFinding('ALM1043', { what }) });
  }
}
