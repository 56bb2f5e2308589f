import { createHash } from 'node:crypto';
import type { RepositoryStub } from '../../src/github/contract.ts';
import { before } from '../../src/github/instant-of.ts';
import type { Instant } from '../../src/schema/primitives.ts';
import type { ReadingState } from './reading-state.ts';

const dayMs = 86_400_000;

/** Days after a run that its repository is asked every night, and in which each quiet one has its turn. */
const days = 7;

/**
 * Whether a repository is asked for its runs tonight. One is that was never read, has a run that had not ended, ran
 * something in the last seven days, or was pushed to since. Of the others each is asked on one night of seven, since
 * schedules start runs without a push. docs/github.md says what this costs.
 *
 * @param asOf this night
 */
export function isDue({ key, pushedAt }: Pick<RepositoryStub, 'key' | 'pushedAt'>, state: ReadingState | undefined, asOf: Instant): boolean {
  if (state === undefined || state.left !== undefined || state.open.length > 0) return true;
  if (state.last !== undefined && state.last >= before(asOf, days * dayMs)) return true;
  // The list of repositories was read a while before or after their runs were.
  if (pushedAt !== undefined && pushedAt >= before(state.until, dayMs / 2)) return true;
  const unread = Date.parse(asOf) - Date.parse(state.until);
  const turn = Math.floor(Date.parse(asOf) / dayMs) % days === slotOf(key);
  // Later than its turn: a night was left out, or its time was up.
  return (turn && unread > dayMs / 2) || unread > (days + 1) * dayMs;
}

function slotOf(key: string): number {
  return createHash('sha256').update(key).digest().readUInt32BE(0) % days;
}
