import type { FactRead, MissingFact } from './contract.ts';
import { ruleLimits } from './limits.ts';

/** Thrown where a fact is read that is not known. One object for all, since a stack for each would cost more than the evaluation. */
class UnknownFact extends Error {
  override readonly name = 'UnknownFact';
}

/** What a rule does wrong at run time, said by a function of the language. */
export class RuleError extends Error {
  override readonly name = 'RuleError';
}

/** Thrown for a pattern, or another argument, that is past its bounds. */
export class TooLarge extends RuleError {}

/** Thrown where an evaluation has used up its steps. */
export class OutOfSteps extends RuleError {}

const missSteps = 5;

const unknownFact = new UnknownFact('A fact is not known');
const outOfSteps = new OutOfSteps(
  `it took more than the ${ruleLimits.evaluationSteps.toLocaleString('en')} steps of one evaluation, or more than its steps of one night`,
);

/**
 * What the evaluation that is running now notes. There is one, for evaluation is synchronous and never starts another:
 * CEL has no place to hand it through to the fields that are read.
 */
class Recorder {
  /** Facts that were needed and are not known, each once. */
  missing: MissingFact[] = [];
  /** What was read, by fact and bearer; undefined where nobody asked. */
  reads: Map<string, FactRead> | undefined = undefined;
  /** Steps that are left. */
  steps = 0;
  /** Milliseconds since 1970 of the instant that is judged as of. */
  asOf = 0;

  begin(asOf: number, steps: number, tracing: boolean): void {
    if (this.missing.length > 0) this.missing = [];
    this.reads = tracing ? new Map() : undefined;
    this.steps = steps;
    this.asOf = asOf;
  }

  /** Notes a read, the first of each fact. */
  note(read: FactRead): void {
    if (this.reads === undefined || this.reads.size >= ruleLimits.reads) return;
    const key = `${read.of}\n${read.fact}`;
    if (!this.reads.has(key)) this.reads.set(key, read);
  }

  /** Notes a missing fact and gives up the part of the expression that needs it. */
  miss(fact: MissingFact): never {
    this.noteMissing(fact);
    // Before it is thrown, for `||` and its like may pass over it, which takes as long as several steps.
    this.steps -= missSteps;
    throw unknownFact;
  }

  noteMissing(fact: MissingFact): void {
    const { missing } = this;
    if (missing.length >= ruleLimits.missing || missing.some((known) => known.fact === fact.fact && known.of === fact.of)) return;
    missing.push(fact);
  }

  /** Takes steps, which must be charged before the work is done. */
  spend(steps: number): void {
    this.steps -= steps;
    if (this.steps < 0) throw outOfSteps;
  }
}

export const recorder = new Recorder();
