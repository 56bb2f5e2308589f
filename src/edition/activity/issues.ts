import type { z } from 'zod';
import { compareText } from '../../findings/codes.ts';
import type { issueActivity } from '../../schema/edition/activity.ts';
import type { ActivityParts } from './parts.ts';

/** Issues per class. The database counts them by all classes of an issue together, since one may mean several things. */
export function issueNumbers({ open, opened, all }: z.infer<ActivityParts['issues']['schema']>): z.infer<typeof issueActivity> {
  const names = [...new Set(Object.keys(all).flatMap(classesIn))].toSorted(compareText);
  return { classes: names.map((name) => ({ class: name, open: sum(open, name), opened: sum(opened, name) })) };
}

function classesIn(together: string): string[] {
  return together.split(' ').filter((name) => name !== '');
}

function sum(counts: Readonly<Record<string, number>>, name: string): number {
  return Object.entries(counts).reduce((total, [together, n]) => (classesIn(together).includes(name) ? total + n : total), 0);
}
