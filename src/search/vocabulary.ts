import { bitOf, type GroupSet } from './groups.ts';
import { nameKey, nameWords } from './names.ts';
import type { SearchRecord } from './record.ts';

/** A word, in how many records it occurs (one that a name, title or heading has counts once more), and in which groups. */
export type VocabularyEntry = readonly [word: string, records: number, groups: GroupSet];

/** Lengths of words that the vocabulary knows about: shorter ones are all alike, longer ones are hashes. */
const shortest = 3;
const longest = 30;

/** True for a word that is in the vocabulary if it occurs anywhere. */
export function belongs(word: string): boolean {
  return word.length >= shortest && word.length <= longest && /\p{L}/u.test(word);
}

interface Word {
  readonly text: string;
  records: number;
  /** Number of the last record that has it. */
  last: number;
  named: boolean;
  groups: GroupSet;
}

/** The words that occur, by which a misspelt one is known and corrected. */
export class Vocabulary {
  // Texts repeat their words: each is taken apart once.
  readonly #known = new Map<string, readonly Word[]>();
  readonly #all = new Map<string, Word>();
  #records = 0;

  /** Counts the words of a record. */
  add({ group, words, fields }: Pick<SearchRecord, 'group' | 'words' | 'fields'>): void {
    const bit = bitOf(group);
    const number = this.#records++;
    for (const token of words) this.#count(token, number, bit, false);
    for (const text of Object.values(fields)) for (const token of (text ?? '').split(/\s+/)) this.#count(token, number, bit, true);
  }

  /** All words, in no order. */
  entries(): VocabularyEntry[] {
    return [...this.#all.values()].map(({ text, records, named, groups }) => [text, records + (named ? 1 : 0), groups]);
  }

  #count(token: string, number: number, group: GroupSet, named: boolean): void {
    for (const word of this.#known.get(token) ?? this.#learn(token)) {
      if (word.last !== number) word.records += 1;
      word.last = number;
      word.groups |= group;
      word.named ||= named;
    }
  }

  #learn(token: string): readonly Word[] {
    const made = parts(token).map((text) => {
      const word = this.#all.get(text) ?? { text, records: 0, last: -1, named: false, groups: 0 };
      this.#all.set(text, word);
      return word;
    });
    this.#known.set(token, made);
    return made;
  }
}

/** The words of a token, and, where it joins several with a hyphen or capitals, those as one. */
function parts(token: string): string[] {
  return [...new Set([nameKey(token), ...nameWords(token).split(' ').map(nameKey)])].filter(belongs);
}
