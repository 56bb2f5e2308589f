import { z } from 'zod';
import { day } from '../primitives.ts';
import { expressionText, ruleId } from './names.ts';

/** A decision that a check does not bind some entities for a time. */
export const exemption = z.strictObject({
  scorecard: ruleId,
  check: ruleId.describe('The check that does not bind'),
  entities: z.array(z.string().min(1)).min(1).optional().describe('Who is exempt, as references: component:payments'),
  where: expressionText.optional().describe('Or a CEL expression over the entity, in place of `entities`'),
  reason: z.string().min(1).max(1000),
  approvedBy: z.string().min(1).max(200).describe('Who approved it: a role, a group, a decision'),
  from: day.optional().describe('First day; from the beginning if left out'),
  expires: day.describe('Last day on which it holds. Required: an exemption without an end is a change of the rule'),
});
export type Exemption = z.infer<typeof exemption>;

/** `content/decisions/*.yaml`. */
export const decisionsFile = z.strictObject({ exemptions: z.array(exemption).default([]) });
