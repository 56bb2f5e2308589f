import { z } from 'zod';
import { day, instant } from '../primitives.ts';
import { person } from './document.ts';
import { entityLinkView, sitePath } from './shared.ts';

/** How many gave each answer, of `n` who answered. Labels of a question where several could be ticked add up to more. */
export const distribution = z.strictObject({
  n: z.int().positive(),
  counts: z.array(z.int().nonnegative()).describe('In the order of the labels'),
  favourable: z.int().nonnegative().optional().describe('How many gave a favourable answer; absent where none is declared'),
});
export type SurveyDistribution = z.infer<typeof distribution>;

/** A group that is shown, or the rest of them together. */
export const surveyGroup = z.strictObject({
  title: z.string(),
  entity: entityLinkView.optional(),
  rest: z.array(z.string()).optional().describe('For the rest: the groups in it, which are too small to be shown or hide one that is'),
  distribution,
});

const withheld = z.strictObject({ withheld: z.literal(true), why: z.string() });

/** The results of one question. Where too few answered there is nothing but the reason. */
export const questionResults = z.strictObject({
  id: z.string(),
  text: z.string(),
  type: z.enum(['scale', 'choice', 'text']),
  several: z.boolean(),
  labels: z.array(z.string()),
  favourable: z.array(z.string()),
  all: z.union([distribution, withheld]),
  groups: z.array(surveyGroup).describe('Empty where no grouping is declared or none can be shown'),
  previous: z
    .strictObject({ survey: z.string(), path: sitePath, title: z.string(), askedOn: day, n: z.int().positive(), favourable: z.number().describe('Share of favourable answers then') })
    .optional(),
});
export type QuestionResults = z.infer<typeof questionResults>;

/** What is said of a survey wherever it is listed. */
export const surveySummary = z.strictObject({
  id: z.string(),
  title: z.string(),
  path: sitePath,
  description: z.string().optional(),
  owner: person.optional(),
  askedOn: day,
  closesOn: day.optional(),
  open: z.boolean().describe('True until its last day is over; there are no results until then'),
  population: z.int().positive(),
  responses: z.int().nonnegative().optional().describe('Absent while it is open, and where too few answered'),
  questions: z.int().positive(),
});
export type SurveySummary = z.infer<typeof surveySummary>;

/** `api/v1/planning/surveys/<id>.json`. */
export const surveyPage = surveySummary.extend({
  asOf: instant,
  minimumGroup: z.int().positive(),
  previous: z.strictObject({ id: z.string(), title: z.string(), path: sitePath, askedOn: day }).optional(),
  groupTitle: z.string().optional(),
  groups: z
    .array(z.strictObject({ title: z.string(), entity: entityLinkView.optional(), rest: z.array(z.string()).optional(), n: z.int().positive(), population: z.int().positive().optional() }))
    .describe('How many answered, per group that can be shown'),
  results: z.array(questionResults).describe('Empty while it is open'),
});
export type SurveyPage = z.infer<typeof surveyPage>;

/** `api/v1/planning/surveys.json`: newest first. */
export const surveyList = z.strictObject({ asOf: instant, minimumGroup: z.int().positive(), surveys: z.array(surveySummary) });
export type SurveyList = z.infer<typeof surveyList>;
