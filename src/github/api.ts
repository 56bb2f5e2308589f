import { once, type CollectContext, SourceError } from '../collect/contract.ts';
import { makeFinding } from '../findings/codes.ts';
import { HostError, TransportError, type Host, type HttpResponse } from '../network/contract.ts';
import { pathOf } from '../network/redirect.ts';
import { shown, statusText } from '../network/status-text.ts';
import { gitHubAddresses, type GitHubAddresses } from './addresses.ts';
import { authenticationOf } from './authentication.ts';
import { PermissionError, TooMuchError, type GitHubApi, type GraphQLAnswer, type RestAnswer } from './contract.ts';
import { notAccepted, type Authentication } from './credentials.ts';
import { graphQLAnswer, queryCost, tooMuchProblem } from './graphql-answer.ts';
import { jsonBody } from './json-body.ts';
import { linksOf } from './links.ts';
import { permissionOf, permissionOfAnswer } from './permission.ts';
import { gitHubPolicy, isWebPage, messageOf } from './policy.ts';
import { gitHubHeaders } from './request-headers.ts';
import type { GitHubSource } from './source.ts';

interface ApiOptions {
  readonly context: CollectContext;
  readonly source: GitHubSource;
}

/** Queries whose cost is remembered. */
const mostQueries = 200;

/** Answers that GitHub gives to a query that takes too long. */
const tooLong = new Set([502, 504]);

/**
 * The API of the host that a source names, signed in with its credentials; one for all sources of a run that share both.
 *
 * @throws SourceError where the credentials are missing or of no use
 */
export const gitHubApi: (options: ApiOptions) => Promise<GitHubApi> = once(
  ({ context, source }) => JSON.stringify([gitHubAddresses(source, context.env), source.app === undefined ? source.token : [source.app, source.org.toLowerCase()]]),
  // Within a promise, so that what throws here is a rejection there.
  async ({ context, source }) => {
    refusePast(context, source);
    const addresses = gitHubAddresses(source, context.env);
    const host = context.network.host(addresses.rest, gitHubPolicy);
    const queries = context.network.host(addresses.graphql, gitHubPolicy);
    return new Api({ addresses, host, queries, authentication: authenticationOf({ context, source, host, addresses }) });
  },
);

/** Repositories, teams and alerts come as they are now: as facts of a day in the past they would be wrong for good. */
function refusePast({ backdated, asOf }: CollectContext, { org }: GitHubSource): void {
  if (!backdated) return;
  const what = `${org} was not read from GitHub: it only tells how things stand now, not how they stood at ${asOf}`;
  throw new SourceError(what, { finding: makeFinding('ALM1007', { what }) });
}

/** A question before it is signed. */
interface Question {
  readonly collector: string;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly resource: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly points?: number;
  readonly answers?: readonly number[];
  readonly retries?: (came: HttpResponse | TransportError) => number | undefined;
  readonly signal: AbortSignal;
}

class Api implements GitHubApi {
  readonly host: string;
  readonly #addresses: GitHubAddresses;
  readonly #host: Host;
  readonly #queries: Host;
  readonly #authentication: Authentication;
  /** What each query cost when it was last asked, so that the budget knows before it is asked again. */
  readonly #costs = new Map<string, number>();
  /** Why the credentials are of no use, once GitHub said so: it blocks who goes on trying. */
  #refused: Error | undefined;

  constructor({ addresses, host, queries, authentication }: { readonly addresses: GitHubAddresses; readonly host: Host; readonly queries: Host; readonly authentication: Authentication }) {
    this.host = addresses.host;
    this.#addresses = addresses;
    this.#host = host;
    this.#queries = queries;
    this.#authentication = authentication;
  }

  async graphql(collector: string, query: string, variables: Readonly<Record<string, unknown>>, signal: AbortSignal, { halves = false }: { readonly halves?: boolean } = {}): Promise<GraphQLAnswer> {
    const retries = (came: HttpResponse | TransportError): number | undefined => (isTooLong(came) ? (halves ? 0 : 1) : undefined);
    const headers = { 'content-type': 'application/json' };
    const response = await this.#send(this.#queries, { collector, method: 'POST', url: this.#addresses.graphql, resource: 'graphql', headers, body: JSON.stringify({ query, variables }), points: this.#costs.get(query) ?? 1, retries, signal }).catch((error: unknown) => {
      const tooMuch = error instanceof HostError && (tooLong.has(error.status ?? 0) || (error.cause instanceof TransportError && isTooLong(error.cause)));
      throw tooMuch ? new TooMuchError(`The query is too much for GitHub at this size: ${error.message}`) : error;
    });
    this.#learn(query, response);
    const answer = graphQLAnswer(response);
    if (answer === undefined) throw new HostError(`${this.#queries.name}: ${statusText(response)} to a query with JSON that is no answer of GraphQL`, { status: response.status, body: response.body });
    const tooMuch = tooMuchProblem(answer);
    if (tooMuch !== undefined) throw new TooMuchError(`The query is too much for GitHub at this size: ${shown(tooMuch.message)}`);
    const permission = permissionOfAnswer(answer);
    if (permission !== undefined) throw new PermissionError(`GitHub does not answer the query to ${this.#authentication.name}, which lacks ${permission}`, permission);
    return answer;
  }

  async rest(collector: string, path: string, { signal, resource, answers = [], etag }: Parameters<GitHubApi['rest']>[2]): Promise<RestAnswer> {
    const url = this.#addressOf(path);
    const headers = etag === undefined ? {} : { 'if-none-match': etag };
    const response = await this.#send(this.#host, { collector, method: 'GET', url, resource: resource ?? (/^\/search\//.test(path) ? 'search' : 'core'), headers, answers, signal });
    const body = jsonBody(response);
    return { status: response.status, data: body.kind === 'json' ? body.value : undefined, links: linksOf(response.headers.get('link'), url), response };
  }

  async #send(host: Host, { collector, method, url, resource, headers, body, points = 1, answers = [], retries, signal }: Question): Promise<HttpResponse> {
    if (this.#refused !== undefined) throw this.#refused;
    const response = await host.send({
      request: { method, url, headers: { ...gitHubHeaders(), ...headers }, ...(body === undefined ? {} : { body }) },
      authorization: this.#authentication.authorize,
      account: this.#authentication.account,
      resource,
      points,
      collector,
      answers: [...answers, 401, 403],
      ...(retries === undefined ? {} : { retries }),
      signal,
    });
    if (response.status === 401 && !answers.includes(401)) {
      this.#refused = notAccepted(this.#authentication.name, shown(messageOf(response)));
      throw this.#refused;
    }
    if (!answers.includes(response.status) && isWebPage(response)) {
      const what = `${host.name} answered ${method} ${pathOf(url)} with a web page instead of JSON`;
      throw new SourceError(what, { finding: makeFinding('ALM1008', { what }) });
    }
    if (response.status === 403 && !answers.includes(403)) throw this.#forbidden(host, method, url, response);
    return response;
  }

  #learn(query: string, response: HttpResponse): void {
    const cost = queryCost(response);
    if (cost === undefined || cost < 1) return;
    // Queries differ by their variables; whoever writes each anew gains nothing here, and must not fill the memory.
    if (this.#costs.size >= mostQueries) this.#costs.clear();
    this.#costs.set(query, cost);
  }

  #forbidden(host: Host, method: string, url: string, response: HttpResponse): Error {
    const permission = permissionOf(response);
    if (permission !== undefined) return new PermissionError(`GitHub does not answer ${method} ${pathOf(url)} to ${this.#authentication.name}, which lacks ${permission}`, permission);
    return new HostError(`${host.name}: ${method} ${pathOf(url)}: ${statusText(response, messageOf(response))}`, { status: response.status, body: response.body });
  }

  /** The address of a path; one that came in a `link` must be the API's own, since the credentials go there. */
  #addressOf(path: string): string {
    if (path.startsWith('/')) return `${this.#addresses.rest}${path}`;
    if (URL.canParse(path) && new URL(path).origin === new URL(this.#addresses.rest).origin) return path;
    throw new HostError(`${this.#host.name}: a page was said to be at another host${URL.canParse(path) ? `, ${new URL(path).host}` : ''}, which was not asked, since the credentials would go there`);
  }
}

function isTooLong(came: HttpResponse | TransportError): boolean {
  return came instanceof TransportError ? came.reason === 'timeout' || came.reason === 'too-large' : tooLong.has(came.status);
}
