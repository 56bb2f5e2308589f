import type { Catalog } from '../../catalog/model.ts';
import type { Organisation } from '../../content/organisation.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { DocumentFrame } from '../../schema/edition/document.ts';
import { documentImageKind, documentNavigationKind, repositoryDocumentKind, type DocumentImage, type DocumentNavigation } from '../../schema/facts/document.ts';
import type { Finding } from '../../schema/finding.ts';
import type { Store } from '../../store/store.ts';
import type { RepositoryDocument, RepositoryDocuments, Space } from '../contract.ts';
import { cleanSvg } from '../svg/clean.ts';
import { aboutOf, entityBooks, type EntityBooks, nowhere } from './entity-books.ts';
import { ownFrontMatter } from './front-matter.ts';
import { byRepository, GroupCursor } from './groups.ts';
import { firstHeading } from './heading.ts';
import { layOut } from './layout.ts';
import type { Layout } from './model.ts';
import { bookTitle, documentOf, frameId, type Own } from './own-document.ts';
import { PagePaths } from './page-paths.ts';
import { confined } from './relative-path.ts';
import { addressFrom, makeSpace } from './space.ts';
import { docsReferences } from './techdocs.ts';

/** What the documents of repositories are read from. */
export interface RepositoryDocumentsInput {
  readonly store: Store;
  readonly knowledge: Knowledge;
  readonly catalog: Catalog;
  readonly organisation: Organisation;
}

/** Reads which documents repositories have, and lays out their sidebars. */
export async function readRepositoryDocuments({ store, knowledge, catalog }: RepositoryDocumentsInput): Promise<RepositoryDocuments> {
  const navigations = new Map<string, DocumentNavigation[]>();
  for await (const { repository, facts } of byRepository(store.rows(documentNavigationKind, knowledge.asOf, knowledge.collectors), ({ file }) => file)) {
    navigations.set(repository, facts.map(({ value }) => value).filter(({ file, docsDir }) => isInside(file) && (docsDir === '' || isInside(docsDir))));
  }
  return new Documents({ store, knowledge, catalog, navigations });
}

/** True for the path of a file in a repository. The collector gives no other; a script may. */
function isInside(path: string): boolean {
  return path !== '' && confined(path) === path;
}

/** What is kept of a book: its text is not. */
interface KeptBook {
  readonly title: string;
  readonly path: string;
  readonly pages: number;
  readonly repository: string;
}

interface DocumentsRoom {
  readonly store: Store;
  readonly knowledge: Knowledge;
  readonly catalog: Catalog;
  readonly navigations: ReadonlyMap<string, readonly DocumentNavigation[]>;
}

class Documents implements RepositoryDocuments {
  readonly #room: DocumentsRoom;
  readonly #spaces = new Map<string, Space>();
  readonly #frames: DocumentFrame[] = [];
  readonly #booksByEntity = new Map<string, KeptBook>();
  readonly #booksByRepository = new Map<string, KeptBook>();
  readonly #findings: Finding[] = [];
  /** Path of each image that is carried over, by its repository and file. */
  readonly #images = new Map<string, ReadonlyMap<string, string>>();
  readonly #branches: ReadonlyMap<string, string | undefined>;

  constructor(room: DocumentsRoom) {
    this.#room = room;
    this.#branches = new Map(room.knowledge.repositories.map(({ repository, known }) => [repository, known.defaultBranch]));
  }

  get findings(): readonly Finding[] {
    return this.#findings;
  }

  async *documents(): AsyncGenerator<RepositoryDocument> {
    const { store, knowledge, catalog, navigations } = this.#room;
    const { asOf, collectors } = knowledge;
    const references = docsReferences(catalog);
    const named = Map.groupBy(references.byEntity.values(), ({ repository }) => repository);
    const read = new Set<string>();
    this.#findings.push(...references.findings);
    const images = new GroupCursor(byRepository(store.rows(documentImageKind, asOf, collectors), ({ path }) => path));
    try {
      for await (const { repository, facts } of byRepository(store.rows(repositoryDocumentKind, asOf, collectors), ({ path }) => path)) {
        read.add(repository);
        const paths = new PagePaths(repository);
        const carried = new Map((await images.at(repository)).filter(({ value }) => isInside(value.path)).map(({ value: { path, mediaType } }) => [path, paths.image(path, mediaType)]));
        this.#images.set(repository, carried);
        const own = facts.filter(({ value }) => isInside(value.path)).map((fact): Own => ({ fact, parts: ownFrontMatter(fact.value.text) }));
        const layout = layOut({
          repository,
          documents: own.map(({ fact: { value: { path, role } }, parts }) => ({ path, role, title: parts.title ?? firstHeading(parts.text)?.text, order: parts.order })),
          navigations: navigations.get(repository) ?? [],
          folders: [...new Set((named.get(repository) ?? []).map(({ dir }) => dir))],
          paths,
        });
        const entities = entityBooks(repository, layout, named.get(repository) ?? [], catalog);
        this.#findings.push(...entities.findings);
        this.#keep(repository, layout, entities, own, carried);
        for (const one of own) {
          const { document, findings } = documentOf(one, { layout, entities, knowledge, catalog, branch: this.#branches.get(repository) });
          this.#findings.push(...findings);
          if (document !== undefined) yield document;
        }
      }
    } finally {
      await images.close();
    }
    this.#missing([...named].flatMap(([repository, all]) => (read.has(repository) ? [] : all)));
    this.#borrow(references.borrowed);
  }

  space(id: string): Space | undefined {
    return this.#spaces.get(id);
  }

  frames(): Iterable<DocumentFrame> {
    return this.#frames;
  }

  async *assets(): AsyncGenerator<{ readonly path: string; readonly bytes: Uint8Array }> {
    const { store, knowledge } = this.#room;
    for await (const { facts } of byRepository(store.rows(documentImageKind, knowledge.asOf, knowledge.collectors), ({ path }) => path)) {
      for (const { value } of facts) {
        const path = this.#images.get(value.repository)?.get(value.path);
        if (path !== undefined) yield { path, bytes: imageBytes(value) };
      }
    }
  }

  bookOf(ref: string): KeptBook | undefined {
    return this.#booksByEntity.get(ref);
  }

  bookOfRepository(repository: string): KeptBook | undefined {
    return this.#booksByRepository.get(repository);
  }

  #keep(repository: string, layout: Layout, entities: EntityBooks, own: readonly Own[], images: ReadonlyMap<string, string>): void {
    for (const book of layout.books) {
      const about = aboutOf(book, entities.of(book));
      this.#frames.push({ id: frameId(book), title: bookTitle(book, entities.of(book)), path: book.path, about, items: [...book.items], versions: [] });
    }
    const kept = new Map(layout.books.map((book) => [book, { title: bookTitle(book, entities.of(book)), path: book.path, pages: book.files.length, repository }]));
    for (const [ref, book] of entities.books) {
      const found = kept.get(book);
      if (found !== undefined) this.#booksByEntity.set(ref, found);
    }
    const [first] = kept.values();
    if (first !== undefined) this.#booksByRepository.set(repository, first);
    const looked = own.filter(({ fact }) => fact.value.linked !== undefined);
    this.#spaces.set(
      repository,
      makeSpace({
        repository,
        pages: layout.paths,
        images,
        linked: looked.length === 0 ? undefined : new Set(looked.flatMap(({ fact }) => fact.value.linked ?? [])),
        address: own.map(({ fact }) => addressFrom(fact.value)).find((address) => address !== undefined),
        roots: [...new Set([...layout.books.map(({ docsDir }) => docsDir), 'docs'])],
      }),
    );
  }

  /** References to repositories of which no document is known: a finding only where nothing could have been missed. */
  #missing(references: readonly Parameters<typeof nowhere>[0][]): void {
    const { collectors, ages } = this.#room.knowledge;
    const whole = collectors.includes('documents') && !ages.failed.some(({ collector }) => collector === 'documents');
    if (whole) this.#findings.push(...references.map(nowhere));
  }

  #borrow(borrowed: ReadonlyMap<string, string>): void {
    for (const [ref, lender] of borrowed) {
      const book = this.#booksByEntity.get(lender);
      if (book !== undefined) this.#booksByEntity.set(ref, book);
    }
  }
}

/** The bytes of an image. An SVG is written anew whoever brought it, since facts come from scripts as well as from the collector; one that is refused is empty. */
function imageBytes({ mediaType, base64 }: DocumentImage): Uint8Array {
  const bytes = Buffer.from(base64, 'base64');
  if (mediaType !== 'image/svg+xml') return bytes;
  const clean = cleanSvg(bytes.toString('utf8'));
  return Buffer.from('svg' in clean ? clean.svg : '<svg xmlns="http://www.w3.org/2000/svg"></svg>');
}
