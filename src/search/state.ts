import { filterNames, type FilterName } from './filters.ts';

/** What is being searched for; all of it is in the address, so that a search can be linked to. */
export interface SearchState {
  readonly query: string;
  readonly filters: Readonly<Partial<Record<FilterName, string>>>;
}

/** Longest query that is looked at. */
export const longestQuery = 200;

/** Reads the state from an address's query (`?q=pay&kind=Component`); what it does not know is left alone. */
export function readState(search: string): SearchState {
  const parameters = new URLSearchParams(search);
  const filters: Partial<Record<FilterName, string>> = {};
  for (const name of filterNames) {
    const value = parameters.get(name);
    if (value !== null && value !== '') filters[name] = value;
  }
  return { query: (parameters.get('q') ?? '').slice(0, longestQuery), filters };
}

/** The address's query for a state; empty for the empty state. Filters stand in their fixed order. */
export function writeState({ query, filters }: SearchState): string {
  const parameters = new URLSearchParams();
  if (query !== '') parameters.set('q', query);
  for (const name of filterNames) {
    const value = filters[name];
    if (value !== undefined) parameters.set(name, value);
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** The same state with one filter changed; without a value, with that filter gone. */
export function withFilter({ query, filters }: SearchState, name: FilterName, value: string | undefined): SearchState {
  const { [name]: _, ...others } = filters;
  return { query, filters: value === undefined ? others : { ...others, [name]: value } };
}
