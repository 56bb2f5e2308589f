import { createHash } from 'node:crypto';
import type { Instant } from '../schema/primitives.ts';

/**
 * A number that changes once in so many days, on a day of its own for each repository: so that what changes without a trace
 * in the list of repositories is seen in the end, and no night reads all of them.
 */
export function rotation(key: string, asOf: Instant, days: number): number {
  const day = Math.floor(Date.parse(asOf) / 86_400_000);
  const offset = createHash('sha256').update(key).digest().readUInt32BE(0) % days;
  return Math.floor((day + offset) / days);
}
