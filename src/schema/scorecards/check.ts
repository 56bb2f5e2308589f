import { z } from 'zod';
import { day, webUrl } from '../primitives.ts';
import { checkId, expressionText, pillar, ruleId } from './names.ts';

/** How to fix a failing check: a sentence, a link, or both. */
export const fix = z.strictObject({
  text: z.string().min(1).max(500).optional().describe('What to do, in a sentence'),
  url: webUrl.optional().describe('Where it is explained or done, in one click'),
});

/** Fields of a check that a shared definition and a scorecard both have. */
const shared = {
  title: z.string().min(1).max(120).describe('What holds when the check passes: Has an owner'),
  description: z.string().max(2000).optional().describe('Why it matters'),
  weight: z.number().min(0).max(1000).describe('Its weight in the score'),
  pillar,
  expression: expressionText.describe('CEL over entity, repository, repositories and asOf that gives true or false'),
  measure: expressionText.describe('CEL that gives a number, in place of `expression`; judged against `target`'),
  target: z.number().describe('The limit that the measure is held to'),
  direction: z.enum(['at-most', 'at-least']).describe('Which side of the target is good'),
  unit: z.string().max(20).describe('Unit of the measure, for people: days, %'),
  message: z
    .string()
    .max(500)
    .describe('Said with the verdict, with values in braces: `last commit {daysSince(repository.lastCommitAt)} days ago, limit {target}`'),
  fix,
  controls: z
    .array(z.string().regex(/^[^:\s]+:\S+$/, 'must be scheme:control, such as SOC2:CC8.1'))
    .describe('Compliance controls that it is evidence for, by identifier: SOC2:CC8.1, ISO27001:A.8.32'),
  applies: expressionText.describe('CEL; the check is not applicable where it is false'),
  enabledFrom: day.describe('The day from which it counts; until then it is shown as announced'),
};

/** A check that scorecards share, under `content/scorecards/checks/`. It has no level: each scorecard gives its own. */
export const sharedCheck = z.strictObject({
  id: checkId,
  title: shared.title,
  description: shared.description,
  weight: shared.weight.default(1),
  pillar: shared.pillar,
  expression: shared.expression.optional(),
  measure: shared.measure.optional(),
  target: shared.target.optional(),
  direction: shared.direction.optional(),
  unit: shared.unit.optional(),
  message: shared.message.optional(),
  fix: shared.fix.optional(),
  controls: shared.controls.default([]),
  applies: shared.applies.optional(),
});
export type SharedCheck = z.infer<typeof sharedCheck>;

/** `content/scorecards/checks/*.yaml`. */
export const sharedChecksFile = z.strictObject({ checks: z.array(sharedCheck).min(1).describe('Checks that scorecards take up with `use`') });

/**
 * A check as a scorecard writes it: whole; or `use: <shared check>` with what it changes; or, in a scorecard that extends
 * another, the id of an inherited check with what it changes. Whether it is whole is known only after that is resolved.
 */
export const scorecardCheck = z.strictObject({
  id: checkId.optional().describe('Unique in the scorecard; that of the shared check if left out'),
  use: ruleId.optional().describe('Id of a shared check that this one starts from'),
  level: ruleId.optional().describe('The level that needs it'),
  title: shared.title.optional(),
  description: shared.description,
  weight: shared.weight.optional(),
  pillar: shared.pillar.optional(),
  expression: shared.expression.optional(),
  measure: shared.measure.optional(),
  target: shared.target.optional(),
  direction: shared.direction.optional(),
  unit: shared.unit.optional(),
  message: shared.message.optional(),
  fix: shared.fix.optional(),
  controls: shared.controls.optional(),
  applies: shared.applies.optional(),
  enabledFrom: shared.enabledFrom.optional(),
  omit: z.boolean().optional().describe('True leaves an inherited check out'),
});
export type ScorecardCheck = z.infer<typeof scorecardCheck>;
