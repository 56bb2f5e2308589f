import type { Instant } from '../../schema/primitives.ts';

/** The instant `ms` later, with milliseconds; earlier where it is negative. */
export function shifted(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString();
}

/** The last instant strictly before `at`: the store keeps milliseconds. */
export function justBefore(at: Instant): Instant {
  return shifted(at, -1);
}
