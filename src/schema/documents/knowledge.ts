import { z } from 'zod';
import { day, instant, webUrl } from '../primitives.ts';
import { actionItem, pageFields, reviewFields } from './page.ts';

/** Front matter of a page under `content/runbooks`. */
export const runbookFrontMatter = z.strictObject({
  ...pageFields,
  ...reviewFields,
  severity: z.enum(['page', 'ticket', 'info']).optional().describe('How urgent what leads here is: someone is woken, a ticket, or to know'),
  alerts: z.array(z.string().min(1)).default([]).describe('Names of the alerts that lead here'),
  lastTested: day.optional().describe('The day it was last followed in earnest; drills that name it are counted by themselves'),
  dashboards: z.array(z.strictObject({ title: z.string().min(1).max(100), url: webUrl })).default([]).describe('Where to look first'),
  escalateTo: z.array(z.string().min(1)).default([]).describe('Groups to call when the steps do not help, as references, in order'),
});
export type RunbookFrontMatter = z.infer<typeof runbookFrontMatter>;

/** Front matter of a page under `content/postmortems`. */
export const postmortemFrontMatter = z.strictObject({
  ...pageFields,
  date: day.describe('The day the incident began'),
  startedAt: instant.optional().describe('When the impact began'),
  detectedAt: instant.optional().describe('When someone or something noticed'),
  resolvedAt: instant.optional().describe('When the impact was over'),
  severity: z.string().max(40).optional().describe("The incident's severity, in the organisation's own words"),
  status: z.enum(['draft', 'in-review', 'final']).default('final'),
  impact: z.string().max(500).optional().describe('Who noticed what'),
  trigger: z.string().max(500).optional().describe('What set it off'),
  detection: z.string().max(500).optional().describe('How it was noticed'),
  resolution: z.string().max(500).optional().describe('What ended it'),
  causes: z.array(z.string().min(1).max(200)).default([]).describe('Contributing causes'),
  incident: webUrl.optional().describe('The incident in the tool that runs incidents'),
  actions: z.array(actionItem).default([]).describe('What is done so that it does not happen again'),
});
export type PostmortemFrontMatter = z.infer<typeof postmortemFrontMatter>;

/**
 * Front matter of a page under `content/architecture-decisions`: Michael Nygard's records, with the statuses and the three
 * circles of people (deciders, consulted, informed) of MADR. The number that the file's name begins with is the decision's.
 */
export const architectureDecisionFrontMatter = z.strictObject({
  ...pageFields,
  date: day.describe('The day of the decision'),
  status: z.enum(['proposed', 'accepted', 'rejected', 'deprecated', 'superseded']).default('accepted'),
  supersedes: z.array(z.string().min(1)).default([]).describe('Files of the decisions that this one replaces, beside it'),
  deciders: z.array(z.string().min(1)).default([]).describe('Groups that decided, as references'),
  consulted: z.array(z.string().min(1)).default([]).describe('Groups whose opinion was asked, as references'),
  informed: z.array(z.string().min(1)).default([]).describe('Groups that are kept up to date, as references'),
});
export type ArchitectureDecisionFrontMatter = z.infer<typeof architectureDecisionFrontMatter>;

/** Front matter of a page under `content/drills`: an incident that was rehearsed. */
export const drillFrontMatter = z.strictObject({
  ...pageFields,
  date: day,
  scenario: z.string().min(1).max(500),
  exercise: z.enum(['tabletop', 'functional']).optional().describe('In the words of NIST SP 800-84: talked through at a table, or carried out on systems'),
  outcome: z.enum(['planned', 'passed', 'passed-with-findings', 'failed']).default('planned'),
  runbooks: z.array(z.string().min(1)).default([]).describe('Runbooks that were followed, as paths below content: runbooks/position-ingest.md'),
  detectMinutes: z.number().nonnegative().optional().describe('Minutes until it was noticed'),
  recoverMinutes: z.number().nonnegative().optional().describe('Minutes until it was over'),
  recoveryObjectiveMinutes: z.number().nonnegative().optional().describe('Minutes within which it should be over: the recovery time objective'),
  actions: z.array(actionItem).default([]),
});
export type DrillFrontMatter = z.infer<typeof drillFrontMatter>;

/** Front matter of a page under `content/minutes`: a meeting of a user group and what follows from it. */
export const minutesFrontMatter = z.strictObject({
  ...pageFields,
  date: day,
  group: z.string().min(1).max(120).describe('The user group that met: CI users'),
  decisions: z.array(z.string().min(1).max(300)).default([]).describe('What was decided'),
  followUps: z.array(actionItem).default([]),
  next: day.optional().describe('The day of the next meeting'),
});
export type MinutesFrontMatter = z.infer<typeof minutesFrontMatter>;

/** Front matter of a page under `content/charters`: what a team is there for, and where its responsibility ends. */
export const charterFrontMatter = z.strictObject({
  ...pageFields,
  ...reviewFields,
  team: z.string().min(1).describe('The team, as a reference'),
  type: z.enum(['stream-aligned', 'platform', 'enabling', 'complicated-subsystem']).optional().describe('Kind of team, in the words of Team Topologies'),
  mission: z.string().min(1).max(500),
  responsibleFor: z.array(z.string().min(1).max(200)).default([]),
  notResponsibleFor: z
    .array(z.strictObject({ what: z.string().min(1).max(200), team: z.string().min(1).optional().describe('Who is instead') }))
    .default([])
    .describe('What others may take it for, and who does it'),
  contact: z.string().max(200).optional().describe('Where to ask: a channel, an address, a link'),
  hours: z.string().max(200).optional().describe('When somebody answers, and who is called outside these hours'),
});
export type CharterFrontMatter = z.infer<typeof charterFrontMatter>;

/** Front matter of a page under `content/questions`: something people ask, and the answer. The title is the question. */
export const questionFrontMatter = z.strictObject({
  ...pageFields,
  ...reviewFields,
  topic: z.string().min(1).max(60).optional().describe('What it is listed under; without it, the folder that the file is in'),
  alsoAsked: z.array(z.string().min(1).max(200)).default([]).describe('Other words in which people ask it'),
});
export type QuestionFrontMatter = z.infer<typeof questionFrontMatter>;
