import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../src/clock.ts';
import type { Http } from '../../src/network/contract.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/**
 * Time that passes only while somebody waits for it: whoever sleeps longest holds up nobody, since time jumps to the next
 * one that wakes as soon as no request is under way. Each request takes a little of it, as requests do.
 */
export class VirtualClock implements Clock {
  #now: number;
  readonly #start: number;
  readonly #sleepers: Sleeper[] = [];
  #underWay = 0;
  #checking = false;
  /** Milliseconds that were slept through. */
  slept = 0;

  constructor(start: number) {
    this.#now = start;
    this.#start = start;
  }

  /** Milliseconds since 1970. */
  readonly time = (): number => this.#now;

  now(): Date {
    return new Date(this.#now);
  }

  elapsed(): number {
    return this.#now - this.#start;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const at = this.#now + Math.max(0, ms);
    await new Promise<void>((resolve, reject) => {
      const end = (): void => {
        const index = this.#sleepers.indexOf(sleeper);
        if (index !== -1) this.#sleepers.splice(index, 1);
        reject(signal.reason instanceof Error ? signal.reason : new Error('stopped'));
      };
      const sleeper: Sleeper = {
        at,
        wake: () => {
          signal.removeEventListener('abort', end);
          resolve();
        },
      };
      signal.addEventListener('abort', end, { once: true });
      this.#sleepers.push(sleeper);
      void this.#jump();
    });
  }

  /** Moves time on, at the end of a night. */
  goTo(at: number): void {
    this.#now = Math.max(this.#now, at);
  }

  /** An `Http` whose requests this clock knows of; each takes so many milliseconds. */
  timed(http: Http, ms: number): Http {
    return {
      send: async (request, options) => {
        this.#underWay += 1;
        try {
          return await http.send(request, options);
        } finally {
          this.#underWay -= 1;
          this.#now += ms;
          void this.#jump();
        }
      },
    };
  }

  /** Wakes who is next, once nothing is under way that might have something to say before. */
  async #jump(): Promise<void> {
    if (this.#checking) return;
    this.#checking = true;
    try {
      while (this.#sleepers.length > 0) {
        await pause(1);
        if (this.#underWay > 0) return;
        const next = this.#sleepers.reduce<Sleeper | undefined>((first, sleeper) => (first === undefined || sleeper.at < first.at ? sleeper : first), undefined);
        if (next === undefined) return;
        this.#sleepers.splice(this.#sleepers.indexOf(next), 1);
        this.slept += Math.max(0, next.at - this.#now);
        this.#now = Math.max(this.#now, next.at);
        next.wake();
      }
    } finally {
      this.#checking = false;
    }
  }
}
