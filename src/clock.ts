/**
 * The one module that reads the clock. Everything else is handed an instant (`asOf`), so that the same facts, content
 * and rules give the same bytes.
 */

import { setTimeout } from 'node:timers/promises';

/** Reads the present instant. Injected into commands; tests pass a fixed one. */
export interface Clock {
  /** The present instant. */
  now(): Date;
  /** Monotonic milliseconds, for measuring how long a stage took; never part of what is published. */
  elapsed(): number;
  /** Resolves after so many milliseconds; rejects with the signal's reason when that comes first. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  elapsed: () => performance.now(),
  sleep: async (ms, signal) => {
    try {
      await setTimeout(ms, undefined, { signal });
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  },
};

/** A clock that stands still at `instant`, for tests and for `--as-of`; whoever sleeps by it wakes at once. */
export function fixedClock(instant: string): Clock {
  const at = new Date(instant);
  return { now: () => new Date(at), elapsed: () => 0, sleep: async (_, signal) => signal.throwIfAborted() };
}
