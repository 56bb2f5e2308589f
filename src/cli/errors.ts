import { nearestKey } from '../content/document.ts';

/** The command cannot do what was asked, for a reason the user can mend: printed without a stack, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Exit codes that scripts rely on. */
export const exitCode = {
  /** Done. */
  done: 0,
  /** Findings that the organisation must fix. */
  findings: 1,
  /** A fault: a source down past its limit, a full disk, a wrong option. */
  fault: 2,
} as const;

/** How a message about a name that is none goes on: with the nearest one that is, or a full stop. */
export function orNearest(name: string, known: readonly string[]): string {
  const near = nearestKey(name, known);
  return near === undefined ? '.' : `; did you mean \`${near}\`?`;
}
