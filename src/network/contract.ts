/**
 * How collectors use the network: every request of every collector goes through one {@link Network}, which has one
 * {@link Host} for each service and so one budget for it, whoever asks.
 */

/** The one effect: sends a request and gives what came back, whatever its status. */
export interface Http {
  /**
   * @param timeoutMs after which it is given up, headers and body together
   * @throws TransportError if no whole answer came: refused, cut off, too slow, larger than {@link maximumBytes}
   */
  send(request: HttpRequest, options: { readonly signal: AbortSignal; readonly timeoutMs: number }): Promise<HttpResponse>;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Absolute. */
  readonly url: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An answer, read whole. Redirects are not followed: {@link Host} does so, and tells where that leads. */
export interface HttpResponse {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Bytes after which an answer is given up: no page of an API comes near. */
export const maximumBytes = 64 * 1024 * 1024;

/** No whole answer came. Its message holds no secret. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  /** `timeout`, `closed`, `refused`, `too-large` or `unknown-host`; decides what people are told. */
  readonly reason: TransportReason;
  constructor(reason: TransportReason, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.reason = reason;
  }
}
export type TransportReason = 'timeout' | 'closed' | 'refused' | 'too-large' | 'unknown-host';

/** Where the whole run's network time is up: what was not asked yet is left for the next run. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/** A host would not answer as asked, for good: what it said, without secrets. */
export class HostError extends Error {
  override readonly name = 'HostError';
  /** HTTP status; undefined where no answer came. */
  readonly status: number | undefined;
  /** The body of the last answer, for whoever knows its format; never shown as it is. */
  readonly body: string;
  constructor(message: string, { status, body = '', cause }: { status?: number | undefined; body?: string; cause?: unknown } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
    this.body = body;
  }
}

/** One question to a host. */
export interface Call {
  readonly request: HttpRequest;
  /** The value of the `authorization` header, asked for just before sending, again after a 401 with `renew`; absent for none. */
  readonly authorization?: (options: { readonly renew: boolean; readonly signal: AbortSignal }) => Promise<string>;
  /** Whose limits are meant, such as `acme-app/12345`: two tokens for one host have a budget each. */
  readonly account: string;
  /** Which of the account's budgets it draws on: `core`, `graphql`, `search`, `audit_log`. */
  readonly resource: string;
  /** What it costs of that budget, as far as is known before. */
  readonly points: number;
  /** The collector that asks, for the report. */
  readonly collector: string;
  /** Statuses besides 2xx and 304 that are answers to the caller: 404, 410, 422. All others become a {@link HostError}. */
  readonly answers?: readonly number[];
  /** Times it is asked again after what came, if that may pass by itself; undefined, or absent, for the policy's number. */
  readonly retries?: (came: HttpResponse | TransportError) => number | undefined;
  readonly signal: AbortSignal;
}

/** How a kind of host (GitHub, GitLab, Jenkins) wants to be treated. */
export interface HostPolicy {
  /** Requests in flight at once, by resource; `default` for the others. */
  readonly concurrency: Readonly<Record<string, number>> & { readonly default: number };
  /** Requests of an account in flight at once, whatever the resource; unbounded without it. */
  readonly concurrencyInAll?: number;
  /** Points that may be spent in any sixty seconds, by resource; `default` for all others together. Absent where no limit is known. */
  readonly perMinute?: Readonly<Record<string, number>>;
  /**
   * Milliseconds that requests may be in flight, added up, in any sixty seconds, by resource; `all` for all resources of an
   * account together. It stands for the host's computing time, which nobody but the host can measure.
   */
  readonly busyPerMinute?: Readonly<Record<string, number>>;
  /** What an answer says of a budget. */
  limits(response: HttpResponse, resource: string): LimitState | undefined;
  /** What an answer means. `now` is the machine's time in ms since 1970. */
  judge(response: HttpResponse, now: number): Judgement;
  /** Points that an answer turned out to cost, where it says so. */
  cost?(response: HttpResponse): number | undefined;
  /** Times a question is asked again after answers that may pass by themselves, such as 502. */
  readonly retries: number;
}

/** A budget as a host reports it. */
export interface LimitState {
  readonly resource: string;
  readonly limit: number;
  readonly remaining: number;
  /** Instant in ms since 1970 by the host's clock; {@link Host} knows from `date` headers how that differs from the machine's. */
  readonly resetAt: number;
}

export type Judgement =
  | { readonly kind: 'answer' }
  /**
   * Stop for a while: the whole account's, or only the resource's budget. With `grows` the host did not say for how long, and
   * each such answer in a row doubles it.
   */
  | { readonly kind: 'wait'; readonly ms: number; readonly scope: 'account' | 'resource'; readonly why: string; readonly grows?: true }
  /** May pass by itself: ask again, after a pause that grows. */
  | { readonly kind: 'again'; readonly why: string }
  /** The caller's to handle: neither an answer nor anything that asking again would mend. */
  | { readonly kind: 'refused'; readonly why: string };

/** One service, and one budget for it over all collectors of a run. */
export interface Host {
  /** Name as people know it: `api.github.com`. */
  readonly name: string;
  /**
   * Waits until the budget allows it, sends, waits and asks again where that may help, follows redirects of GET within
   * the host.
   *
   * @returns an answer with a 2xx or 304 status, or one that `answers` names
   * @throws DeadlineError instead of sending anything after the run's deadline, and instead of a wait that would end after it
   * @throws HostError for any other status, and where no answer came in the end
   */
  send(call: Call): Promise<HttpResponse>;
  /** The host's time in ms since 1970 as its answers told it; the machine's before the first. For tokens that name times. */
  now(): number;
  /** Counts points that only the answer told, such as a GraphQL query's `cost`. */
  spent(call: Pick<Call, 'account' | 'resource' | 'collector'>, points: number): void;
}

/** What was asked of one host by one collector in a run. */
export interface HostUse {
  readonly host: string;
  readonly collector: string;
  readonly resource: string;
  readonly requests: number;
  readonly points: number;
  /** Answers that had not changed (304), which cost nothing. */
  readonly unchanged: number;
  /** Requests sent again. */
  readonly retries: number;
  /** Seconds that were waited for the budget or because the host asked for it. */
  readonly waitedSeconds: number;
}

/** All hosts of a run. */
export interface Network {
  /** The host at a base address; the same object for the same origin, whatever the path. */
  host(base: string, policy: HostPolicy): Host;
  /** The machine's time in ms since 1970, for what hosts compare with theirs (tokens that end). Never part of a fact. */
  now(): number;
  /** Instant after which nothing is sent, in ms since 1970; undefined without one. */
  readonly deadline: number | undefined;
  /** Remembers a secret, so that it is taken out of everything that is logged or told, also where it stands encoded. */
  hide(secret: string): void;
  /** A text without the secrets that are known. */
  redact(text: string): string;
  /** In order of host, collector, resource. */
  use(): readonly HostUse[];
}
