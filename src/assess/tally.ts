import { verdicts, type Verdict } from '../schema/scorecards/names.ts';
import type { Judgement } from './contract.ts';

/** How many entities have each verdict. */
export type VerdictCounts = Readonly<Record<Verdict, number>>;

/** A count of nothing, to add to. */
export function noCounts(): Record<Verdict, number> {
  return { pass: 0, fail: 0, 'not-applicable': 0, unknown: 0, exempt: 0 };
}

/**
 * Verdicts counted for each check, in the order of the scorecard; announced checks too, since they are shown.
 *
 * @param entities positions of those to count; all without it
 */
export function tallyChecks(judgement: Judgement, entities: readonly number[] = [...judgement.entities.keys()]): readonly VerdictCounts[] {
  return judgement.scorecard.checks.map((_, check) => {
    const counts = noCounts();
    for (const entity of entities) counts[judgement.verdict(entity, check)] += 1;
    return counts;
  });
}

/** Verdicts of one entity counted over the checks that count: announced ones are left out. */
export function tallyEntity(judgement: Judgement, entity: number): VerdictCounts {
  const counts = noCounts();
  judgement.scorecard.checks.forEach((_, check) => {
    if (!judgement.announced(check)) counts[judgement.verdict(entity, check)] += 1;
  });
  return counts;
}

/** All verdicts of several counts together. */
export function addCounts(all: Iterable<VerdictCounts>): VerdictCounts {
  const sum = noCounts();
  for (const counts of all) for (const verdict of verdicts) sum[verdict] += counts[verdict];
  return sum;
}
