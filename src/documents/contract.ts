import type { Trust } from '../markdown/contract.ts';
import type { DocumentKind, FrontMatterOf, ContentDocumentKind } from '../schema/documents/kinds.ts';
import type { DocumentFrame, DocumentLink, FollowUp } from '../schema/edition/document.ts';
import type { Provenance } from '../schema/fact.ts';
import type { Finding } from '../schema/finding.ts';
import type { Age } from '../schema/edition/shared.ts';
import type { Instant } from '../schema/primitives.ts';

/** A document before it is rendered, wherever it comes from. */
interface SourceDocumentBase {
  /** Unique in the edition: `content:docs/start.md`, `github.com/acme/payments:docs/guide.md`. */
  readonly id: string;
  readonly kind: DocumentKind;
  /** Within which relative links resolve: `content`, or a repository's id. */
  readonly space: string;
  /** Path of the file in its space. */
  readonly file: string;
  /** Path of its page on the site. */
  readonly path: string;
  readonly format: 'markdown' | 'mdx';
  readonly trust: Trust;
  /** From its front matter or the navigation; otherwise its first heading, or its file's name, becomes its title. */
  readonly title: string | undefined;
  readonly description: string | undefined;
  /** Reference of its owner as written. */
  readonly owner: string | undefined;
  /** References of what it is about, as written. */
  readonly entities: readonly string[];
  readonly reviewBy: string | undefined;
  /** Earlier paths of its page. */
  readonly redirectFrom: readonly string[];
  /** The text without front matter, and the line of the file that it begins on. */
  readonly text: string;
  readonly firstLine: number;
  readonly updatedAt: Instant | undefined;
  readonly editUrl: string | undefined;
  readonly sourceUrl: string | undefined;
  /** Id of the sidebar that it is in. */
  readonly frame: string | undefined;
}

/** A document of the content folder with its front matter. */
export type ContentDocument = {
  [K in ContentDocumentKind]: SourceDocumentBase & {
    readonly kind: K;
    readonly frontMatter: FrontMatterOf[K];
    lineOf(path: readonly PropertyKey[]): number | undefined;
    /** Where the value of a key of the front matter stands in the file, or the nearest thing around it that there is. */
    positionOf(path: readonly PropertyKey[]): { readonly line: number; readonly column: number };
  };
}[ContentDocumentKind];

/** A document of a repository. */
export interface RepositoryDocument extends SourceDocumentBase {
  readonly kind: 'repository-doc';
  readonly repository: string;
  readonly provenance: Provenance;
  readonly age: Age;
}

export type SourceDocument = ContentDocument | RepositoryDocument;

/**
 * Where the relative links of a space lead. Paths are those of files in the space, already joined with the folder of the
 * document that links, without `.` and `..`; what would leave the space is refused before. The root itself is empty.
 *
 * `rooted` is true for a link that was written with a slash at its beginning: that is the root of the space or, where
 * there is no such file, the root of a documentation site in it.
 */
export interface Space {
  readonly id: string;
  /** Site path of the page made of a document, or of the index of a folder; undefined for a file that is no document. */
  page(file: string, rooted?: boolean): string | undefined;
  /** Site path of an image or other file that is carried over. */
  asset(file: string, rooted?: boolean): string | undefined;
  /** Address of any file on the host of the repository; undefined where there is none, or no such file. */
  fileUrl(file: string, rooted?: boolean): string | undefined;
  /** The file that is there and differs from an absent one only in upper and lower case, for what to say of a broken link. */
  spelling?(file: string): string | undefined;
  /** True if the file is there, whether or not it has a page, is carried over, or has an address. */
  has?(file: string, rooted?: boolean): boolean;
}

/**
 * The documents of all repositories. Texts are many: only what is asked for is in memory. Everything comes in a
 * deterministic order.
 */
export interface RepositoryDocuments {
  /**
   * Each document with its text, those of one repository together. Asked for once, before all else but `findings`; the
   * texts are not kept.
   */
  documents(): AsyncIterable<RepositoryDocument>;
  /** Where relative links of a repository's documents lead; undefined for a space that is not a repository with documents. */
  space(id: string): Space | undefined;
  /**
   * Sidebars, one a book. What is before and after a page, and its breadcrumbs, come from the order of their items;
   * `title` and `about` are the first breadcrumb.
   */
  frames(): Iterable<DocumentFrame>;
  /** Files that are carried over, by their path below the site's root: those that `Space.asset` gives. */
  assets(): AsyncIterable<{ readonly path: string; readonly bytes: Uint8Array }>;
  bookOf(ref: string): { readonly title: string; readonly path: string; readonly pages: number; readonly repository: string } | undefined;
  bookOfRepository(repository: string): { readonly title: string; readonly path: string; readonly pages: number } | undefined;
  readonly findings: readonly Finding[];
}

/** What the rest of the edition asks about documents, once they are rendered. Order is deterministic. */
export interface DocumentIndex {
  /** Documents that are about an entity, newest or most important first. */
  ofEntity(ref: string): readonly DocumentLink[];
  /** Documents whose owner it is and whose review date has passed, longest overdue first. */
  overdueOf(owner: string): readonly DocumentLink[];
  /** Open action items and follow-ups that a group owes, or that are about an entity; soonest due first. */
  followUpsOf(ref: string): readonly FollowUp[];
  /** Journeys that pass through an entity, with the steps that happen in it. */
  journeysOf(ref: string): readonly { readonly document: DocumentLink; readonly steps: readonly { readonly number: number; readonly of: number; readonly title: string }[] }[];
  /** An entity's own docs. */
  bookOf(ref: string): { readonly title: string; readonly path: string; readonly pages: number; readonly repository: string } | undefined;
  /** The own docs of a repository, claimed by an entity or not. */
  bookOfRepository(repository: string): { readonly title: string; readonly path: string; readonly pages: number } | undefined;
  /** The document made of a file of the content folder. */
  byFile(file: string): DocumentLink | undefined;
  /** All documents of a kind: by date, newest first, where they have one; otherwise by title. */
  ofKind(kind: DocumentKind): readonly DocumentLink[];
  /** Entries of the changelog with what changelogs, feeds and calendars need of them; newest first. */
  changes(): readonly ChangeDocument[];
}

/** An entry of the changelog once it is rendered. */
export interface ChangeDocument {
  /** Path of its file in the content folder. */
  readonly file: string;
  readonly link: DocumentLink;
  readonly frontMatter: FrontMatterOf['change'];
  /** Full references of what it is about, those that the catalog has and those that it has not. */
  readonly entities: readonly string[];
  /** Its text, safe to put into a page; links to pages of the site begin with the base. */
  readonly html: string;
  /** The same as plain text. */
  readonly text: string;
  readonly updatedAt: Instant | undefined;
  positionOf(path: readonly PropertyKey[]): { readonly line: number; readonly column: number };
}
