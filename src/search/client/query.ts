import { nameToken, shortName } from '../names.ts';

/** What Pagefind is asked for one query. */
export interface IndexQuery {
  /** Words that all must be found; null for everything. */
  readonly term: string | null;
  /** A phrase that only things of exactly this name have; their results come first. */
  readonly exact: string | undefined;
}

/**
 * Makes Pagefind's query of what someone typed or pasted: a word, several, `"a phrase"`, a name, a reference
 * (`component:default/payments`) or an address (`https://github.com/acme/payments.git`). Pagefind drops punctuation
 * and thereby joins what it separates, hence the spaces.
 */
export function indexQuery(typed: string): IndexQuery {
  const query = typed.trim();
  if (query === '') return { term: null, exact: undefined };
  const bare = query
    .replace(/^[a-z][a-z+.-]*:\/\/(?:[^/@]*@)?/i, '')
    .replace(/^git@([^:]+):/i, '$1/')
    .replace(/\.git\/?$/i, '');
  const token = nameToken(shortName(bare));
  const phrase = /^".+"$/.test(query);
  return { term: phrase ? query : bare.replaceAll(/[/:.,;@#?!()[\]{}<>'"]+/g, ' ').trim(), exact: token === '' || phrase ? undefined : `"${token}"` };
}

/** Pieces of a text, those that begin with a word of the query marked; whole, they are the text. */
export function markWords(text: string, query: string): readonly { readonly text: string; readonly marked: boolean }[] {
  const words = query.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1);
  if (words.length === 0) return [{ text, marked: false }];
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${words.sort((a, b) => b.length - a.length).join('|')})`, 'giu');
  return text
    .split(pattern)
    .map((piece, at) => ({ text: piece, marked: at % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}
