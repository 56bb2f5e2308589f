import { verdicts, type Verdict } from '../schema/scorecards/names.ts';
import { noVerdict } from './contract.ts';

/** Verdicts as bytes: the index into `verdicts`. */
export const byte = { pass: 0, fail: 1, 'not-applicable': 2, unknown: 3, exempt: 4 } as const satisfies Record<Verdict, number>;

/**
 * The verdict that a byte stands for.
 *
 * @throws RangeError for a byte that stands for none: a cell outside of the table
 */
export function verdictOf(cell: number | undefined): Verdict {
  const verdict = verdicts[cell ?? noVerdict];
  if (verdict === undefined) throw new RangeError('There is no verdict at this position');
  return verdict;
}
