import { filterNames, type FilterName } from '../filters.ts';
import type { SearchFacets } from '../manifest.ts';

/** A value of a filter, with how many results choosing it would leave. */
export interface FacetValue {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

export type Facet = { readonly name: FilterName; readonly values: readonly FacetValue[] };

/** Keeps the numbers that pass all filters, and counts for each filter what its values would leave, the others kept. */
export function filter(numbers: Iterable<number>, chosen: Readonly<Partial<Record<FilterName, string>>>, facets: SearchFacets): { readonly kept: number[]; readonly facets: Facet[] } {
  const columns = facets.map((facet) => {
    const wanted = chosen[facet.name];
    return { ...facet, wanted: wanted === undefined ? undefined : facet.values.findIndex(({ value }) => value === wanted) + 1 || -1, counts: new Array<number>(facet.values.length + 1).fill(0) };
  });
  // A filter that nothing has lets nothing through.
  const impossible = filterNames.some((name) => chosen[name] !== undefined && !facets.some((facet) => facet.name === name));
  const kept: number[] = [];
  for (const number of impossible ? [] : numbers) {
    const failed = columns.filter(({ wanted, cells }) => wanted !== undefined && !has(cells[number], wanted));
    if (failed.length === 0) kept.push(number);
    const only = failed[0];
    for (const column of failed.length === 0 ? columns : failed.length === 1 && only !== undefined ? [only] : []) {
      for (const value of numbersIn(column.cells[number])) column.counts[value] = (column.counts[value] ?? 0) + 1;
    }
  }
  return {
    kept,
    facets: columns.map(({ name, values, counts }) => ({
      name,
      values: values.flatMap(({ value, label }, at) => ((counts[at + 1] ?? 0) > 0 || chosen[name] === value ? [{ value, label, count: counts[at + 1] ?? 0 }] : [])),
    })),
  };
}

type Cell = number | readonly number[] | undefined;

function has(cell: Cell, wanted: number): boolean {
  return typeof cell === 'number' ? cell === wanted : (cell?.includes(wanted) ?? false);
}

function numbersIn(cell: Cell): readonly number[] {
  return typeof cell === 'number' ? (cell === 0 ? [] : [cell]) : (cell ?? []);
}
