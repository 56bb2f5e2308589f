import type { DocumentKind } from '../../schema/documents/kinds.ts';
import { days } from '../format.ts';

/** What the state of a version means to who reads it. */
export const versionStates = {
  current: 'current',
  next: 'not out yet',
  supported: 'still supported',
  unsupported: 'no longer supported',
} as const;

/** The same for a state as a page has it. */
export function versionState(status: string): string {
  return status === 'current' || status === 'next' || status === 'supported' || status === 'unsupported' ? versionStates[status] : status;
}

/** Kinds of document, one and several. */
export const documentKindWords: Readonly<Record<DocumentKind, { readonly one: string; readonly many: string }>> = {
  doc: { one: 'Page', many: 'Docs' },
  change: { one: 'Change', many: 'Changes' },
  runbook: { one: 'Runbook', many: 'Runbooks' },
  postmortem: { one: 'Post-mortem', many: 'Post-mortems' },
  'architecture-decision': { one: 'Architecture decision', many: 'Architecture decisions' },
  drill: { one: 'Drill', many: 'Drills' },
  minutes: { one: 'Minutes', many: 'Minutes' },
  charter: { one: 'Team charter', many: 'Team charters' },
  question: { one: 'Question', many: 'Questions' },
  'repository-doc': { one: 'Page of a repository', many: 'Docs of repositories' },
};

/** `41 days ago`, `today`, `in 12 days` of days that are left. */
export function fromToday(left: number): string {
  if (left === 0) return 'today';
  return left < 0 ? `${days(-left)} ago` : `in ${days(left)}`;
}
