import { z } from 'zod';
import { instant, type Instant } from '../../src/schema/primitives.ts';
import { protection } from './record.ts';

/** What is remembered of a repository from reading to reading. */
const position = z.strictObject({
  newest: instant.optional().describe('When the newest deployment known was made'),
  open: z.array(z.string()).describe('Ids of deployments that had not ended'),
  recent: z.array(z.string()).describe('Ids of the others that are not older than the overlap: nothing more is to be asked of them'),
  live: z.array(z.string()).describe('Ids of the deployment of each environment that succeeded last: another one may take its place'),
  rules: z.record(z.string(), protection).describe('What guards each environment, by its id'),
  rotation: z.int().describe('When that was last read of all environments'),
});
export type Position = z.infer<typeof position>;

/** Undefined for a repository that was never read, or by a version that remembered something else. */
export function positionOf(bookmark: string | undefined): Position | undefined {
  if (bookmark === undefined) return undefined;
  try {
    return position.safeParse(JSON.parse(bookmark)).data;
  } catch {
    return undefined;
  }
}

/** Days after its last deployment in which a repository is read every night. */
const activeDays = 30;

/** True if the repository is one that deploys, so that more is to be expected. */
export function isActive(held: Position | undefined, asOf: Instant): boolean {
  if (held === undefined) return false;
  return held.open.length > 0 || (held.newest !== undefined && Date.parse(asOf) - Date.parse(held.newest) < activeDays * 86_400_000);
}
