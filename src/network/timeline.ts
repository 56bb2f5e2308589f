import type { Clock } from '../clock.ts';

/** Longest time that Node's timers take at once: a longer one would end at once. */
const longestTimer = 2 ** 31 - 1;

/**
 * Time as the network sees it. Who slept until an instant finds that it has come, even where the machine's timers ring a
 * millisecond early, the clock was put back meanwhile, or a test's clock stands still.
 */
export class Timeline {
  readonly #clock: Clock;
  #latest = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return Math.max(this.#clock.now().getTime(), this.#latest);
  }

  /** Sleeps until an instant; rejects with the signal's reason when that comes first. */
  async until(instant: number, signal: AbortSignal): Promise<void> {
    for (let left = instant - this.now(); left > 0; ) {
      const ms = Math.min(Math.ceil(left), longestTimer);
      await this.#clock.sleep(ms, signal);
      this.#latest = Math.max(this.#latest, Math.min(instant, instant - left + ms));
      left = instant - this.now();
    }
  }
}
