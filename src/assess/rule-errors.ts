import type { Outcome } from '../rules/contract.ts';
import type { Place, RuleError } from './contract.ts';

/** What an expression did wrong at run time. */
export type RunError = Extract<Outcome<unknown>, { readonly state: 'error' }>;

/** Counts what rules did wrong: one entry for each rule, however many entities it went wrong on. */
export class RuleErrors {
  readonly #errors = new Map<string, { -readonly [K in keyof RuleError]: RuleError[K] }>();

  note(rule: RuleError['rule'], check: number | undefined, place: Place, entity: string, error: RunError): void {
    const { message } = error;
    const outOfSteps = error.kind === 'out-of-steps';
    const key = `${rule} ${check ?? ''} ${place.file}:${place.line}:${place.column}`;
    const known = this.#errors.get(key);
    if (known === undefined) {
      this.#errors.set(key, { rule, check, place, count: 1, entity, message, outOfSteps });
      return;
    }
    known.count += 1;
    known.outOfSteps ||= outOfSteps;
    if (entity < known.entity) Object.assign(known, { entity, message });
  }

  /** In the order of the scorecard, its own `applies` first; then exemptions in order of noting. */
  list(): readonly RuleError[] {
    const place = ({ rule, check }: RuleError): number => (rule === 'exemption' ? Number.POSITIVE_INFINITY : (check ?? -1));
    return [...this.#errors.values()].sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
  }
}
