import type { Scalar } from 'yaml';

const blank = /[ \t\r\n]/;

/** Escapes of double-quoted scalars with a letter of their own; all others stand for their letter. */
const escapes: Readonly<Record<string, string>> = { 0: '\0', a: '\x07', b: '\b', e: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', N: '\u0085', _: '\u00a0', L: '\u2028', P: '\u2029' };
const hexDigits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** A part of a file, as offsets; end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a part of a scalar's value stands in the file, for all five styles of YAML 1.2 (chapters 7.3 and 8.1). Folding,
 * indentation and the ends of lines only ever add, drop or change white space, so the n-th letter of the value that is
 * not white space is the n-th such letter of the source, quotes and escapes taken as what they stand for.
 *
 * @param text the file that the scalar was read from
 * @param part offsets in the value
 * @returns the whole scalar if its value is not a text or does not match its source
 */
export function sourceSpan(scalar: Scalar, text: string, part: Span): Span {
  const [start, end] = scalar.range ?? [0, 0];
  const { value } = scalar;
  if (typeof value !== 'string') return { start, end };
  const letters = lettersOf(scalar.type, text, start, end);
  if (letters.length !== countLetters(value, value.length)) return { start, end };

  const at = (offset: number): number => {
    const index = countLetters(value, offset);
    const here = letters[index];
    if (here !== undefined && offset < value.length && !blank.test(value.charAt(offset))) return here.start;
    const before = letters[index - 1];
    if (before === undefined) return here?.start ?? start;
    // White space of the value is that of the source as long as it stands on the same line.
    let past = 0;
    while (past < offset && blank.test(value.charAt(offset - past - 1))) past++;
    return /^[ \t]*$/.test(text.slice(before.end, before.end + past)) ? before.end + past : before.end;
  };
  const from = at(part.start);
  if (part.end <= part.start) return { start: from, end: from };
  const last = letters[countLetters(value, part.end) - 1];
  return { start: from, end: Math.max(from, last?.end ?? from) };
}

function countLetters(value: string, end: number): number {
  let count = 0;
  for (let i = 0; i < end; i++) if (!blank.test(value.charAt(i))) count++;
  return count;
}

/** For each UTF-16 unit of the value that is not white space, what it is written with. */
function lettersOf(type: Scalar.Type | undefined, text: string, start: number, end: number): Span[] {
  if (type === 'QUOTE_DOUBLE') return doubleQuoted(text, start + 1, end - 1);
  const block = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED';
  const quoted = type === 'QUOTE_SINGLE';
  const letters: Span[] = [];
  const first = block ? text.indexOf('\n', start) + 1 : start + (quoted ? 1 : 0);
  const last = quoted ? end - 1 : end;
  for (let i = block && first === 0 ? end : first; i < last; i++) {
    const width = quoted && text[i] === "'" ? 2 : 1;
    if (!blank.test(text.charAt(i))) letters.push({ start: i, end: i + width });
    i += width - 1;
  }
  return letters;
}

function doubleQuoted(text: string, start: number, end: number): Span[] {
  const letters: Span[] = [];
  for (let i = start; i < end; ) {
    const letter = text.charAt(i);
    const escape = letter === '\\' ? text.charAt(i + 1) : undefined;
    const digits = escape === undefined ? 0 : (hexDigits[escape] ?? 0);
    const past = i + (escape === undefined ? 1 : 2 + digits);
    const decoded = escape === undefined ? letter : digits > 0 ? character(text.slice(i + 2, past)) : (escapes[escape] ?? escape);
    for (const unit of decoded.split('')) if (!blank.test(unit)) letters.push({ start: i, end: past });
    i = past;
  }
  return letters;
}

function character(hex: string): string {
  const code = Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
