import { compareText } from '../findings/codes.ts';
import type { Judged } from './contract.ts';

/**
 * The team that owns an entity. An owner who is a single person is not a team: nothing is summed up about an
 * individual's work.
 */
export function teamOf({ owner }: Pick<Judged, 'owner'>): string | undefined {
  return owner?.startsWith('group:') === true ? owner : undefined;
}

/** In order of reference, with what has none last. */
export function noneLast(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return compareText(a, b);
}
