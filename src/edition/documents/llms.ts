import type { ContentDocument } from '../../documents/contract.ts';
import type { EditionDocument } from '../../documents/model.ts';
import type { DocumentFrame, SidebarItem } from '../../schema/edition/document.ts';
import { contentDocumentKind } from '../../schema/documents/kinds.ts';
import { markdownTwinPath } from '../routes.ts';
import { documentKindLabels } from './kinds.ts';
import { markdownTwin } from './markdown-twin.ts';

/** Lines under one heading of `llms.txt`; a reader that needs all has `documents.ndjson`. */
const linesPerHeading = 500;

/** Characters of `llms-full.txt`: about half a million tokens. */
const fullLength = 2_000_000;

/** What the two files are made from. */
export interface LlmsInput {
  readonly name: string;
  readonly description: string | undefined;
  /** What stands before a path of the site: its address if it is known, otherwise its base. */
  readonly root: string;
  /** By path. */
  readonly documents: ReadonlyMap<string, EditionDocument>;
  /** Sidebars of the organisation's docs, in the order of their sections; of versions the current one. */
  readonly sections: readonly DocumentFrame[];
  /** Sidebars of the docs of repositories. */
  readonly books: readonly DocumentFrame[];
}

/** `llms.txt` as https://llmstxt.org describes it: a title, a summary, and lists of links to Markdown under headings. */
export function llmsText({ name, description, root, documents, sections, books }: LlmsInput): string {
  const line = (title: string, path: string, about: string | undefined): string => `- [${escaped(title)}](${root}${markdownTwinPath(path)})${about === undefined ? '' : `: ${oneLine(about)}`}`;
  const ofDocument = ({ title, source, description: about }: EditionDocument): string => line(title, source.path, about);
  const parts = [
    ...sections.map((frame) => ({ heading: frame.title, lines: pagesOf(frame.items).flatMap((path) => [documents.get(path)].flatMap((one) => (one === undefined ? [] : [ofDocument(one)]))) })),
    ...contentDocumentKind.options
      .filter((kind) => kind !== 'doc')
      .map((kind) => ({ heading: documentKindLabels[kind].plural, lines: [...documents.values()].filter(({ source }) => source.kind === kind).map(ofDocument) })),
    { heading: 'Docs of components', lines: books.flatMap((frame) => (frame.path === undefined || !documents.has(frame.path) ? [] : [line(frame.about?.title ?? frame.title, frame.path, undefined)])) },
  ];
  const text = parts.filter(({ lines }) => lines.length > 0).map(({ heading, lines }) => {
    const more = lines.length > linesPerHeading ? [`- ${lines.length - linesPerHeading} more: [documents.ndjson](${root}api/v1/documents.ndjson)`] : [];
    return `## ${oneLine(heading)}\n\n${[...lines.slice(0, linesPerHeading), ...more].join('\n')}\n`;
  });
  const summary = description === undefined ? [] : [`> ${oneLine(description)}\n`];
  return [`# ${oneLine(name)}\n`, ...summary, ...text].join('\n');
}

/** `llms-full.txt`: the texts themselves of the organisation's documents, in the same order, as many as there is room for. */
export function llmsFullText({ name, description, root, documents, sections }: LlmsInput): string {
  const ordered = [...new Set(sections.flatMap((frame) => pagesOf(frame.items)))].flatMap((path) => documents.get(path) ?? []);
  const others = contentDocumentKind.options.filter((kind) => kind !== 'doc').flatMap((kind) => [...documents.values()].filter(({ source }) => source.kind === kind));
  const summary = description === undefined ? [] : [`> ${oneLine(description)}\n`];
  const parts = [`# ${oneLine(name)}\n`, ...summary];
  let room = fullLength;
  let left = 0;
  for (const { source } of [...ordered, ...others]) {
    if (!hasText(source)) continue;
    const text = `\n---\n\nSource: ${root}${source.path}\n\n${markdownTwin(source)}`;
    if (text.length > room) left++;
    else {
      parts.push(text);
      room -= text.length;
    }
  }
  if (left > 0) parts.push(`\n---\n\n${left} more documents are listed in ${root}llms.txt.\n`);
  return parts.join('\n');
}

function hasText(source: EditionDocument['source']): source is ContentDocument {
  return source.kind !== 'repository-doc';
}

/** Paths of the pages of a sidebar from top to bottom. */
export function pagesOf(items: readonly SidebarItem[]): string[] {
  return items.flatMap(({ path, items: below = [] }) => [...(path === undefined ? [] : [path]), ...pagesOf(below)]);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** A title inside of square brackets. */
function escaped(text: string): string {
  return oneLine(text).replaceAll(/[[\]\\]/g, '\\$&');
}
