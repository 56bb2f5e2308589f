import type { MarkdownHeading } from './contract.ts';
import { escapeAttribute } from './escape.ts';
import type { Ids } from './ids.ts';
import { plainText } from './plain-text.ts';

const heading = /<h([1-6])((?: [^>]*)?)>([\s\S]*?)<\/h\1>/g;

/** A heading of the first level at the very beginning, in a block that centres it or not. */
const leading = /^((?:\s|<div[^>]*>)*)<h1((?: [^>]*)?)>([\s\S]*?)<\/h1>/;

/** The anchor that a tag has. */
const idOf = (attributes: string) => {
  const id = / id="([^"]*)"/.exec(attributes)?.[1];
  return id === undefined ? undefined : plainText(id);
};

export interface WithHeadings {
  readonly html: string;
  readonly title: string | undefined;
  readonly headings: readonly MarkdownHeading[];
}

/**
 * Gives every heading an anchor and a link to itself. The heading of the first level that begins a document is its title
 * and leaves it; where others follow, all headings go down by one level, as a page has one of the first.
 *
 * @param html well-formed, as the sanitiser leaves it
 */
export function withHeadings(html: string, ids: Ids): WithHeadings {
  const first = leading.exec(html);
  const title = first === null ? '' : headingText(first[3] ?? '');
  // Links to the title, "back to top" for instance, lead to the beginning of what follows it.
  const begin = title === '' ? '' : `<span id="${escapeAttribute(idOf(first?.[2] ?? '') ?? ids.make(title))}"></span>`;
  const rest = first === null || title === '' ? html : `${begin}${first[1] ?? ''}${html.slice(first[0].length).replace(/^\s+/, '')}`;
  const down = [...rest.matchAll(heading)].some(([, level, , content]) => level === '1' && headingText(content ?? '') !== '') ? 1 : 0;
  const headings: MarkdownHeading[] = [];
  const written = rest.replaceAll(heading, (_all, level: string, attributes: string, content: string) => {
    const text = headingText(content);
    const depth = Math.min(6, Number(level) + down);
    // A heading without a word, of a picture for instance, is no place to go to.
    if (text === '') return `<p${attributes}>${content}</p>`;
    const id = idOf(attributes) ?? ids.make(text);
    headings.push({ depth, id, text });
    const anchor = escapeAttribute(id);
    const others = attributes.replace(/ id="[^"]*"/, '');
    return `<h${depth} id="${anchor}"${others}>${content}<a class="anchor" href="#${anchor}" aria-label="${escapeAttribute(`Link to “${text}”`)}"></a></h${depth}>`;
  });
  return { html: written, title: title === '' ? undefined : title, headings };
}

/** What a heading says; badges beside it are no part of that. */
const headingText = (content: string) => plainText(content.replaceAll(/<(a|span) [^>]*class="external-image[^>]*>[\s\S]*?<\/\1>/g, ''));
