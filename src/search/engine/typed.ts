import { nameKey, nameWords, shortName } from '../names.ts';

/** A query as it was typed, taken apart. */
export interface Typed {
  /** Key of the name that it may be: of `https://github.com/acme/payments.git`, `payments`. */
  readonly name: string;
  /** What stands between double quotes: to be found as it stands. */
  readonly phrases: readonly string[];
  /** The other words in their order, each as its pieces: `position-ingest` has two. */
  readonly tokens: readonly Token[];
}

export interface Token {
  readonly typed: string;
  /** Letters and digits of the whole: `positioningest`. */
  readonly joined: string;
  readonly pieces: readonly string[];
  /** True for a word of questions rather than of answers, if there are others. */
  readonly silent: boolean;
}

/** Words of questions rather than of answers. `not`, `no` and `off` stay: they turn the meaning. */
const silent: ReadonlySet<string> = new Set(
  `a about across an and any anyone anybody are as at be been being between but by can could did do does doing done for from get gets getting give got had has
  have having hello help here hey hi how howto i if im in into is isnt it its ive just know let like looking make makes me my need needed needs
  of ok on one or our out own please question should show so some somebody someone such than thanks that the their them then there these
  they thing things this those to too trying try up us use used using very want wanted wants was way we were what whats when where wheres
  which while who whom whos whose why will wish with without wont would you your`.split(/\s+/),
);

/** Longest query that is looked at, in words. */
const mostTokens = 16;

/** Takes a query apart: words, `"a phrase"`, a name, a reference (`component:default/payments`) or an address. */
export function takeApart(query: string): Typed {
  const bare = query
    .trim()
    .replace(/^[a-z][a-z+.-]*:\/\/(?:[^/@\s]*@)?/i, '')
    .replace(/^git@([^:\s]+):/i, '$1/')
    .replace(/\.git\/?$/i, '');
  const phrases = [...bare.matchAll(/"([^"]+)"/g)].flatMap(([, text = '']) => (nameKey(text) === '' ? [] : [text]));
  const all = bare
    .replaceAll(/"[^"]*"?/g, ' ')
    // Apostrophes join (`don't`); what else is no letter, digit or joining sign separates.
    .replaceAll(/['’]/g, '')
    .split(/[^\p{L}\p{N}\p{M}._\-+#@$]+/u)
    .map((typed) => ({ typed, joined: nameKey(typed), pieces: nameWords(typed).split(' ').map(nameKey).filter((piece) => piece !== '') }))
    .filter(({ joined }) => joined !== '')
    .slice(0, mostTokens);
  const telling = phrases.length > 0 || all.some(({ joined }) => !silent.has(joined));
  return { name: nameKey(/\s/.test(bare) ? bare : shortName(bare)), phrases, tokens: all.map((token) => ({ ...token, silent: telling && silent.has(token.joined) })) };
}
