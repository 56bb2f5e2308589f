import { compareText } from '../findings/codes.ts';
import type { Exemption, Judged, Scorecard } from './contract.ts';
import { state, type OutcomeColumns } from './outcome-column.ts';
import type { RuleErrors } from './rule-errors.ts';
import { byte } from './verdict-bytes.ts';

interface Table {
  readonly day: string;
  readonly judged: readonly Judged[];
  readonly positions: ReadonlyMap<string, number>;
  readonly raw: Uint8Array;
  readonly columns: OutcomeColumns;
  readonly errors: RuleErrors;
}

/** Verdicts after exemptions, and by cell of the table which exemptions made them so. */
export interface Grants {
  readonly verdicts: Uint8Array;
  readonly granted: ReadonlyMap<number, Exemption>;
  /** Exemptions of which it is not known whether they select the entity. */
  readonly perhaps: ReadonlyMap<number, readonly Exemption[]>;
}

/** True on the days from its first to its last, both included. */
export function isActive({ from, expires }: Exemption, day: string): boolean {
  return (from === undefined || from <= day) && day <= expires;
}

/**
 * Puts exemptions over verdicts of fail and unknown. Where several hold, the one that holds longest is named. Where it
 * is not known whether an exemption selects an entity, its fail becomes unknown: with the missing fact it might have
 * been exempt, and what is missing never yields a fail.
 */
export function grantExemptions({ id, checks }: Scorecard, exemptions: readonly Exemption[], table: Table): Grants {
  const { day, judged, positions, raw, columns, errors } = table;
  const verdicts = raw.slice();
  const granted = new Map<number, Exemption>();
  const perhaps = new Map<number, Exemption[]>();
  const order = new Map(checks.map((check, index) => [check.id, index]));
  const active = exemptions.filter((exemption) => exemption.scorecard === id && isActive(exemption, day)).sort(longestFirst);
  for (const exemption of active) {
    const check = order.get(exemption.check);
    if (check === undefined) continue;
    const { entities, where, place } = exemption;
    const column = where === undefined ? undefined : columns.bool(where);
    for (const entity of entities === undefined ? judged.keys() : positionsOf(entities, positions)) {
      const cell = entity * checks.length + check;
      if (granted.has(cell) || (raw[cell] !== byte.fail && raw[cell] !== byte.unknown)) continue;
      const selects = column?.at(entity) ?? state.value;
      if (selects === state.value) {
        granted.set(cell, exemption);
        verdicts[cell] = byte.exempt;
      } else if (selects !== state.no) {
        if (selects === state.error && column !== undefined) errors.note('exemption', check, place, judged[entity]?.ref ?? '', column.error(entity));
        perhaps.set(cell, [...(perhaps.get(cell) ?? []), exemption]);
      }
    }
  }
  for (const cell of perhaps.keys()) {
    if (granted.has(cell)) perhaps.delete(cell);
    else verdicts[cell] = byte.unknown;
  }
  return { verdicts, granted, perhaps };
}

function* positionsOf(refs: ReadonlySet<string>, positions: ReadonlyMap<string, number>): Generator<number> {
  for (const ref of refs) {
    const position = positions.get(ref);
    if (position !== undefined) yield position;
  }
}

function longestFirst(a: Exemption, b: Exemption): number {
  return (
    compareText(b.expires, a.expires) || compareText(a.check, b.check) || compareText(a.place.file, b.place.file) || a.place.line - b.place.line || a.place.column - b.place.column
  );
}
