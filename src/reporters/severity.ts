import type { CheckOutcome } from '../schema/cli/entity-check.ts';

/** How much a check needs its reader's attention. */
export type Severity = 'error' | 'warning' | 'note';

/**
 * Error: it fails and holds the next level up. Warning: it fails, but belongs to a level further up. Note: it does not
 * count yet, is exempt, or is unknown. Undefined: there is nothing to do about it.
 */
export function severityOf({ verdict, announced, holds }: CheckOutcome): Severity | undefined {
  if (verdict === 'pass' || verdict === 'not-applicable') return undefined;
  if (verdict !== 'fail' || announced !== undefined) return 'note';
  return holds ? 'error' : 'warning';
}

const order = { error: 0, warning: 1, note: 2 } as const;

/** Worst first. What is nothing to act on comes last. */
export function bySeverity(a: CheckOutcome, b: CheckOutcome): number {
  return rank(a) - rank(b);
}

function rank(check: CheckOutcome): number {
  const severity = severityOf(check);
  return severity === undefined ? 3 : order[severity];
}
