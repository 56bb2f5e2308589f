import type { Clock } from '../../src/clock.ts';
import type { Http } from '../../src/network/contract.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/**
 * A clock whose time passes only while everybody who could do something sleeps by it, and then at once up to whoever wakes
 * first. Hours pass in no time, to the millisecond and in the same order in every run.
 */
export class VirtualClock implements Clock {
  readonly #begun: number;
  #now: number;
  #sleepers: Sleeper[] = [];
  #held = 0;
  #turning = false;

  constructor(instant = '2026-11-20T02:00:00Z') {
    this.#begun = Date.parse(instant);
    this.#now = this.#begun;
  }

  now(): Date {
    return new Date(this.#now);
  }

  elapsed(): number {
    return this.#now - this.#begun;
  }

  /** Seconds since the clock was made. */
  get seconds(): number {
    return this.elapsed() / 1000;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const aborted = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal.reason);
      };
      const sleeper: Sleeper = {
        at: this.#now + Math.max(0, ms),
        wake: () => {
          signal.removeEventListener('abort', aborted);
          resolve();
        },
      };
      signal.addEventListener('abort', aborted, { once: true });
      this.#sleepers.push(sleeper);
      this.#turn();
    });
  }

  /** Lets time pass by hand, waking nobody before its time. */
  advance(ms: number): void {
    this.#now += ms;
    this.#turn();
  }

  /** Time stands still while a request to a real server is under way. */
  holding(http: Http): Http {
    return {
      send: async (request, options) => {
        this.#held += 1;
        try {
          return await http.send(request, options);
        } finally {
          this.#held -= 1;
          this.#turn();
        }
      },
    };
  }

  #turn(): void {
    if (this.#turning) return;
    this.#turning = true;
    // After a turn of the event loop: whatever can go on without time passing has gone on by then.
    setImmediate(() => {
      this.#turning = false;
      if (this.#held > 0 || this.#sleepers.length === 0) return;
      const next = this.#sleepers.reduce((first, other) => (other.at < first.at ? other : first));
      this.#sleepers = this.#sleepers.filter((other) => other !== next);
      this.#now = Math.max(this.#now, next.at);
      next.wake();
      this.#turn();
    });
  }
}
