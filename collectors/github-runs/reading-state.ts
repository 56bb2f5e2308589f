import { z } from 'zod';
import { instant } from '../../src/schema/primitives.ts';
import { runRecord } from './run-record.ts';

/** A page of runs that were created in a stretch of time; without an end, of all since. */
const runQuestion = z.object({
  from: instant,
  to: instant.optional(),
  page: z.int().positive(),
  total: z.int().optional().describe('Runs that there were when its first page was read'),
  again: z.literal(true).optional().describe('Asked anew, since runs were deleted while its pages were read'),
});
export type RunQuestion = z.infer<typeof runQuestion>;

/** A run that had not ended when it was last read, as it was then. */
const openRun = z.object({ id: z.string(), attempt: z.int().positive(), created: instant, started: instant, record: runRecord });
export type OpenRun = z.infer<typeof openRun>;

/** The bookmark of a repository: what is known of its runs and, in the midst of a reading, what is left of it. */
const readingState = z.object({
  until: instant.describe('When the last whole reading began, or how far back the first one goes'),
  last: instant.optional().describe('When the newest run was created'),
  open: z.array(openRun).default([]),
  busy: z.literal(true).optional().describe('What the last reading found new did not fit a page'),
  quiet: z.object({ from: instant, etag: z.string() }).optional().describe('The last question that was answered with one page'),
  left: z
    .object({ began: instant, questions: z.array(runQuestion), checked: z.array(z.string()).describe('Open runs that were read already') })
    .optional()
    .describe('What is left of a reading under way, next first'),
});
export type ReadingState = z.infer<typeof readingState>;

/** A bookmark read back; one that is none means a first reading. */
export function stateIn(text: string | undefined): ReadingState | undefined {
  if (text === undefined) return undefined;
  try {
    const result = readingState.safeParse(JSON.parse(text));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}
