import { z } from 'zod';
import { changeKind } from '../documents/changelog.ts';
import { day } from '../primitives.ts';

/** One thing to say: a change, or what has to be done about it. */
export const announcement = z.strictObject({
  id: z.string().describe('Stays the same; what was posted once is known by it'),
  also: z.array(z.string()).optional().describe('Ids of what is said with it, so that it is not said again for another reason'),
  reason: z.enum(['reminder', 'in-effect', 'announced', 'release']).describe('Why today: its deadline is near, it takes effect, it was announced, it was released'),
  kind: changeKind,
  breaking: z.boolean(),
  title: z.string(),
  url: z.string().optional().describe('Absent if the site has no address'),
  description: z.string().optional(),
  date: day.optional().describe('The day it takes effect, or was released'),
  affects: z.string().optional(),
  action: z.string().optional(),
  actionBy: day.optional(),
  daysLeft: z.int().nonnegative().optional().describe('Days left to act'),
  entities: z.array(z.string()).describe('Titles of what changed'),
});
export type Announcement = z.infer<typeof announcement>;

/** What `almanac announce --format json` prints, and posts to webhooks of that format. */
export const announcements = z.strictObject({
  organisation: z.string(),
  team: z.string().optional().describe('Title of the team that it is for'),
  since: day.describe('The first day'),
  day: day.describe('The last day'),
  items: z.array(announcement).describe('Reminders first, soonest deadline first; then what takes effect, what was announced, releases'),
});
export type Announcements = z.infer<typeof announcements>;
