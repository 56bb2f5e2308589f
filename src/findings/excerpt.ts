/** Most characters of a line of an excerpt, its number included. */
const widest = 160;

/** A place in a line of a file. */
export interface Position {
  /** From 1. */
  readonly line: number;
  /** In UTF-16 units, from 1. */
  readonly column: number;
  /** How much of the line is meant from there, in UTF-16 units; at least 1. */
  readonly length: number;
}

/**
 * The line at `at` with its number, and carets under what is meant, as compilers show it:
 *
 *     14 |     expression: repository.licence != ''
 *        |                            ^^^^^^^
 *
 * A long line is cut around the carets to {@link widest} characters. What would move a terminal's cursor, or turn the
 * direction of writing, is shown as a dot.
 *
 * @param text the line, without its end
 */
export function caretExcerpt(text: string, at: Position): string {
  const number = String(at.line);
  const room = widest - number.length - ' | '.length;
  const start = Math.min(at.column - 1, text.length);
  // Half of the room stands before the caret, unless there is less to show on either side.
  const from = Math.max(0, Math.min(start - Math.floor(room / 2), text.length - room));
  const before = (from > 0 ? '…' : '') + text.slice(from === 0 ? 0 : from + 1, start);
  const rest = text.slice(start, from + room);
  const shown = from + room < text.length ? `${rest.slice(0, -1)}…` : rest;
  const carets = Math.max(1, Math.min(letters(text.slice(start, start + at.length)), letters(shown)));
  return `${`${number} | ${plain(before)}${plain(shown)}`.trimEnd()}\n${' '.repeat(number.length)} | ${' '.repeat(letters(before))}${'^'.repeat(carets)}`;
}

/** How many places of a terminal a text takes up, wide letters and combining marks aside. */
function letters(text: string): number {
  return Array.from(text.toWellFormed()).length;
}

function plain(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\t', ' ')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '·');
}
