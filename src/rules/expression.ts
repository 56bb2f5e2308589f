import { EvaluationError } from '@marcbachmann/cel-js';
import type { Program } from './compile.ts';
import type { Expression, ExpressionType, ExpressionValue, FactRead, Outcome, Subject } from './contract.ts';
import type { Constant } from './environment.ts';
import { ruleLimits } from './limits.ts';
import { inWords } from './operations.ts';
import { OutOfSteps, recorder, RuleError } from './recorder.ts';
import { EntitySubject } from './subjects.ts';

/** Which night it is: raised when all expressions get their steps anew. */
export interface Night {
  number: number;
  /** Steps that each expression has. */
  readonly steps: number;
}

/** `judge` takes steps from the night; `trace` notes what is read; `say` does neither, for messages. */
export type Mode = 'judge' | 'trace' | 'say';

/** A value of a program, or why there is none. */
export type Evaluation = { readonly value: unknown } | Exclude<Outcome<never>, { readonly state: 'value' }>;

const passed: Outcome<true> = { state: 'value', value: true };
const failed: Outcome<false> = { state: 'value', value: false };

/** Runs a program, within its steps. */
export class Runner {
  readonly #program: Program;
  readonly #night: Night;
  #seen: number;
  #left: number;

  constructor(program: Program, night: Night) {
    this.#program = program;
    this.#night = night;
    this.#seen = night.number;
    this.#left = night.steps;
  }

  run(subject: Subject, constants: Readonly<Record<string, number>> | undefined, mode: Mode): Evaluation {
    if (!(subject instanceof EntitySubject)) throw new TypeError('A subject is made by subjectsOf()');
    if (this.#seen !== this.#night.number) {
      this.#seen = this.#night.number;
      this.#left = this.#night.steps;
    }
    const steps = Math.min(this.#left, ruleLimits.evaluationSteps);
    recorder.begin(subject.asOf.getTime(), steps, mode === 'trace');
    const needed = this.#missing(subject);
    if (needed !== undefined && mode !== 'trace') return needed;
    // Errors that `||` and its like pass over are made by the thousand: their stacks would cost more than all else.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      recorder.spend(1);
      const value: unknown = this.#program.run(constants === undefined ? subject : withConstants(subject, constants));
      return needed ?? { value };
    } catch (error) {
      return needed ?? outcomeOf(error);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
      if (mode === 'judge') this.#left -= steps - Math.max(0, recorder.steps);
    }
  }

  /** What is missing that the program cannot do without. */
  #missing(subject: EntitySubject): Evaluation | undefined {
    for (const need of this.#program.needs) {
      const missing = need(subject);
      if (missing !== undefined) recorder.noteMissing(missing);
    }
    return recorder.missing.length === 0 ? undefined : { state: 'unknown', missing: [...recorder.missing] };
  }
}

/** The variables of a message: those of the subject, and constants. */
function withConstants(subject: EntitySubject, constants: Readonly<Record<string, number>>): object {
  const { entity, repository, asOf } = subject;
  const own: Record<Constant, number | undefined> = { target: constants['target'], measured: constants['measured'] };
  return {
    entity,
    repository,
    asOf,
    ...own,
    get repositories() {
      return subject.repositories;
    },
  };
}

/** What is missing says more than what went wrong: with the fact known, it might not have. */
function outcomeOf(error: unknown): Evaluation {
  const { missing } = recorder;
  if (missing.length > 0) return { state: 'unknown', missing };
  if (error instanceof OutOfSteps) return { state: 'error', message: error.message, kind: 'out-of-steps' };
  if (error instanceof RuleError) return { state: 'error', message: error.message };
  if (error instanceof EvaluationError) return { state: 'error', message: runtimeMessage(error) };
  // A text or a stack that grew too large, and what we did not think of: an error of this rule, not of the night.
  return { state: 'error', message: error instanceof Error ? error.message : String(error) };
}

function runtimeMessage({ code, summary }: EvaluationError): string {
  switch (code) {
    case 'no_such_key':
      return `there is no \`${summary.replace(/^No such key: /, '')}\``;
    case 'index_out_of_bounds':
      return summary.includes('< 0') ? 'a position in a list is below zero' : 'the list has fewer items than the position asks for';
    case 'no_such_overload':
    case 'no_matching_overload':
      return `the types do not fit: ${summary.replace(/^(?:found )?no (?:such|matching) overload(?: for)?:? ?/, '').replace(/\bdyn<([\w.<>, ]+?)>/g, '$1').replace(/\b_(?=[a-z])/g, '')}`;
    case 'division_by_zero':
    case 'modulo_by_zero':
      return 'division by zero';
    case 'numeric_overflow':
      return 'a number is too large';
    default:
      return summary;
  }
}

/** A value as the type of expression that is wanted, or that it is not of that type. */
const readers: { readonly [K in ExpressionType]: (value: unknown) => Outcome<ExpressionValue[K]> } = {
  bool: (value) => (value === true ? passed : value === false ? failed : wrongType('true or false', value)),
  number(value) {
    if (typeof value !== 'number' && typeof value !== 'bigint') return wrongType('a number', value);
    const number = Number(value);
    return Number.isFinite(number) ? { state: 'value', value: number } : { state: 'error', message: 'it gives no finite number' };
  },
  string: (value) => (typeof value === 'string' ? { state: 'value', value } : wrongType('a text', value)),
};

function wrongType(wanted: string, value: unknown): Outcome<never> {
  return { state: 'error', message: `it gives ${inWords(value)}, and not ${wanted}` };
}

/** Makes an expression of a program. */
export function makeExpression<K extends ExpressionType>(source: string, type: K, program: Program, night: Night): Expression<K> {
  const runner = new Runner(program, night);
  const read = readers[type];
  const outcome = (evaluation: Evaluation): Outcome<ExpressionValue[K]> => ('value' in evaluation ? read(evaluation.value) : evaluation);
  return {
    source,
    type,
    facts: program.facts,
    evaluate: (subject, constants) => outcome(runner.run(subject, constants, 'judge')),
    trace(subject, constants) {
      const result = outcome(runner.run(subject, constants, 'trace'));
      const reads: FactRead[] = [...(recorder.reads?.values() ?? [])];
      return { outcome: result, reads };
    },
  };
}
