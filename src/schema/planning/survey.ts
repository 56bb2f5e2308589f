import { z } from 'zod';
import { day } from '../primitives.ts';
import { ruleId } from '../scorecards/names.ts';

const label = z.string().trim().min(1).max(120);
const common = {
  id: ruleId,
  text: z.string().min(1).max(500).describe('The question as it was asked'),
  column: z.string().min(1).max(500).optional().describe('Its column in the CSV file; without it, its id'),
} as const;

/** A question. Answers are counted by label; free text is never read. */
export const surveyQuestion = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('scale'),
    labels: z.array(label).min(2).max(11).describe('From the lowest to the highest; in the file the label or its number, from 1'),
    favourable: z.array(label).default([]).describe('Labels that count as a good answer, for the share and the comparison'),
  }),
  z.strictObject({
    ...common,
    type: z.literal('choice'),
    labels: z.array(label).min(2).max(30),
    several: z.boolean().default(false).describe('True if more than one could be ticked; in the file separated by semicolons'),
    favourable: z.array(label).default([]),
  }),
  z.strictObject({ ...common, type: z.literal('text').describe('Free text: only how many wrote something is published') }),
]);
export type SurveyQuestion = z.infer<typeof surveyQuestion>;

/** `content/surveys/<id>.yaml`, beside the answers in `<id>.csv`. */
export const surveyFile = z.strictObject({
  title: z.string().min(1).max(160),
  description: z.string().max(2000).optional(),
  owner: z.string().min(1).optional().describe('Who asked: reference of a Group'),
  askedOn: day,
  closesOn: day.optional().describe('The last day to answer: no result is published before it is over, so that nobody can subtract one night from the next'),
  population: z.int().positive().describe('How many people were asked'),
  previous: ruleId.optional().describe('Id of the survey before this one, to compare with'),
  groups: z
    .strictObject({
      column: z.string().min(1).max(500).describe('Column of the CSV file that names the group of who answered'),
      title: z.string().min(1).max(60).default('Team'),
      values: z
        .array(
          z.strictObject({
            value: z.string().trim().min(1).max(120).describe('As it stands in the file'),
            title: z.string().min(1).max(120).optional(),
            entity: z.string().min(1).optional().describe('Reference of the Group'),
            population: z.int().positive().optional().describe('How many of them were asked'),
          }),
        )
        .min(2),
    })
    .optional()
    .describe('Groups that results are shown by, where enough of them answered'),
  questions: z.array(surveyQuestion).min(1).max(200),
});
export type SurveyFile = z.infer<typeof surveyFile>;
