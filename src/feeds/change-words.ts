import { changeWords, type Names } from '../assess/history/views.ts';
import type { LogEntry } from '../assess/history/change-log.ts';
import type { DatedChange } from '../assess/history/past-changes.ts';
import { notJudged } from '../assess/history/since.ts';
import type { ChangeCause } from '../schema/scorecards/names.ts';
import { escapeHtml } from './text.ts';

/** Why something changed, in words. */
export const causeWords: Readonly<Record<ChangeCause, string>> = {
  facts: 'the facts changed',
  rules: 'the rules changed',
  'facts-and-rules': 'facts and rules changed',
  decision: 'a decision began or ended',
  membership: 'who is judged changed',
};

/** Changes that one entry lists. */
export const listedChanges = 100;

const nouns: Readonly<Record<string, readonly [string, string]>> = {
  component: ['component', 'components'],
  api: ['API', 'APIs'],
  resource: ['resource', 'resources'],
  system: ['system', 'systems'],
  domain: ['domain', 'domains'],
  group: ['team', 'teams'],
  capability: ['capability', 'capabilities'],
};

/** `3 components rose, 1 fell; 5 checks better, 2 worse; 1 judged for the first time`. */
export function summaryOf({ changes, levels, checks, causes }: LogEntry): string {
  const kinds = [...new Set(changes.map(({ entity }) => entity.slice(0, entity.indexOf(':'))))];
  const [one, many] = (kinds.length === 1 ? nouns[kinds[0] ?? ''] : undefined) ?? ['entity', 'entities'];
  const left = changes.filter(({ to }) => to === notJudged).length;
  const moved = changes.filter(({ check, direction, cause }) => check === undefined && direction === 'other' && cause !== 'membership').length;
  const other = changes.filter(({ check, direction }) => check !== undefined && direction === 'other').length;
  const groups = [
    listed([[levels.better, 'rose'], [levels.worse, 'fell'], [moved, 'changed level']], one, many),
    listed([[checks.better, 'better'], [checks.worse, 'worse'], [other, 'otherwise']], 'check', 'checks'),
    listed([[causes.membership - left, 'newly judged'], [left, 'judged no more']], one, many),
  ];
  return groups.filter((group) => group !== '').join('; ');
}

/** `3 components rose, 1 fell`: the noun stands with the first count only. */
function listed(counts: readonly (readonly [number, string])[], one: string, many: string): string {
  return counts
    .filter(([count]) => count > 0)
    .map(([count, verb], index) => (index === 0 ? `${count} ${count === 1 ? one : many} ${verb}` : `${count} ${verb}`))
    .join(', ');
}

/** The changes of an entry, one a line, as plain text and as escaped HTML. */
export function changeLines({ changes }: LogEntry, names: Names): { readonly text: string; readonly html: string } {
  const lines = changes.slice(0, listedChanges).map((change) => lineOf(change, names));
  const more = changes.length - lines.length;
  if (more > 0) lines.push(`and ${more} more`);
  return { text: lines.join('\n'), html: `<ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>` };
}

/** `Payments: from Bronze to Silver (the facts changed)`. */
function lineOf(change: DatedChange, names: Names): string {
  const { subject, from, to } = changeWords(change, names.scorecards);
  const about = change.check === undefined ? '' : `${subject}: `;
  return `${names.link(change.entity).title}: ${about}from ${from} to ${to} (${causeWords[change.cause]})`;
}
