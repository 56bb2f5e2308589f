import { z } from 'zod';
import { day } from '../primitives.ts';

/** Keys that the front matter of every page takes. */
export const pageFields = {
  title: z.string().min(1).max(200).describe('Title, shown as the heading and in lists'),
  description: z.string().max(500).optional().describe('One sentence for lists and search results'),
  owner: z.string().min(1).optional().describe('Who keeps it right: reference of a Group or User'),
  entities: z.array(z.string().min(1)).default([]).describe('Entities it is about, as references: component:payments'),
  draft: z.boolean().default(false).describe('True keeps it off the site'),
  redirectFrom: z.array(z.string().min(1).max(300)).default([]).describe('Earlier paths of the page below the site, which lead to it: docs/old/place/'),
} as const;

/** Keys of pages that must be looked at again from time to time. */
export const reviewFields = {
  reviewBy: day.optional().describe('The day after which the page is marked as due for review, and listed on the page of its owner'),
} as const;

/** Something that someone still has to do, or has done. */
export const actionItem = z.strictObject({
  text: z.string().min(1).max(500),
  type: z
    .enum(['investigate', 'mitigate', 'repair', 'detect', 'prevent', 'process', 'other'])
    .optional()
    .describe('What it is for, in the words of Google SRE: mitigate this incident, repair what it broke, detect or prevent the next one'),
  owner: z.string().min(1).optional().describe('Who does it: reference of a Group, never of a person'),
  due: day.optional(),
  done: day.optional().describe('The day it was done; without it, it is open'),
  link: z.url({ protocol: /^https?$/, hostname: /.+/ }).optional().describe('Where it is tracked'),
});
export type ActionItem = z.infer<typeof actionItem>;
