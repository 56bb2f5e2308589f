import { RE2JS, RE2JSException } from 're2js';
import { ruleLimits } from '../limits.ts';
import { recorder, RuleError, TooLarge } from '../recorder.ts';
import { BoundedCache, type LiteralProblem, problemOf } from './function.ts';

/** A pattern that is matched in time linear in the text. */
export interface LinearPattern {
  /** True if the text matches anywhere. */
  test(text: string): boolean;
}

const compiled = new BoundedCache<LinearPattern>(1000);

/**
 * Compiles a regular expression in RE2's syntax, as CEL asks for.
 *
 * @throws RuleError if it is none, or too large
 */
export function compilePattern(source: string): LinearPattern {
  return compiled.get(source, compile);
}

function compile(source: string): LinearPattern {
  if (source.length > ruleLimits.patternCharacters) throw new TooLarge(`the pattern has more than ${ruleLimits.patternCharacters} characters`);
  const pattern = parse(source);
  const size = pattern.programSize();
  if (size > ruleLimits.patternSize) throw new TooLarge('the pattern is too large: its repetitions multiply');
  return {
    test(text) {
      // Each instruction may look at each character. The lazy automaton is faster where it can be used.
      recorder.spend(1 + Math.ceil((size * text.length) / 64));
      return pattern.test(text);
    },
  };
}

function parse(source: string): RE2JS {
  try {
    return RE2JS.compile(source);
  } catch (error) {
    if (error instanceof RE2JSException) throw new RuleError(`not a pattern: ${error.message.replace(/^error parsing regexp: /, '')}`);
    throw error;
  }
}

/** What is wrong or unwise with a pattern that is written out. */
export function patternProblem(source: string): LiteralProblem | undefined {
  const problem = problemOf(() => compilePattern(source));
  if (problem !== undefined) return problem;
  if (!hasNestedRepetition(source)) return undefined;
  return { kind: 'nested-repetition', message: `The pattern repeats a repetition: ${source}`, fix: 'Write one repetition: `(a+)+` is `a+`.' };
}

/** True if an unbounded repetition is all that an unbounded repetition repeats: `(a+)+`, `([a-z]*)*`, `(?:\w+)*`. */
export function hasNestedRepetition(source: string): boolean {
  /** For each open group: where its content starts, and whether it has ended in a repetition so far. */
  const open: { endsRepeated: boolean }[] = [{ endsRepeated: false }];
  let at = 0;
  /** True if the item before is a group whose last item is repeated without bound. */
  let repeatedGroup = false;
  while (at < source.length) {
    const character = source[at] ?? '';
    const group = open.at(-1) ?? { endsRepeated: false };
    const repetition = /^(?:[*+]|\{\d+,\})/.exec(source.slice(at, at + 12))?.[0];
    if (repetition !== undefined) {
      if (repeatedGroup) return true;
      group.endsRepeated = true;
      at += repetition.length;
      continue;
    }
    if (character === '?' && group.endsRepeated) {
      at += 1; // the lazy form of the repetition before
      continue;
    }
    repeatedGroup = false;
    if (character === '(') {
      open.push({ endsRepeated: false });
      at += /^\(\?(?:[:=!]|<[=!]|P?<\w*>|[a-zA-Z-]*[:)])/.exec(source.slice(at, at + 40))?.[0].length ?? 1;
      if (source[at - 1] === ')') open.pop();
      continue;
    }
    if (character === ')') {
      if (open.length > 1) open.pop();
      repeatedGroup = group.endsRepeated;
      const outer = open.at(-1);
      if (outer !== undefined) outer.endsRepeated = false;
      at += 1;
      continue;
    }
    if (character !== '|') group.endsRepeated = false;
    at += character === '\\' ? 2 : character === '[' ? classLength(source, at) : 1;
  }
  return false;
}

/** Length of the character class that starts at a bracket. */
function classLength(source: string, start: number): number {
  let at = start + 1;
  if (source[at] === '^') at += 1;
  if (source[at] === ']') at += 1;
  while (at < source.length && source[at] !== ']') at += source[at] === '\\' ? 2 : 1;
  return at + 1 - start;
}
