import type { z } from 'zod';
import { parseYaml, readYaml } from '../content/document.ts';
import { contentText } from '../content/files.ts';
import { contentDocumentPath } from '../edition/routes.ts';
import { compareText, makeFinding } from '../findings/codes.ts';
import { contentDocumentKind, contentDocuments, type ContentDocumentKind } from '../schema/documents/kinds.ts';
import type { Finding } from '../schema/finding.ts';
import type { Instant } from '../schema/primitives.ts';
import { filesBelow, sectionName } from './content-files.ts';
import type { ContentDocument } from './contract.ts';
import { splitFrontMatter } from './front-matter.ts';
import { takenBy } from './page-paths.ts';
import { inFile } from './place.ts';
import { readSections, type Sections } from './sections.ts';

/** Id of the space that the content folder is: relative links of its documents resolve in it. */
export const contentSpace = 'content';

/** What the documents of the content folder are read from. */
export interface ContentInput {
  /** Absolute path of the content folder. */
  readonly dir: string;
  /** Address of the folder in an editor on the web, which the path of a document is added to. */
  readonly editUrl?: string | undefined;
  /** When files last changed, by their path below the content folder; none where that is not known. */
  readonly changed?: ReadonlyMap<string, Instant> | undefined;
}

/** The documents of the content folder. */
export interface ContentDocuments {
  /** With a page each, in order of path. */
  readonly documents: readonly ContentDocument[];
  readonly sections: Sections;
  /** Paths of documents that are there but kept off the site. */
  readonly drafts: ReadonlySet<string>;
  /** Every file in the folders of documents, as paths below the content folder. */
  readonly files: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

/** Every Markdown file of the content folder that may be a document, as paths below it. */
export function contentFiles(dir: string): string[] {
  return Object.values(contentDocuments).flatMap(({ folder }) => filesBelow(dir, folder)).filter((file) => /\.mdx?$/i.test(file));
}

/**
 * Reads every document of the content folder, of all kinds. Whatever is wrong with one is a finding with its line, and
 * the document is left out; a draft is left out without one. Files that link out of the folder, are not files or are
 * larger than a megabyte are not read.
 */
export function readContentDocuments(input: ContentInput): ContentDocuments {
  const findings: Finding[] = [];
  const drafts = new Set<string>();
  const all = contentDocumentKind.options.map((kind) => ({ kind, files: filesBelow(input.dir, contentDocuments[kind].folder) }));
  const files = new Set(all.flatMap((one) => one.files));
  const sections = readSections(input.dir, [...files].filter((file) => file.endsWith(`/${sectionName}`) && file.startsWith('docs/')), files, findings);
  const read: ContentDocument[] = [];
  for (const { kind, files: own } of all) {
    for (const file of own) {
      if (!/\.mdx?$/i.test(file)) continue;
      const document = readDocument(kind, file, { ...input, sections, drafts, findings });
      if (document !== undefined) read.push(document);
    }
  }
  const documents = distinct(read, findings).toSorted((a, b) => compareText(a.path, b.path));
  return { documents, sections, drafts, files, findings };
}

interface Reading extends ContentInput {
  readonly sections: Sections;
  readonly drafts: Set<string>;
  readonly findings: Finding[];
}

function readDocument(kind: ContentDocumentKind, file: string, reading: Reading): ContentDocument | undefined {
  const { dir, findings, drafts } = reading;
  const text = contentText(dir, file, findings);
  if (text === undefined) return undefined;
  const parts = splitFrontMatter(text);
  if (parts === undefined) {
    findings.push(makeFinding('ALM0106', { what: /^\uFEFF?---\s/.test(text) ? `The front matter of ${file} does not end.` : `${file} has no front matter.`, why: 'A page without a title cannot be listed.', fix: 'Start the file with a block between two lines of three dashes that holds at least `title`.', file, line: 1, column: 1 }));
    return undefined;
  }
  const document = typed(kind, { file, parts, reading });
  if (document === undefined) return undefined;
  if (document.frontMatter.draft) {
    drafts.add(file);
    return undefined;
  }
  const taken = takenBy(document.path);
  if (taken !== undefined) {
    findings.push(makeFinding('ALM0727', { what: `${file} would be the page ${document.path}, but ${taken}.`, file, line: 1, column: 1 }));
    return undefined;
  }
  return document;
}

interface Found {
  readonly file: string;
  readonly parts: NonNullable<ReturnType<typeof splitFrontMatter>>;
  readonly reading: Reading;
}

/** One case a kind, so that the type of the front matter follows from the kind. */
function typed(kind: ContentDocumentKind, found: Found): ContentDocument | undefined {
  switch (kind) {
    case 'doc':
      return made(kind, contentDocuments[kind].frontMatter, found);
    case 'change':
      return made(kind, contentDocuments[kind].frontMatter, found);
    case 'runbook':
      return made(kind, contentDocuments[kind].frontMatter, found);
    case 'postmortem':
      return made(kind, contentDocuments[kind].frontMatter, found);
    case 'architecture-decision':
      return made(kind, contentDocuments[kind].frontMatter, found);
    case 'drill':
      return made(kind, contentDocuments[kind].frontMatter, found);
    case 'minutes':
      return made(kind, contentDocuments[kind].frontMatter, found);
    case 'charter':
      return made(kind, contentDocuments[kind].frontMatter, found);
    case 'question':
      return made(kind, contentDocuments[kind].frontMatter, found);
  }
}

/** What the front matter of every kind has. */
interface CommonFrontMatter {
  readonly title: string;
  readonly description?: string | undefined;
  readonly owner?: string | undefined;
  readonly entities: readonly string[];
  readonly reviewBy?: string | undefined;
  readonly redirectFrom: readonly string[];
}

function made<K extends ContentDocumentKind, S extends z.ZodType<CommonFrontMatter>>(kind: K, schema: S, { file, parts, reading }: Found) {
  const { sections, editUrl, changed, findings } = reading;
  const { value, findings: wrong, lineOf } = readYaml(parts.yaml, file, schema);
  findings.push(...inFile(wrong));
  if (value === undefined) return undefined;
  const { title, description, owner, entities, reviewBy, redirectFrom } = value;
  return {
    id: `${contentSpace}:${file}`,
    kind,
    space: contentSpace,
    file,
    path: contentDocumentPath(file),
    format: /\.mdx$/i.test(file) ? 'mdx' : 'markdown',
    trust: 'organisation',
    title,
    description,
    owner: owner ?? sections.ownerOf(file),
    entities,
    reviewBy,
    redirectFrom,
    text: parts.body,
    firstLine: parts.firstLine,
    updatedAt: changed?.get(file),
    editUrl: editUrl === undefined ? undefined : `${editUrl.replace(/\/*$/, '/')}${file.split('/').map(encodeURIComponent).join('/')}`,
    sourceUrl: undefined,
    frame: sections.frameOf(file),
    frontMatter: value,
    lineOf: (path: readonly PropertyKey[]) => {
      const line = lineOf(path);
      return line === undefined ? undefined : line + 1;
    },
    // Parsed anew: only a finding asks.
    positionOf: (path: readonly PropertyKey[]) => {
      const { line, column } = parseYaml(parts.yaml, file).positionOf(path);
      return { line: line + 1, column };
    },
  } as const;
}

/** Of documents that would have the same page the first by name; servers on some systems take letters of either case for the same. */
function distinct(read: readonly ContentDocument[], findings: Finding[]): ContentDocument[] {
  const pages = new Map<string, ContentDocument>();
  for (const document of read) {
    const first = pages.get(document.path.toLowerCase());
    if (first === undefined) pages.set(document.path.toLowerCase(), document);
    else findings.push(makeFinding('ALM0720', { what: `${document.file} and ${first.file} would both be the page ${document.path}.`, file: document.file, line: 1, column: 1 }));
  }
  return [...pages.values()];
}
