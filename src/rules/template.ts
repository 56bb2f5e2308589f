import { Duration } from '@marcbachmann/cel-js/evaluator';
import { compileProgram, type ResultCheck } from './compile.ts';
import type { Compiled, ExpressionProblem, MessageTemplate } from './contract.ts';
import type { Environments } from './environment.ts';
import { type Night, Runner } from './expression.ts';
import { ruleLimits } from './limits.ts';
import { problem } from './problems.ts';
import { durationType, timestampType } from './types.ts';
import { typeInWords } from './words.ts';

/** Literal text, or the place of an expression in the template. */
type Piece = string | { readonly start: number; readonly end: number };

const scalars: ReadonlySet<string> = new Set(['bool', 'int', 'double', 'string', 'dyn', timestampType, durationType]);

const isScalar: ResultCheck = (type) => {
  if (scalars.has(type?.name ?? '')) return undefined;
  const fix = type?.kind === 'list' ? 'Say how many there are with `count( )`, or name them with `.join(\', \')`.' : 'Name one of its fields.';
  return { message: `A message can show texts, numbers, dates and true or false; this is ${typeInWords(type)}`, fix };
};

/** Compiles a message: `last commit {daysSince(repository.lastCommitAt)} days ago`. Problems have their place in the whole text. */
export function compileTemplate(source: string, environments: Environments, night: Night): Compiled<MessageTemplate> {
  if (source.length > ruleLimits.templateCharacters) {
    const message = `The message has ${source.length.toLocaleString('en')} characters; at most ${ruleLimits.templateCharacters.toLocaleString('en')} are read`;
    return { value: undefined, problems: [problem({ start: ruleLimits.templateCharacters, end: source.length }, { kind: 'bounds', message })] };
  }
  const { pieces, problems: open } = split(source);
  const problems: ExpressionProblem[] = [...open];
  const rendered = pieces.map((piece) => {
    if (typeof piece === 'string') return piece;
    const compiled = compileProgram(source.slice(piece.start, piece.end), environments, isScalar);
    for (const one of compiled.problems) problems.push({ ...one, start: one.start + piece.start, end: one.end + piece.start });
    return compiled.program === undefined ? undefined : new Runner(compiled.program, night);
  });
  if (pieces.filter((piece) => typeof piece !== 'string').length > ruleLimits.placeholders) {
    problems.push(problem({ start: 0, end: source.length }, { kind: 'bounds', message: `The message has more than ${ruleLimits.placeholders} placeholders` }));
  }
  if (problems.some(({ severity }) => severity === 'error')) return { value: undefined, problems };
  const template: MessageTemplate = {
    source,
    render: (subject, constants = {}) => {
      const known = Object.fromEntries(Object.entries(constants).filter(([, value]) => Number.isFinite(value)));
      return rendered
        .map((piece) => {
          if (!(piece instanceof Runner)) return piece ?? '';
          const result = piece.run(subject, known, 'say');
          return 'value' in result ? valueText(result.value) : 'unknown';
        })
        .join('');
    },
  };
  return { value: template, problems };
}

/** Splits a message at its braces. */
function split(source: string): { readonly pieces: readonly Piece[]; readonly problems: readonly ExpressionProblem[] } {
  const pieces: Piece[] = [];
  let text = '';
  let at = 0;
  while (at < source.length) {
    const character = source[at] ?? '';
    if (character !== '{') {
      text += character;
      at += 1;
    } else if (source[at + 1] === '{') {
      text += '{';
      at += 2;
    } else {
      const end = closingBrace(source, at + 1);
      if (end === undefined) {
        return { pieces, problems: [problem({ start: at, end: source.length }, { message: 'The brace is not closed', fix: 'Close it with `}`, or write `{{` for a brace in the text.' })] };
      }
      if (text !== '') pieces.push(text);
      text = '';
      pieces.push({ start: at + 1, end });
      at = end + 1;
    }
  }
  if (text !== '') pieces.push(text);
  return { pieces, problems: [] };
}

/** Where the expression that starts here ends: braces in its texts and of its maps are its own. */
function closingBrace(source: string, start: number): number | undefined {
  let depth = 0;
  let at = start;
  while (at < source.length) {
    const character = source[at] ?? '';
    if (character === '"' || character === "'") {
      const end = endOfText(source, at);
      if (end === undefined) return undefined;
      at = end;
      continue;
    }
    if (character === '{') depth += 1;
    if (character === '}') {
      if (depth === 0) return at;
      depth -= 1;
    }
    at += 1;
  }
  return undefined;
}

/** The character after the closing quote of the text that begins here. */
function endOfText(source: string, start: number): number | undefined {
  const quote = source[start] ?? '';
  const delimiter = source.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
  for (let at = start + delimiter.length; at < source.length; at += 1) {
    // Of raw texts too, as cel-js reads them.
    if (source[at] === '\\') at += 1;
    else if (source.startsWith(delimiter, at)) return at + delimiter.length;
  }
  return undefined;
}

/** A value as a message shows it: whole numbers without decimals, others with at most two, instants by their day. */
function valueText(value: unknown): string {
  if (typeof value === 'string') return value.length > ruleLimits.valueCharacters ? `${value.slice(0, ruleLimits.valueCharacters - 1)}…` : value;
  if (typeof value === 'number') return Number.isFinite(value) ? numberText(value) : 'unknown';
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (value instanceof Duration) return `${numberText(value.valueOf() / 86_400_000)} days`;
  return 'unknown';
}

const decimals = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2, useGrouping: false });

function numberText(value: number): string {
  // Past what a double counts exactly, digits would only pretend to be known.
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return String(value);
  const text = decimals.format(value);
  return text === '-0' ? '0' : text;
}
