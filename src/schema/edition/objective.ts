import { z } from 'zod';
import { instant } from '../primitives.ts';
import { person } from './document.ts';
import { entityLinkView, listPage, sitePath } from './shared.ts';

/** One row of the list of objectives. */
export const objectiveSummary = z.strictObject({
  name: z.string(),
  title: z.string(),
  path: sitePath,
  entities: z.array(entityLinkView).describe('What it is about'),
  owner: person.optional().describe('Who owns the first of them'),
  target: z.string().describe('The first objective in words: 99.9% of requests over a rolling 28 days'),
  objectives: z.int().positive(),
  allowed: z.string().optional().describe('What may fail: 1 in 1,000 requests, 20.2 minutes'),
  alerts: z.int().nonnegative(),
});
export type ObjectiveSummary = z.infer<typeof objectiveSummary>;

/** `api/v1/planning/objectives/<page>.json`. */
export const objectiveList = listPage(objectiveSummary).extend({
  asOf: instant,
  without: z.int().nonnegative().describe('Components in production without an objective'),
});
export type ObjectiveList = z.infer<typeof objectiveList>;

/** A query of an indicator: its source and what it asks it, with what looks like a credential left out. */
export const metricQuery = z.strictObject({
  part: z.enum(['good', 'bad', 'total', 'raw', 'threshold']),
  source: z.string().optional().describe('Type of the source of the metrics: Prometheus'),
  sourceTitle: z.string().optional(),
  query: z.string().describe('As text, or as YAML where it has several fields'),
});

export const indicator = z.strictObject({
  name: z.string(),
  title: z.string(),
  description: z.string().optional(),
  meaning: z.string().describe('How it is worked out, in a sentence'),
  queries: z.array(metricQuery).min(1),
});
export type Indicator = z.infer<typeof indicator>;

/** One objective of an SLO. */
export const objectiveRow = z.strictObject({
  title: z.string().optional(),
  percent: z.number().describe('Target in percent'),
  words: z.string().describe('Target in words'),
  threshold: z.string().optional().describe('below 300 ms'),
  slice: z.string().optional().describe('How time is cut, and what makes a slice good'),
  weight: z.number().optional().describe('Its weight in a composite'),
  allowed: z.string().optional().describe('What may fail, in words'),
  allowedMinutes: z.number().nonnegative().optional().describe('Minutes that may fail in the window, where time is counted'),
  indicator: indicator.optional().describe('Of a composite: its own'),
});

export const alertPolicy = z.strictObject({
  name: z.string(),
  title: z.string(),
  description: z.string().optional(),
  when: z.array(z.enum(['breaching', 'resolved', 'no data'])),
  condition: z.strictObject({ title: z.string(), severity: z.string(), words: z.string().describe('burn rate of 14.4 or more over 1 hour, for 5 minutes'), description: z.string().optional() }).optional(),
  targets: z.array(z.strictObject({ title: z.string(), target: z.string().optional(), description: z.string().optional() })),
});

/** `api/v1/planning/objectives/by-name/<name>.json`: the page of an SLO. */
export const objectivePage = z.strictObject({
  asOf: instant,
  name: z.string(),
  title: z.string(),
  path: sitePath,
  description: z.string().optional(),
  service: z.string(),
  serviceTitle: z.string().optional(),
  serviceDescription: z.string().optional(),
  entities: z.array(entityLinkView),
  owner: person.optional(),
  method: z.strictObject({ name: z.string(), words: z.string() }),
  window: z.strictObject({ words: z.string(), minutes: z.number().optional(), approximate: z.boolean(), timeZone: z.string().optional(), startsAt: z.string().optional() }).optional(),
  objectives: z.array(objectiveRow).min(1),
  indicator: indicator.optional().describe('Absent of a composite, whose objectives have their own, and where the one named does not exist'),
  alerts: z.array(alertPolicy),
  file: z.string().describe('Where it is written, below the content folder'),
  line: z.int().positive(),
});
export type ObjectivePage = z.infer<typeof objectivePage>;
