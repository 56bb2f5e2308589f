import { z } from 'zod';
import { scorecardCheck } from './check.ts';
import { expressionText, ruleId } from './names.ts';

/** One step of the ladder. */
export const level = z.strictObject({
  id: ruleId,
  title: z.string().min(1).max(60),
  description: z.string().max(500).optional().describe('What it means to be there'),
});
export type Level = z.infer<typeof level>;

/** `content/scorecards/*.yaml`: what is asked of whom, as an ordered ladder of levels. */
export const scorecard = z.strictObject({
  id: ruleId.describe('Unique; part of its address'),
  title: z.string().min(1).max(120),
  description: z.string().max(2000).optional(),
  owner: z.string().min(1).optional().describe('Who keeps the rules: reference of a Group or User'),
  extends: ruleId.optional().describe('Id of a scorecard whose levels and checks it starts from'),
  applies: expressionText.optional().describe('CEL over the entity: which entities are judged. Inherited if left out; then all Components'),
  levels: z.array(level).min(1).max(10).optional().describe('The ladder, lowest first; inherited if left out'),
  checks: z.array(scorecardCheck).max(500).default([]),
});
export type ScorecardFile = z.infer<typeof scorecard>;
