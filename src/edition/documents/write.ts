import type { Catalog } from '../../catalog/model.ts';
import type { Organisation } from '../../content/organisation.ts';
import { lastChanged } from '../../documents/changed.ts';
import { contentFiles, readContentDocuments } from '../../documents/content.ts';
import type { DocumentIndex } from '../../documents/contract.ts';
import { referenceFindings } from '../../documents/references.ts';
import { readRepositoryDocuments } from '../../documents/repositories/read.ts';
import { layOut } from '../../documents/sidebar.ts';
import { compareText } from '../../findings/codes.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { renderDocuments } from '../../markdown/render-documents.ts';
import type { EditionIndex } from '../../schema/edition/index-file.ts';
import type { Finding } from '../../schema/finding.ts';
import type { Store } from '../../store/store.ts';
import { baseOf } from '../base.ts';
import type { EditionWriter } from '../writer.ts';
import { changeDocuments } from './change-documents.ts';
import { documentIndex } from './document-index.ts';
import { writeAssets, writePages, writeRedirects } from './files.ts';
import { gather } from './gather.ts';
import { writeKindLists } from './kind-lists.ts';
import { llmsFullText, llmsText } from './llms.ts';
import { Names } from './names.ts';
import { documentsOverview } from './overview.ts';
import { pageRoom } from './page-room.ts';
import { readRecords } from './records/records.ts';
import { Texts } from './rendering.ts';
import { versionsOf } from './versions.ts';

/** What the documents of an edition are made from. */
export interface DocumentsInput {
  readonly store: Store;
  readonly knowledge: Knowledge;
  readonly catalog: Catalog;
  readonly organisation: Organisation;
  readonly writer: EditionWriter;
  /** Folder for what rendering keeps from one build to the next. */
  readonly cacheDir: string;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

/** What became of them. */
export interface WrittenDocuments {
  readonly index: DocumentIndex;
  /** All findings about documents. */
  readonly findings: readonly Finding[];
  /** Those that keep the site from being published: broken links, anchors and images in the organisation's own documents. */
  readonly blocking: readonly Finding[];
  readonly documents: number;
  /** How many were rendered anew; the others came from the cache. */
  readonly rendered: number;
  /** What the edition's index says of them. */
  readonly overview: EditionIndex['documents'];
}

/** Renders all documents, resolves their links, and writes their pages, sidebars, Markdown twins, redirects and search lines. */
export async function writeDocuments(input: DocumentsInput): Promise<WrittenDocuments> {
  const { knowledge, catalog, organisation, writer, cacheDir, signal, log } = input;
  const { asOf } = knowledge;
  const { dir, config } = organisation;
  const changed = await lastChanged(dir, contentFiles(dir), { asOf, signal, log });
  const content = readContentDocuments({ dir, editUrl: config.site.editUrl, changed });
  const layout = layOut(content.documents, content.sections);
  const repositories = await readRepositoryDocuments(input);
  const texts = new Texts(content.documents, repositories, writer);
  const rendered = await renderDocuments(texts.sources(), { cacheDir, signal, log });
  try {
    const names = new Names(catalog);
    const gathered = gather({ dir, content, layout, repositories, kept: texts.documents(), rendered, names, entities: catalog.entities, asOf });
    const { documents, byPath, links } = gathered;
    const books = [...repositories.frames()];
    const frames = new Map([...layout.frames, ...books].toSorted((a, b) => compareText(a.id, b.id)).map((frame) => [frame.id, frame]));
    const versions = versionsOf(content.sections, frames, (path) => byPath.has(path));
    const records = readRecords({ documents, catalog, asOf });
    const base = baseOf(config.site.url);
    const room = pageRoom({ asOf, base, names, gathered, frames, versions, records });
    await writePages({ gathered, rendered, room, frames, writer, isOutdated: versions.isOutdated });
    await writeRedirects(gathered, writer, { base, siteUrl: config.site.url });
    await writeAssets(gathered, repositories, writer);
    await writeKindLists({ writer, asOf, catalog, documents, records, pageSize: config.site.pageSize });
    const sections = layout.sections.flatMap(({ frame }) => frames.get(frame) ?? []);
    const listed = { name: config.name, description: config.description, root: config.site.url?.replace(/\/*$/, '/') ?? base, documents: byPath, sections, books };
    await writer.page('llms.txt', llmsText(listed));
    await writer.page('llms-full.txt', llmsFullText(listed));
    return {
      index: documentIndex({ documents, links, records, repositories, isOutdated: versions.isOutdated, changes: changeDocuments(gathered.documents, { rendered, links, base }) }),
      findings: [...content.findings, ...referenceFindings(content, catalog.entities), ...gathered.findings, ...records.findings, ...repositories.findings],
      blocking: links.blocking,
      documents: documents.length,
      rendered: rendered.rendered,
      overview: documentsOverview(documents, layout.sections, versions.isOutdated),
    };
  } finally {
    rendered.close();
  }
}
