import { allGroups, type GroupSet } from '../groups.ts';
import { belongs, type VocabularyEntry } from '../vocabulary.ts';
import { distance } from './near.ts';
import type { SortedList } from './sorted-list.ts';

/** The words that occur, and what a misspelt one may mean. */
export interface Words {
  /** True if the word occurs in some form, begins one that does, or is none that could be told. */
  knows(word: string): Promise<boolean>;
  /** The groups in which it does; all for one that could not be told. */
  where(word: string): Promise<GroupSet>;
  /** The words it is most likely meant to be, likeliest first; none for a word that is too short to tell. */
  near(word: string): Promise<string[]>;
}

/** Blocks looked at for one word: a beginning of two letters in the largest organisation has a few. */
const mostBlocks = 6;

/** Endings that Pagefind takes off a word before it looks for it (Snowball's English stemmer; it knows more). */
const endings = ['ings', 'ing', 'ed', 'ers', 'er', 'es', 's', 'ly', 'e', 'ies', 'y', 'ations', 'ation', 'ions', 'ion', 'ments', 'ment', 'able', 'ally', 'al', 'ness', 'ized', 'ised', 'ize', 'ise'];

export function wordsIn(list: SortedList<VocabularyEntry>): Words {
  const where = async (word: string): Promise<GroupSet> => {
    if (!belongs(word)) return allGroups;
    // Another form of a word is a little longer than what they share: `pack-gzip` is no form of `packges`.
    const forms = stems(word).map(async (stem) => (await list.beginning(stem, 1)).filter(([other]) => other.length <= stem.length + longestEnding));
    const found = await Promise.all([list.beginning(word, mostBlocks), ...forms]);
    return found.flat().reduce((all, [, , groups]) => all | groups, 0);
  };
  return {
    where,
    knows: async (word) => (await where(word)) !== 0,
    async near(word) {
      if (word.length < 4 || /\d/.test(word)) return [];
      const most = word.length < 8 ? 1 : 2;
      // Two letters at the beginning, one of which may be wrong, and, where words are few, all that begin with its first.
      const beginnings = [...new Set([word.slice(0, 2), `${word[1]}${word[0]}`, `${word[0]}${word[2]}`, word.slice(0, 1)])];
      const candidates = (await Promise.all(beginnings.map((beginning) => list.beginning(beginning, mostBlocks)))).flat();
      // A word that one text has once is as likely a slip itself.
      return [...new Map(candidates.map(([candidate, records]) => [candidate, records]))]
        .filter(([, records]) => records > 1)
        .map(([candidate, records]) => ({ candidate, records, far: distance(word, candidate, most) }))
        .filter(({ far }) => far <= most)
        .sort((a, b) => a.far - b.far || b.records - a.records)
        .slice(0, 3)
        .map(({ candidate }) => candidate);
    },
  };
}

const longestEnding = 4;

/** What is left of a word without an ending: `runn` and `run` of `running`. */
function stems(word: string): string[] {
  const stripped = endings.flatMap((end) => (word.endsWith(end) && word.length - end.length >= 3 ? [word.slice(0, -end.length)] : []));
  return [...new Set([...stripped, ...stripped.map((stem) => stem.replace(/(\p{L})\1$/u, '$1')).filter((stem) => stem.length >= 3)])];
}
