import { createHash } from 'node:crypto';
import { z } from 'zod';

const reached = z.strictObject({
  /** Number of the last build that was read. */
  last: z.int(),
  /** Builds up to it that had not ended. */
  open: z.array(z.int()),
});
export type Reached = z.infer<typeof reached>;

/** How far a job was read: bookmark of every page. */
const position = z.strictObject({
  /** By key of the branch. */
  targets: z.record(z.string(), reached),
  /** A branch that was read in part: builds from the newest down to `below`, and what is known of them. */
  part: z.strictObject({ target: z.string(), below: z.int(), skip: z.int(), newest: z.int(), open: z.array(z.int()) }).optional(),
});
export type Position = z.infer<typeof position>;

export function positionOf(bookmark: string | undefined): Position {
  try {
    return bookmark === undefined ? { targets: {} } : position.parse(JSON.parse(bookmark));
  } catch {
    return { targets: {} };
  }
}

/** Stands for a branch in bookmarks and ids of runs: the name itself may be a person's. */
export function branchKey(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 12);
}
