import type { SearchCatalog, SearchHit } from '../catalog.ts';
import { filterNames, type FilterName } from '../filters.ts';
import { indexQuery } from './query.ts';
import { withFilter, type SearchState } from './state.ts';

/** The part of Pagefind's interface that is used. */
interface Pagefind {
  options(options: { readonly baseUrl: string }): Promise<void>;
  filters(): Promise<Counts>;
  search(term: string | null, options: { readonly filters: Readonly<Record<string, string>> }): Promise<Found>;
}

/** For each filter, how many results each of its values would leave. */
export type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

interface Found {
  readonly results: readonly { readonly id: string }[];
  readonly filters: Counts;
}

/** What a search found. */
export interface Answer {
  /** Numbers of the results, best first. */
  readonly numbers: readonly number[];
  /** How many of them have exactly the name that was searched for. */
  readonly exact: number;
  /** For each filter, its values with the number of results that choosing each would give. */
  readonly facets: ReadonlyMap<FilterName, ReadonlyMap<string, number>>;
}

/** What a result shows could not be had: its file went when the site was published anew. */
export class RecordsGone extends Error {
  override name = 'RecordsGone';
}

/** The search index, loaded. */
export interface Engine {
  readonly labels: SearchCatalog['labels'];
  search(state: SearchState): Promise<Answer>;
  /** What results `numbers` show. Errors: `RecordsGone`. */
  hits(numbers: readonly number[]): Promise<SearchHit[]>;
}

/** Loads the index below `base` (the site's path, with a slash at both ends). Errors: if the browser or the network refuses. */
export async function loadEngine(base: string): Promise<Engine> {
  const bundle = new URL(`${base}pagefind/`, location.href);
  const [pagefind, catalog] = await Promise.all([importPagefind(bundle), fetchJson(new URL('catalog.json', bundle), isCatalog, 'no-cache')]);
  await pagefind.options({ baseUrl: base });
  // Loads the filters, without which a search has no counts.
  await pagefind.filters();
  const files = new Map<number, Promise<readonly SearchHit[]>>();
  const file = (n: number): Promise<readonly SearchHit[]> => {
    const known = files.get(n);
    if (known !== undefined) return known;
    const fetched = fetchJson(new URL(`${catalog.records}/${n}.json`, bundle), isHits).catch((cause: unknown) => {
      throw new RecordsGone(`Records ${n} are gone`, { cause });
    });
    files.set(n, fetched);
    return fetched;
  };
  return {
    labels: catalog.labels,
    search: (state) => search(pagefind, state),
    hits: (numbers) =>
      Promise.all(
        numbers.map(async (number) => {
          const hit = (await file(Math.floor(number / catalog.perFile)))[number % catalog.perFile];
          if (hit === undefined) throw new RecordsGone(`No record ${number}`);
          return hit;
        }),
      ),
  };
}

async function search(pagefind: Pagefind, state: SearchState): Promise<Answer> {
  const { term, exact } = indexQuery(state.query);
  const ask = (wanted: string | null, { filters }: SearchState = state): Promise<Found> => pagefind.search(wanted, { filters: { ...filters } });
  const [all, named] = await Promise.all([ask(term), exact === undefined ? undefined : ask(exact)]);
  const first = numbersOf(named).sort((a, b) => a - b);
  const known = new Set(first);
  const others = numbersOf(all).filter((number) => !known.has(number));
  // Without a query nothing ranks the results: numbers are in the order of titles.
  if (term === null) others.sort((a, b) => a - b);

  const facets = new Map<FilterName, ReadonlyMap<string, number>>();
  for (const name of filterNames) {
    const counts = state.filters[name] === undefined ? all.filters : (await ask(term, withFilter(state, name, undefined))).filters;
    facets.set(name, new Map(Object.entries(counts[name] ?? {}).filter(([value, count]) => count > 0 || value === state.filters[name])));
  }
  return { numbers: [...first, ...others], exact: first.length, facets };
}

/** Ids are `en_` and the record's number in hexadecimal (`src/search/bundle.ts`). */
function numbersOf(found: Found | undefined): number[] {
  return (found?.results ?? []).map(({ id }) => Number.parseInt(id.slice(id.indexOf('_') + 1), 16));
}

async function importPagefind(bundle: URL): Promise<Pagefind> {
  const loaded: unknown = await import(/* @vite-ignore */ new URL('pagefind.js', bundle).href);
  if (!isPagefind(loaded)) throw new Error('pagefind.js is not what it should be');
  return loaded;
}

async function fetchJson<T>(url: URL, is: (value: unknown) => value is T, cache: RequestCache = 'default'): Promise<T> {
  const response = await fetch(url, { cache });
  if (!response.ok) throw new Error(`${url.pathname}: ${response.status}`);
  const value: unknown = await response.json();
  if (!is(value)) throw new Error(`${url.pathname} is not what it should be`);
  return value;
}

function isPagefind(value: unknown): value is Pagefind {
  return typeof value === 'object' && value !== null && 'search' in value && 'filters' in value && 'options' in value;
}

function isCatalog(value: unknown): value is SearchCatalog {
  return typeof value === 'object' && value !== null && 'records' in value && 'perFile' in value && 'labels' in value;
}

function isHits(value: unknown): value is readonly SearchHit[] {
  return Array.isArray(value) && value.every((hit: unknown) => typeof hit === 'object' && hit !== null && 'path' in hit && 'title' in hit && 'kind' in hit);
}
