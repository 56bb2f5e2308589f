import { type Environment, ParseError, type ParseResult } from '@marcbachmann/cel-js';
import { depthOf } from './ast.ts';
import type { ExpressionProblem } from './contract.ts';
import { ruleLimits } from './limits.ts';
import { problem, type Said } from './problems.ts';

const tokens: Readonly<Record<string, string>> = {
  EOF: 'the end',
  NUMBER: 'a number',
  STRING: 'a text',
  BYTES: 'bytes',
  BOOLEAN: 'true or false',
  NULL: 'null',
  IDENTIFIER: 'a name',
  PLUS: '`+`',
  MINUS: '`-`',
  MULTIPLY: '`*`',
  DIVIDE: '`/`',
  MODULO: '`%`',
  EQ: '`==`',
  NE: '`!=`',
  LT: '`<`',
  LE: '`<=`',
  GT: '`>`',
  GE: '`>=`',
  AND: '`&&`',
  OR: '`||`',
  NOT: '`!`',
  IN: '`in`',
  LPAREN: '`(`',
  RPAREN: '`)`',
  LBRACKET: '`[`',
  RBRACKET: '`]`',
  LBRACE: '`{`',
  RBRACE: '`}`',
  DOT: '`.`',
  COMMA: '`,`',
  COLON: '`:`',
  QUESTION: '`?`',
};

/** Reads an expression within the bounds, or says why it cannot be read. */
export function parse(environment: Environment, source: string): { readonly parsed: ParseResult } | { readonly problem: ExpressionProblem } {
  if (source.length > ruleLimits.sourceCharacters) {
    const message = `The expression has ${source.length.toLocaleString('en')} characters; at most ${ruleLimits.sourceCharacters.toLocaleString('en')} are read`;
    return { problem: problem({ start: ruleLimits.sourceCharacters, end: source.length }, { kind: 'bounds', message }) };
  }
  try {
    const parsed = environment.parse(source);
    if (depthOf(parsed.ast) <= ruleLimits.depth) return { parsed };
  } catch (error) {
    if (error instanceof ParseError) return { problem: problem(rangeOf(error, source), said(error, source)) };
    // The parser goes down into unary operators without counting, and so can run out of stack.
    if (!(error instanceof RangeError)) throw error;
  }
  return { problem: problem({ start: 0, end: source.length }, { kind: 'bounds', message: 'The expression is nested too deep' }) };
}

function rangeOf({ range }: ParseError, source: string): { start: number; end: number } {
  const start = Math.min(range?.start ?? 0, source.length);
  return { start, end: Math.min(Math.max(range?.end ?? start, start + 1), Math.max(source.length, start)) };
}

function said(error: ParseError, source: string): Said {
  const { code, summary } = error;
  const at = error.range?.start ?? 0;
  switch (code) {
    case 'limit_exceeded':
      return limitProblem(summary);
    case 'unexpected_token': {
      const token = /: (\w+)$/.exec(summary)?.[1] ?? '';
      if (token === 'EOF') return { message: source.trim() === '' ? 'The expression is empty' : 'The expression ends too early: a value is missing' };
      return { message: `Unexpected ${tokens[token] ?? 'character'}: a value was expected`, ...hint(source, at) };
    }
    case 'expected_token': {
      const [, expected, got] = /^Expected (\w+), got (\w+)$/.exec(summary) ?? [];
      return { message: `Expected ${tokens[expected ?? ''] ?? 'something else'}, but found ${tokens[got ?? ''] ?? 'something else'}`, ...hint(source, at) };
    }
    case 'unexpected_character':
      return { message: `Unexpected \`${/^\w+/.exec(source.slice(at, error.range?.end))?.[0] ?? source[at] ?? ''}\``, ...hint(source, at) };
    case 'reserved_identifier':
      return { message: `\`${source.slice(at, error.range?.end)}\` is a word that CEL keeps for itself; take another name` };
    case 'unterminated_string':
    case 'unterminated_triple_quoted_string':
      return { message: 'The text has no closing quote' };
    case 'invalid_macro_argument':
      return { message: summary.startsWith('has') ? '`has` takes a field: has(entity.spec.replicas)' : 'A name for the items was expected, as in list.all(x, condition)' };
    case 'invalid_escape_sequence':
      return { message: `${summary}`, fix: "In patterns double the backslash, or write a raw text: r'\\d+'." };
    default:
      return { message: summary };
  }
}

function limitProblem(summary: string): Said {
  const limits: Readonly<Record<string, string>> = {
    maxAstNodes: `The expression has more than ${ruleLimits.nodes.toLocaleString('en')} parts`,
    maxDepth: `Brackets, fields and calls stand more than ${ruleLimits.brackets} deep in each other`,
    maxListElements: `The list has more than ${ruleLimits.listItems} items`,
    maxMapEntries: `The map has more than ${ruleLimits.listItems} entries`,
    maxCallArguments: 'The call has too many arguments',
  };
  return { kind: 'bounds', message: limits[/^Exceeded (\w+)/.exec(summary)?.[1] ?? ''] ?? summary };
}

/** Habits of other languages. */
function hint(source: string, at: number): { fix?: string } {
  const around = source.slice(Math.max(0, at - 4), at + 4);
  if (source[at] === '=' || /[^=!<>]=[^=]/.test(around)) return { fix: 'Compare with `==`.' };
  if (/\band\b|\bor\b|\bnot\b/.test(source.slice(Math.max(0, at - 4), at + 5))) return { fix: 'Write `&&`, `||` and `!`.' };
  if (source[at] === '&' || source[at] === '|') return { fix: 'Write `&&` and `||`.' };
  return {};
}
