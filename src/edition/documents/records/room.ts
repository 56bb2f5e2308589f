import { resolveRef } from '../../../catalog/ref.ts';
import { dayMs, startOf } from '../../../assess/days.ts';
import type { Catalog } from '../../../catalog/model.ts';
import type { ContentDocument } from '../../../documents/contract.ts';
import type { EditionDocument } from '../../../documents/model.ts';
import { compareText, makeFinding, type Code } from '../../../findings/codes.ts';
import type { ContentDocumentKind } from '../../../schema/documents/kinds.ts';
import type { DocumentLink, Person } from '../../../schema/edition/document.ts';
import type { Finding } from '../../../schema/finding.ts';
import type { Instant } from '../../../schema/primitives.ts';
import { entityPath } from '../../routes.ts';

/** A document of the content folder of one kind. */
export type DocumentOf<K extends ContentDocumentKind> = Extract<ContentDocument, { readonly kind: K }>;

/** What records are made from. */
export interface RecordsInput {
  /** All documents that are published; of those of repositories nothing is made. */
  readonly documents: readonly Pick<EditionDocument, 'source' | 'link'>[];
  readonly catalog: Catalog;
  readonly asOf: Instant;
}

/** What the records of all kinds share: the documents, the teams they name, and where to report what is wrong. */
export class RecordRoom {
  /** The day of the edition, in UTC. */
  readonly today: string;
  /** The last day that has begun somewhere: east of Greenwich it is a day later than in UTC. */
  readonly latest: string;
  /** In order of file. */
  readonly documents: readonly ContentDocument[];
  readonly findings: Finding[] = [];
  readonly #byFile: ReadonlyMap<string, ContentDocument>;
  readonly #links: ReadonlyMap<string, DocumentLink>;
  readonly #catalog: Catalog;

  constructor({ documents, catalog, asOf }: RecordsInput) {
    this.today = asOf.slice(0, 10);
    this.latest = new Date(startOf(this.today) + dayMs).toISOString().slice(0, 10);
    this.documents = documents.flatMap(({ source }) => (source.kind === 'repository-doc' ? [] : [source])).toSorted((a, b) => compareText(a.file, b.file));
    this.#links = new Map(documents.map(({ source, link }) => [source.id, link]));
    this.#byFile = new Map(this.documents.map((document) => [document.file, document]));
    this.#catalog = catalog;
  }

  /** All documents of a kind, in order of file. */
  ofKind<K extends ContentDocumentKind>(kind: K): DocumentOf<K>[] {
    return this.documents.filter((document): document is DocumentOf<K> => document.kind === kind);
  }

  /** The document of a file of the content folder, if it is of the kind. */
  byFile<K extends ContentDocumentKind>(kind: K, file: string): DocumentOf<K> | undefined {
    const document = this.#byFile.get(file);
    return document !== undefined && isOfKind(document, kind) ? document : undefined;
  }

  link({ id, kind, path, frontMatter }: ContentDocument): DocumentLink {
    return this.#links.get(id) ?? { kind, path, title: frontMatter.title };
  }

  /**
   * The team that a reference names; one that is not in the catalog stands as it is written, which is a finding of every
   * document's references. A person, or what is no team, is left out: undefined, and a finding at `path` of the front matter.
   */
  team(document: ContentDocument, written: string, path: readonly PropertyKey[]): Person | undefined {
    const resolved = resolveRef(written, { defaultKind: 'group' });
    if ('problem' in resolved) return { ref: written, title: written };
    const { ref } = resolved;
    const kind = ref.slice(0, ref.indexOf(':'));
    if (kind === 'user') {
      this.report('ALM0817', document, path, `\`${written}\` is a person, not a team.`);
      return undefined;
    }
    if (kind !== 'group') {
      this.report('ALM0801', document, path, `\`${written}\` is no team: it is of the kind ${kind}.`);
      return undefined;
    }
    const entity = this.#catalog.entities.get(ref);
    if (entity === undefined) return { ref, title: written };
    return { ref, title: entity.title ?? entity.name, path: entityPath(ref) };
  }

  /** The teams of a list of references under a key of the front matter. */
  teams(document: ContentDocument, key: string, written: readonly string[]): Person[] {
    return written.map((ref, index) => this.team(document, ref, [key, index])).filter((team) => team !== undefined);
  }

  /** Reports a day later than the edition's, of something that has happened. */
  past(document: ContentDocument, day: string | undefined, path: readonly PropertyKey[], what: string): void {
    if (day !== undefined && day.slice(0, 10) > this.latest) this.report('ALM0803', document, path, `${what} on ${day.slice(0, 10)}, but the edition is of ${this.today}.`);
  }

  /** Adds a finding at a place of the front matter. */
  report(code: Code, document: ContentDocument, path: readonly PropertyKey[], what: string, fix?: string): void {
    this.findings.push(makeFinding(code, { what, file: document.file, ...document.positionOf(path), ...(fix === undefined ? {} : { fix }) }));
  }
}

function isOfKind<K extends ContentDocumentKind>(document: ContentDocument, kind: K): document is DocumentOf<K> {
  return document.kind === kind;
}
