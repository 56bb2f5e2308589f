import type { FilterName } from '../filters.ts';
import type { NameEntry, SearchColumns, SearchHit, SearchManifest } from '../manifest.ts';
import type { SearchState } from '../state.ts';
import { excerptsOf, type Piece, type SubResult } from './excerpt.ts';
import { fetchJson, remembering } from './files.ts';
import { filter, type Facet } from './filter.ts';
import { namedThings, nearNames, type NamedThing } from './names.ts';
import { loadIndex, type PagefindModule } from './pagefind.ts';
import { rank, type Found } from './rank.ts';
import { isColumns, isHits, isManifest, isNameEntry, isWordEntry } from './shapes.ts';
import { sortedList } from './sorted-list.ts';
import { synonymsOf } from './synonyms.ts';
import { takeApart } from './typed.ts';
import { termsOf, type Term } from './terms.ts';
import { within } from './within.ts';
import { wordsIn } from './words.ts';

/** A result as it is shown. */
export interface SearchResult {
  readonly hit: SearchHit;
  readonly number: number;
  /** True if it is called exactly what was typed. */
  readonly exact: boolean;
  readonly excerpt: readonly Piece[];
  readonly parts: readonly SubResult[];
}

/** What a search found. */
export interface Answer {
  readonly total: number;
  /** How many of them have everything that was asked for. */
  readonly whole: number;
  readonly results: readonly SearchResult[];
  readonly facets: readonly Facet[];
  /** Words that occur nowhere, with the one that was looked for in their place. */
  readonly corrections: readonly { readonly typed: string; readonly word: string }[];
  /** Words to mark where they stand: those that were looked for, without those that questions are made of. */
  readonly words: readonly string[];
  /** With nothing found: names that are nearly what was typed. */
  readonly suggestions: readonly NamedThing[];
  /** With nothing found: how many things of each kind were searched. */
  readonly searched: Facet['values'];
  readonly lists: SearchManifest['lists'];
  readonly ask: SearchManifest['ask'];
}

/** Everything that answers. It runs in a worker, and in tests without one. */
export interface Engine {
  /** Things called what was typed; needs a few kilobytes, not the index. */
  names(query: string): Promise<NamedThing[]>;
  /** Results `from` to `from + count`. Errors: `FilesGone`. */
  search(state: SearchState, from: number, count: number): Promise<Answer>;
}

/** Names shown before all else. */
const mostNames = 5;

/** What a heading that is just what was typed does to the score of its page. */
const headingBoost = 1.6;

/** An engine for the files below `base` (an address that ends in `pagefind/`), which are loaded when they are needed. */
export function createEngine(base: URL, importPagefind: (address: string) => Promise<PagefindModule>): Engine {
  const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
    const known = remembering(make);
    return () => known(undefined);
  };
  const manifest = once(() => fetchJson(new URL('search.json', base), isManifest, 'no-cache'));
  const index = once(async () => loadIndex(await importPagefind(new URL('pagefind.js', base).href), base, (await manifest()).bundles));
  const columns = once(async (): Promise<SearchColumns> => fetchJson(new URL((await manifest()).columns, base), isColumns));
  const nameList = once(async () => sortedList<NameEntry>(base, (await manifest()).names, isNameEntry));
  const words = once(async () => wordsIn(sortedList(base, (await manifest()).words, isWordEntry)));
  const synonyms = once(async () => synonymsOf((await manifest()).synonyms));
  const hitFile = remembering((path: string) => fetchJson(new URL(path, base), isHits));

  const names = async (query: string): Promise<NamedThing[]> => namedThings(await nameList(), takeApart(query).name, mostNames);

  const found = remembering(async (query: string): Promise<{ readonly list: readonly Found[]; readonly terms: readonly Term[] }> => {
    const typed = takeApart(query);
    const terms = await termsOf(typed, await synonyms(), await words());
    if (terms.length === 0) return { list: [], terms };
    const { titles } = await columns();
    const { bundles } = await manifest();
    const [list, named] = await Promise.all([rank(terms, within(await index(), await words(), bundles), bundles, titles), names(query)]);
    const headed = new Set(named.filter(({ match }) => match === 'heading').map(({ number }) => number));
    const boosted = list.map((one) => (headed.has(one.number) ? { ...one, score: one.score * headingBoost } : one));
    return { list: boosted.sort((a, b) => b.score - a.score), terms };
  }, 20);

  const hit = async (number: number): Promise<SearchHit> => {
    const { bundles, hits } = await manifest();
    const bundle = bundles.find(({ from, records }) => number >= from && number < from + records);
    if (bundle === undefined) throw new Error(`No record ${number}`);
    const at = number - bundle.from;
    const one = (await hitFile(`${hits}/${bundle.id}/${Math.floor(at / bundle.perFile)}.json`))[at % bundle.perFile];
    if (one === undefined) throw new Error(`No record ${number}`);
    return one;
  };

  return {
    names,
    async search({ query, filters }, from, count) {
      const blank = query.trim() === '';
      const { total, ask, lists } = await manifest();
      const [{ list, terms }, { facets: all }, named] = await Promise.all([blank ? { list: [], terms: [] } : found(query), columns(), blank ? [] : names(query)]);
      const exact = named.filter(({ match }) => match === 'name').map(({ number }) => number);
      const byNumber = new Map(list.map((one) => [one.number, one]));
      const ordered = blank ? Array.from({ length: total }, (_, number) => number) : [...new Set([...exact, ...byNumber.keys()])];
      const { kept, facets: counted } = filter(ordered, filters, all);
      const results = await Promise.all(
        kept.slice(from, from + count).map(async (number) => {
          const one = await hit(number);
          return { hit: one, number, exact: exact.includes(number), ...excerptsOf(one, byNumber.get(number)?.places ?? []) };
        }),
      );
      return {
        total: kept.length,
        whole: kept.filter((number) => blank || exact.includes(number) || byNumber.get(number)?.whole === true).length,
        results,
        facets: counted,
        corrections: terms.flatMap(({ typed, corrected }) => (corrected === undefined ? [] : [{ typed, word: corrected }])),
        words: terms.flatMap(({ typed, aside, corrected }) => (aside === true ? [] : [typed, ...(corrected === undefined ? [] : [corrected])])),
        suggestions: kept.length > 0 || blank ? [] : await suggestions(query),
        searched: kept.length > 0 ? [] : valuesOf(filter(Array.from({ length: total }, (_, number) => number), {}, all).facets, 'kind'),
        lists,
        ask,
      };
    },
  };

  /** Names that are spelt nearly so; failing that, names that begin so. */
  async function suggestions(query: string): Promise<NamedThing[]> {
    const { name } = takeApart(query);
    const near = await nearNames(await nameList(), name, mostNames);
    for (let length = name.length - 1; near.length === 0 && length >= 4; length--) near.push(...(await namedThings(await nameList(), name.slice(0, length), mostNames)));
    return near;
  }
}

function valuesOf(facets: readonly Facet[], name: FilterName): Facet['values'] {
  return facets.find((facet) => facet.name === name)?.values ?? [];
}
