import type { MarkdownHeading, MarkdownSection } from './contract.ts';
import { plainText } from './plain-text.ts';

/** What helps to read but is not said by the text: names of languages, ways back from notes, drawings beside their source. */
const aside = /<span class="code-language">[^<]*<\/span>|<a [^>]*class="footnote-back"[^>]*>[^<]*<\/a>|<sup class="footnote">.*?<\/sup>|<svg[\s\S]*?<\/svg>|<summary>Source of the diagram<\/summary>|<input[^>]*>/g;

/** Most characters of one code block that search takes in. */
const longestCode = 1500;

/** What stands under each heading as plain text; what stands before the first comes first, if there is anything. */
export function sectionsOf(html: string, headings: readonly MarkdownHeading[]): MarkdownSection[] {
  const sections: MarkdownSection[] = [];
  let from = 0;
  const end = (to: number, heading: MarkdownHeading | undefined) => {
    const text = searchText(html.slice(from, to));
    if (heading !== undefined) sections.push({ id: heading.id, title: heading.text, text });
    else if (text !== '') sections.push({ text });
  };
  let current: MarkdownHeading | undefined;
  let next = 0;
  for (const match of html.matchAll(/<h([2-6]) id="[^"]*"[^>]*>[\s\S]*?<\/h\1>/g)) {
    end(match.index, current);
    current = headings[next];
    next += 1;
    from = match.index + match[0].length;
  }
  end(html.length, current);
  return sections;
}

function searchText(html: string): string {
  return plainText(html.replaceAll(aside, ' ').replaceAll(/(<pre[^>]*>)([\s\S]*?)(<\/pre>)/g, (_all, open: string, code: string, close: string) => open + cut(code) + close));
}

/** Cuts code between tags. */
function cut(code: string): string {
  return code.length <= longestCode ? code : plainCode(code).slice(0, longestCode).replace(/&[a-z#0-9]*$/, '');
}

const plainCode = (code: string) => code.replaceAll(/<[^>]*>/g, '');

/** Words of a text, as its reader counts them. */
export function wordsOf(sections: readonly MarkdownSection[]): number {
  let words = 0;
  for (const { title, text } of sections) words += count(title ?? '') + count(text);
  return words;
}

const count = (text: string) => (text === '' ? 0 : text.split(' ').length);
