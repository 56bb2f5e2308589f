import { z } from 'zod';
import { finding, type Finding } from '../../src/schema/finding.ts';
import type { RunRecord } from './run-record.ts';

/** A page of this collector: runs, not looked at closely yet, and what there is to say of them. */
const page = z.strictObject({ runs: z.array(z.unknown()), findings: z.array(finding) });

/** The text of a page. */
export function runsPage(runs: readonly RunRecord[], findings: readonly Finding[]): string {
  return JSON.stringify({ runs, findings });
}

/** A page read back. */
export function readRunsPage(body: string): z.infer<typeof page> {
  return page.parse(JSON.parse(body));
}
