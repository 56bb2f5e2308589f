import { z } from 'zod';
import { compareText } from '../../src/findings/codes.ts';
import { instant, type Instant } from '../../src/schema/primitives.ts';

/** What is remembered of a repository from one reading in depth to the next. Of Pull Requests only instants. */
const position = z.object({
  names: z.array(z.string()).describe('Names that it had'),
  countsUntil: instant.optional().describe('When an open Pull Request passes an age that is counted'),
  countsSince: z.string().optional().describe('The turn of counts that the last reading was for'),
});
export type Position = z.infer<typeof position>;

/** Undefined for a repository that was never read, and for what is no bookmark. */
export function positionOf(bookmark: string | undefined): Position | undefined {
  if (bookmark === undefined) return undefined;
  try {
    return position.safeParse(JSON.parse(bookmark)).data;
  } catch {
    return undefined;
  }
}

/** The names seen under a key so far, today's included, sorted. */
export function namesSeen(held: Position | undefined, today: string): string[] {
  return [...new Set([...(held?.names ?? []), today])].sort(compareText);
}

/**
 * A text that changes when counts by age become wrong though the repository stays as it is, and stays then as it is until the
 * next time: part of the fingerprint.
 */
export function turnOfCounts(held: Position | undefined, asOf: Instant): string {
  const until = held?.countsUntil;
  return until !== undefined && Date.parse(asOf) > Date.parse(until) ? until : (held?.countsSince ?? '');
}
