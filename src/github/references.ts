import { RE2JS } from 're2js';
import { compareText } from '../findings/codes.ts';

/** Ids of tickets that one Pull Request may name: more is a text that lists everything, and says nothing. */
const most = 50;
/** Characters of a text that are looked at; GitHub allows no longer one. */
const longestText = 262_144;
/** Characters of an id. */
const longestReference = 200;

/** Finds ids of tickets by patterns in RE2's syntax, in time linear in the texts. */
export class References {
  readonly #patterns: readonly RE2JS[];

  /** @param patterns each known to be valid: the configuration was checked */
  constructor(patterns: readonly string[]) {
    this.#patterns = patterns.map((pattern) => RE2JS.compile(pattern));
  }

  /** Ids in any of the texts, sorted, each once. */
  of(texts: readonly (string | null | undefined)[]): string[] {
    const found = new Set<string>();
    for (const pattern of this.#patterns) {
      for (const text of texts) {
        if (typeof text === 'string') this.#find(pattern, text.slice(0, longestText), found);
        if (found.size >= most) return sorted(found);
      }
    }
    return sorted(found);
  }

  #find(pattern: RE2JS, text: string, found: Set<string>): void {
    const matcher = pattern.matcher(text);
    while (found.size < most && matcher.find()) {
      const reference = (matcher.group() ?? '').trim();
      if (reference !== '') found.add(reference.slice(0, longestReference));
    }
  }
}

function sorted(found: ReadonlySet<string>): string[] {
  return [...found].toSorted(compareText);
}
