import { nameKey, nameWords } from './names.ts';
import type { SearchRecord } from './record.ts';

/** A word and in how many records it occurs; one that a name, title or heading has counts once more. */
export type VocabularyEntry = readonly [word: string, records: number];

/** Lengths of words that the vocabulary knows about: shorter ones are all alike, longer ones are hashes. */
const shortest = 3;
const longest = 30;

/** True for a word that is in the vocabulary if it occurs anywhere. */
export function belongs(word: string): boolean {
  return word.length >= shortest && word.length <= longest && /\p{L}/u.test(word);
}

/** The words that occur, by which a misspelt one is known and corrected. */
export function vocabulary(records: readonly SearchRecord[]): VocabularyEntry[] {
  // Texts repeat their words: each is taken apart once.
  const known = new Map<string, readonly Word[]>();
  const all = new Map<string, Word>();
  const wordsOfToken = (token: string): readonly Word[] => {
    const before = known.get(token);
    if (before !== undefined) return before;
    const made = parts(token).map((text) => {
      const word = all.get(text) ?? { text, records: 0, last: -1, named: false };
      all.set(text, word);
      return word;
    });
    known.set(token, made);
    return made;
  };
  records.forEach(({ words, fields }, number) => {
    const count = (token: string, named: boolean): void => {
      for (const word of wordsOfToken(token)) {
        if (word.last !== number) word.records += 1;
        word.last = number;
        word.named ||= named;
      }
    };
    for (const token of words) count(token, false);
    for (const text of Object.values(fields)) for (const token of (text ?? '').split(/\s+/)) count(token, true);
  });
  return [...all.values()].map(({ text, records: having, named }) => [text, having + (named ? 1 : 0)]);
}

interface Word {
  readonly text: string;
  records: number;
  /** Number of the last record that has it. */
  last: number;
  named: boolean;
}

/** The words of a token, and, where it joins several with a hyphen or capitals, those as one. */
function parts(token: string): string[] {
  return [...new Set([nameKey(token), ...nameWords(token).split(' ').map(nameKey)])].filter(belongs);
}
