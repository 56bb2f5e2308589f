/** What the values of a column are: `level` is a number that stands for a place on a ladder. */
export type ColumnType = 'text' | 'number' | 'date' | 'level';

/** A row as it is sorted and filtered. Values are as `columnValue` reads them; one that is not known is empty. */
export interface Row {
  readonly values: ReadonlyMap<string, string>;
  /** All of its text, in lower case. */
  readonly text: string;
}

/** The text of a cell as a value: empty where it says that there is none, or that nobody knows. */
export function columnValue(text: string, type: ColumnType): string {
  const value = text.replace(/\s+/g, ' ').trim();
  if (/^(–|-|unknown|never|none|withheld)?$/i.test(value)) return '';
  if (type === 'text' || type === 'date') return value;
  const number = /-?\d+(\.\d+)?/.exec(value.replaceAll(',', ''))?.[0];
  return number ?? '';
}

/** True for columns that are asked for from the top: the most, the newest, the highest. */
export function startsDescending(type: ColumnType): boolean {
  return type !== 'text';
}

/**
 * Sorts rows by a column, those of equal value in the order given; rows without a value come last whichever way it goes.
 * Numbers in text count as numbers: `v9` before `v10`.
 */
export function sorted<R extends Row>(rows: readonly R[], key: string, type: ColumnType, descending: boolean): R[] {
  const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  const way = descending ? -1 : 1;
  const compare = (a: string, b: string): number => {
    if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1;
    const order = type === 'text' ? collator.compare(a, b) : type === 'date' ? (a < b ? -1 : a > b ? 1 : 0) : Number(a) - Number(b);
    return order * way;
  };
  return rows.toSorted((a, b) => compare(a.values.get(key) ?? '', b.values.get(key) ?? ''));
}

/** True if a row has every word of the filter, and in each column what is asked of it. */
export function matches(row: Row, filter: string, columns: ReadonlyMap<string, string>): boolean {
  return (
    filter.toLowerCase().split(/\s+/).every((word) => row.text.includes(word)) &&
    [...columns].every(([key, value]) => (row.values.get(key) ?? '').toLowerCase() === value.toLowerCase())
  );
}
