import { bitOf, type GroupSet } from '../groups.ts';
import type { SearchBundle } from '../manifest.ts';
import type { Index, Postings } from './pagefind.ts';
import type { Words } from './words.ts';

/**
 * The index without what it takes for a word that it does not have. Of a word that one of Pagefind's indexes lacks, it finds
 * there what has the longest beginning of it: `can` for `canary`. Where a word occurs is known from the vocabulary.
 */
export function within(index: Index, words: Words, bundles: readonly SearchBundle[]): Index {
  return {
    async postings(word, phrase = false) {
      const [found, where] = await Promise.all([index.postings(word, phrase), phrase ? undefined : words.where(word)]);
      return where === undefined ? found : keptIn(found, where, bundles);
    },
  };
}

function keptIn(found: Postings, where: GroupSet, bundles: readonly SearchBundle[]): Postings {
  const without = bundles.filter(({ group }) => (where & bitOf(group)) === 0);
  if (without.length === 0) return found;
  return new Map([...found].filter(([number]) => !without.some(({ from, records }) => number >= from && number < from + records)));
}
