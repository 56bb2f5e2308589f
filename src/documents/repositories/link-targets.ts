/** Something that a text links to or shows, as written. */
export interface LinkTarget {
  readonly target: string;
  /** True if it is shown as an image, rather than linked to. */
  readonly image: boolean;
}

/** Most targets that are looked at in one document, and the longest one: more is no documentation. */
const maxTargets = 5000;
const maxLength = 2048;

/** Attributes of raw HTML that name a file. */
const attribute = /\b(src|srcset|href)[ \t\r\n]{0,20}=[ \t\r\n]{0,20}(?:"([^"]{0,2048})"|'([^']{0,2048})'|([^\s"'>]{1,2048}))/gi;

/** `[name]: target` at the beginning of a line, also in a quotation or a list. */
const definition = /^[ \t>]{0,20}\[[^\]\n]{1,999}\]:[ \t]{0,20}\n?[ \t]{0,20}<?([^\s<>]{1,2048})/gm;

/**
 * What a Markdown text may link to or show: a superset of what a parser would find, since links in code count too. It
 * decides only which files of a repository are looked for; what is a link is for the renderer to say. Its time grows
 * with the length of the text and nothing else.
 */
export function linkTargets(text: string): LinkTarget[] {
  const found = new Map<string, LinkTarget>();
  const add = (target: string, image: boolean): boolean => {
    const key = `${image ? 1 : 0}${target}`;
    if (target !== '' && !found.has(key)) found.set(key, { target, image });
    return found.size < maxTargets;
  };
  for (let at = text.indexOf(']('); at >= 0; at = text.indexOf('](', at + 2)) {
    const target = destination(text, at + 2);
    if (target !== undefined && !add(target, isImage(text, at))) break;
  }
  for (const [, target = ''] of text.matchAll(definition)) if (!add(target, hasImageName(target))) break;
  for (const [, name = '', double, single, bare] of text.matchAll(attribute)) {
    const value = unescapeHtml(double ?? single ?? bare ?? '');
    const targets = name.toLowerCase() === 'srcset' ? srcset(value) : [value];
    if (!targets.every((target) => add(target.trim(), name.toLowerCase() !== 'href'))) break;
  }
  return [...found.values()];
}

/** True for a name that ends as those of images do. */
export function hasImageName(path: string): boolean {
  return /\.(?:png|jpe?g|gif|webp|avif|svg)(?:[?#].*)?$/i.test(path);
}

/** Parentheses that a destination may nest, as in cmark. */
const maxNesting = 32;

/** The destination of an inline link from the character after its parenthesis, as CommonMark 6.3 has it. */
function destination(text: string, from: number): string | undefined {
  let at = from;
  while (at < from + 100 && /[ \t\n\r]/.test(text[at] ?? '')) at++;
  const limit = Math.min(text.length, at + maxLength);
  const pointed = text[at] === '<';
  if (pointed) at++;
  let depth = 0;
  let target = '';
  for (; at < limit; at++) {
    const character = text[at] ?? '';
    if (character === '\n' || (!pointed && /\s/.test(character))) return pointed ? undefined : target;
    if (pointed && character === '>') return target;
    if (pointed && character === '<') return undefined;
    if (!pointed && character === '(' && ++depth > maxNesting) return undefined;
    if (!pointed && character === ')' && depth-- === 0) return target;
    if (character === '\\' && /[!-/:-@[-`{-~]/.test(text[at + 1] ?? '')) {
      at++;
      target += text[at] ?? '';
    } else {
      target += character;
    }
  }
  return undefined;
}

/** True if the bracket that closes at `close` was opened by `![`; a picture in a link is an image, the link around it is none. */
function isImage(text: string, close: number): boolean {
  let depth = 1;
  for (let at = close - 1; at > Math.max(0, close - 300); at--) {
    if (text[at] === ']') depth++;
    else if (text[at] === '[' && --depth === 0) return text[at - 1] === '!';
  }
  return false;
}

/** The addresses of `a.png 1x, b.png 2x`. */
function srcset(value: string): string[] {
  return value.split(',').map((candidate) => candidate.trim().split(/\s/, 1)[0] ?? '');
}

function unescapeHtml(value: string): string {
  return value.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
