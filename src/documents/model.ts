import type { DocumentOutline } from '../markdown/contract.ts';
import type { DocumentLink } from '../schema/edition/document.ts';
import type { ContentDocument, RepositoryDocument } from './contract.ts';

/** A document as it is kept once its text was rendered: texts are many, and those of repositories are let go. */
export type KeptDocument = ContentDocument | Omit<RepositoryDocument, 'text'>;

/** Someone who is named: a team or a person, in the catalog or not. */
export interface Person {
  readonly ref: string;
  readonly title: string;
  readonly path?: string | undefined;
}

/** A document of an edition: read, rendered, its references looked up. */
export interface EditionDocument {
  readonly source: KeptDocument;
  readonly title: string;
  readonly description: string | undefined;
  readonly outline: DocumentOutline;
  /** Its anchors by what links call them: by themselves, and those that are called otherwise here by what they are elsewhere. */
  readonly anchors: ReadonlyMap<string, string>;
  readonly owner: Person | undefined;
  /** Full references of what it is about, those that the catalog has and those that it has not. */
  readonly entities: readonly string[];
  /** True if the day it should have been reviewed by has passed. */
  readonly overdue: boolean;
  /** How others link to it. */
  readonly link: DocumentLink;
}
