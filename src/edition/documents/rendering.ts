import { contentSpace } from '../../documents/content.ts';
import type { ContentDocument, RepositoryDocuments, SourceDocument } from '../../documents/contract.ts';
import type { KeptDocument } from '../../documents/model.ts';
import type { MarkdownSource } from '../../markdown/contract.ts';
import { compareText } from '../../findings/codes.ts';
import { markdownTwinPath } from '../routes.ts';
import type { EditionWriter } from '../writer.ts';
import { markdownTwin } from './markdown-twin.ts';

/** The texts of all documents on their way to being rendered. */
export class Texts {
  readonly #kept = new Map<string, KeptDocument>();
  readonly #content: readonly ContentDocument[];
  readonly #repositories: RepositoryDocuments;
  readonly #writer: EditionWriter;

  constructor(content: readonly ContentDocument[], repositories: RepositoryDocuments, writer: EditionWriter) {
    this.#content = content;
    this.#repositories = repositories;
    this.#writer = writer;
  }

  /**
   * Each text once. On the way its Markdown twin is written and the document is kept; the texts of repositories are let go
   * after that. Of two documents for one page the first counts.
   */
  async *sources(): AsyncGenerator<MarkdownSource> {
    for (const document of this.#content) yield* this.#take(document);
    for await (const document of this.#repositories.documents()) yield* this.#take(document);
  }

  /** The documents, once every text was taken, in order of path. */
  documents(): KeptDocument[] {
    return [...this.#kept.values()].toSorted((a, b) => compareText(a.path, b.path));
  }

  async *#take(document: SourceDocument): AsyncGenerator<MarkdownSource> {
    const { id, file, format, trust, text, firstLine, path, space } = document;
    if (this.#kept.has(path)) return;
    this.#kept.set(path, kept(document));
    await this.#writer.page(markdownTwinPath(path), markdownTwin(document));
    yield { id, file, repository: space === contentSpace ? undefined : space, format, trust, text, firstLine };
  }
}

function kept(document: SourceDocument): KeptDocument {
  if (document.kind !== 'repository-doc') return document;
  const { text: _, ...rest } = document;
  return rest;
}
