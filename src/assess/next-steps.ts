import type { Judgement } from './contract.ts';
import { tallyChecks } from './tally.ts';

/** A check that an entity has still to pass. */
export interface Step {
  /** Index of the check. */
  readonly check: number;
  readonly verdict: 'fail' | 'unknown';
  /** The others that the check gave a pass or a fail, and how many of them passed. */
  readonly peers: { readonly passed: number; readonly of: number };
}

/** The way to a level. */
export interface NextSteps {
  /** Index of the level. */
  readonly level: number;
  readonly steps: readonly Step[];
}

export interface Steps {
  /**
   * The smallest set of checks that an entity has to pass to reach a level, the next one unless `target` names another:
   * all that fail or are unknown, of it and of all levels below, for each of them alone holds the level up. Easiest
   * first: lowest level, then those that the largest share of peers passed, then greatest weight.
   *
   * @returns undefined if the level is reached, if there is none above, or if no check applies to the entity
   */
  next(entity: number, target?: number): NextSteps | undefined;
  /**
   * Announced checks that the entity does not pass yet, of the levels up to its next one: once they count, they will be
   * needed to stay at its level or to rise. In the same order.
   */
  announced(entity: number): readonly Step[];
}

/** Steps of all entities of a judgement. What peers passed is counted once, here. */
export function stepsOf(judgement: Judgement): Steps {
  const { levels, checks } = judgement.scorecard;
  const tally = tallyChecks(judgement);
  const step = (entity: number, check: number): Step[] => {
    const verdict = judgement.verdict(entity, check);
    if (verdict !== 'fail' && verdict !== 'unknown') return [];
    const { pass = 0, fail = 0 } = tally[check] ?? {};
    // The entity itself is no peer: one that fails is among those judged.
    return [{ check, verdict, peers: { passed: pass, of: pass + fail - (verdict === 'fail' ? 1 : 0) } }];
  };
  const stepsUpTo = (entity: number, target: number, announced: boolean): Step[] =>
    checks.flatMap(({ level }, check) => (level <= target && judgement.announced(check) === announced ? step(entity, check) : [])).sort(easiestFirst);
  const share = ({ peers: { passed, of } }: Step): number => (of === 0 ? 0 : passed / of);
  const at = (check: number): { level: number; weight: number } => checks[check] ?? { level: 0, weight: 0 };
  const easiestFirst = (a: Step, b: Step): number =>
    at(a.check).level - at(b.check).level ||
    share(b) - share(a) ||
    b.peers.passed - a.peers.passed ||
    at(b.check).weight - at(a.check).weight ||
    a.check - b.check;
  return {
    next(entity, target = judgement.level(entity) + 1) {
      if (target <= judgement.level(entity) || target >= levels.length) return undefined;
      const steps = stepsUpTo(entity, target, false);
      return steps.length === 0 ? undefined : { level: target, steps };
    },
    announced: (entity) => stepsUpTo(entity, judgement.level(entity) + 1, true),
  };
}
