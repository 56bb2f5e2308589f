import { z } from 'zod';
import { branchKindName } from '../../src/schema/facts/ci-run.ts';

/** One build as it is kept: nothing of who or what started it, and of its branch only the kind. */
export const build = z.strictObject({
  number: z.int().positive(),
  result: z.string().optional(),
  building: z.boolean(),
  /** Milliseconds since 1970. */
  timestamp: z.number(),
  duration: z.number().optional(),
  queued: z.number().optional(),
  branch: branchKindName.optional(),
});
export type Build = z.infer<typeof build>;

export const buildsPage = z.strictObject({
  type: z.literal('builds'),
  repository: z.string(),
  job: z.string(),
  /** Tells builds of one branch from those of another without naming it; empty for a job without branches. */
  branchKey: z.string(),
  builds: z.array(build),
  unfit: z.array(z.strictObject({ record: z.string(), reason: z.string() })),
});

/** Jobs that were built but whose repository nobody knows. */
export const unknownPage = z.strictObject({ type: z.literal('unknown'), jenkins: z.string(), count: z.int(), examples: z.array(z.string()), unfit: z.int() });

/** A job of which nothing is new. */
export const nonePage = z.strictObject({ type: z.literal('none') });

export const jenkinsPage = z.discriminatedUnion('type', [buildsPage, unknownPage, nonePage]);
