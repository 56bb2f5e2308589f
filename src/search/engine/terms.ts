import { nameKey } from '../names.ts';
import { longestPhrase, synonymsFor, type Synonyms } from './synonyms.ts';
import type { Token, Typed } from './typed.ts';
import type { Words } from './words.ts';

/** One thing that a query asks for, and the ways in which a record may say it. */
export interface Term {
  readonly typed: string;
  readonly ways: readonly Way[];
  /** The word that was looked for besides, because what was typed occurs nowhere. */
  readonly corrected?: string;
  /** True for a word that is not asked for, but tells something if a thing is called by it: `why` in "pnpm why". */
  readonly aside?: boolean;
}

/** Words that say it if all of them are there, and how much it counts against the words that were typed. */
export interface Way {
  readonly words: readonly string[];
  readonly factor: number;
  /** To be found as a phrase. */
  readonly phrase?: boolean;
}

const factors = { pieces: 0.85, neighbours: 0.9, corrected: 0.9, corrections: 0.6, synonym: 0.5 } as const;

/** Makes terms of what was typed: the words, what they are when joined or parted, corrected, and said otherwise. */
export async function termsOf({ phrases, tokens }: Typed, synonyms: Synonyms, words: Words): Promise<Term[]> {
  const quoted = phrases.map((typed): Term => ({ typed, ways: [{ words: [typed], factor: 1, phrase: true }] }));
  const parts = groups(tokens, synonyms);
  const joined = await Promise.all(parts.slice(0, -1).map((part, at) => joinedWay(part, parts[at + 1] ?? [], words)));
  const terms = await Promise.all(
    parts.map(async (part, at): Promise<Term> => {
      const [token] = part;
      if (part.length > 1 || token === undefined) return phraseTerm(part, synonyms);
      if (token.silent) return { typed: token.typed, ways: [{ words: [token.joined], factor: 1 }], aside: true };
      const term = await wordTerm(token, synonyms, words);
      return { ...term, ways: [...term.ways, ...[joined[at - 1], joined[at]].filter((way) => way !== undefined)] };
    }),
  );
  return [...quoted, ...terms];
}

/** The tokens, those of a phrase that has synonyms together. */
function groups(tokens: readonly Token[], synonyms: Synonyms): (readonly Token[])[] {
  const parts: (readonly Token[])[] = [];
  for (let at = 0; at < tokens.length; ) {
    let length = Math.min(longestPhrase, tokens.length - at);
    while (length > 1 && synonymsFor(synonyms, phraseOf(tokens.slice(at, at + length))).length === 0) length -= 1;
    parts.push(tokens.slice(at, at + length));
    at += length;
  }
  return parts;
}

function phraseOf(part: readonly Token[]): string {
  return part.map(({ joined }) => joined).join(' ');
}

function phraseTerm(part: readonly Token[], synonyms: Synonyms): Term {
  const told = part.filter(({ silent }) => !silent).map(({ joined }) => joined);
  const own = { words: told.length === 0 ? part.map(({ joined }) => joined) : told, factor: 1 };
  return { typed: part.map(({ typed }) => typed).join(' '), ways: [own, ...synonymsFor(synonyms, phraseOf(part)).map(synonymWay)] };
}

async function wordTerm({ typed, joined, pieces }: Token, synonyms: Synonyms, words: Words): Promise<Term> {
  const known = await words.knows(joined);
  // Of a word that occurs nowhere Pagefind would find the longest beginning that does: "nothing" for "nothingness".
  const ways: Way[] = known ? [{ words: [joined], factor: 1 }] : [];
  // `--as-of` is meant as it stands: nearly every text has both of its words somewhere.
  const small = pieces.every((piece) => piece.length < 3);
  if (pieces.length > 1) ways.push({ ...(small ? { words: [pieces.join(' ')], phrase: true } : { words: pieces }), factor: known ? factors.pieces : 1 });
  ways.push(...synonymsFor(synonyms, joined).map(synonymWay));
  if (known) return { typed, ways };
  if (pieces.length > 1) return compoundTerm(typed, pieces, ways, words);
  const [best, ...rest] = await words.near(joined);
  if (best === undefined) return { typed, ways };
  ways.push({ words: [best], factor: factors.corrected }, ...rest.map((word) => ({ words: [word], factor: factors.corrections })), ...synonymsFor(synonyms, best).map(synonymWay));
  return { typed, ways, corrected: best };
}

/** A name of several words, some of which may be misspelt: `postion-ingest`. */
async function compoundTerm(typed: string, pieces: readonly string[], ways: readonly Way[], words: Words): Promise<Term> {
  const known = await Promise.all(pieces.map((piece) => words.knows(piece)));
  if (!known.includes(false)) return { typed, ways };
  const meant = await Promise.all(pieces.map(async (piece, at) => (known[at] === true ? piece : (await words.near(piece))[0])));
  const whole = meant.filter((word) => word !== undefined);
  return whole.length < pieces.length ? { typed, ways: [] } : { typed, ways: [{ words: whole, factor: factors.corrected }], corrected: whole.join('-') };
}

/** Two words that others write as one: `time out`. */
async function joinedWay(one: readonly Token[], other: readonly Token[], words: Words): Promise<Way | undefined> {
  if (one.length !== 1 || other.length !== 1 || [...one, ...other].some(({ silent }) => silent)) return undefined;
  const word = [...one, ...other].map(({ joined }) => joined).join('');
  return word.length > 5 && (await words.knows(word)) ? { words: [word], factor: factors.neighbours } : undefined;
}

function synonymWay(phrase: string): Way {
  return { words: phrase.split(' ').map(nameKey), factor: factors.synonym };
}
