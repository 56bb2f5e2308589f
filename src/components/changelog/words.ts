import type { Tone } from '../design/tones.ts';
import { plural } from '../format.ts';
import type { ChangeKind } from '../../schema/documents/changelog.ts';
import { changeKind } from '../../schema/documents/changelog.ts';
import type { ChangeEntry, ReleaseView } from '../../schema/edition/changelog.ts';

/** Kinds of change as they are filtered by, in the order of Keep a Changelog. */
export const kindWords: Readonly<Record<ChangeKind, string>> = { added: 'Added', changed: 'Changed', deprecated: 'Deprecated', removed: 'Removed', fixed: 'Fixed', security: 'Security' };

/** Tone of a kind: what takes something away, or could be used against someone, stands out. */
export const kindTones: Readonly<Record<ChangeKind, Tone>> = { added: 'good', changed: 'tag', deprecated: 'warn', removed: 'warn', fixed: 'tag', security: 'bad' };

/** Kinds that are among the changes, in order. */
export function kindsIn(changes: readonly ChangeEntry[]): ChangeKind[] {
  return changeKind.options.filter((kind) => changes.some((change) => change.kind === kind));
}

/** `6 days left to act`, `last day to act`; undefined where nothing has to be done any more. */
export function actWords({ daysToAct }: ChangeEntry): string | undefined {
  if (daysToAct === undefined) return undefined;
  return daysToAct === 0 ? 'last day to act' : `${plural(daysToAct, 'day')} left to act`;
}

/** `takes effect in 12 days`, or `in effect` once it has. */
export function effectWords({ daysToEffect }: ChangeEntry): string {
  if (daysToEffect === undefined) return 'in effect since';
  return daysToEffect === 1 ? 'takes effect tomorrow,' : `takes effect in ${plural(daysToEffect, 'day')},`;
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const;

/** Changes of one month. */
export interface Month {
  /** `2026-11`; empty for those without a date. */
  readonly id: string;
  readonly title: string;
  readonly changes: readonly ChangeEntry[];
}

/** Changes month by month, in the order in which they come. */
export function byMonth(changes: readonly ChangeEntry[]): Month[] {
  return [...Map.groupBy(changes, ({ date }) => date?.slice(0, 7) ?? '')].map(([id, of]) => ({ id, title: monthWords(id), changes: of }));
}

function monthWords(id: string): string {
  const [year = '', month = ''] = id.split('-');
  return id === '' ? 'Without a date' : `${months[Number(month) - 1] ?? month} ${year}`;
}

/** `booking-api 4.2.0`, `@acme/cli 1.2.3`, `Not released yet`. */
export function releaseTitle({ repository, release, package: name, version }: Pick<ReleaseView, 'repository' | 'release' | 'package' | 'version'>, withRepository: boolean): string {
  const plain = name === undefined ? release : release.startsWith(`${name}@`) ? release.slice(name.length + 1) : (version ?? release);
  const what = plain === 'unreleased' ? 'not released yet' : plain;
  const of = name ?? (withRepository ? repository.slice(repository.lastIndexOf('/') + 1) : undefined);
  return of === undefined ? what.slice(0, 1).toUpperCase() + what.slice(1) : `${of} ${what}`;
}
