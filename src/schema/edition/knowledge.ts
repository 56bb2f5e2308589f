import { z } from 'zod';
import { day, instant } from '../primitives.ts';
import { documentLink, followUp, person } from './document.ts';
import { entityLinkView, sitePath } from './shared.ts';

/** Kinds of document about services and teams, in the order in which they are listed. */
export const knowledgeKind = z.enum(['runbook', 'postmortem', 'architecture-decision', 'drill', 'minutes', 'charter', 'question']);
export type KnowledgeKind = z.infer<typeof knowledgeKind>;

/** How many action items there are, and how many of the open ones are past their day. */
export const followUpCounts = z.strictObject({ open: z.int().nonnegative(), overdue: z.int().nonnegative(), done: z.int().nonnegative() });
export type FollowUpCounts = z.infer<typeof followUpCounts>;

/** What every line of a list of documents has. */
const line = {
  ...documentLink.omit({ kind: true }).shape,
  owner: person.optional(),
  entities: z.array(entityLinkView).describe('What it is about; at most 5'),
  entitiesTotal: z.int().nonnegative(),
  reviewBy: day.optional(),
} as const;

export const runbookLine = z.strictObject({
  ...line,
  severity: z.string().optional(),
  alerts: z.array(z.string()),
  lastTested: day.optional(),
  testedDays: z.int().optional(),
  testDue: z.boolean().describe('True if it was never tested, or longer than a year ago'),
});
export const postmortemLine = z.strictObject({ ...line, severity: z.string().optional(), minutes: z.number().optional(), impact: z.string().optional(), actions: followUpCounts });
export const architectureDecisionLine = z.strictObject({ ...line, number: z.string().optional(), deciders: z.array(person), supersededBy: z.array(documentLink) });
export const drillLine = z.strictObject({
  ...line,
  exercise: z.string().optional(),
  scenario: z.string(),
  runbooks: z.array(documentLink),
  recoverMinutes: z.number().optional(),
  recoveryObjectiveMinutes: z.number().optional(),
  recoveredInTime: z.boolean().optional(),
  actions: followUpCounts,
});
export const minutesLine = z.strictObject({ ...line, group: z.string(), decisions: z.int().nonnegative(), next: day.optional(), actions: followUpCounts });
export const charterLine = z.strictObject({ ...line, team: person, type: z.string().optional(), mission: z.string(), contact: z.string().optional() });
export const questionLine = z.strictObject({ ...line, topic: z.string(), alsoAsked: z.array(z.string()) });

function kindPage<K extends KnowledgeKind, I extends z.ZodType>(kind: K, item: I) {
  return z.strictObject({
    asOf: instant,
    kind: z.literal(kind),
    title: z.string().describe('The kind in plural: Runbooks'),
    description: z.string(),
    path: sitePath.describe('The first page of the list'),
    page: z.int().positive(),
    pages: z.int().positive(),
    total: z.int().nonnegative(),
    previous: sitePath.optional(),
    next: sitePath.optional(),
    items: z.array(item),
  });
}

/**
 * `api/v1/documents/kinds/<kind>.json`: all documents of a kind with what matters of them; from the second page on
 * `api/v1/documents/kinds/<kind>/<page>.json`.
 */
export const documentKindPage = z.discriminatedUnion('kind', [
  kindPage('runbook', runbookLine),
  kindPage('postmortem', postmortemLine),
  kindPage('architecture-decision', architectureDecisionLine),
  kindPage('drill', drillLine),
  kindPage('minutes', minutesLine),
  kindPage('charter', charterLine),
  kindPage('question', questionLine),
]);
export type DocumentKindPage = z.infer<typeof documentKindPage>;
export type KindPageOf<K extends KnowledgeKind> = Extract<DocumentKindPage, { kind: K }>;

/** `api/v1/documents/knowledge.json`: what there is of each kind, and what is still to be done over the whole organisation. */
export const knowledgeOverview = z.strictObject({
  asOf: instant,
  kinds: z.array(
    z.strictObject({
      kind: knowledgeKind,
      title: z.string(),
      description: z.string(),
      total: z.int().nonnegative(),
      pages: z.int().positive(),
      path: sitePath,
      due: z.int().nonnegative().describe('Those past the day they should have been reviewed by'),
      folder: z.string().describe('Where they are written, below the content folder'),
    }),
  ),
  followUps: followUpCounts.extend({ unowned: z.int().nonnegative().describe('Open ones that no team owns') }),
  teams: z.array(z.strictObject({ team: person, open: z.int().positive(), overdue: z.int().nonnegative() })).describe('Who owes the open ones: most overdue first'),
  open: z.array(followUp).describe('Open action items and follow-ups, the longest overdue first; at most 200. All are in documents/follow-ups.ndjson'),
  done: z.array(followUp).describe('Those done last, at most 20'),
});
export type KnowledgeOverview = z.infer<typeof knowledgeOverview>;
