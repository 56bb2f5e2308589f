import type { SearchBundle } from '../manifest.ts';
import type { SearchField } from '../record.ts';
import { remembering } from './files.ts';

/** The part of Pagefind's module that is used. */
export interface PagefindModule {
  createInstance(options: Options & { readonly basePath: string }): Instance;
}

interface Instance {
  mergeIndex(path: string, options: Options & { readonly language: string }): Promise<void>;
  search(term: string): Promise<{ readonly results: readonly Result[] }>;
}

interface Options {
  readonly ranking: { readonly termSimilarity: number; readonly metaWeights: Readonly<Record<SearchField, number>> };
}

interface Result {
  readonly id: string;
  readonly score: number;
  readonly words: readonly number[];
  readonly matchedMetaFields?: readonly string[];
}

/** What one record has of a word. */
export interface Posting {
  /** How much its text is about the word, 0 to about 2.4, whatever the word's rarity. */
  readonly weight: number;
  /** Places in its text. */
  readonly places: readonly number[];
  readonly fields: readonly string[];
}

/** All records that have a word, over all indexes. */
export type Postings = ReadonlyMap<number, Posting>;

/** The merged indexes. */
export interface Index {
  postings(word: string, phrase?: boolean): Promise<Postings>;
}

/** Letters that a word has which is looked for by its beginning, too; of shorter and longer ones the vocabulary knows nothing. */
const shortest = 3;
const longest = 30;

/** Words whose postings are kept: those of a query that is being typed. */
const remembered = 100;

/** Fields are weighed in `rank.ts`, where it is known which word stands in which. */
const options: Options = { ranking: { termSimilarity: 2, metaWeights: { title: 0, names: 0, asked: 0, headings: 0, about: 0 } } };

/** Loads the indexes below `base` and merges them. Errors: if the browser or the network refuses. */
export async function loadIndex(module: PagefindModule, base: URL, bundles: readonly SearchBundle[]): Promise<Index> {
  const [first, ...others] = bundles;
  if (first === undefined) return { postings: async () => new Map() };
  const pagefind = module.createInstance({ ...options, basePath: new URL(`${first.id}/`, base).href });
  await Promise.all(others.map(({ id }) => pagefind.mergeIndex(new URL(`${id}/`, base).href, { ...options, language: 'en' })));
  const ask = remembering(async (term: string) => postingsOf((await pagefind.search(term)).results, bundles), remembered);
  return {
    async postings(word, phrase = false) {
      if (phrase) return ask(`"${word}"`);
      // Nearly everything has a word that begins with few letters; and of a long one Pagefind would find any beginning.
      return word.length < shortest || word.length > longest ? exactly(await ask(word), await ask(`"${word}"`), word.length === 2) : ask(word);
    },
  };
}

/** Of what has words that begin so, what has the very word; with `named`, also what has such a word in its title or names. */
function exactly(beginning: Postings, exact: Postings, named: boolean): Postings {
  return new Map([...beginning].filter(([number, { fields }]) => exact.has(number) || (named && fields.some((field) => field === 'title' || field === 'names'))));
}

/**
 * Pagefind's scores are BM25's: a word's weight in a page times its rarity in that page's index. Rarity is taken out, since
 * indexes of different things know a word as rare in different degrees; `rank.ts` puts in that over all of them.
 */
function postingsOf(results: readonly Result[], bundles: readonly SearchBundle[]): Postings {
  const found = results.map((result) => ({ number: Number.parseInt(result.id.slice(result.id.indexOf('_') + 1), 16), result }));
  const rarities = new Map(
    bundles.map(({ from, records }) => {
      const pages = found.reduce((count, { number }) => count + (number >= from && number < from + records ? 1 : 0), 0);
      return [from, rarity(records, pages)];
    }),
  );
  const rarityAt = (number: number): number => {
    const bundle = bundles.find(({ from, records }) => number >= from && number < from + records);
    return rarities.get(bundle?.from ?? 0) ?? 1;
  };
  return new Map(found.map(({ number, result: { score, words, matchedMetaFields } }) => [number, { weight: score / rarityAt(number), places: words, fields: matchedMetaFields ?? [] }]));
}

/** Inverse document frequency as BM25 and Pagefind have it: ln(1 + (N - n + 0.5) / (n + 0.5)). */
export function rarity(records: number, having: number): number {
  return Math.log(1 + (records - having + 0.5) / (having + 0.5));
}

/** True for Pagefind's module, and not what a server sent in its place. */
export function isPagefind(value: unknown): value is PagefindModule {
  return typeof value === 'object' && value !== null && 'createInstance' in value;
}
