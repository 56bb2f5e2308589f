import { z } from 'zod';
import { instant, type Instant } from '../../src/schema/primitives.ts';

/** Where in a walk through a list by time a reading stands. */
export const place = z.strictObject({
  /** Records that changed at or after this instant come next. */
  after: z.string(),
  page: z.int().positive(),
  /** Those that changed at that very instant and were given already. */
  seen: z.array(z.string()),
});
export type Place = z.infer<typeof place>;

/** How far a project has been read: bookmarks of pages. */
const position = z.discriminatedUnion('at', [
  // The whole: the next reading begins where this one did.
  z.strictObject({ at: z.literal('end'), begunAt: instant }),
  z.strictObject({ at: z.literal('pipelines'), cursor: z.string().optional(), place: place.optional(), production: z.array(z.string()) }),
  z.strictObject({ at: z.literal('deployments'), place: place.optional(), production: z.array(z.string()) }),
  z.strictObject({ at: z.literal('merge-requests'), place: place.optional() }),
]);
export type Position = z.infer<typeof position>;

export function bookmarkOf(value: Position): string {
  return JSON.stringify(value);
}

/** The position that a bookmark says; undefined for none, and for one of another version. */
export function positionOf(bookmark: string | undefined): Position | undefined {
  if (bookmark === undefined) return undefined;
  try {
    return position.parse(JSON.parse(bookmark));
  } catch {
    return undefined;
  }
}

const dayMs = 86_400_000;

/** From when on changes are read: the begin of the last whole reading less a day for clocks that differ, else the history. */
export function readFrom(bookmark: string | undefined, asOf: Instant, historyDays: number): Instant {
  const last = positionOf(bookmark);
  const from = last?.at === 'end' ? Date.parse(last.begunAt) - dayMs : Date.parse(asOf) - historyDays * dayMs;
  return new Date(from).toISOString();
}
