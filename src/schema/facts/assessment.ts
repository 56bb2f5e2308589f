import { z } from 'zod';
import { defineFactKind } from '../fact.ts';
import { instant } from '../primitives.ts';
import { changeCause, verdict } from '../scorecards/names.ts';

/** A level or a verdict that an edition published otherwise than the one before. */
export const publishedChange = z.strictObject({
  subject: z.string().describe('`level`, or the id of a check'),
  from: z.string().describe('Verdict, or id of the level, before; `none` for no level'),
  to: z.string(),
  cause: changeCause,
});
export type PublishedChange = z.infer<typeof publishedChange>;

/** What was published of one entity by one scorecard: kept, so that what was said then can be told from
 * what would be said today. */
export const assessment = z.strictObject({
  entity: z.string().min(1),
  scorecard: z.string().min(1),
  owner: z.string().optional().describe('Owner then'),
  level: z.string().optional().describe('Id of the level reached; absent for none'),
  score: z.number().optional().describe('Passed weight over judged weight, 0 to 1; absent if nothing was judged'),
  rules: z.string().describe('Digest of the rules of the scorecard then'),
  verdicts: z
    .array(z.strictObject({ check: z.string(), verdict, raw: verdict.describe('Before exemptions') }))
    .describe('In the order of the scorecard; announced checks are left out'),
  changedAt: instant.optional().describe('The edition that last published something else than the one before; absent if none did'),
  changes: z.array(publishedChange).describe('What changed then. Kept until the next change, so that a quiet night writes no row'),
});
export type Assessment = z.infer<typeof assessment>;

export const assessmentKind = defineFactKind({
  kind: 'assessment',
  title: 'Assessments as published',
  description: 'Level and verdicts of each entity as an edition published them.',
  policy: 'snapshot',
  schema: assessment,
  key: ['entity', 'scorecard'],
});

/** The rules of one check as they were published, to show what changed in them. */
export const publishedRule = z.strictObject({
  scorecard: z.string().min(1),
  check: z.string().min(1),
  title: z.string(),
  level: z.string(),
  digest: z.string(),
  definition: z.string().describe('What decides the verdict, as text'),
});
export type PublishedRule = z.infer<typeof publishedRule>;

export const publishedRuleKind = defineFactKind({
  kind: 'published-rule',
  title: 'Rules as published',
  description: 'The definition of each check as an edition published it.',
  policy: 'snapshot',
  schema: publishedRule,
  key: ['scorecard', 'check'],
});
