import type { RepositoryDocuments } from '../../documents/contract.ts';
import type { EditionDocument } from '../../documents/model.ts';
import type { RenderedDocuments } from '../../markdown/contract.ts';
import { documentFrame, documentPage, documentSummary, type DocumentFrame, redirects as redirectsSchema, searchDocument } from '../../schema/edition/document.ts';
import { documentFile, documentFiles } from '../routes.ts';
import { optional } from '../summaries.ts';
import type { EditionWriter } from '../writer.ts';
import type { Gathered } from './gather.ts';
import { documentKindLabels } from './kinds.ts';
import { documentPageOf, documentSummaryOf, type PageRoom } from './pages.ts';
import { redirectFile, redirectPage } from './redirects.ts';

/** Where the search stage finds the texts of documents. */
const searchFile = 'search-documents.ndjson';

/** Characters of search lines that are kept before they are written. */
const batch = 1_000_000;

/** What pages are written from. */
export interface FilesInput {
  readonly gathered: Gathered;
  readonly rendered: RenderedDocuments;
  readonly room: PageRoom;
  readonly frames: ReadonlyMap<string, DocumentFrame>;
  readonly writer: EditionWriter;
  isOutdated(document: EditionDocument): boolean;
}

/** Writes a file for each document and sidebar, the list of all, and what search reads. One body is in memory at a time. */
export async function writePages({ gathered: { documents }, rendered, room, frames, writer, isOutdated }: FilesInput): Promise<void> {
  const summaries: string[] = [];
  let lines = '';
  writer.appendStage(searchFile, '');
  for (const document of documents) {
    const body = rendered.body(document.source.id);
    await writer.json(documentFile(document.source.path), documentPage, documentPageOf(document, body, room));
    const summary = documentSummaryOf(document, sectionOf(document, frames));
    summaries.push(`${JSON.stringify(documentSummary.parse(summary))}\n`);
    // A version that is no longer current, or not yet, would crowd out the one that people look for.
    if (isOutdated(document)) continue;
    const alsoAsked = document.source.kind === 'question' ? [...document.source.frontMatter.alsoAsked] : undefined;
    const sections = body.sections.map(({ id, title, text }) => ({ ...optional('id', id), ...optional('title', title), text }));
    lines += `${JSON.stringify(searchDocument.parse({ ...summary, ...optional('alsoAsked', alsoAsked), sections }))}\n`;
    if (lines.length < batch) continue;
    writer.appendStage(searchFile, lines);
    lines = '';
  }
  writer.appendStage(searchFile, lines);
  await writer.text(documentFiles.summaries, summaries.join(''));
  for (const frame of frames.values()) await writer.json(documentFiles.frame(frame.id), documentFrame, frame);
}

/** The section, book or kind that a document is listed under. */
function sectionOf({ source }: EditionDocument, frames: ReadonlyMap<string, DocumentFrame>): string | undefined {
  const frame = source.frame === undefined ? undefined : frames.get(source.frame);
  if (frame !== undefined) return frame.about?.title ?? frame.title;
  return source.kind === 'repository-doc' ? undefined : documentKindLabels[source.kind].plural;
}

/** Writes the pages that earlier addresses lead on from, and the list of them. */
export async function writeRedirects({ redirects, byPath }: Gathered, writer: EditionWriter, site: { readonly base: string; readonly siteUrl: string | undefined }): Promise<void> {
  for (const { from, to } of redirects.list) await writer.page(redirectFile(from), redirectPage(byPath.get(to)?.title ?? to, to, site));
  await writer.json(documentFiles.redirects, redirectsSchema, redirects.list);
}

/** Carries over the images and files that documents show or link to. */
export async function writeAssets({ targets }: Gathered, repositories: RepositoryDocuments, writer: EditionWriter): Promise<void> {
  for (const { file, path } of targets.content.carried()) await writer.page(path, targets.content.bytes(file));
  for await (const { path, bytes } of repositories.assets()) await writer.page(path, bytes);
}
