import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Directory } from './directory.ts';
import { Faults } from './faults.ts';
import { answerGraphQL } from './graphql-endpoint.ts';
import { allPermissions } from './graphql/permissions.ts';
import { concurrent, Limits, type Resource } from './limits.ts';
import { nothingSpent, type SeenRequest, type Spent } from './report.ts';
import { RestEndpoint } from './rest-endpoint.ts';
import { appKeys, type Caller, SignIn } from './sign-in.ts';
import type { World } from './world.ts';

/** What an endpoint wants to be sent. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly resource: Resource;
  readonly points: number;
}

/** What endpoints are given of the double. */
export interface Inside {
  readonly world: World;
  readonly directory: Directory;
  readonly grant: ReadonlySet<string>;
  readonly faults: Faults;
  readonly signIn: SignIn;
  /** Up to when things have happened, in ms since 1970. */
  readonly happened: () => number;
  violation(text: string): void;
}

export interface GitHubDoubleOptions {
  readonly world: World;
  /** The host's time in ms since 1970; without it it starts at the world's and goes as time does. */
  readonly clock?: () => number;
  /** Up to when things have happened in the world, where that is not the clock: what waits then sees the same as what does not. */
  readonly happened?: () => number;
  readonly token?: string;
  readonly port?: number;
}

/** GitHub, as far as Almanac reads it, on a port of this machine. */
export interface GitHubDouble {
  /** Address of the REST API. */
  readonly api: string;
  readonly graphql: string;
  /** A token that it takes. */
  readonly token: string;
  /** An App that is installed in the organisation. */
  readonly app: { readonly id: number; readonly clientId: string; readonly installation: number; readonly privateKey: string };
  /** Permissions of tokens: take some away to see what happens without. */
  readonly grant: Set<string>;
  readonly faults: Faults;
  /** Every request since the last `forget()`, in the order in which they came. */
  readonly requests: readonly SeenRequest[];
  readonly spent: Spent;
  /** What a client did that GitHub would not have borne, and what the double does not model: a test fails where there is any. */
  readonly violations: readonly string[];
  /** Tokens of installations that were given out: secrets to look for. */
  issuedTokens(): readonly string[];
  /** Starts counting anew; limits go on. */
  forget(): void;
  /** Ends the tokens of installations. */
  revokeTokens(): void;
  close(): Promise<void>;
}

export async function startGitHubDouble({ world, clock, happened, token = 'ghp_doubleDoubleDoubleDoubleDoubleDouble', port = 0 }: GitHubDoubleOptions): Promise<GitHubDouble> {
  const started = performance.now();
  const time = clock ?? (() => world.now + (performance.now() - started));
  const double = new Double(world, { clock: time, happened: happened ?? time, token });
  await double.listen(port);
  return double;
}

class Double implements GitHubDouble {
  readonly grant = new Set<string>(allPermissions);
  readonly faults = new Faults();
  readonly requests: SeenRequest[] = [];
  readonly violations: string[] = [];
  readonly token: string;
  spent = nothingSpent();
  readonly #world: World;
  readonly #clock: () => number;
  readonly #signIn: SignIn;
  readonly #inside: Inside;
  readonly #rest: RestEndpoint;
  readonly #server: Server;
  readonly #limits = new Map<string, Limits>();
  readonly #redirected = new Set<string>();
  #underWay = 0;
  #count = 0;
  #root = '';

  constructor(world: World, { clock, happened, token }: { clock: () => number; happened: () => number; token: string }) {
    this.#world = world;
    this.#clock = clock;
    this.token = token;
    this.#signIn = new SignIn(token);
    this.#inside = { world, directory: new Directory(world), grant: this.grant, faults: this.faults, signIn: this.#signIn, happened, violation: (text) => this.#violation(text) };
    this.#rest = new RestEndpoint(this.#inside);
    this.#server = createServer((request, response) => {
      void this.#serve(request, response).catch((error: unknown) => {
        this.#violation(`the double failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        if (!response.headersSent) response.writeHead(500).end('{"message":"the double failed"}');
        else response.destroy();
      });
    });
    this.#server.keepAliveTimeout = 60_000;
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    const address: AddressInfo | string | null = this.#server.address();
    this.#root = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}`;
  }

  get api(): string {
    return this.#world.plan === 'server' ? `${this.#root}/api/v3` : this.#root;
  }

  get graphql(): string {
    return this.#world.plan === 'server' ? `${this.#root}/api/graphql` : `${this.#root}/graphql`;
  }

  get app(): GitHubDouble['app'] {
    return { id: this.#signIn.appId, clientId: this.#signIn.clientId, installation: this.#signIn.installation, privateKey: appKeys().privateKey };
  }

  issuedTokens(): readonly string[] {
    return this.#signIn.issued();
  }

  revokeTokens(): void {
    this.#signIn.revoke();
  }

  forget(): void {
    this.requests.length = 0;
    this.violations.length = 0;
    this.spent = nothingSpent();
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #violation(text: string): void {
    if (!this.violations.includes(text)) this.violations.push(text);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await bodyOf(request);
    const now = this.#clock();
    const url = new URL(request.url ?? '/', this.#root);
    const graphql = `${this.#root}${url.pathname}` === this.graphql;
    const seen: SeenRequest = { method: request.method ?? '', what: graphql ? operationName(text) : `${url.pathname}${url.search}`, body: graphql ? text : '', resource: graphql ? 'graphql' : 'core', at: now, points: 0, status: 0, fault: undefined };
    this.#count += 1;
    this.requests.push(seen);
    this.#underWay += 1;
    this.spent.requests += 1;
    this.spent.concurrent = Math.max(this.spent.concurrent, this.#underWay);
    response.on('close', () => (this.#underWay -= 1));
    this.faults.between?.(this.#count);
    const fault = this.faults.take(url.pathname);
    seen.fault = fault?.kind;
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'cut' && fault.where === 'before') return void request.socket.destroy();
    const answer = await this.#answer({ request, url, text, now, graphql, seen, fault });
    seen.status = answer.status;
    seen.resource = answer.resource;
    const caller = this.#signIn.caller(request.headers.authorization, now);
    const limits = this.#limitsOf(caller);
    const etag = answer.status === 200 && !graphql ? `W/"${createHash('sha256').update(JSON.stringify(answer.body)).digest('hex')}"` : undefined;
    const unchanged = etag !== undefined && request.headers['if-none-match'] === etag;
    if (unchanged) seen.status = 304;
    seen.points = unchanged ? 0 : answer.points;
    if (!limits.take(answer.resource, seen.points, now) && !limits.state(answer.resource, now).byOthers) this.#violation(`the ${answer.resource} budget was exceeded`);
    this.spent.points[answer.resource] = (this.spent.points[answer.resource] ?? 0) + seen.points;
    this.spent.requestsBy[answer.resource] = (this.spent.requestsBy[answer.resource] ?? 0) + 1;
    this.spent.busiestMinute.rest = Math.max(this.spent.busiestMinute.rest, limits.busiest.rest);
    this.spent.busiestMinute.graphql = Math.max(this.spent.busiestMinute.graphql, limits.busiest.graphql);
    const headers = { ...this.#headers(limits, answer.resource, now), ...(etag === undefined ? {} : { etag }), ...answer.headers };
    if (unchanged) return void response.writeHead(304, headers).end();
    const body = typeof answer.body === 'string' ? answer.body : answer.body === undefined ? '' : JSON.stringify(answer.body);
    if (fault?.kind === 'slow') {
      response.writeHead(answer.status, headers).write(body.slice(0, 10));
      await pause(fault.ms);
      return void response.end(body.slice(10));
    }
    if (fault?.kind === 'cut') {
      response.writeHead(answer.status, { ...headers, 'content-length': String(Buffer.byteLength(body)) });
      response.write(body.slice(0, Math.floor(body.length / 2)), () => request.socket.destroy());
      return;
    }
    response.writeHead(answer.status, headers).end(fault?.kind === 'invalid-json' ? body.slice(0, Math.floor(body.length * 0.8)) : body);
  }

  #limitsOf(caller: Caller | undefined): Limits {
    const account = caller?.account ?? 'nobody';
    const held = this.#limits.get(account) ?? new Limits(this.#world.plan, caller?.kind === 'installation');
    this.#limits.set(account, held);
    return held;
  }

  #headers(limits: Limits, resource: Resource, now: number): Record<string, string> {
    const { limit, remaining, used, resetAt } = limits.state(resource, now);
    const host = now + this.faults.skewMs;
    return {
      'content-type': 'application/json; charset=utf-8',
      date: new Date(host).toUTCString(),
      'x-github-request-id': `D0:${this.#count.toString(16).padStart(6, '0')}`,
      ...(this.#world.plan === 'server' ? {} : { 'x-ratelimit-limit': String(limit), 'x-ratelimit-remaining': String(remaining), 'x-ratelimit-used': String(used), 'x-ratelimit-reset': String(Math.ceil((resetAt + this.faults.skewMs) / 1000)), 'x-ratelimit-resource': resource }),
    };
  }

  async #answer({ request, url, text, now, graphql, seen, fault }: { request: IncomingMessage; url: URL; text: string; now: number; graphql: boolean; seen: SeenRequest; fault: ReturnType<Faults['take']> }): Promise<Answer> {
    const caller = this.#signIn.caller(request.headers.authorization, now);
    const resource: Resource = graphql ? 'graphql' : this.#rest.resourceOf(request.method ?? 'GET', this.#path(url));
    const limits = this.#limitsOf(caller);
    if (request.headers['user-agent'] === undefined) return { status: 403, resource, points: 0, body: { message: 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.' } };
    if (caller === undefined) return { status: 401, resource, points: 0, body: { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' } };
    if (this.#underWay > concurrent) this.#violation(`${this.#underWay} requests were under way at once`);
    if (!limits.countMinute(graphql ? 'graphql' : 'rest', now) && this.#world.plan !== 'server') {
      this.#violation(`more requests of ${graphql ? 'GraphQL' : 'REST'} within a minute than the secondary limit allows`);
      return { ...secondary(403, 60), resource, points: 0 };
    }
    const given = this.#faulty({ fault, resource, limits, url, now, caller });
    if (given !== undefined) return given;
    if (limits.state(resource, now).remaining === 0 && this.#world.plan !== 'server') {
      // What others used up a client may not have heard of yet: whether it had is for the client's side to watch.
      if (!limits.state(resource, now).byOthers) this.#violation(`asked of ${resource} although nothing remained of its budget`);
      return { status: 403, resource, points: 0, body: { message: `API rate limit exceeded for ${caller.account}.`, documentation_url: 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api', status: '403' } };
    }
    if (graphql) return await answerGraphQL(this.#inside, { text, now, caller, limits, fault });
    return this.#rest.answer({ method: request.method ?? 'GET', path: this.#path(url), query: url.searchParams, now, root: this.api, caller, limits, seen });
  }

  #path(url: URL): string {
    return this.#world.plan === 'server' ? url.pathname.replace(/^\/api\/v3/, '') : url.pathname;
  }

  /** What a fault answers in place of GitHub; undefined where the answer goes on as usual. */
  #faulty({ fault, resource, limits, url, now, caller }: { fault: ReturnType<Faults['take']>; resource: Resource; limits: Limits; url: URL; now: number; caller: Caller }): Answer | undefined {
    if (fault === undefined) return undefined;
    const exceeded = `API rate limit exceeded for ${caller.account}.`;
    switch (fault.kind) {
      case 'status':
        return { status: fault.status, resource, points: 0, body: fault.status >= 500 ? '<html><head><title>Unicorn!</title></head></html>' : { message: fault.status === 404 ? 'Not Found' : fault.status === 410 ? 'Gone' : 'Validation Failed', documentation_url: 'https://docs.github.com/rest', status: String(fault.status) } };
      case 'secondary':
        return { ...secondary(fault.status, fault.retryAfter), resource, points: 0 };
      case 'primary':
        limits.exhaust(resource, now, fault.seconds * 1000);
        return { status: fault.status, resource, points: 0, body: { message: exceeded, documentation_url: 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api', status: String(fault.status) } };
      case 'RATE_LIMITED':
        limits.exhaust(resource, now, fault.seconds * 1000);
        return { status: 200, resource, points: 0, body: { errors: [{ type: 'RATE_LIMITED', message: exceeded }] } };
      case 'RATE_LIMIT':
        limits.exhaust(resource, now, fault.seconds * 1000);
        return { status: 200, resource, points: 0, body: { errors: [{ type: 'RATE_LIMIT', code: 'graphql_rate_limit', message: exceeded.replace('exceeded', 'already exceeded') }] } };
      case 'redirect': {
        if (this.#redirected.delete(url.href)) return undefined;
        this.#redirected.add(url.href);
        return { status: fault.status, resource, points: 1, headers: { location: url.href }, body: { message: 'Moved', url: url.href } };
      }
      default:
        return undefined;
    }
  }
}

function secondary(status: 403 | 429, retryAfter: number | undefined): Pick<Answer, 'status' | 'headers' | 'body'> {
  return {
    status,
    headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
    body: { documentation_url: 'https://docs.github.com/free-pro-team@latest/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits', message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID D0.' },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.isBuffer(part) ? part : Buffer.from(String(part)));
  return Buffer.concat(parts).toString();
}

function operationName(text: string): string {
  return `graphql ${/(?:query|mutation)\s+(\w+)/.exec(text)?.[1] ?? ''}`.trim();
}
