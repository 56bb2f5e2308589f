import type { Breadcrumb, Section } from '../../layouts/navigation.ts';
import { knowledgePath } from '../../edition/routes.ts';
import type { DocumentPage } from '../../schema/edition/document.ts';

/** What the layout is told about the page of a document. */
export interface DocumentView {
  /** Unique on the site: pages of one title are told apart by where they are. */
  readonly title: string;
  readonly section: Section;
  readonly breadcrumbs: readonly Breadcrumb[];
  /** True if it has a record above its text. */
  readonly hasRecord: boolean;
}

/** Prepares a document for the layout. */
export function documentView(page: DocumentPage): DocumentView {
  const { kind, title, version, breadcrumbs, record } = page;
  const place = [version?.title, breadcrumbs.at(-1)?.title].filter((part) => part !== undefined && part !== title);
  // The home page of a book is mostly called as what the book is about, which stands before it.
  const own = kind === 'repository-doc' && breadcrumbs.at(-1)?.title === title ? 'Docs' : title;
  const section = sectionOf(kind);
  return {
    title: [title, ...place].join(' · '),
    section,
    breadcrumbs: [{ title: 'Home', path: '' }, ...(section === 'knowledge' ? [{ title: 'Knowledge', path: knowledgePath }] : []), ...breadcrumbs.map((crumb) => (crumb.path === undefined ? { title: crumb.title } : { title: crumb.title, path: crumb.path })), { title: own }],
    hasRecord: record.kind !== 'doc' && record.kind !== 'change' && record.kind !== 'repository-doc',
  };
}

function sectionOf(kind: DocumentPage['kind']): Section {
  if (kind === 'doc') return 'docs';
  if (kind === 'change') return 'changelog';
  return kind === 'repository-doc' ? 'catalog' : 'knowledge';
}
