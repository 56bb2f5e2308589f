import type { DocumentNavigation, RepositoryDocumentFact } from '../../schema/facts/document.ts';
import type { SidebarItem } from '../../schema/edition/document.ts';

/** A document of a repository without its text, as sidebars need it. */
export interface OwnDocument {
  readonly path: string;
  readonly role: RepositoryDocumentFact['role'];
  /** From its front matter or its first heading; undefined if it has neither. */
  readonly title: string | undefined;
  readonly order: number | undefined;
}

/** Documentation that is read as one: that of a repository, or of a folder in it. */
export interface Book {
  readonly repository: string;
  /** Folder that it is the documentation of; empty for the repository. */
  readonly dir: string;
  /** Folder of its pages. */
  readonly docsDir: string;
  readonly site: DocumentNavigation | undefined;
  /** Path of its first page. */
  readonly path: string;
  readonly items: readonly SidebarItem[];
  /** Files of its pages. */
  readonly files: readonly string[];
}

/** Where the documents of a repository are on the site. */
export interface Layout {
  /** The main book first, if it has pages; the others by folder. */
  readonly books: readonly Book[];
  /** Path of the page of each document. */
  readonly paths: ReadonlyMap<string, string>;
  /** Book of each document. */
  readonly bookOf: ReadonlyMap<string, Book>;
}
