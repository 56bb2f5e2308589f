import type { Instant } from '../schema/primitives.ts';

/** A stretch of time by when runs were created, both ends included, in whole seconds as GitHub keeps them. */
export interface RunWindow {
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * Results after which a filtered list of runs ends (GitHub, "REST API endpoints for workflow runs", list workflow runs
 * for a repository). A count that reaches it may stand for more.
 */
export const mostResults = 1000;

/** Results that a window is cut for: runs are not spread evenly, so there is room. */
const aimedAt = 600;

/** Value of the parameter `created`: `2026-11-20T00:00:00Z..2026-11-20T23:59:59Z`. */
export function createdRange({ from, to }: RunWindow): string {
  return `${withoutMilliseconds(from)}..${withoutMilliseconds(to)}`;
}

/** The instant in whole seconds, rounded down. */
export function wholeSecond(instant: Instant): Instant {
  return atSecond(secondOf(instant));
}

/**
 * Cuts a window into shorter ones that follow each other without gap or overlap, oldest first, so that each may be read
 * whole. Undefined for a window of one second, which cannot be cut.
 *
 * @param count runs in it, as far as GitHub says
 */
export function splitWindow({ from, to }: RunWindow, count: number): RunWindow[] | undefined {
  const first = secondOf(from);
  const seconds = secondOf(to) - first + 1;
  if (seconds < 2) return undefined;
  const parts = Math.min(seconds, Math.max(2, Math.ceil(count / aimedAt)));
  return Array.from({ length: parts }, (_, index) => ({
    from: atSecond(first + Math.floor((index * seconds) / parts)),
    to: atSecond(first + Math.floor(((index + 1) * seconds) / parts) - 1),
  }));
}

function secondOf(instant: Instant): number {
  return Math.floor(Date.parse(instant) / 1000);
}

function atSecond(second: number): Instant {
  return new Date(second * 1000).toISOString();
}

/** GitHub's own form: the one its search is documented with. */
function withoutMilliseconds(instant: Instant): string {
  return instant.replace(/\.\d+Z$/, 'Z');
}
