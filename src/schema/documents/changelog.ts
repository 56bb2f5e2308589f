import { z } from 'zod';
import { day } from '../primitives.ts';
import { pageFields } from './page.ts';

/** Kinds of change, in the words of Keep a Changelog. */
export const changeKind = z.enum(['added', 'changed', 'deprecated', 'removed', 'fixed', 'security']);
export type ChangeKind = z.infer<typeof changeKind>;

/** Front matter of an entry under `content/changelog/<component>`. */
export const changelogFrontMatter = z.strictObject({
  ...pageFields,
  date: day.describe('The day it takes effect; one to come is announced as upcoming'),
  announced: day.optional().describe('The day it was first announced, for one that was announced before it takes effect: feeds list it under this day'),
  kind: changeKind.describe('Kind of change, in the words of Keep a Changelog'),
  breaking: z.boolean().default(false).describe('True if those affected have to act, or something of theirs stops working'),
  affects: z.string().max(500).optional().describe('Who is affected'),
  action: z.string().max(500).optional().describe('What they have to do'),
  actionBy: day.optional().describe('The day by which it must be done'),
  version: z.string().max(60).optional().describe('The version that brings it'),
});
export type ChangelogFrontMatter = z.infer<typeof changelogFrontMatter>;
