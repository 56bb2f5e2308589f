import { z } from 'zod';
import { day } from '../primitives.ts';
import { expressionText, ruleId } from './names.ts';

/** `content/campaigns/*.yaml`: a scorecard, or some of its checks, to be reached by many until a day. */
export const campaign = z.strictObject({
  id: ruleId,
  title: z.string().min(1).max(120),
  description: z.string().max(2000).optional(),
  owner: z.string().min(1).optional().describe('Who runs it: reference of a Group or User'),
  scorecard: ruleId,
  checks: z.array(ruleId).min(1).optional().describe('Checks that must pass'),
  level: ruleId.optional().describe('Or the level that must be reached, in place of `checks`; without either: the highest level'),
  where: expressionText.optional().describe('CEL over the entity: who is in, among those that the scorecard judges; all without it'),
  start: day,
  due: day.describe('The day by whose end the target is to be met'),
  target: z.number().gt(0).max(100).default(100).describe('Share of entities in percent that must be done'),
});
export type CampaignFile = z.infer<typeof campaign>;
