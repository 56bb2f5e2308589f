import { instant } from './functions/dates.ts';
import type { Overload } from './functions/function.ts';
import { divide, remainder } from './functions/numbers.ts';
import { concatLists, concatTexts } from './functions/texts.ts';
import { recorder, RuleError } from './recorder.ts';
import { timestampType } from './types.ts';

/** A function that expressions are rewritten to, under a name that the parser of people's expressions refuses. */
export interface Operation {
  readonly name: string;
  readonly overload: Overload;
}

type Numeric = number | bigint;

/** The length of what a comprehension goes over, or a search looks through. */
function lengthOf(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  if (value instanceof Map) return value.size;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 1;
}

function charge(value: unknown, weight: number): unknown {
  recorder.spend(1 + lengthOf(value) * weight);
  return value;
}

/** Charges what it takes to compare a value with another. */
function weigh(value: unknown): unknown {
  recorder.spend(1);
  chargeParts(value);
  return value;
}

/** Charges values in lists and maps, at any depth, before each is looked into: what is out of steps goes no further. */
function chargeParts(value: unknown): void {
  const items = Array.isArray(value) ? value : value instanceof Map && value.constructor === Map ? [...value.values()] : [];
  recorder.spend(Math.ceil(items.length / 8));
  for (const item of items) if (typeof item === 'object' && item !== null) chargeParts(item);
}

function includes(number: Numeric, list: readonly Numeric[]): boolean {
  recorder.spend(1 + list.length);
  const wanted = Number(number);
  return list.some((item) => Number(item) === wanted);
}

/** Arithmetic on values whose types are known only now. Two ints give an int, as in CEL; other numbers a double. */
function dynamic(symbol: string, ints: ((a: bigint, b: bigint) => bigint) | undefined, numbers: (a: number, b: number) => number) {
  return (a: unknown, b: unknown): unknown => {
    if (typeof a === 'bigint' && typeof b === 'bigint' && ints !== undefined) return int(ints(a, b));
    if (isNumeric(a) && isNumeric(b)) return numbers(Number(a), Number(b));
    if (symbol === '+' && typeof a === 'string' && typeof b === 'string') return concatTexts(a, b);
    if (symbol === '+' && Array.isArray(a) && Array.isArray(b)) return concatLists(a, b);
    throw new RuleError(`\`${symbol}\` was given ${inWords(a)} and ${inWords(b)}`);
  };
}

function int(value: bigint): bigint {
  if (BigInt.asIntN(64, value) === value) return value;
  throw new RuleError('a number is too large');
}

function isNumeric(value: unknown): value is Numeric {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** A value's type in words, as a rule's error names it. */
export function inWords(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Date) return 'an instant';
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return 'a number';
    case 'string':
      return 'a text';
    case 'boolean':
      return 'true or false';
    default:
      return value instanceof Map ? 'a map' : 'a record';
  }
}

function operation(name: string, takes: readonly string[], gives: string, call: Overload['call']): Operation {
  return { name, overload: { takes, gives, call } };
}

export const operations: readonly Operation[] = [
  operation('_charge', ['A', 'double'], 'A', charge),
  operation('_compiled', ['A'], 'A', (source: unknown) => {
    recorder.spend(200 + (typeof source === 'string' ? source.length : 0));
    return source;
  }),
  operation('_weigh', ['A'], 'A', weigh),
  operation('_concat', ['string', 'string'], 'string', concatTexts),
  operation('_concat', ['list<A>', 'list<A>'], 'list<A>', concatLists),
  operation('_instant', [timestampType], timestampType, instant),
  operation('_divide', ['double', 'double'], 'double', divide),
  operation('_remainder', ['double', 'double'], 'double', remainder),
  operation('_number', ['int'], 'double', Number),
  operation('_among', ['double', 'list<int>'], 'bool', includes),
  operation('_among', ['int', 'list<double>'], 'bool', includes),
  operation('_add', ['dyn', 'dyn'], 'dyn', dynamic('+', (a, b) => a + b, (a, b) => a + b)),
  operation('_subtract', ['dyn', 'dyn'], 'dyn', dynamic('-', (a, b) => a - b, (a, b) => a - b)),
  operation('_multiply', ['dyn', 'dyn'], 'dyn', dynamic('*', (a, b) => a * b, (a, b) => a * b)),
  operation('_over', ['dyn', 'dyn'], 'dyn', dynamic('/', undefined, divide)),
  operation('_modulo', ['dyn', 'dyn'], 'dyn', dynamic('%', (a, b) => (b === 0n ? BigInt(remainder(Number(a), 0)) : a % b), remainder)),
];

