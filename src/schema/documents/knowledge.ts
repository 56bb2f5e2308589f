import { z } from 'zod';
import { day, instant } from '../primitives.ts';
import { actionItem, pageFields, reviewFields } from './page.ts';

/** Front matter of a page under `content/runbooks`. */
export const runbookFrontMatter = z.strictObject({
  ...pageFields,
  ...reviewFields,
  severity: z.enum(['page', 'ticket', 'info']).optional().describe('How urgent what leads here is: someone is woken, a ticket, or to know'),
  alerts: z.array(z.string().min(1)).default([]).describe('Names of the alerts that lead here'),
  lastTested: day.optional().describe('The day it was last followed, in earnest or in a drill'),
});
export type RunbookFrontMatter = z.infer<typeof runbookFrontMatter>;

/** Front matter of a page under `content/postmortems`. */
export const postmortemFrontMatter = z.strictObject({
  ...pageFields,
  date: day.describe('The day the incident began'),
  startedAt: instant.optional(),
  resolvedAt: instant.optional(),
  severity: z.string().max(40).optional().describe("The incident's severity, in the organisation's own words"),
  status: z.enum(['draft', 'in-review', 'final']).default('final'),
  impact: z.string().max(500).optional().describe('Who noticed what'),
  causes: z.array(z.string().min(1).max(200)).default([]),
  actions: z.array(actionItem).default([]).describe('What is done so that it does not happen again'),
});
export type PostmortemFrontMatter = z.infer<typeof postmortemFrontMatter>;

/** Front matter of a page under `content/architecture-decisions`: Michael Nygard's records, with MADR's statuses. */
export const architectureDecisionFrontMatter = z.strictObject({
  ...pageFields,
  date: day.describe('The day of the decision'),
  status: z.enum(['proposed', 'accepted', 'rejected', 'deprecated', 'superseded']).default('accepted'),
  supersedes: z.array(z.string().min(1)).default([]).describe('Files of the decisions that this one replaces, beside it'),
  deciders: z.array(z.string().min(1)).default([]).describe('Groups that decided, as references'),
});
export type ArchitectureDecisionFrontMatter = z.infer<typeof architectureDecisionFrontMatter>;

/** Front matter of a page under `content/drills`: an incident that was rehearsed. */
export const drillFrontMatter = z.strictObject({
  ...pageFields,
  date: day,
  scenario: z.string().min(1).max(500),
  outcome: z.enum(['planned', 'passed', 'passed-with-findings', 'failed']).default('planned'),
  runbooks: z.array(z.string().min(1)).default([]).describe('Runbooks that were followed, as paths below content: runbooks/position-ingest.md'),
  detectMinutes: z.number().nonnegative().optional().describe('Minutes until it was noticed'),
  recoverMinutes: z.number().nonnegative().optional().describe('Minutes until it was over'),
  actions: z.array(actionItem).default([]),
});
export type DrillFrontMatter = z.infer<typeof drillFrontMatter>;

/** Front matter of a page under `content/minutes`: a meeting of a user group and what follows from it. */
export const minutesFrontMatter = z.strictObject({
  ...pageFields,
  date: day,
  group: z.string().min(1).max(120).describe('The user group that met: CI users'),
  followUps: z.array(actionItem).default([]),
});
export type MinutesFrontMatter = z.infer<typeof minutesFrontMatter>;

/** Front matter of a page under `content/charters`: what a team is there for, and where its responsibility ends. */
export const charterFrontMatter = z.strictObject({
  ...pageFields,
  ...reviewFields,
  team: z.string().min(1).describe('The team, as a reference'),
  mission: z.string().min(1).max(500),
  responsibleFor: z.array(z.string().min(1).max(200)).default([]),
  notResponsibleFor: z
    .array(z.strictObject({ what: z.string().min(1).max(200), team: z.string().min(1).optional().describe('Who is instead') }))
    .default([])
    .describe('What others may take it for, and who does it'),
  contact: z.string().max(200).optional().describe('Where to ask: a channel, an address, a link'),
});
export type CharterFrontMatter = z.infer<typeof charterFrontMatter>;

/** Front matter of a page under `content/questions`: something people ask, and the answer. The title is the question. */
export const questionFrontMatter = z.strictObject({
  ...pageFields,
  ...reviewFields,
  alsoAsked: z.array(z.string().min(1).max(200)).default([]).describe('Other words in which people ask it'),
});
export type QuestionFrontMatter = z.infer<typeof questionFrontMatter>;
