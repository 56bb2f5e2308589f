import { ruleLimits } from '../limits.ts';
import { recorder, RuleError } from '../recorder.ts';
import { type RuleFunction, problemOf } from './function.ts';
import { compileGlob } from './glob.ts';
import { compilePattern, patternProblem } from './regular-expression.ts';

const needleLimit = 1000;

/** Charges the work on a text. */
function read(text: string): string {
  recorder.spend(1 + (text.length >> 6));
  return text;
}

function find(text: string, part: string): string {
  if (part.length > needleLimit) throw new RuleError(`a text of more than ${needleLimit} characters is not looked for`);
  read(text);
  return part;
}

/** Charges a text that is about to be made, if it is not too long. */
function chargeText(characters: number): void {
  if (characters > ruleLimits.textCharacters) throw new RuleError(`it makes a text of more than ${ruleLimits.textCharacters.toLocaleString('en')} characters`);
  recorder.spend(1 + (characters >> 6));
}

export function concatTexts(a: string, b: string): string {
  chargeText(a.length + b.length);
  return a + b;
}

export function concatLists(a: readonly unknown[], b: readonly unknown[]): unknown[] {
  // The steps of an evaluation bound how long a list can grow.
  recorder.spend(1 + a.length + b.length);
  return [...a, ...b];
}

function join(list: readonly unknown[], separator: string): string {
  recorder.spend(1 + list.length);
  let characters = 0;
  for (const item of list) {
    if (typeof item !== 'string') throw new RuleError('join() takes a list of texts');
    characters += item.length + separator.length;
    if (characters > ruleLimits.textCharacters) throw new RuleError(`it makes a text of more than ${ruleLimits.textCharacters.toLocaleString('en')} characters`);
  }
  return list.join(separator);
}

function split(text: string, separator: string): string[] {
  if (text.length > ruleLimits.textCharacters) throw new RuleError(`a text of more than ${ruleLimits.textCharacters.toLocaleString('en')} characters is not taken apart`);
  const parts = read(text).split(separator);
  recorder.spend(1 + parts.length);
  return parts;
}

/** A change of case, which makes a text longer at most threefold. */
function changed(text: string, change: (text: string) => string): string {
  chargeText(text.length);
  return change(text);
}

const text = 'string';

export const textFunctions: readonly RuleFunction[] = [
  {
    name: 'startsWith',
    usage: 'text.startsWith(start)',
    description: 'True if the text starts so.',
    example: "repository.repository.startsWith('github.com/')",
    standard: true,
    overloads: [{ receiver: text, takes: [text], gives: 'bool', call: (a: string, b: string) => a.startsWith(b) }],
  },
  {
    name: 'endsWith',
    usage: 'text.endsWith(end)',
    description: 'True if the text ends so.',
    example: "entity.name.endsWith('-api')",
    standard: true,
    overloads: [{ receiver: text, takes: [text], gives: 'bool', call: (a: string, b: string) => a.endsWith(b) }],
  },
  {
    name: 'contains',
    usage: 'text.contains(part)',
    description: 'True if the text has the part in it.',
    example: "entity.description.contains('payments')",
    standard: true,
    overloads: [{ receiver: text, takes: [text], gives: 'bool', call: (a: string, b: string) => a.includes(find(a, b)) }],
  },
  {
    name: 'matches',
    usage: 'text.matches(pattern)',
    description: "True if a regular expression in RE2's syntax matches somewhere in the text; `^` and `$` tie it to the ends. Takes time linear in the text, whatever the pattern.",
    example: "repository.defaultBranch.matches('^(main|master)$')",
    standard: true,
    overloads: [{ receiver: text, takes: [text], gives: 'bool', call: (a: string, pattern: string) => compilePattern(pattern).test(a) }],
    compiles: true,
    checkLiteral: patternProblem,
  },
  {
    name: 'glob',
    usage: 'text.glob(glob)',
    description: 'True if the whole text matches a glob: `*` and `?` within a segment between slashes, `**` over segments, `{a,b}`, `[a-z]`.',
    example: "repository.repository.glob('github.com/acme/*-service')",
    standard: false,
    overloads: [{ receiver: text, takes: [text], gives: 'bool', call: (a: string, glob: string) => compileGlob(glob).test(a) }],
    compiles: true,
    checkLiteral: (value) => problemOf(() => compileGlob(value)),
  },
  {
    name: 'lower',
    usage: 'text.lower()',
    description: 'The text in lower case.',
    example: "entity.lifecycle.lower() == 'production'",
    standard: false,
    overloads: [{ receiver: text, takes: [], gives: text, call: (a: string) => changed(a, (text) => text.toLowerCase()) }],
  },
  {
    name: 'upper',
    usage: 'text.upper()',
    description: 'The text in upper case.',
    example: "entity.name.upper() == 'PAYMENTS'",
    standard: false,
    overloads: [{ receiver: text, takes: [], gives: text, call: (a: string) => changed(a, (text) => text.toUpperCase()) }],
  },
  {
    name: 'trim',
    usage: 'text.trim()',
    description: 'The text without white space at its ends.',
    example: "entity.title.trim() != ''",
    standard: false,
    overloads: [{ receiver: text, takes: [], gives: text, call: (a: string) => read(a).trim() }],
  },
  {
    name: 'split',
    usage: 'text.split(separator)',
    description: 'The parts between separators, as a list.',
    example: "size(entity.name.split('-')) <= 4",
    standard: false,
    overloads: [{ receiver: text, takes: [text], gives: 'list<string>', call: split }],
  },
  {
    name: 'join',
    usage: 'texts.join(separator)',
    description: 'The texts of a list as one, with a separator between them.',
    example: "entity.tags.join(', ') != ''",
    standard: false,
    overloads: [
      { receiver: 'list<string>', takes: [text], gives: text, call: join },
      { receiver: 'list<string>', takes: [], gives: text, call: (list: readonly unknown[]) => join(list, '') },
    ],
  },
];
