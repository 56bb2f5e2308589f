/**
 * The one module that reads the clock. Everything else is handed an instant (`asOf`), so that the same facts, content
 * and rules give the same bytes.
 */

/** Reads the present instant. Injected into commands; tests pass a fixed one. */
export interface Clock {
  /** The present instant. */
  now(): Date;
  /** Monotonic milliseconds, for measuring how long a stage took; never part of what is published. */
  elapsed(): number;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  elapsed: () => performance.now(),
};

/** A clock that stands still at `instant`, for tests and for `--as-of`. */
export function fixedClock(instant: string): Clock {
  const at = new Date(instant);
  return { now: () => new Date(at), elapsed: () => 0 };
}
