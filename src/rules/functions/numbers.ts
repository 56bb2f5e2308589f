import { recorder, RuleError } from '../recorder.ts';
import type { Overload, RuleFunction } from './function.ts';

type Numeric = number | bigint;

/** Work on a list of numbers, of which the language has two kinds. */
function overList(name: string, work: (numbers: readonly number[]) => number): Overload[] {
  const call = (list: readonly Numeric[]): number => {
    recorder.spend(1 + list.length);
    return finite(work(list.map(Number)), name);
  };
  return ['double', 'int'].map((item) => ({ takes: [`list<${item}>`], gives: 'double', call }));
}

function some(name: string, work: (numbers: readonly number[]) => number): Overload[] {
  return overList(name, (numbers) => {
    if (numbers.length === 0) throw new RuleError(`${name}() was given an empty list`);
    return work(numbers);
  });
}

/** A number that is one: what comes of a division by zero is an error, and no verdict. */
export function finite(value: number, name: string): number {
  if (Number.isFinite(value)) return value;
  throw new RuleError(`${name} gives no finite number`);
}

export function divide(a: number, b: number): number {
  if (b === 0) throw new RuleError('division by zero');
  return a / b;
}

export function remainder(a: number, b: number): number {
  if (b === 0) throw new RuleError('division by zero');
  return a % b;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}

function percent(part: Numeric, whole: Numeric): number {
  if (Number(whole) === 0) throw new RuleError('percent() was given a whole of zero');
  return finite((100 * Number(part)) / Number(whole), 'percent()');
}

function toDouble(value: string | Numeric): number {
  if (typeof value !== 'string') return Number(value);
  const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value) ? Number(value) : NaN;
  if (Number.isFinite(number)) return number;
  throw new RuleError(`\`${value.slice(0, 60)}\` is no number`);
}

const kinds = ['double', 'int'] as const;

export const numberFunctions: readonly RuleFunction[] = [
  {
    name: 'double',
    usage: 'double(value)',
    description: 'A number, made of a text or of an int, which is what `size()` gives.',
    example: "double(entity.annotations['example.com/tier']) <= 2",
    standard: true,
    overloads: ['double', 'int', 'string'].map((takes) => ({ takes: [takes], gives: 'double', call: toDouble })),
  },
  {
    name: 'percent',
    usage: 'percent(part, whole)',
    description: 'Part of a whole in percent; an error if the whole is zero.',
    example: 'percent(repository.mergedBranches, repository.branches) < 50',
    standard: false,
    overloads: kinds.flatMap((part) => kinds.map((whole) => ({ takes: [part, whole], gives: 'double', call: percent }))),
  },
  {
    name: 'sum',
    usage: 'sum(numbers)',
    description: 'The sum of a list of numbers; 0 for an empty one.',
    example: 'sum(repositories.map(r, r.files)) < 100000',
    standard: false,
    overloads: overList('sum()', sum),
  },
  {
    name: 'min',
    usage: 'min(numbers)',
    description: 'The smallest of a list of numbers; an error if it is empty.',
    example: 'min(repositories.map(r, daysSince(r.lastCommitAt))) <= 90',
    standard: false,
    overloads: some('min', (numbers) => numbers.reduce((a, b) => Math.min(a, b))),
  },
  {
    name: 'max',
    usage: 'max(numbers)',
    description: 'The largest of a list of numbers; an error if it is empty.',
    example: 'max(repositories.map(r, r.branches)) <= 50',
    standard: false,
    overloads: some('max', (numbers) => numbers.reduce((a, b) => Math.max(a, b))),
  },
  {
    name: 'average',
    usage: 'average(numbers)',
    description: 'The arithmetic mean of a list of numbers; an error if it is empty.',
    example: 'average(repositories.map(r, r.branches)) <= 20',
    standard: false,
    overloads: some('average', (numbers) => sum(numbers) / numbers.length),
  },
  {
    name: 'median',
    usage: 'median(numbers)',
    description: 'The middle of a list of numbers in order, or the mean of the two middle ones; an error if it is empty.',
    example: 'median(repositories.map(r, daysSince(r.lastCommitAt))) <= 30',
    standard: false,
    overloads: some('median', median),
  },
];
