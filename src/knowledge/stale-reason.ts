import type { Age } from '../schema/edition/shared.ts';

/** Why a fact of that age cannot be relied on any more. */
export function staleReason(age: Age): string {
  const when = age.observedAt === undefined ? 'it was never read' : `it was last read ${age.days ?? 0} days ago`;
  return `${when}: ${age.reason ?? 'its source could not be read since'}`;
}
