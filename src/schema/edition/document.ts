import { z } from 'zod';
import { documentKind } from '../documents/kinds.ts';
import { actionItem } from '../documents/page.ts';
import { entityRef } from '../entity.ts';
import { provenance } from '../fact.ts';
import { day, instant, repositoryId } from '../primitives.ts';
import { age, entityLinkView, sitePath } from './shared.ts';

/** A link to a document from another page. */
export const documentLink = z.strictObject({
  kind: documentKind,
  title: z.string(),
  path: sitePath,
  description: z.string().optional(),
  date: day.optional().describe('The day of what it tells about: of an incident, a decision, a change'),
  status: z.string().optional().describe('Its state in a word, where its kind has one: accepted, superseded, passed'),
  overdue: z.boolean().optional().describe('True if the day it should have been reviewed by has passed'),
});
export type DocumentLink = z.infer<typeof documentLink>;

/** An action item or follow-up with the document that asks for it. */
export const followUp = z.strictObject({
  ...actionItem.shape,
  ownerTitle: z.string().optional(),
  ownerPath: sitePath.optional(),
  overdue: z.boolean(),
  document: documentLink,
});
export type FollowUp = z.infer<typeof followUp>;

/** One page or group of a sidebar. Groups nest; a group may have a page of its own. */
export interface SidebarItem {
  title: string;
  path?: string | undefined;
  /** A page on another host. */
  url?: string | undefined;
  collapsed?: boolean | undefined;
  items?: SidebarItem[] | undefined;
}
export const sidebarItem: z.ZodType<SidebarItem> = z.strictObject({
  title: z.string(),
  path: sitePath.optional(),
  url: z.string().optional(),
  collapsed: z.boolean().optional(),
  get items() {
    return z.array(sidebarItem).optional();
  },
});

/** `api/v1/documents/frames/<id>.json`: the sidebar that the pages of one section, or of one repository's docs, share. */
export const documentFrame = z.strictObject({
  id: z.string(),
  title: z.string(),
  path: sitePath.optional().describe('Its first page'),
  about: entityLinkView.optional().describe('The entity or repository whose docs these are'),
  items: z.array(sidebarItem),
  versions: z
    .array(z.strictObject({ id: z.string(), title: z.string(), status: z.enum(['current', 'next', 'supported', 'unsupported']), path: sitePath }))
    .describe('Versions of the section, where it declares them'),
});
export type DocumentFrame = z.infer<typeof documentFrame>;

/** A group or user with the page it has, if it has one. */
export const person = z.strictObject({ ref: z.string(), title: z.string(), path: sitePath.optional() });
export type Person = z.infer<typeof person>;

/** What documents of a kind have besides their text, for the head of the page. */
export const documentRecord = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('doc'),
    journey: z.array(z.strictObject({ entity: entityLinkView, title: z.string(), owner: person.optional(), path: sitePath.optional(), url: z.string().optional() })),
  }),
  z.strictObject({
    kind: z.literal('change'),
    date: day,
    change: z.string().describe('added, changed, deprecated, removed, fixed or security'),
    breaking: z.boolean(),
    upcoming: z.boolean(),
    affects: z.string().optional(),
    action: z.string().optional(),
    actionBy: day.optional(),
    daysLeft: z.int().optional().describe('Days from the edition to actionBy; negative once it has passed'),
    version: z.string().optional(),
  }),
  z.strictObject({
    kind: z.literal('runbook'),
    severity: z.string().optional(),
    alerts: z.array(z.string()),
    lastTested: day.optional().describe('The day it was last followed, in earnest or in a drill'),
    testedDays: z.int().optional().describe('Days from then to the edition'),
    testDue: z.boolean().describe('True if it was never tested, or longer than a year ago'),
    dashboards: z.array(z.strictObject({ title: z.string(), url: z.string() })),
    escalateTo: z.array(person),
    drills: z.array(documentLink).describe('Drills that followed it or will, newest first'),
  }),
  z.strictObject({
    kind: z.literal('postmortem'),
    date: day,
    startedAt: instant.optional(),
    detectedAt: instant.optional(),
    resolvedAt: instant.optional(),
    minutes: z.number().optional().describe('From start to resolution'),
    detectMinutes: z.number().optional().describe('From start to detection'),
    severity: z.string().optional(),
    status: z.string(),
    impact: z.string().optional(),
    trigger: z.string().optional(),
    detection: z.string().optional(),
    resolution: z.string().optional(),
    incident: z.string().optional().describe('Address of the incident'),
    causes: z.array(z.string()),
    actions: z.array(followUp),
  }),
  z.strictObject({
    kind: z.literal('architecture-decision'),
    date: day,
    number: z.string().optional().describe('As in the name of its file: 0007'),
    status: z.string(),
    supersedes: z.array(documentLink),
    supersededBy: z.array(documentLink),
    deciders: z.array(person),
    consulted: z.array(person),
    informed: z.array(person),
  }),
  z.strictObject({
    kind: z.literal('drill'),
    date: day,
    scenario: z.string(),
    exercise: z.string().optional(),
    outcome: z.string(),
    runbooks: z.array(documentLink),
    detectMinutes: z.number().optional(),
    recoverMinutes: z.number().optional(),
    recoveryObjectiveMinutes: z.number().optional(),
    recoveredInTime: z.boolean().optional().describe('Whether it was over within the objective, where both are known'),
    actions: z.array(followUp),
  }),
  z.strictObject({ kind: z.literal('minutes'), date: day, group: z.string(), decisions: z.array(z.string()), followUps: z.array(followUp), next: day.optional() }),
  z.strictObject({
    kind: z.literal('charter'),
    team: person,
    type: z.string().optional(),
    mission: z.string(),
    responsibleFor: z.array(z.string()),
    notResponsibleFor: z.array(z.strictObject({ what: z.string(), team: person.optional() })),
    contact: z.string().optional(),
    hours: z.string().optional(),
  }),
  z.strictObject({ kind: z.literal('question'), topic: z.string(), alsoAsked: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('repository-doc'), repository: repositoryId, repositoryPath: sitePath, file: z.string(), age: age.optional(), provenance }),
]);
export type DocumentRecord = z.infer<typeof documentRecord>;

/** The page of one document: `api/v1/documents/pages/<path>.json`. */
export const documentPage = z.strictObject({
  asOf: instant,
  kind: documentKind,
  path: sitePath,
  title: z.string(),
  description: z.string().optional(),
  summary: z.string().optional().describe('What it begins with, where it has no description'),
  html: z.string().describe('The text as HTML: sanitised, its links resolved, with the base of the site before internal ones'),
  headings: z.array(z.strictObject({ depth: z.int(), id: z.string(), text: z.string() })),
  frame: z.string().optional().describe('Id of the sidebar it is in'),
  breadcrumbs: z.array(z.strictObject({ title: z.string(), path: sitePath.optional() })).describe('From the section to the page, without the page itself'),
  previous: documentLink.optional(),
  next: documentLink.optional(),
  owner: person.optional(),
  entities: z.array(entityLinkView).describe('What it is about'),
  mentionedBy: z.array(documentLink).describe('Documents that link to it; at most 20'),
  updatedAt: instant.optional().describe('When its file last changed in git'),
  reviewBy: z.strictObject({ day, overdue: z.boolean(), days: z.int().describe('Days left; negative once it has passed') }).optional(),
  editUrl: z.string().optional(),
  sourceUrl: z.string().optional(),
  file: z.string().describe('Path of its file: below the content folder, or in its repository'),
  markdown: sitePath.optional().describe('The same text as Markdown'),
  version: z.strictObject({ id: z.string(), title: z.string(), status: z.string(), current: sitePath.optional().describe('The same page of the current version') }).optional(),
  record: documentRecord,
});
export type DocumentPage = z.infer<typeof documentPage>;

/** One line of `api/v1/documents.ndjson`: every document of the edition, in order of path. */
export const documentSummary = z.strictObject({
  ...documentLink.shape,
  owner: z.string().optional(),
  ownerTitle: z.string().optional(),
  ownerPath: sitePath.optional(),
  entities: z.array(entityRef),
  section: z.string().optional().describe('Title of the section or book that it belongs to'),
  repository: repositoryId.optional(),
  updatedAt: instant.optional(),
  reviewBy: day.optional(),
  words: z.int().nonnegative(),
});
export type DocumentSummary = z.infer<typeof documentSummary>;

/** `api/v1/documents/redirects.json`: earlier paths of pages. */
export const redirects = z.array(z.strictObject({ from: sitePath, to: sitePath }));
export type Redirects = z.infer<typeof redirects>;

/** Documents on the page of an entity: those that are about it, and its own. */
export const entityDocuments = z.strictObject({
  book: z
    .strictObject({ title: z.string(), path: sitePath, pages: z.int().positive(), repository: repositoryId })
    .optional()
    .describe("Its own docs, from its repository"),
  groups: z.array(z.strictObject({ kind: documentKind, total: z.int(), items: z.array(documentLink).describe('At most 10'), more: sitePath.optional() })).describe('Documents about it, by kind'),
  journeys: z.array(z.strictObject({ document: documentLink, steps: z.array(z.strictObject({ number: z.int().positive(), of: z.int().positive(), title: z.string() })) })).describe('Journeys through several components that it is a step of'),
  followUps: z.array(followUp).describe('Open action items and follow-ups about it or, for a team, that it owes; at most 20'),
  due: z.array(documentLink).describe('For a team: documents it keeps that are past their review date; at most 20'),
  dueTotal: z.int().nonnegative(),
});
export type EntityDocuments = z.infer<typeof entityDocuments>;

/** One line of the search stage's input, which is not published: the text of a document by heading. */
export const searchDocument = documentSummary.extend({
  alsoAsked: z.array(z.string()).optional(),
  sections: z.array(z.strictObject({ id: z.string().optional(), title: z.string().optional(), text: z.string() })),
});
export type SearchDocument = z.infer<typeof searchDocument>;
