import type { Problem } from './problem.ts';

/** Most of each that is parsed. Times of the parser grow with the square of these. */
const most = { characters: 1024 ** 2, containers: 100, links: 2000, directives: 10_000, openTags: 500, braces: 100, entities: 5000, footnotes: 5000 };

/** Containers that begin in one line, one within the other: quotes and lists. */
const containers = new RegExp(`^(?:[ \\t]*(?:>|[-+*][ \\t]|\\d{1,9}[.)][ \\t])){${most.containers + 1}}`, 'm');

/**
 * Says why a text must not go to the parser: it is too large, or it is built so that parsing takes for ever. Texts that
 * people write are far from each of these.
 */
export function refusal(text: string, format: 'markdown' | 'mdx'): Problem | undefined {
  if (text.length > most.characters) return refused(`The text has ${text.length.toLocaleString('en')} characters, more than ${most.characters.toLocaleString('en')}.`);
  const nested = containers.exec(text);
  if (nested !== null) return { ...refused(`More than ${most.containers} quotes or lists stand one in the other.`), line: lineAt(text, nested.index) };
  // Within one block the parser looks back over all links and directives for each of them.
  for (const { 0: block, index } of blocks(text)) {
    const line = () => ({ line: lineAt(text, index) });
    if (count(block, '](') > most.links) return { ...refused(`One paragraph has more than ${most.links.toLocaleString('en')} links.`), ...line() };
    if (matches(block, /:[a-z]/gi) > most.directives) return { ...refused(`One paragraph has more than ${most.directives.toLocaleString('en')} words behind a colon.`), ...line() };
    if (matches(block, /&#?[a-z0-9]{1,32};/gi) > most.entities) return { ...refused(`One paragraph has more than ${most.entities.toLocaleString('en')} characters written as entities.`), ...line() };
  }
  if (count(text, '[^') > most.footnotes) return refused(`The text has more than ${most.footnotes.toLocaleString('en')} references to footnotes.`);
  const open = matches(text, /<[a-z]/gi) - matches(text, /<\/[a-z]|\/>|<(?:br|hr|img|input|source|wbr|meta|link|col)\b|<(?:https?|mailto):/gi);
  if (open > most.openTags) return refused(`The text opens ${open.toLocaleString('en')} elements of HTML more than it closes.`);
  if (format === 'mdx' && deepest(text) > most.braces) return refused(`More than ${most.braces} braces stand one in the other.`);
  return undefined;
}

/** Lines that no empty one parts, with where they begin. */
function* blocks(text: string): Generator<{ readonly 0: string; readonly index: number }> {
  let start = 0;
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const next = end === -1 ? text.length : end + 1;
    if (text.slice(at, next).trim() === '') {
      if (at > start) yield { 0: text.slice(start, at), index: start };
      start = next;
    }
    at = next;
  }
  if (start < text.length) yield { 0: text.slice(start), index: start };
}

const refused = (what: string): Problem => ({ code: 'ALM0701', what });

const matches = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

function count(text: string, part: string): number {
  let found = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) found += 1;
  return found;
}

/** How deep braces nest, whatever they stand in. */
function deepest(text: string): number {
  let [depth, most] = [0, 0];
  for (const [brace] of text.matchAll(/[{}]/g)) {
    depth = Math.max(0, depth + (brace === '{' ? 1 : -1));
    most = Math.max(most, depth);
  }
  return most;
}

const lineAt = (text: string, offset: number) => count(text.slice(0, offset), '\n') + 1;
