import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { editionVariable } from '../edition/read.ts';
import { finding } from '../schema/finding.ts';

/** What is wrong with what is shown: why the last change could not be shown, and what content is wrong. */
export const previewProblems = z.strictObject({
  /** Why there is no edition of the last change; what is shown is older. */
  fault: z.string().optional(),
  findings: z.array(finding),
});
export type PreviewProblems = z.infer<typeof previewProblems>;

/** Name of the file below the edition's folder. */
export const problemsFile = 'preview-problems.json';

/** The problems that pages show above themselves in a preview; none in a build. */
export function currentProblems(): PreviewProblems {
  const folder = process.env[editionVariable];
  const file = folder === undefined ? undefined : join(folder, problemsFile);
  if (file === undefined || !existsSync(file)) return { findings: [] };
  return previewProblems.parse(JSON.parse(readFileSync(file, 'utf8')));
}
