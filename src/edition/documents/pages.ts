import { type Linked, withLinks } from '../../documents/links/html.ts';
import type { EditionDocument } from '../../documents/model.ts';
import type { Crumb, Position } from '../../documents/positions.ts';
import type { SectionVersion } from '../../documents/sections.ts';
import type { DocumentBody } from '../../markdown/contract.ts';
import type { DocumentLink, DocumentPage, DocumentSummary } from '../../schema/edition/document.ts';
import type { Instant } from '../../schema/primitives.ts';
import { documentListPaths, markdownTwinPath } from '../routes.ts';
import { optional } from '../summaries.ts';
import { documentKindLabels } from './kinds.ts';
import type { Names } from './names.ts';
import { daysBetween, type RecordContext, recordOf } from './records.ts';

/** Documents that a page names as linking to it. */
const shownMentions = 20;

/** What pages are made with. */
export interface PageRoom {
  readonly asOf: Instant;
  /** Path that the site is served below. */
  readonly base: string;
  readonly names: Names;
  readonly records: RecordContext;
  /** By path. */
  readonly documents: ReadonlyMap<string, EditionDocument>;
  links(document: EditionDocument): readonly Linked[];
  /** Documents that link to one. */
  mentions(document: EditionDocument): readonly EditionDocument[];
  position(document: EditionDocument): Position | undefined;
  /** The version that a page belongs to, with the path of the same page of the current one unless it is that. */
  version(document: EditionDocument): { readonly version: SectionVersion; readonly current: string | undefined } | undefined;
  /** Steps before the position in the sidebar: the list of all docs, or the entity whose docs they are. */
  rootCrumbs(document: EditionDocument): readonly Crumb[];
}

/** The page of a document. */
export function documentPageOf(document: EditionDocument, body: DocumentBody, room: PageRoom): DocumentPage {
  const { source, title, description, outline, owner } = document;
  const { path, kind, reviewBy, updatedAt, editUrl, sourceUrl } = source;
  const position = room.position(document);
  const version = room.version(document);
  const days = reviewBy === undefined ? 0 : daysBetween(room.asOf, reviewBy);
  return {
    asOf: room.asOf,
    kind,
    path,
    title,
    ...(source.description === undefined ? optional('summary', description) : { description: source.description }),
    html: withLinks(body.html, room.links(document), room.base),
    headings: outline.headings.map(({ depth, id, text }) => ({ depth, id, text })),
    ...optional('frame', source.frame),
    breadcrumbs: breadcrumbsOf(document, [...room.rootCrumbs(document), ...(position?.crumbs ?? [])]),
    ...optional('previous', linkTo(position?.previous, room)),
    ...optional('next', linkTo(position?.next, room)),
    ...optional('owner', owner === undefined ? undefined : { ref: owner.ref, title: owner.title, ...optional('path', owner.path) }),
    entities: document.entities.map((ref) => room.names.link(ref)),
    mentionedBy: room.mentions(document).slice(0, shownMentions).map(({ link }) => link),
    ...optional('updatedAt', updatedAt),
    ...(reviewBy === undefined ? {} : { reviewBy: { day: reviewBy, overdue: document.overdue, days } }),
    ...optional('editUrl', editUrl),
    ...optional('sourceUrl', sourceUrl),
    file: source.file,
    markdown: markdownTwinPath(path),
    ...(version === undefined ? {} : { version: { id: version.version.id, title: version.version.title, status: version.version.status, ...optional('current', version.current) } }),
    record: recordOf(document, room.records),
  };
}

/** A section whose own page this is stands for it at the end; one that only begins with it is named without a link. */
function breadcrumbsOf({ source }: EditionDocument, crumbs: readonly Crumb[]): DocumentPage['breadcrumbs'] {
  const isIndex = /(^|\/)(index|readme)\.[a-z]+$/i.test(source.file);
  return crumbs
    .filter(({ path }) => path !== source.path || !isIndex)
    // A book is mostly called as what it is about, which stands before it.
    .filter(({ title }, n, all) => oneLine(title) !== oneLine(all[n - 1]?.title ?? ''))
    .map(({ title, path }) => (path === undefined || path === source.path ? { title } : { title, path }));
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function linkTo(path: string | undefined, { documents }: PageRoom): DocumentLink | undefined {
  return path === undefined ? undefined : documents.get(path)?.link;
}

/** The line of a document in `documents.ndjson`. */
export function documentSummaryOf(document: EditionDocument, section: string | undefined): DocumentSummary {
  const { source, link, owner, entities, outline } = document;
  return {
    ...link,
    ...(owner === undefined ? {} : { owner: owner.ref, ownerTitle: owner.title, ...optional('ownerPath', owner.path) }),
    entities: [...entities],
    ...optional('section', section),
    ...(source.kind === 'repository-doc' ? { repository: source.repository } : {}),
    ...optional('updatedAt', source.updatedAt),
    ...optional('reviewBy', source.reviewBy),
    words: outline.words,
  };
}

/** What breadcrumbs begin with, where a kind of document has a list of its own. */
export function listCrumb(document: EditionDocument): Crumb[] {
  const { kind } = document.source;
  return kind === 'repository-doc' ? [] : [{ title: documentKindLabels[kind].plural, path: documentListPaths[kind] }];
}
