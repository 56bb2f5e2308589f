import type { MdastNode } from 'satteri';
import { languageOf } from './code.ts';
import type { MarkdownSource } from './contract.ts';
import { withHeadings } from './headings.ts';
import { Highlighter } from './highlight.ts';
import { childrenOf, descendants } from './nodes.ts';
import { parse } from './parse.ts';
import { fromPythonMarkdown } from './python-markdown.ts';
import { plainDocument } from './plain-document.ts';
import { plainText } from './plain-text.ts';
import type { Rendering } from './rendering.ts';
import { sanitise } from './sanitise.ts';
import { sectionsOf, wordsOf } from './sections.ts';
import { shorten } from './shorten.ts';
import { writeNode } from './write-node.ts';
import { Writer } from './writer.ts';

/** Most characters of a page: a few of Markdown, such as references to a footnote, can become hundreds. */
const longestHtml = 8 * 1024 ** 2;

/** Most characters of a summary. */
const longestSummary = 300;

let started: Promise<Highlighter> | undefined;

/**
 * Renders one text in this process. Never throws for what a text holds: one that cannot be rendered is shown as it is
 * written, with the reason among its problems. Lines of problems and links are those of the text, from 1.
 */
export async function renderMarkdown(given: MarkdownSource): Promise<Rendering> {
  const text = normalised(given.text);
  // Repositories' docs are written for MkDocs as often as for their host.
  const source = { ...given, text: given.trust === 'repository' ? fromPythonMarkdown(text) : text };
  const parsed = parse(source);
  if ('problem' in parsed) return plainDocument(text, parsed.problem);
  const highlighter = await (started ??= Highlighter.start());
  const languages = new Set<string>();
  for (const node of descendants(parsed.tree)) {
    const language = node.type === 'code' ? languageOf(node) : undefined;
    if (language !== undefined) languages.add(language);
  }
  await highlighter.load(languages);
  try {
    const rendering = write(source, parsed.tree, highlighter);
    const { length } = rendering.body.html;
    if (length <= longestHtml) return rendering;
    return plainDocument(text, { code: 'ALM0701', what: `The text becomes a page of ${length.toLocaleString('en')} characters, more than ${longestHtml.toLocaleString('en')}.` });
  } catch (error) {
    return plainDocument(text, { code: 'ALM0701', what: `The text is not rendered: ${error instanceof Error ? error.message : String(error)}.` });
  }
}

/** Whole characters, one kind of line break, and no null characters (CommonMark, "insecure characters"). Places stay the same. */
const normalised = (text: string) => text.toWellFormed().replaceAll(/\r\n?/g, '\n').replaceAll('\0', '\uFFFD');

function write(source: MarkdownSource, tree: MdastNode, highlighter: Highlighter): Rendering {
  const writer = new Writer(source, tree, highlighter, writeNode);
  const { marks, links, ids } = writer;
  const raw = writer.write(childrenOf(tree)) + writer.footnotes.section(writer);
  const { html: written, title, headings } = withHeadings(sanitise(raw, { marks, links, ids }), ids);
  const html = marks.fill(written).trim();
  const sections = sectionsOf(html, headings);
  const summary = summaryOf(html);
  return {
    outline: {
      ...(title === undefined ? {} : { title }),
      ...(summary === '' ? {} : { summary }),
      headings: [...headings],
      anchors: [...html.matchAll(/<[a-z][^>]* id="([^"]*)"/g)].map(([, id = '']) => plainText(id)).filter((id) => !id.startsWith('almanac-')),
      ...(ids.renamed.size === 0 ? {} : { renamed: [...ids.renamed].map(([wanted, id]): [string, string] => [wanted, id]) }),
      links: [...links.list],
      problems: writer.problems,
      words: wordsOf(sections),
    },
    body: { html: html === '' ? '' : `${html}\n`, sections },
  };
}

/** The first paragraph that says something: badges do not, and the title of a callout is none. */
function summaryOf(html: string): string {
  for (const [, content = ''] of html.matchAll(/<p(?: class="(?:left|center|right)")?>([\s\S]*?)<\/p>/g)) {
    const text = plainText(content.replaceAll(/<(a|span) [^>]*class="external-image[^>]*>[\s\S]*?<\/\1>|<img [^>]*>/g, '').replaceAll(/<sup class="footnote">[\s\S]*?<\/sup>/g, ''));
    if (/[\p{L}\p{N}]/u.test(text)) return text.length <= longestSummary ? text : `${shorten(text, longestSummary).replace(/\s+\S*$/, '')}…`;
  }
  return '';
}
