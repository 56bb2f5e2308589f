import { visibleText } from '../text/visible-text.ts';
import type { FieldCensus } from './contract.ts';

/** Fields counted of one kind of record; more are left out. */
const maximumFields = 400;
/** Levels of names in a path: `head_repository.owner.type` has three. */
const maximumDepth = 3;
/** Objects in a record with more names than this hold data under names of their own making, which are not looked at. */
const maximumNames = 100;
const maximumName = 60;

/**
 * Counts which fields records have, by path. A field that holds null is there. Whether a field inside another is always
 * there can only be told of those that could have it, so these are counted too: objects under `head_repository{}`, items
 * of a list that are objects under `labels[]`. Of items it is counted in how many of them a field is there.
 *
 * @param record what the source calls such a record: `workflow-run`
 * @param records as they came, before they are projected; what is no object has no fields
 */
export function censusOf(record: string, records: readonly unknown[]): FieldCensus {
  const counts = new Map<string, number>();
  for (const one of records) if (isObject(one)) countFields(one, '', 1, counts);
  return { record, records: records.length, fields: Object.fromEntries(counts) };
}

function countFields(object: object, prefix: string, depth: number, counts: Map<string, number>): void {
  const entries = Object.entries(object);
  if (depth > 1 && entries.length > maximumNames) return;
  for (const [name, value] of entries) {
    const path = `${prefix}${shortened(name)}`;
    add(counts, path, 1);
    if (depth === maximumDepth) continue;
    if (Array.isArray(value)) {
      const items = value.filter(isObject);
      if (items.length === 0) continue;
      add(counts, `${path}[]`, items.length);
      for (const item of items) countFields(item, `${path}[].`, depth + 1, counts);
    } else if (isObject(value)) {
      add(counts, `${path}{}`, 1);
      countFields(value, `${path}.`, depth + 1, counts);
    }
  }
}

function add(counts: Map<string, number>, path: string, count: number): void {
  const before = counts.get(path);
  if (before === undefined && counts.size >= maximumFields) return;
  counts.set(path, (before ?? 0) + count);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A name as part of a path. Names come from a host and are published. */
function shortened(name: string): string {
  const plain = visibleText(name).replaceAll(/[\s.[\]{}]/g, '_');
  return plain.length > maximumName ? `${plain.slice(0, maximumName)}…` : plain;
}

/** Adds up the censuses of many pages. */
export class CensusSum {
  readonly #sums = new Map<string, { records: number; fields: Map<string, number> }>();

  add(census: readonly FieldCensus[] | undefined): void {
    for (const { record, records, fields } of census ?? []) {
      const sum = this.#sums.get(record) ?? { records: 0, fields: new Map<string, number>() };
      this.#sums.set(record, sum);
      sum.records += records;
      for (const [path, count] of Object.entries(fields)) add(sum.fields, path, count);
    }
  }

  /** One census for each kind of record. */
  total(): FieldCensus[] {
    return [...this.#sums].map(([record, { records, fields }]) => ({ record, records, fields: Object.fromEntries(fields) }));
  }
}

/** Where {@link censusOf} counts those that could have a field: `labels[]` for `labels[].name`; undefined for a field of the record itself. */
export function holderOf(path: string): string | undefined {
  const at = path.lastIndexOf('.');
  if (at < 0) return undefined;
  const parent = path.slice(0, at);
  return parent.endsWith('[]') ? parent : `${parent}{}`;
}
