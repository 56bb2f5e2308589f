import type { Severity } from '../schema/finding.ts';

/** What is said of a code wherever it is listed: its short title and its usual severity. */
export interface CodeDefinition {
  readonly title: string;
  readonly severity: Severity;
  readonly why: string;
  readonly fix: string;
}
