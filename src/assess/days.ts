import type { Instant } from '../schema/primitives.ts';

export const dayMs = 86_400_000;

/** The calendar day of an instant, in UTC. */
export function dayOf(at: Instant): string {
  return at.slice(0, 10);
}

/** Milliseconds since 1970 at which a day (YYYY-MM-DD) begins, in UTC. */
export function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** Whole days from one day to another; negative if `to` is the earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((startOf(to) - startOf(from)) / dayMs);
}
