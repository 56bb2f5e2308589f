import { TooLarge } from '../recorder.ts';
/** One way to call a function. */
export interface Overload {
  /** Type of what stands before the dot; undefined for a function that is called by itself. */
  readonly receiver?: string;
  /** Types of the arguments, as cel-js writes them. */
  readonly takes: readonly string[];
  readonly gives: string;
  readonly call: (...args: never[]) => unknown;
}

/** A function of the language. */
export interface RuleFunction {
  readonly name: string;
  /** How it is written: `daysSince(instant)`. */
  readonly usage: string;
  readonly description: string;
  readonly example: string;
  /** True if CEL defines it. Ours does the same in bounded time, and gives the same on every machine. */
  readonly standard: boolean;
  readonly overloads: readonly Overload[];
  /** True if its arguments are compiled, which is dear: what is not written out is charged for. */
  readonly compiles?: boolean;
  /** What is wrong with a literal argument at a position, the receiver not counted; undefined if nothing is. */
  readonly checkLiteral?: (value: string, position: number) => LiteralProblem | undefined;
}

export interface LiteralProblem {
  readonly message: string;
  readonly fix?: string;
  /** Given for what is past its bounds, and for what is not wrong but unwise. */
  readonly kind?: 'bounds' | 'nested-repetition';
}

/** What is wrong with a literal, where finding out is trying. */
export function problemOf(attempt: () => unknown): LiteralProblem | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    return { message: error instanceof Error ? capital(error.message) : String(error), ...(error instanceof TooLarge ? { kind: 'bounds' } : {}) };
  }
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** A value that is worked out once per key; when there are too many, all are forgotten. */
export class BoundedCache<V> {
  readonly #values = new Map<string, V>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string, make: (key: string) => V): V {
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    if (this.#values.size >= this.#limit) this.#values.clear();
    this.#values.set(key, value);
    return value;
  }
}
