import type { Check, Judged } from './contract.ts';
import { state, type OutcomeColumn, type OutcomeColumns } from './outcome-column.ts';
import type { RuleErrors } from './rule-errors.ts';
import { byte } from './verdict-bytes.ts';

/** What checks are judged with. */
interface Means {
  readonly judged: readonly Judged[];
  readonly columns: OutcomeColumns;
  readonly errors: RuleErrors;
}

/**
 * Verdicts before exemptions, entity by entity. All checks of one entity come before the next entity, since what rules
 * read of it is then at hand: measured, that takes a third less time than check by check.
 */
export function rawVerdicts(checks: readonly Check[], means: Means): Uint8Array {
  const { judged } = means;
  const judges = checks.map((check, index) => checkJudge(check, index, means));
  const raw = new Uint8Array(judged.length * checks.length);
  let cell = 0;
  for (let entity = 0; entity < judged.length; entity++) {
    for (const verdict of judges) raw[cell++] = verdict(entity);
  }
  return raw;
}

/** Gives the verdict of one check on an entity, as a byte. */
function checkJudge(check: Check, index: number, { judged, columns, errors }: Means): (entity: number) => number {
  const applies = check.applies === undefined ? undefined : columns.bool(check.applies);
  const { criterion, place } = check;
  const column = criterion.kind === 'measure' ? columns.number(criterion.measure) : columns.bool(criterion.expression);
  const passes = (entity: number): boolean => {
    if (criterion.kind === 'expression') return column.at(entity) === state.value;
    const value = column.number(entity);
    return criterion.direction === 'at-most' ? value <= criterion.target : value >= criterion.target;
  };
  const unknown = (rule: 'applies' | 'expression' | 'measure', from: OutcomeColumn, entity: number): number => {
    if (from.at(entity) === state.error) errors.note(rule, index, place, judged[entity]?.ref ?? '', from.error(entity));
    return byte.unknown;
  };
  return (entity) => {
    const applied = applies?.at(entity) ?? state.value;
    if (applied === state.no) return byte['not-applicable'];
    if (applies !== undefined && applied !== state.value) return unknown('applies', applies, entity);
    const outcome = column.at(entity);
    if (outcome === state.unknown || outcome === state.error) return unknown(criterion.kind, column, entity);
    return passes(entity) ? byte.pass : byte.fail;
  };
}
