import type { Answer } from '../engine/engine.ts';
import type { FacetValue } from '../engine/filter.ts';

/** The line above the results: how many there are, how many have everything, how many are shown. */
export function countLine({ total, whole }: Pick<Answer, 'total' | 'whole'>, shown: number): string {
  if (total === 0) return 'Nothing found.';
  const results = `${number(total)} ${total === 1 ? 'result' : 'results'}`;
  const share = whole === total ? '' : whole === 0 ? ', none with all of the words' : `, ${number(whole)} with all of the words`;
  return shown < total ? `${results}${share}; the first ${number(shown)} are shown.` : `${results}${share}.`;
}

/** Words that occur nowhere, and what was looked for instead. Undefined if all are known. */
export function correctionLine({ corrections }: Pick<Answer, 'corrections'>): string | undefined {
  if (corrections.length === 0) return undefined;
  return corrections.map(({ typed, word }) => `“${typed}” occurs nowhere; “${word}” was looked for too.`).join(' ');
}

/** Kinds that are told by name. */
const mostSearched = 12;

/** What was searched, in a sentence: `Searched: 12 components, 3 runbooks.` Most first. */
export function searchedLine(searched: readonly FacetValue[]): string {
  if (searched.length === 0) return 'Nothing has been published that could be searched.';
  const more = searched.length - mostSearched;
  const parts = searched.toSorted((a, b) => b.count - a.count).slice(0, mostSearched).map(({ label, count }) => `${label} (${number(count)})`);
  return `Searched were the names, titles, headings and texts of everything in this edition: ${parts.join(', ')}${more > 0 ? ` and ${number(more)} more kinds` : ''}.`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}
