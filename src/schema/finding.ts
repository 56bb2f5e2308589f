import { z } from 'zod';
import { repositoryId } from './primitives.ts';

/**
 * How much a finding matters: an `error` is something the organisation must fix in its own content (exit code 1); a
 * `warning` is a defect in what was read; a `note` is something that could not be evaluated or that readers should know.
 */
export const severity = z.enum(['error', 'warning', 'note']);
export type Severity = z.infer<typeof severity>;

/** Permanent code of a finding: `ALM` and four digits. Codes are listed in `src/findings/codes.ts` and never reused. */
export const findingCode = z.string().regex(/^ALM\d{4}$/).describe('Permanent code of a finding: ALM0101');

/** Something to fix: what, why and what to do, with file, line and column where there is one. */
export const finding = z.strictObject({
  code: findingCode,
  severity,
  what: z.string().min(1).describe('What was found, in one sentence that names the thing'),
  why: z.string().min(1).describe('Why it matters, or what rule it breaks'),
  fix: z.string().min(1).describe('What to do about it'),
  repository: repositoryId.optional().describe('The repository it was found in, where there is one'),
  entity: z.string().optional().describe('The entity it is about, as kind:namespace/name'),
  file: z.string().optional().describe('Path of the file, relative to the repository or content folder'),
  line: z.int().positive().optional().describe('Line in that file, from 1'),
  column: z.int().positive().optional().describe('Column in that line, from 1'),
  excerpt: z.string().optional().describe('The line itself with its number, and a caret under the place; at most three lines'),
});
export type Finding = z.infer<typeof finding>;
