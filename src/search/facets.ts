import { compareText } from '../findings/codes.ts';
import { filterNames } from './filters.ts';
import type { SearchFacets } from './manifest.ts';
import type { FilterValue, IndexedRecord } from './record.ts';

/** The filters of all records as columns; values in the order of their labels. Filters that nothing has are left out. */
export function facetColumns(records: readonly Pick<IndexedRecord, 'filters'>[]): SearchFacets {
  return filterNames.flatMap((name) => {
    const known = new Map<string, FilterValue>();
    for (const { filters } of records) for (const value of filters[name] ?? []) known.set(value.value, value);
    if (known.size === 0) return [];
    const values = [...known.values()].sort((a, b) => compareText(a.label.toLowerCase(), b.label.toLowerCase()) || compareText(a.value, b.value));
    const numbers = new Map(values.map(({ value }, at) => [value, at + 1]));
    const cells = records.map(({ filters }): number | number[] => {
      const own = (filters[name] ?? []).flatMap(({ value }) => numbers.get(value) ?? []);
      return own.length > 1 ? own : (own[0] ?? 0);
    });
    return [{ name, values: values.map(({ value, label }) => ({ value, label })), cells }];
  });
}
