import type { Catalog, CatalogEntity } from '../../catalog/model.ts';
import { compareText, makeFinding } from '../../findings/codes.ts';
import { entityPath, repositoryPath } from '../../edition/routes.ts';
import type { EntityLinkView } from '../../schema/edition/shared.ts';
import type { Finding } from '../../schema/finding.ts';
import type { Book, Layout } from './model.ts';
import { isBelow } from './relative-path.ts';
import { type DocsReference, originOf } from './techdocs.ts';

/** Which entities the books of a repository are about. */
export interface EntityBooks {
  /** The first of them stands for the book. */
  of(book: Book): readonly CatalogEntity[];
  /** The book of each entity that has one here, by reference. */
  readonly books: ReadonlyMap<string, Book>;
  readonly findings: readonly Finding[];
}

/** Names the book of each entity of a repository: where its techdocs-ref leads, or else the main one if it stands for the repository. */
export function entityBooks(repository: string, layout: Layout, references: readonly DocsReference[], catalog: Catalog): EntityBooks {
  const books = new Map<string, Book>();
  const findings: Finding[] = [];
  for (const reference of references) {
    const book = bookAt(reference.dir, layout);
    if (book === undefined) findings.push(nowhere(reference));
    else books.set(reference.entity.ref, book);
  }
  const [main] = layout.books;
  const standing = catalog.repositories.get(repository)?.entities ?? [];
  const named = new Set(references.map(({ entity }) => entity.ref));
  for (const [rank, ref] of standing.entries()) {
    const entity = catalog.entities.get(ref);
    if (entity === undefined || named.has(ref) || main?.dir !== '') continue;
    if (standing.length === 1 || standsFor(entity, repository, rank)) books.set(ref, main);
  }
  const byBook = new Map<Book, CatalogEntity[]>();
  const rankOf = (ref: string): number => (standing.includes(ref) ? standing.indexOf(ref) : standing.length);
  for (const [ref, book] of [...books].sort(([a], [b]) => rankOf(a) - rankOf(b) || compareText(a, b))) {
    const entity = catalog.entities.get(ref);
    if (entity !== undefined) byBook.set(book, [...(byBook.get(book) ?? []), entity]);
  }
  return { of: (book) => byBook.get(book) ?? [], books, findings };
}

/** True for an entity that is declared at the root of its repository or, from outside it, is the first that it belongs to. */
function standsFor({ origin }: CatalogEntity, repository: string, rank: number): boolean {
  return origin.repository === repository ? /^(?:\.[^/]+\/)?[^/]+$/.test(origin.file ?? '') : rank === 0;
}

/** The book of a folder, or of the nearest folder around it that has one; undefined where no page is in the folder. */
function bookAt(dir: string, { books }: Layout): Book | undefined {
  const exact = books.find((book) => book.dir === dir || book.docsDir === dir);
  if (exact !== undefined) return exact;
  return books
    .filter((book) => isBelow(dir, book.dir) && book.files.some((file) => isBelow(file, dir)))
    .toSorted((a, b) => b.dir.length - a.dir.length)[0];
}

/** The finding on a reference to a folder without docs. */
export function nowhere({ entity, written, repository, dir }: DocsReference): Finding {
  const where = dir === '' ? repository : `${dir} of ${repository}`;
  return makeFinding('ALM0750', { what: `${entity.ref} has the techdocs-ref \`${written.slice(0, 200)}\`, but there are no docs in ${where}`, ...originOf(entity) });
}

/** The entity that a book is about, or else its repository. */
export function aboutOf({ repository }: Book, [first]: readonly CatalogEntity[]): EntityLinkView {
  if (first === undefined) return { ref: repository, title: repository, kind: 'Repository', path: repositoryPath(repository) };
  return { ref: first.ref, title: first.title ?? first.name, kind: first.kind, path: entityPath(first.ref) };
}
