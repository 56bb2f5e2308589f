import type { Permission } from '../../schema/planning/roles.ts';
import type { RoadmapEntry } from '../../schema/edition/planning.ts';
import { plural } from '../format.ts';

export const permissionWords: Readonly<Record<Permission, string>> = { yes: 'Yes', 'with-approval': 'With approval', no: 'No' };

export const statusWords: Readonly<Record<RoadmapEntry['status'], string>> = {
  planned: 'Planned',
  'in-progress': 'In progress',
  done: 'Done',
  delayed: 'Delayed',
  dropped: 'Dropped',
};

/** Class of the badge of a status; the word beside it says the same. */
export const statusTones: Readonly<Record<RoadmapEntry['status'], string>> = { planned: '', 'in-progress': 'under-way', done: 'good', delayed: 'warn', dropped: 'tag' };

export const partWords: Readonly<Record<string, string>> = { accountable: 'Accountable', responsible: 'Responsible', consulted: 'Consulted', informed: 'Informed' };

/** `late by 1 quarter`. */
export function lateWords(quarters: number): string {
  return `late by ${plural(quarters, 'quarter')}`;
}

/** `once`, `twice`, `3 times`. */
export function timesWords(times: number): string {
  return times === 1 ? 'once' : times === 2 ? 'twice' : `${times} times`;
}

export const queryWords = { good: 'Good events', bad: 'Bad events', total: 'All events', raw: 'The ratio', threshold: 'What is measured' } as const;
