import { z } from 'zod';
import { finding } from '../finding.ts';
import { instant } from '../primitives.ts';

/** One stage of a command: how long it took and what it took. */
export const stageReport = z.strictObject({
  stage: z.string(),
  seconds: z.number(),
  peakRss: z.int().optional().describe('Bytes, where the stage ran in a process of its own or ended with the most so far'),
  summary: z.string(),
});
export type StageReport = z.infer<typeof stageReport>;

/** What `almanac nightly --json` (and `collect`, `build`) prints: one object on standard output. */
export const commandReport = z.strictObject({
  command: z.string(),
  asOf: instant,
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  out: z.string().optional().describe('Folder of the site'),
  seconds: z.number().describe('From start to end; links and search run at the same time'),
  stages: z.array(stageReport),
  collectors: z.array(
    z.strictObject({
      id: z.string(),
      shards: z.int(),
      read: z.int(),
      unchanged: z.int(),
      failed: z.int(),
      postponed: z.int().describe('Not reached in the time given'),
      withheld: z.int().describe('Not to be read with the credentials given'),
      heldBack: z.int().describe('Gone at their source, and kept until that is confirmed'),
      quarantined: z.int(),
      changedRows: z.int(),
    }),
  ),
  counts: z
    .strictObject({ entities: z.int(), repositories: z.int(), facts: z.int(), pages: z.int(), htmlBytes: z.int(), files: z.int(), bytes: z.int() })
    .optional()
    .describe('What the edition holds'),
  findings: z.strictObject({ errors: z.int(), warnings: z.int(), notes: z.int(), shown: z.array(finding).describe('At most 20') }),
  faults: z.array(z.string()),
});
export type CommandReport = z.infer<typeof commandReport>;
