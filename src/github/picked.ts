import { z } from 'zod';

/** An answer's record before anything is known of it. */
export type LooseRecord = Readonly<Record<string, unknown>>;

const anyRecord = z.record(z.string(), z.unknown());

/** The value as a record; one without fields if it is none. */
export function record(value: unknown): LooseRecord {
  const result = anyRecord.safeParse(value);
  return result.success ? result.data : {};
}

/**
 * Fields of a record under names of our own, for a page: simple values as they came, texts cut to 300 characters, and of
 * anything else only that it was there, since nobody knows what it holds. Absent ones and null are left out.
 *
 * @param names own name by the source's
 */
export function picked(from: LooseRecord, names: Readonly<Record<string, string>>): Record<string, string | number | boolean> {
  const kept: Record<string, string | number | boolean> = {};
  for (const [theirs, ours] of Object.entries(names)) {
    const value = from[theirs];
    if (typeof value === 'string') kept[ours] = value.slice(0, 300);
    else if (typeof value === 'number' || typeof value === 'boolean') kept[ours] = value;
    else if (value !== null && value !== undefined) kept[ours] = `(${Array.isArray(value) ? 'list' : typeof value})`;
  }
  return kept;
}
