import { Account } from './account.ts';
import { clockTime } from './budget.ts';
import { DeadlineError, HostError, TransportError, type Call, type Host, type HostPolicy, type Http, type HttpResponse } from './contract.ts';
import { waitText } from './duration.ts';
import type { Leave } from './lane.ts';
import { Outage } from './outage.ts';
import { pauseBefore, Streak } from './pauses.ts';
import { mostRedirects, pathOf, redirectOf } from './redirect.ts';
import { hostDate } from './retry-after.ts';
import { statusText } from './status-text.ts';
import type { Secrets } from './secrets.ts';
import type { Timeline } from './timeline.ts';
import type { Usage } from './usage.ts';

/** How long an answer may take, headers and body together. */
const patienceMs = 60_000;
/** Times that one call is told to wait before it is given up. */
const mostWaits = 12;
/** A host that asks for more is not waited for. */
const longestWaitMs = 24 * 3_600_000;

/** Before a question is asked again with other credentials. */
const renewalPauseMs = 1_000;

/** What a host needs of the run around it. */
export interface HostOptions {
  readonly http: Http;
  readonly timeline: Timeline;
  readonly deadline: number | undefined;
  readonly log: (message: string) => void;
  readonly secrets: Secrets;
  readonly usage: Usage;
}

/** How far one call has come. */
interface Progress {
  url: string;
  hops: number;
  tries: number;
  waits: number;
  renewal: 'none' | 'due' | 'done';
}

/** What follows an answer: it is given to the caller, or the question is asked again, at once or after a pause. */
type Next = { readonly answer: HttpResponse } | { readonly pauseMs: number; readonly why: string };

interface AccountState {
  readonly account: Account;
  readonly streak: Streak;
}

/** A host that is asked no more than it wants to be. */
export class PoliteHost implements Host {
  readonly name: string;
  readonly #policy: HostPolicy;
  readonly #options: HostOptions;
  readonly #accounts = new Map<string, AccountState>();
  readonly #outages = new Map<string, Outage>();
  /** Whether anything ever answered at its address. */
  #known = false;
  /** The host's clock less the machine's, by the last answer. */
  #skew = 0;

  constructor(name: string, policy: HostPolicy, options: HostOptions) {
    this.name = name;
    this.#policy = policy;
    this.#options = options;
  }

  now(): number {
    return this.#options.timeline.now() + this.#skew;
  }

  spent(call: Pick<Call, 'account' | 'resource' | 'collector'>, points: number): void {
    this.#use(call, { points });
  }

  async send(call: Call): Promise<HttpResponse> {
    const state = this.#account(call.account);
    const progress: Progress = { url: call.request.url, hops: 0, tries: 0, waits: 0, renewal: 'none' };
    for (let place: number | undefined; ; ) {
      const down = this.#outage(call.resource).closed(this.#options.timeline.now());
      if (down !== undefined) throw new HostError(`${this.name} was not asked for ${pathOf(progress.url)}: it did not answer the last questions (${down})`);
      const leave = await state.account.enter(call, place);
      place = leave.place;
      let next: Next;
      let answered = false;
      try {
        const came = await this.#exchange(call, progress);
        answered = !(came instanceof TransportError);
        // All that an answer says is taken in before the next in line may pass.
        next = this.#next(state, call, progress, leave, came);
      } finally {
        leave.end(answered);
      }
      if ('answer' in next) return next.answer;
      this.#use(call, { retries: 1 });
      if (next.pauseMs > 0) await this.#pause(call, next);
    }
  }

  #use(call: Pick<Call, 'resource' | 'collector'>, counts: Parameters<Usage['add']>[1]): void {
    this.#options.usage.add({ host: this.name, resource: call.resource, collector: call.collector }, counts);
  }

  #account(name: string): AccountState {
    const held = this.#accounts.get(name);
    if (held !== undefined) return held;
    const { timeline, deadline, log } = this.#options;
    const account = new Account({ host: this.name, policy: this.#policy, timeline, deadline, log, waited: (passage, ms) => this.#use(passage, { waitedSeconds: ms / 1000 }) });
    const state = { account, streak: new Streak() };
    this.#accounts.set(name, state);
    return state;
  }

  #outage(resource: string): Outage {
    const held = this.#outages.get(resource) ?? new Outage();
    this.#outages.set(resource, held);
    return held;
  }

  #gaveUp({ account }: AccountState, { resource }: Call, kind: 'unreachable' | 'failing', why: string): void {
    const rest = this.#outage(resource).failed(kind, { why, known: this.#known, now: this.#options.timeline.now() });
    if (rest !== undefined) account.pause(resource, { at: rest, why: `it seems to be down: ${why}` });
  }

  /** Sends once. What the transport has against it is given back, everything else thrown. */
  async #exchange(call: Call, progress: Progress): Promise<HttpResponse | TransportError> {
    const { http, timeline, deadline, secrets } = this.#options;
    const authorization = await call.authorization?.({ renew: progress.renewal === 'due', signal: call.signal });
    if (progress.renewal === 'due') progress.renewal = 'done';
    const left = deadline === undefined ? Infinity : deadline - timeline.now();
    if (left <= 0) throw this.#late();
    const headers = authorization === undefined ? call.request.headers : { ...call.request.headers, authorization };
    this.#use(call, { requests: 1 });
    try {
      return await http.send({ ...call.request, url: progress.url, headers }, { signal: call.signal, timeoutMs: Math.min(patienceMs, left) });
    } catch (error) {
      call.signal.throwIfAborted();
      if (error instanceof DeadlineError) throw error;
      if (left <= patienceMs && deadline !== undefined && timeline.now() >= deadline) throw this.#late();
      // Made anew: what came may carry the request, and with it the credentials, along as its cause.
      if (error instanceof TransportError) return new TransportError(error.reason, secrets.redact(error.message));
      throw new HostError(`${this.name} could not be asked for ${pathOf(progress.url)}: ${secrets.redact(error instanceof Error ? error.message : String(error))}`);
    }
  }

  #next(state: AccountState, call: Call, progress: Progress, leave: Leave, came: HttpResponse | TransportError): Next {
    if (came instanceof TransportError) {
      if (came.reason === 'too-large') throw new HostError(this.#says(call, progress, came.message), { cause: came });
      const again = this.#again(call, progress, came, came.message);
      if (again !== undefined) return again;
      this.#gaveUp(state, call, came.reason === 'timeout' ? 'failing' : 'unreachable', came.message);
      throw new HostError(this.#says(call, progress, came.message), { cause: came });
    }
    this.#known = true;
    this.#takeIn(state, call, came);
    if (came.status === 401 && call.authorization !== undefined && progress.renewal === 'none') {
      progress.renewal = 'due';
      // A token made a moment ago may not be known everywhere yet.
      return { pauseMs: renewalPauseMs, why: 'the credentials are renewed' };
    }
    const now = this.#options.timeline.now();
    const judgement = this.#policy.judge(came, now);
    const wanted = came.status === 304 || (came.status >= 200 && came.status < 300) || (call.answers?.includes(came.status) ?? false);
    if (judgement.kind === 'wait') return this.#wait(state, call, progress, leave, judgement, came);
    state.streak.broken(leave.sentAt);
    if (judgement.kind === 'again') {
      const again = this.#again(call, progress, came, judgement.why);
      if (again !== undefined) return again;
      const why = this.#options.secrets.redact(judgement.why);
      this.#gaveUp(state, call, 'failing', why);
      throw new HostError(this.#says(call, progress, why), { status: came.status, body: came.body });
    }
    this.#outage(call.resource).answered();
    if (wanted) return { answer: came };
    const target = redirectOf({ ...call.request, url: progress.url }, came, this.name);
    if (target !== undefined && progress.hops < mostRedirects) {
      progress.hops += 1;
      progress.url = target;
      return { pauseMs: 0, why: '' };
    }
    const refused = judgement.kind === 'refused' && judgement.why !== '' ? judgement.why : statusText(came);
    const why = target === undefined ? refused : `it led on more than ${mostRedirects} times`;
    throw new HostError(this.#says(call, progress, this.#options.secrets.redact(why)), { status: came.status, body: came.body });
  }

  /** Takes in what an answer says of the host's clock and of budgets, and counts it. */
  #takeIn({ account }: AccountState, call: Call, response: HttpResponse): void {
    const { timeline } = this.#options;
    const date = hostDate(response);
    if (date !== undefined) this.#skew = date - timeline.now();
    const limits = this.#policy.limits(response, call.resource);
    if (limits !== undefined) account.report(limits, limits.resetAt - this.#skew);
    if (response.status === 304) this.#use(call, { unchanged: 1 });
    else this.#use(call, { points: this.#policy.cost?.(response) ?? call.points });
  }

  #wait({ account, streak }: AccountState, call: Call, progress: Progress, leave: Leave, wait: { ms: number; scope: 'account' | 'resource'; why: string; grows?: true }, response: HttpResponse): Next {
    const now = this.#options.timeline.now();
    const at = wait.grows === true ? streak.next(wait.ms, leave.sentAt, now) : now + wait.ms;
    progress.waits += 1;
    const why = this.#options.secrets.redact(wait.why);
    if (progress.waits > mostWaits || at - now > longestWaitMs) {
      const much = progress.waits > mostWaits ? `it asked to wait ${progress.waits} times` : `it asks to wait for ${waitText(at - now)}`;
      throw new HostError(this.#says(call, progress, `${much}: ${why}`), { status: response.status, body: response.body });
    }
    account.pause(wait.scope === 'account' ? undefined : call.resource, { at, why });
    // The answer may name another budget than the caller thought it would draw on.
    const named = this.#policy.limits(response, call.resource)?.resource;
    if (wait.scope === 'resource' && named !== undefined) account.pause(named, { at, why });
    return { pauseMs: 0, why };
  }

  #again(call: Call, progress: Progress, came: HttpResponse | TransportError, why: string): Next | undefined {
    if (this.#outage(call.resource).doubtful || progress.tries >= (call.retries?.(came) ?? this.#policy.retries)) return undefined;
    progress.tries += 1;
    return { pauseMs: pauseBefore(progress.tries, `${call.request.url} ${call.request.body ?? ''}`), why };
  }

  async #pause(call: Call, { pauseMs, why }: { readonly pauseMs: number; readonly why: string }): Promise<void> {
    const { timeline, deadline, log, secrets } = this.#options;
    const from = timeline.now();
    const told = secrets.redact(why);
    if (deadline !== undefined && from + pauseMs >= deadline) throw new DeadlineError(`${this.name} was not asked again: ${told}, and the time of this run is up at ${clockTime(deadline)}`);
    log(`${this.name}: asking again in ${waitText(pauseMs)}: ${told}`);
    await timeline.until(from + pauseMs, call.signal);
    this.#use(call, { waitedSeconds: (timeline.now() - from) / 1000 });
  }

  #late(): DeadlineError {
    return new DeadlineError(`${this.name} was not asked any more: the time of this run was up at ${clockTime(this.#options.deadline ?? 0)}`);
  }

  #says(call: Call, { url, tries }: Progress, what: string): string {
    return `${this.name}: ${call.request.method} ${pathOf(url)}: ${what}${tries === 0 ? '' : ` (asked ${tries + 1} times)`}`;
  }
}

