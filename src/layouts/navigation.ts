import { listPath, scorecardRoutes } from '../edition/routes.ts';
import type { EditionIndex } from '../schema/edition/index-file.ts';
import type { EntityKind } from '../schema/entity.ts';

/** The parts of the site that the header leads to; a page says which one it belongs to. */
export type Section =
  | 'home'
  | 'component'
  | 'api'
  | 'system'
  | 'group'
  | 'repository'
  | 'scorecards'
  | 'data-quality'
  | 'search';

/** One link of the header. */
export interface NavigationItem {
  readonly section: Section;
  readonly title: string;
  readonly path: string;
}

/** The kinds that the header leads to; the others are one step further, on the home page. */
const kinds = [
  { kind: 'Component', section: 'component', title: 'Components' },
  { kind: 'API', section: 'api', title: 'APIs' },
  { kind: 'System', section: 'system', title: 'Systems' },
  { kind: 'Group', section: 'group', title: 'Teams' },
] as const;

/** The part of the site that pages about a kind belong to, if the header has one. */
export function sectionOf(kind: EntityKind): Section | undefined {
  return kinds.find((one) => one.kind === kind)?.section;
}

/** Made once per edition: every page asks. */
const known = new WeakMap<EditionIndex, readonly NavigationItem[]>();

/** The header's links: the same few on every page, whatever the size of the catalog; kinds without a list are left out. */
export function navigation(index: EditionIndex): readonly NavigationItem[] {
  const items = known.get(index) ?? makeNavigation(index);
  known.set(index, items);
  return items;
}

function makeNavigation(index: EditionIndex): NavigationItem[] {
  const listed = new Set(index.kinds.map(({ kind }) => kind));
  return [
    { section: 'home', title: 'Home', path: '' },
    ...kinds.filter(({ kind }) => listed.has(kind)).map(({ kind, section, title }) => ({ section, title, path: listPath(kind) })),
    { section: 'repository', title: 'Repositories', path: index.repositories.path },
    ...(index.scorecards.length > 0 ? [{ section: 'scorecards' as const, title: 'Scorecards', path: scorecardRoutes.list }] : []),
    { section: 'data-quality', title: 'Data quality', path: 'data-quality/' },
    { section: 'search', title: 'Search', path: 'search/' },
  ];
}

/** One step of the way from the home page to a page; the last one, the page itself, has no path. */
export interface Breadcrumb {
  readonly title: string;
  readonly path?: string;
}

/** A heading that the page lists under "On this page". */
export interface PageHeading {
  readonly id: string;
  readonly text: string;
}
