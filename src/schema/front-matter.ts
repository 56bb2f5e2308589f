import { z } from 'zod';
import { day } from './primitives.ts';

const entityRefs = z.array(z.string().min(1)).default([]).describe('Entities it is about, as references: component:payments');

const page = {
  title: z.string().min(1).max(200).describe('Title, shown as the heading and in lists'),
  description: z.string().max(500).optional().describe('One sentence for lists and search results'),
  owner: z.string().min(1).optional().describe('Who keeps it right: reference of a Group or User'),
  entities: entityRefs,
  draft: z.boolean().default(false).describe('True keeps it off the site'),
};

/** Front matter of a page under `content/docs`. */
export const docFrontMatter = z.strictObject({
  ...page,
  order: z.number().optional().describe('Place in its section; pages without one follow by title'),
  reviewBy: day.optional().describe('The day after which the page is marked as due for review'),
});
export type DocFrontMatter = z.infer<typeof docFrontMatter>;

/** Front matter of an entry under `content/changelog/<component>`. */
export const changelogFrontMatter = z.strictObject({
  ...page,
  date: day.describe('The day it takes effect'),
  kind: z
    .enum(['added', 'changed', 'deprecated', 'removed', 'fixed', 'security'])
    .describe('Kind of change, in the words of Keep a Changelog'),
  affects: z.string().max(500).optional().describe('Who is affected'),
  action: z.string().max(500).optional().describe('What they have to do'),
  actionBy: day.optional().describe('The day by which it must be done'),
});
export type ChangelogFrontMatter = z.infer<typeof changelogFrontMatter>;

/** Front matter of a page under `content/runbooks`. */
export const runbookFrontMatter = z.strictObject({ ...page, reviewBy: day.optional().describe('The day after which it is due for review') });
export type RunbookFrontMatter = z.infer<typeof runbookFrontMatter>;

/** The schema of front matter by the first folder below `content/`. */
export const frontMatterByFolder = {
  docs: docFrontMatter,
  changelog: changelogFrontMatter,
  runbooks: runbookFrontMatter,
} as const;
