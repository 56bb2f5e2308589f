import type { ChangeCause } from '../schema/scorecards/names.ts';
import type { Scorecard } from './contract.ts';
import type { AssessedEntity, VerdictPair } from './published.ts';

/** What an entity was said to be: as published, with the facts of then by the rules of now, and now. */
export interface Story {
  readonly before: AssessedEntity;
  /** Undefined where the rules of now did not judge it by the facts of then. */
  readonly rejudged: AssessedEntity | undefined;
  readonly now: AssessedEntity;
}

/** Causes found so far; a decision is named only where neither facts nor rules changed. */
interface Causes {
  facts: boolean;
  rules: boolean;
  decision: boolean;
}

/** Why a verdict is another one: what changed between the three verdicts before exemptions. */
export function checkCause(before: VerdictPair, rejudged: VerdictPair | undefined, now: VerdictPair): ChangeCause {
  if (before.raw === now.raw) return 'decision';
  if (rejudged === undefined) return 'facts-and-rules';
  return named({ facts: rejudged.raw !== now.raw, rules: before.raw !== rejudged.raw, decision: false });
}

/**
 * Why a level is another one. The way from what was published to what is said now has two steps: to the rules of now,
 * then to the facts of now. A step on which the level moved is put down to the checks that hold it up on the lower side
 * and not on the higher one: to a decision where such a check has the same raw verdict on both sides; to the rules
 * where it is judged on one side only, having been added, removed, or begun to count; and else to what the step changed.
 */
export function levelCause(scorecard: Scorecard, { before, rejudged, now }: Story): ChangeCause {
  if (rejudged === undefined) return 'facts-and-rules';
  const causes: Causes = { facts: false, rules: false, decision: false };
  if (before.level !== rejudged.level) addStep(causes, 'rules', scorecard, before, rejudged);
  if (rejudged.level !== now.level) addStep(causes, 'facts', scorecard, rejudged, now);
  return named(causes);
}

function named({ facts, rules, decision }: Causes): ChangeCause {
  if (facts && rules) return 'facts-and-rules';
  if (facts) return 'facts';
  return decision && !rules ? 'decision' : 'rules';
}

function addStep(causes: Causes, step: 'facts' | 'rules', { levels, checks }: Scorecard, from: AssessedEntity, to: AssessedEntity): void {
  const start = levelIndex(levels, from.level);
  const end = levelIndex(levels, to.level);
  if (start === undefined || end === undefined) {
    // The ladder itself is another one.
    causes.rules = true;
    return;
  }
  const [low, high, bottom, top] = start < end ? [from, to, start, end] : [to, from, end, start];
  let found = false;
  for (const { id, level } of checks) {
    if (level <= bottom || level > top) continue;
    const held = low.verdicts.get(id);
    const free = high.verdicts.get(id);
    if (held === undefined || !holdsUp(held) || (free !== undefined && holdsUp(free))) continue;
    found = true;
    if (free === undefined) causes.rules = true;
    else if (free.raw === held.raw) causes.decision = true;
    else causes[step] = true;
  }
  if (found) return;
  // No check of today's ladder held it up: one that is gone or is at another level did, or none applied on the lower side.
  const moved = checks.some(({ id }) => from.verdicts.get(id)?.raw !== to.verdicts.get(id)?.raw && from.verdicts.has(id) && to.verdicts.has(id));
  causes[moved ? step : 'rules'] = true;
}

function holdsUp({ verdict }: VerdictPair): boolean {
  return verdict === 'fail' || verdict === 'unknown';
}

/** -1 for no level, undefined for one that the ladder does not have. */
export function levelIndex(levels: Scorecard['levels'], id: string | undefined): number | undefined {
  if (id === undefined) return -1;
  const index = levels.findIndex((level) => level.id === id);
  return index === -1 ? undefined : index;
}
