import type { Clock } from '../clock.ts';

/** What a command may touch besides files: injected, so that tests see what a user would. */
export interface Io {
  /** Writes to standard output: results. */
  out(text: string): void;
  /** Writes to standard error: progress and errors. */
  err(text: string): void;
  readonly cwd: string;
  readonly home: string;
  readonly clock: Clock;
  /** True if standard error is a terminal that can be drawn on. */
  readonly terminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}
