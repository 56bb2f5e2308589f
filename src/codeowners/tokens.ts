/** A word of a line with its column, from 1. */
export interface Token {
  readonly text: string;
  readonly column: number;
}

/**
 * Splits a line at white space (spaces, tabs and the carriage return of Windows line ends) that no backslash escapes.
 */
export function tokenize(line: string): Token[] {
  const tokens: Token[] = [];
  let start = -1;
  for (let at = 0; at <= line.length; at += 1) {
    if (at < line.length && !isSpace(line[at])) {
      if (start === -1) start = at;
      if (line[at] === '\\' && at + 1 < line.length && line[at + 1] !== '\r') at += 1;
    } else if (start !== -1) {
      tokens.push({ text: line.slice(start, at), column: start + 1 });
      start = -1;
    }
  }
  return tokens;
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\r' || character === '\v' || character === '\f';
}

/** Lines of a file without a byte-order mark. */
export function linesOf(text: string): string[] {
  return text.replace(/^\uFEFF/, '').split('\n');
}
