import { z } from 'zod';
import { provenance } from '../fact.ts';
import { instant } from '../primitives.ts';
import { checkOutcome, entityCheck, missingFactView, rulePlace, scorecardOutcome } from './entity-check.ts';

/** A value that an expression read. */
export const factReadView = z.strictObject({
  fact: z.string().describe('As the expression names it: repository.license'),
  of: z.string().describe('Repository id or entity reference'),
  value: z.json(),
  provenance: provenance.optional().describe('Absent for what the catalog works out itself'),
});
export type FactReadView = z.infer<typeof factReadView>;

/** Why a scorecard does not judge an entity. */
const notJudged = z.strictObject({
  applies: z.string().describe('The expression that says who is judged'),
  known: z.boolean().describe('False if it is not known whether it applies'),
  reads: z.array(factReadView),
  missing: z.array(missingFactView),
});

const head = {
  asOf: instant,
  entity: entityCheck.shape.entity,
  scorecard: z.strictObject({ id: z.string(), title: z.string(), place: rulePlace }),
  notJudged: notJudged.optional().describe('Set if the scorecard does not judge the entity; then there is no verdict'),
};

/** What `almanac explain <scorecard>/<check> <entity> --json` prints. */
export const verdictExplanation = z.strictObject({
  ...head,
  check: z.strictObject({
    id: z.string(),
    title: z.string(),
    description: z.string().optional(),
    kind: z.enum(['expression', 'measure']),
    expression: z.string().describe('What decides, or measures'),
    target: z.number().optional(),
    direction: z.enum(['at-most', 'at-least']).optional(),
    unit: z.string().optional(),
    applies: z.string().optional().describe('The check is not applicable where this is false'),
    enabledFrom: z.string().optional(),
    place: rulePlace,
  }),
  outcome: checkOutcome.optional().describe('Absent if the scorecard does not judge the entity'),
  reads: z.array(factReadView).describe('In order of reading, each fact once'),
});
export type VerdictExplanation = z.infer<typeof verdictExplanation>;

/** What `almanac explain <scorecard> <entity> --json` prints. */
export const scorecardExplanation = z.strictObject({ ...head, outcome: scorecardOutcome.optional().describe('Absent if the scorecard does not judge the entity') });
export type ScorecardExplanation = z.infer<typeof scorecardExplanation>;
