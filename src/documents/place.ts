import type { Finding } from '../schema/finding.ts';

/** A line and column of a file, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Moves findings on the front matter to its place in the file: it begins on the second line. */
export function inFile(findings: readonly Finding[]): Finding[] {
  return findings.map((finding) => (finding.line === undefined ? finding : { ...finding, line: finding.line + 1 }));
}

/** Where a text stands in a document, for what the parser gave no place; the beginning of its text if it is not found. */
export function placeOf(text: string, firstLine: number, wanted: string): Place {
  const at = wanted === '' ? -1 : text.indexOf(wanted);
  if (at < 0) return { line: firstLine, column: 1 };
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: firstLine + (before.match(/\n/g)?.length ?? 0), column: at - lineStart + 1 };
}
