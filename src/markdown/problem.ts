import { z } from 'zod';
import { codes, makeFinding } from '../findings/codes.ts';
import { markdownCodes } from '../findings/definitions/markdown.ts';
import type { Finding } from '../schema/finding.ts';
import type { MarkdownSource } from './contract.ts';

/** A place in the text that is rendered, before the lines of its front matter are added. */
export interface Place {
  /** From 1. */
  readonly line: number;
  /** In UTF-16 units, from 1; absent where only the line is known. */
  readonly column?: number | undefined;
}

const isCode = (text: string): text is keyof typeof markdownCodes => Object.hasOwn(markdownCodes, text);

/** A finding about a text, as it is kept in the cache: where the text stands, and whose it is, is added when it is read. */
export const problem = z.object({
  code: z.string().refine(isCode),
  what: z.string(),
  fix: z.string().optional(),
  line: z.int().optional(),
  column: z.int().optional(),
});
export type Problem = z.infer<typeof problem>;

/** The finding for `problem` in `source`. What the organisation must correct is a warning in a repository's text. */
export function findingOf(problem: Problem, source: MarkdownSource): Finding {
  const usual = codes[problem.code].severity;
  return makeFinding(problem.code, {
    what: problem.what,
    severity: source.trust === 'repository' && usual === 'error' ? 'warning' : usual,
    file: source.file,
    ...(problem.fix === undefined ? {} : { fix: problem.fix }),
    ...(source.repository === undefined ? {} : { repository: source.repository }),
    ...(problem.line === undefined ? {} : { line: problem.line + source.firstLine - 1 }),
    ...(problem.column === undefined ? {} : { column: problem.column }),
  });
}
