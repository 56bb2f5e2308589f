import type { Catalog, CatalogEntity } from '../../catalog/model.ts';
import { makeFinding } from '../../findings/codes.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { provenanceOf } from '../../knowledge/repository-record.ts';
import type { SidebarItem } from '../../schema/edition/document.ts';
import type { RepositoryDocumentFact } from '../../schema/facts/document.ts';
import type { Finding } from '../../schema/finding.ts';
import { webUrl } from '../../schema/primitives.ts';
import type { StoredFact } from '../../store/store.ts';
import type { RepositoryDocument } from '../contract.ts';
import { editUrl } from './edit-url.ts';
import type { EntityBooks } from './entity-books.ts';
import type { OwnFrontMatter } from './front-matter.ts';
import { firstHeading } from './heading.ts';
import type { Book, Layout } from './model.ts';

/** A document with its front matter taken off. */
export interface Own {
  readonly fact: StoredFact<RepositoryDocumentFact>;
  readonly parts: OwnFrontMatter;
}

/** What a document is placed in. */
export interface OwnRoom {
  readonly layout: Layout;
  readonly entities: EntityBooks;
  readonly knowledge: Knowledge;
  readonly catalog: Catalog;
  readonly branch: string | undefined;
}

/** A document of a repository as the edition takes it, at its place in its book. */
export function documentOf({ fact, parts }: Own, { layout, entities, knowledge, catalog, branch }: OwnRoom): { readonly document: RepositoryDocument | undefined; readonly findings: readonly Finding[] } {
  const { repository, path: file, changedAt } = fact.value;
  const url = webUrl.safeParse(fact.value.url).data;
  const path = layout.paths.get(file);
  const book = layout.bookOf.get(file);
  if (path === undefined || book === undefined) return { document: undefined, findings: [] };
  const { text, firstLine, title, description } = parts;
  const about = entities.of(book);
  const age = knowledge.ages.of(fact.collector, fact.shard);
  const document: RepositoryDocument = {
    id: `${repository}:${file}`,
    kind: 'repository-doc',
    space: repository,
    repository,
    file,
    path,
    format: 'markdown',
    trust: 'repository',
    title: title ?? titleOf(text, path, book, about),
    description,
    owner: (about[0]?.ownership ?? catalog.repositories.get(repository)?.ownership)?.owner,
    entities: about.map(({ ref }) => ref),
    reviewBy: undefined,
    redirectFrom: [],
    text,
    firstLine,
    updatedAt: changedAt,
    editUrl: editUrl(url, branch),
    sourceUrl: url,
    frame: frameId(book),
    provenance: provenanceOf(fact, age),
    age,
  };
  return { document, findings: frontMatterFinding(fact.value, parts) };
}

/** `repositories/github.com/acme/payments/docs`: where the book begins, which is no other sidebar's name. */
export function frameId({ path }: Book): string {
  return path.replace(/\/$/, '');
}

/** What a book is called: as its site is, or the entity that it is about, or its folder. */
export function bookTitle({ site, repository, dir }: Book, [first]: readonly CatalogEntity[]): string {
  const name = site?.siteName?.replace(/\s+/g, ' ').slice(0, 200).toWellFormed();
  return name ?? first?.title ?? first?.name ?? (dir === '' ? repository.slice(repository.lastIndexOf('/') + 1) : dir);
}

/**
 * Title of a page that front matter gives none: its heading or, without one, what the sidebar calls it; the home page of a
 * book that has no navigation is called as the book is. A heading that begins the text is left to the parser, which
 * knows it better.
 */
function titleOf(text: string, path: string, book: Book, about: readonly CatalogEntity[]): string | undefined {
  const heading = firstHeading(text);
  if (heading !== undefined) return heading.first ? undefined : heading.text;
  const own = book.site?.nav === undefined && path === book.path ? undefined : titleIn(book.items, path);
  return own ?? bookTitle(book, about);
}

/** Title of a page in a sidebar. */
function titleIn(items: readonly SidebarItem[], path: string): string | undefined {
  for (const item of items) {
    if (item.path === path) return item.title;
    const inner = titleIn(item.items ?? [], path);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function frontMatterFinding({ repository, path: file }: RepositoryDocumentFact, { problem }: OwnFrontMatter): Finding[] {
  if (problem === undefined) return [];
  const { message, line, column } = problem;
  return [makeFinding('ALM0751', { what: `The front matter of ${file} ${message}`, repository, file, ...(line === undefined ? {} : { line, column: column ?? 1 }) })];
}
