import { distance } from 'fastest-levenshtein';
import { compareText } from '../findings/codes.ts';

/**
 * The name that was most likely meant: it differs in at most a third of its letters, or only in their order. Stricter
 * than for keys of files, since names of the language are short: `foo` is not `bool`.
 */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, edits: edits(name.toLowerCase(), candidate.toLowerCase()) }))
    .toSorted((a, b) => a.edits - b.edits || compareText(a.candidate, b.candidate));
  const best = ranked[0];
  return best !== undefined && best.edits < name.length && best.edits <= Math.max(1, Math.floor(Math.max(name.length, best.candidate.length) / 3)) ? best.candidate : undefined;
}

function edits(a: string, b: string): number {
  const count = distance(a, b);
  return count === 2 && sorted(a) === sorted(b) ? 1 : count;
}

function sorted(text: string): string {
  return [...text].toSorted(compareText).join('');
}

/** `; did you mean \`x\`?`, or nothing. */
export function didYouMean(meant: string | undefined): string {
  return meant === undefined ? '' : `; did you mean \`${meant}\`?`;
}
