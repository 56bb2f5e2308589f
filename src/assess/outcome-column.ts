import type { Expression } from '../rules/contract.ts';
import type { Judged } from './contract.ts';
import type { RunError } from './rule-errors.ts';

/** What became of an expression on one entity, as a byte. `value` holds for a number, and for `true`. */
export const state = { open: 0, value: 1, no: 2, unknown: 3, error: 4 } as const;

const noError: RunError = { state: 'error', message: '' };

/** Outcomes of one expression over all entities. Each is evaluated when first asked for, and once. */
export interface OutcomeColumn {
  /** One of `state`, never `open`. */
  at(entity: number): number;
  /** The number where the state is `value`. */
  number(entity: number): number;
  /** What went wrong where the state is `error`. */
  error(entity: number): RunError;
}

/**
 * Columns by expression, so that an `applies` which many checks share is evaluated once for each entity. Expressions of
 * one language with the same source and type give the same, so they share a column.
 */
export class OutcomeColumns {
  readonly #entities: readonly Judged[];
  readonly #columns = new Map<string, OutcomeColumn>();

  constructor(entities: readonly Judged[]) {
    this.#entities = entities;
  }

  bool(expression: Expression<'bool'>): OutcomeColumn {
    return this.#column(`bool ${expression.source}`, () => boolColumn(expression, this.#entities));
  }

  number(expression: Expression<'number'>): OutcomeColumn {
    return this.#column(`number ${expression.source}`, () => numberColumn(expression, this.#entities));
  }

  #column(key: string, make: () => OutcomeColumn): OutcomeColumn {
    let column = this.#columns.get(key);
    if (column === undefined) this.#columns.set(key, (column = make()));
    return column;
  }
}

function boolColumn(expression: Expression<'bool'>, entities: readonly Judged[]): OutcomeColumn {
  const errors = new Map<number, RunError>();
  return {
    ...lazily(entities, (entity, { subject }) => {
      const outcome = expression.evaluate(subject);
      if (outcome.state === 'value') return outcome.value ? state.value : state.no;
      if (outcome.state === 'unknown') return state.unknown;
      errors.set(entity, outcome);
      return state.error;
    }),
    number: () => Number.NaN,
    error: (entity) => errors.get(entity) ?? noError,
  };
}

function numberColumn(expression: Expression<'number'>, entities: readonly Judged[]): OutcomeColumn {
  const errors = new Map<number, RunError>();
  const numbers = new Float64Array(entities.length).fill(Number.NaN);
  return {
    ...lazily(entities, (entity, { subject }) => {
      const outcome = expression.evaluate(subject);
      if (outcome.state === 'unknown') return state.unknown;
      if (outcome.state === 'value' && Number.isFinite(outcome.value)) {
        numbers[entity] = outcome.value;
        return state.value;
      }
      errors.set(entity, outcome.state === 'error' ? outcome : { state: 'error', message: notFinite(outcome.value) });
      return state.error;
    }),
    number: (entity) => numbers[entity] ?? Number.NaN,
    error: (entity) => errors.get(entity) ?? noError,
  };
}

/** What is said of a measure that no target can be compared with, such as a division by zero. */
export function notFinite(value: number): string {
  return `It gave ${value}, which is no number that a target can be held against`;
}

function lazily(entities: readonly Judged[], evaluate: (index: number, entity: Judged) => number): { at(entity: number): number } {
  const states = new Uint8Array(entities.length);
  return {
    at(index) {
      const known = states[index];
      if (known !== undefined && known !== state.open) return known;
      const entity = entities[index];
      if (entity === undefined) throw new RangeError('There is no entity at this position');
      return (states[index] = evaluate(index, entity));
    },
  };
}
