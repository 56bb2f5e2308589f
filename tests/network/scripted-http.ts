import { TransportError, type Http, type HttpRequest, type HttpResponse } from '../../src/network/contract.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** What a host of a test says to a request. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  /** How long it takes; nothing without it. */
  readonly ms?: number;
  /** In place of an answer. */
  readonly fails?: TransportError;
}

/** A request as it was sent, and when. */
export interface Sent {
  readonly request: HttpRequest;
  /** Seconds by the clock. */
  readonly at: number;
}

/** A host whose answers a test says, on virtual time: it takes as long as it is told to, and no longer than is waited for. */
export class ScriptedHttp implements Http {
  readonly sent: Sent[] = [];
  inFlight = 0;
  mostInFlight = 0;
  readonly #clock: VirtualClock;
  readonly #reply: (request: HttpRequest, number: number) => Reply;

  constructor(clock: VirtualClock, reply: ((request: HttpRequest, number: number) => Reply) | readonly Reply[]) {
    this.#clock = clock;
    this.#reply = typeof reply === 'function' ? reply : (_, number) => reply[Math.min(number, reply.length - 1)] ?? {};
  }

  async send(request: HttpRequest, { signal, timeoutMs }: { readonly signal: AbortSignal; readonly timeoutMs: number }): Promise<HttpResponse> {
    const number = this.sent.length;
    this.sent.push({ request, at: this.#clock.seconds });
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    try {
      const { status = 200, headers = {}, body = {}, ms = 0, fails } = this.#reply(request, number);
      await this.#clock.sleep(Math.min(ms, timeoutMs), signal);
      if (ms > timeoutMs) throw new TransportError('timeout', `no whole answer within ${timeoutMs / 1000} s`);
      if (fails !== undefined) throw fails;
      const all = { date: this.#clock.now().toUTCString(), ...headers };
      return { status, headers: new Map(Object.entries(all).map(([name, value]) => [name, String(value)])), body: typeof body === 'string' ? body : JSON.stringify(body) };
    } finally {
      this.inFlight -= 1;
    }
  }

  /** Seconds at which requests were sent. */
  get times(): readonly number[] {
    return this.sent.map(({ at }) => at);
  }
}
