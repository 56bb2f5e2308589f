import type { ChangeDocument, DocumentIndex, RepositoryDocuments } from '../../documents/contract.ts';
import type { EditionDocument } from '../../documents/model.ts';
import { fullRef } from '../../documents/references.ts';
import { compareText } from '../../findings/codes.ts';
import type { DocumentKind } from '../../schema/documents/kinds.ts';
import type { DocumentLink, FollowUp } from '../../schema/edition/document.ts';
import type { Records } from './records/records.ts';
import type { ResolvedLinks } from './resolved-links.ts';

/** What the index is made from. */
export interface DocumentIndexInput {
  /** In order of path. */
  readonly documents: readonly EditionDocument[];
  readonly links: ResolvedLinks;
  readonly records: Records;
  readonly repositories: RepositoryDocuments;
  /** True for a page of a version that is not the current one: other pages do not lead to it. */
  isOutdated(document: EditionDocument): boolean;
  /** Entries of the changelog, newest first. */
  readonly changes: readonly ChangeDocument[];
}

/** Looks documents up by what they are about, who owes what, and where they come from. Everything is found once. */
export function documentIndex({ documents, links, records, repositories, isOutdated, changes }: DocumentIndexInput): DocumentIndex {
  const listed = documents.filter((document) => !isOutdated(document));
  const byEntity = groupedByEach(listed, ({ entities }) => entities);
  const byKind = Map.groupBy(listed, ({ source }) => source.kind);
  const overdue = Map.groupBy(documents.filter((document) => document.overdue), ({ owner }) => owner?.ref ?? '');
  const byFile = new Map(documents.flatMap(({ source, link }) => (source.kind === 'repository-doc' ? [] : [[source.file, link] as const])));
  const followUps = followUpsByEntity(records.followUps, documents);
  const journeys = journeysByEntity(listed);
  return {
    ofEntity: (ref) => {
      const about = (byEntity.get(ref) ?? []).toSorted(newestFirst);
      // Its own pages are in its book; what only links to it comes after what is about it.
      const mentioning = links.entityMentions(ref).filter((document) => !about.includes(document) && !isOutdated(document) && document.source.kind !== 'repository-doc');
      return [...about, ...mentioning].map(({ link }) => link);
    },
    overdueOf: (owner) => (overdue.get(owner) ?? []).toSorted((a, b) => compareText(a.source.reviewBy ?? '', b.source.reviewBy ?? '') || compareText(a.source.path, b.source.path)).map(({ link }) => link),
    followUpsOf: (ref) => followUps.get(ref) ?? [],
    journeysOf: (ref) => journeys.get(ref) ?? [],
    bookOf: (ref) => repositories.bookOf(ref),
    bookOfRepository: (repository) => repositories.bookOfRepository(repository),
    byFile: (file) => byFile.get(file),
    ofKind: (kind: DocumentKind) => (byKind.get(kind) ?? []).toSorted(newestFirst).map(({ link }) => link),
    changes: () => changes,
  };
}

/** By date, newest first; those without one after them, by title. */
export function newestFirst({ link: a }: EditionDocument, { link: b }: EditionDocument): number {
  return compareText(b.date ?? '', a.date ?? '') || compareText(a.title.toLowerCase(), b.title.toLowerCase()) || compareText(a.path, b.path);
}

function groupedByEach<T>(items: readonly T[], keys: (item: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keys(item)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return groups;
}

/** Open ones: by who owes them, and by what their documents are about. They come in order. */
function followUpsByEntity(all: readonly FollowUp[], documents: readonly EditionDocument[]): Map<string, FollowUp[]> {
  const entities = new Map(documents.map(({ source, entities: about }) => [source.path, about]));
  const open = all.filter(({ done }) => done === undefined);
  return groupedByEach(open, ({ owner, document }) => [...new Set([...(owner === undefined ? [] : [owner]), ...(entities.get(document.path) ?? [])])]);
}

type Journeys = Map<string, { readonly document: DocumentLink; readonly steps: { readonly number: number; readonly of: number; readonly title: string }[] }[]>;

function journeysByEntity(documents: readonly EditionDocument[]): Journeys {
  const journeys: Journeys = new Map();
  for (const { source, link } of documents) {
    if (source.kind !== 'doc') continue;
    const { journey } = source.frontMatter;
    for (const [n, { entity, title }] of journey.entries()) {
      const ref = fullRef(entity);
      if (ref === undefined) continue;
      const step = { number: n + 1, of: journey.length, title };
      const known = journeys.get(ref) ?? [];
      const same = known.find(({ document }) => document === link);
      if (same === undefined) journeys.set(ref, [...known, { document: link, steps: [step] }]);
      else same.steps.push(step);
    }
  }
  return journeys;
}
