import type { Expression, FactRead, MissingFact, Outcome, Subject } from '../rules/contract.ts';
import type { Check, CheckDetail, Exemption } from './contract.ts';
import { notFinite } from './outcome-column.ts';

/** What the judge kept of one verdict. */
type Kept = Omit<CheckDetail, 'message' | 'missing' | 'error' | 'reads'> & {
  /** Exemptions of which it is not known whether they select the entity. */
  readonly perhaps: readonly Exemption[];
};

/**
 * Everything a verdict rests on: the rules are evaluated again with a trace. The verdict itself is the one that was
 * kept, so that an explanation never says another one than the page beside it.
 */
export function detailOf(check: Check, subject: Subject, { perhaps, ...kept }: Kept): CheckDetail {
  const trace = new Trace(subject);
  const { applies, criterion } = check;
  const judged = applies === undefined || isTrue(trace.run(applies));
  if (judged) trace.run(criterion.kind === 'measure' ? criterion.measure : criterion.expression);
  for (const { where } of perhaps) if (where !== undefined) trace.run(where);
  const message = judged ? check.message?.render(subject, constants(check, kept.measured)) : undefined;
  // A rule that has used up its steps since errs now; the verdict it gave before needs no excuse.
  const open = kept.raw === 'unknown' || kept.verdict === 'unknown';
  return { ...kept, message, missing: open ? trace.missing : [], error: open ? trace.error : undefined, reads: trace.reads };
}

function isTrue(outcome: Outcome<boolean>): boolean {
  return outcome.state === 'value' && outcome.value;
}

function constants({ criterion }: Check, measured: number | undefined): Record<string, number> {
  if (criterion.kind === 'expression') return {};
  return { target: criterion.target, ...(measured === undefined ? {} : { measured }) };
}

/** Collects what several rules read and lacked, each fact once. */
class Trace {
  readonly reads: FactRead[] = [];
  readonly missing: MissingFact[] = [];
  error: string | undefined;
  readonly #subject: Subject;
  readonly #seen = new Set<string>();

  constructor(subject: Subject) {
    this.#subject = subject;
  }

  run<K extends 'bool' | 'number'>(expression: Expression<K>): ReturnType<Expression<K>['evaluate']> {
    const { outcome, reads } = expression.trace(this.#subject);
    for (const read of reads) if (this.#first('read', read)) this.reads.push(read);
    if (outcome.state === 'unknown') for (const fact of outcome.missing) if (this.#first('missing', fact)) this.missing.push(fact);
    if (outcome.state === 'error') this.error ??= outcome.message;
    if (outcome.state === 'value' && typeof outcome.value === 'number' && !Number.isFinite(outcome.value)) this.error ??= notFinite(outcome.value);
    return outcome;
  }

  #first(list: string, { fact, of }: { readonly fact: string; readonly of: string }): boolean {
    const key = `${list} ${of} ${fact}`;
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }
}
