import { compareText } from '../findings/codes.ts';
import type { ChangeCause, Verdict } from '../schema/scorecards/names.ts';
import { checkCause, levelCause, levelIndex, type Story } from './change-cause.ts';
import type { Scorecard } from './contract.ts';
import type { AssessedEntities } from './published.ts';

/** A level or a verdict that is another one than before. */
export interface Change {
  readonly entity: string;
  /** Reference of the owner now; of the owner then where there is none now. */
  readonly owner: string | undefined;
  readonly scorecard: string;
  /** Id of the check; undefined for the level. */
  readonly check: string | undefined;
  /** Verdict, or id of the level: `none` for no level, `not-judged` for an entity that was not judged. */
  readonly from: string;
  readonly to: string;
  readonly direction: 'better' | 'worse' | 'other';
  readonly cause: ChangeCause;
}

/** Three looks at the same scorecard. */
export interface Looks {
  /** As published then. */
  readonly before: AssessedEntities;
  /** The facts of then by the rules of now; undefined if the rules are the same. */
  readonly rejudged?: AssessedEntities | undefined;
  readonly now: AssessedEntities;
}

/**
 * What changed since something was published: in order of entity, its level first, then its checks in the order of the
 * scorecard. A check that was published on one side only has no verdict to change; the list of rules tells of it, and
 * the level if that moved. An entity that is judged on one side only is listed once, with its level.
 *
 * @param scorecard as of now
 */
export function changesOf(scorecard: Scorecard, { before, rejudged, now }: Looks): Change[] {
  const changes: Change[] = [];
  const refs = [...new Set([...before.keys(), ...now.keys()])].sort(compareText);
  for (const entity of refs) {
    const then = before.get(entity);
    const today = now.get(entity);
    const of = { entity, owner: today?.owner ?? then?.owner, scorecard: scorecard.id };
    if (then === undefined || today === undefined) {
      const said = (side: typeof then): string => (side === undefined ? 'not-judged' : (side.level ?? 'none'));
      changes.push({ ...of, check: undefined, from: said(then), to: said(today), direction: 'other', cause: 'membership' });
    } else changes.push(...entityChanges(scorecard, of, { before: then, rejudged: rejudged === undefined ? then : rejudged.get(entity), now: today }));
  }
  return changes;
}

function* entityChanges(scorecard: Scorecard, of: Pick<Change, 'entity' | 'owner' | 'scorecard'>, story: Story): Generator<Change> {
  const { before, rejudged, now } = story;
  if (before.level !== now.level) {
    const direction = levelDirection(scorecard, before.level, now.level);
    yield { ...of, check: undefined, from: before.level ?? 'none', to: now.level ?? 'none', direction, cause: levelCause(scorecard, story) };
  }
  for (const { id } of scorecard.checks) {
    const then = before.verdicts.get(id);
    const today = now.verdicts.get(id);
    if (then === undefined || today === undefined || then.verdict === today.verdict) continue;
    const direction = verdictDirection(then.verdict, today.verdict);
    yield { ...of, check: id, from: then.verdict, to: today.verdict, direction, cause: checkCause(then, rejudged?.verdicts.get(id), today) };
  }
}

/** Which way a level moved, by ids; undefined for no level. Neither way where the ladder of now lacks one of them. */
export function levelDirection({ levels }: Scorecard, from: string | undefined, to: string | undefined): Change['direction'] {
  const [start, end] = [levelIndex(levels, from), levelIndex(levels, to)];
  return start === undefined || end === undefined ? 'other' : end > start ? 'better' : 'worse';
}

/**
 * Better is what became a pass from a fail, or from an exemption, which stands for one; worse is the way back. A change
 * from or to unknown or not-applicable is neither: a source that could not be read makes nothing worse.
 */
export function verdictDirection(from: Verdict, to: Verdict): Change['direction'] {
  if (to === 'pass' && (from === 'fail' || from === 'exempt')) return 'better';
  if (from === 'pass' && (to === 'fail' || to === 'exempt')) return 'worse';
  return 'other';
}

/** How many changes there are, by direction and by cause. */
export interface ChangeCounts {
  readonly levels: { readonly better: number; readonly worse: number };
  readonly checks: { readonly better: number; readonly worse: number };
  readonly causes: Readonly<Record<ChangeCause, number>>;
}

export function countChanges(changes: Iterable<Change>): ChangeCounts {
  const levels = { better: 0, worse: 0 };
  const checks = { better: 0, worse: 0 };
  const causes = { facts: 0, rules: 0, 'facts-and-rules': 0, decision: 0, membership: 0 };
  for (const { check, direction, cause } of changes) {
    causes[cause] += 1;
    if (direction !== 'other') (check === undefined ? levels : checks)[direction] += 1;
  }
  return { levels, checks, causes };
}
