import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gitHubPolicy } from '../../src/github/policy.ts';
import { DeadlineError, HostError, TransportError, type Http, type HttpRequest, type HttpResponse } from '../../src/network/contract.ts';
import { createNetwork } from '../../src/network/network.ts';
import { VirtualClock } from './virtual-clock.ts';

/** What a strict host has against a request; each is a fault of ours. */
type Offence = string;

interface Weather {
  readonly limit: number;
  readonly windowSeconds: number;
  readonly perMinute: number;
  readonly skewSeconds: number;
  /** What happens to each request in turn; nothing to those after the last. */
  readonly faults: readonly ('none' | 'bad-gateway' | 'cut' | 'secondary' | 'retry-after' | 'forbidden' | 'slow' | 'not-json')[];
  /** How long each request takes on its way there, and back, in ms. */
  readonly delays: readonly (readonly [number, number])[];
}

/**
 * A host that counts what GitHub counts, by a clock of its own, when a request reaches it: somewhere between its being
 * sent and its being answered.
 */
class StrictHost implements Http {
  readonly offences: Offence[] = [];
  requests = 0;
  readonly #clock: VirtualClock;
  readonly #weather: Weather;
  readonly #deadline: number;
  readonly #arrivals: number[] = [];
  #inFlight = 0;
  #window = -1;
  #spent = 0;
  /** Until when the client was told to stay away, and since when it knows. */
  readonly #told: { readonly from: number; readonly until: number }[] = [];

  constructor(clock: VirtualClock, weather: Weather, deadline: number) {
    this.#clock = clock;
    this.#weather = weather;
    this.#deadline = deadline;
  }

  async send(_: HttpRequest, { signal, timeoutMs }: { readonly signal: AbortSignal; readonly timeoutMs: number }): Promise<HttpResponse> {
    const { faults, delays, windowSeconds, limit, perMinute, skewSeconds } = this.#weather;
    const number = this.requests;
    this.requests += 1;
    const sentAt = this.#now();
    if (sentAt >= this.#deadline) this.offences.push('sent after the deadline');
    if (this.#told.some(({ from, until }) => sentAt >= from && sentAt < until)) this.offences.push('sent while it was told to wait');
    this.#inFlight += 1;
    if (this.#inFlight > 3) this.offences.push('more than three in flight');
    const fault = faults[number] ?? 'none';
    const [there = 0, back = 0] = delays[number % delays.length] ?? [];
    const pass = async (ms: number): Promise<void> => {
      const left = sentAt + timeoutMs - this.#now();
      await this.#clock.sleep(Math.min(ms, left), signal);
      if (ms > left) throw new TransportError('timeout', 'too slow');
    };
    try {
      await pass(there);
      const now = this.#now();
      const window = Math.floor((now + skewSeconds * 1000) / (windowSeconds * 1000));
      if (window !== this.#window) {
        this.#window = window;
        this.#spent = 0;
      }
      this.#arrivals.push(now);
      if (this.#arrivals.filter((at) => at > now - 60_000).length > perMinute) this.offences.push('too many in a minute');
      if (this.#spent >= limit) this.offences.push('nothing was left');
      this.#spent += 1;
      const answer = this.#answer(fault, limit - this.#spent, (window + 1) * windowSeconds);
      await pass(fault === 'slow' ? 90_000 : back);
      if (fault === 'cut') throw new TransportError('closed', 'cut off');
      const wait = Number(answer.headers.get('retry-after') ?? (fault === 'secondary' ? 60 : 0)) * 1000;
      if (wait > 0) this.#told.push({ from: this.#now() + 1, until: this.#now() + wait });
      return answer;
    } finally {
      this.#inFlight -= 1;
    }
  }

  #now(): number {
    return this.#clock.now().getTime();
  }

  #answer(fault: Weather['faults'][number], remaining: number, reset: number): HttpResponse {
    const headers = new Map([
      ['date', new Date(this.#now() + this.#weather.skewSeconds * 1000).toUTCString()],
      ['x-ratelimit-limit', String(this.#weather.limit)],
      ['x-ratelimit-remaining', String(remaining)],
      ['x-ratelimit-reset', String(reset)],
    ]);
    if (fault === 'retry-after') headers.set('retry-after', '45');
    const status = { 'bad-gateway': 502, secondary: 403, 'retry-after': 429, forbidden: 403 }[String(fault)] ?? 200;
    const message = fault === 'secondary' ? 'You have exceeded a secondary rate limit' : 'Resource not accessible by integration';
    return { status, headers, body: fault === 'not-json' ? '{"cut' : JSON.stringify(status === 200 ? {} : { message }) };
  }
}

const weather: fc.Arbitrary<Weather> = fc.record({
  limit: fc.integer({ min: 6, max: 60 }),
  windowSeconds: fc.constantFrom(60, 300, 3_600),
  perMinute: fc.integer({ min: 3, max: 30 }),
  skewSeconds: fc.integer({ min: -7_200, max: 7_200 }),
  faults: fc.array(fc.constantFrom('none', 'none', 'none', 'bad-gateway', 'cut', 'secondary', 'retry-after', 'forbidden', 'slow', 'not-json'), { maxLength: 60 }),
  delays: fc.array(fc.tuple(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 3_000 })), { minLength: 1, maxLength: 12 }),
});

it('exceeds no limit, whatever a host answers, sends nothing after the deadline, and ends', async () => {
  await fc.assert(
    fc.asyncProperty(weather, fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 600 }), async (given, questions, minutes) => {
      const clock = new VirtualClock();
      const deadline = clock.now().getTime() + minutes * 60_000;
      const strict = new StrictHost(clock, given, deadline);
      const network = createNetwork({ http: strict, clock, deadline, log: () => undefined });
      const host = network.host('https://api.github.com', { ...gitHubPolicy, concurrency: { default: 3 }, perMinute: { core: given.perMinute } });
      const outcomes = await Promise.allSettled(
        Array.from({ length: questions }, (_, n) =>
          host.send({ request: { method: 'GET', url: `https://api.github.com/${n}`, headers: {} }, account: 'a', resource: 'core', points: 1, collector: 'test', signal: new AbortController().signal }),
        ),
      );
      expect(strict.offences).toEqual([]);
      for (const outcome of outcomes) {
        if (outcome.status === 'fulfilled') expect(outcome.value.status).toBe(200);
        else expect(outcome.reason instanceof DeadlineError || outcome.reason instanceof HostError).toBe(true);
      }
      expect(clock.now().getTime()).toBeLessThanOrEqual(deadline);
      expect(network.use().reduce((sum, { requests }) => sum + requests, 0)).toBe(strict.requests);
    }),
  );
});
