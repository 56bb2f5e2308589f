import { catalogPath, documentListPaths, knowledgePath, listPath, scorecardRoutes } from '../edition/routes.ts';
import type { EditionIndex } from '../schema/edition/index-file.ts';
import type { EntityKind } from '../schema/entity.ts';

/** The part of the site that a page says it belongs to. */
export type Section =
  | 'home'
  | 'docs'
  | 'catalog'
  | 'component'
  | 'api'
  | 'system'
  | 'group'
  | 'repository'
  | 'scorecards'
  | 'changelog'
  | 'knowledge'
  | 'planning'
  | 'data-quality'
  | 'search';

/** A link with its words. */
export interface Place {
  readonly title: string;
  readonly path: string;
}

/** One link of the header, with the parts of its section that stand below the header on its lists. */
export interface NavigationItem extends Place {
  /** The sections of pages that the header marks it for. */
  readonly sections: readonly Section[];
  readonly parts: readonly Place[];
}

/** The part of the site that pages about a kind belong to. */
export function sectionOf(kind: EntityKind): Section {
  const own = { Component: 'component', API: 'api', System: 'system', Group: 'group' } as const satisfies Partial<Record<EntityKind, Section>>;
  return kind === 'Component' || kind === 'API' || kind === 'System' || kind === 'Group' ? own[kind] : 'catalog';
}

/** Made once per edition: every page asks. */
const known = new WeakMap<EditionIndex, readonly NavigationItem[]>();

/** The header's links: the same few on every page, whatever the size of the catalog; what an edition has not is left out. */
export function navigation(index: EditionIndex): readonly NavigationItem[] {
  const items = known.get(index) ?? makeNavigation(index);
  known.set(index, items);
  return items;
}

/**
 * The parts to show on a page: those of its section, where the page is the section's own or one of the parts (or a later
 * page of such a list). Pages about one thing have breadcrumbs instead.
 */
export function partsOf(index: EditionIndex, section: Section | undefined, path: string | undefined): { readonly title: string; readonly current: string | undefined; readonly parts: readonly Place[] } | undefined {
  const item = navigation(index).find(({ sections }) => section !== undefined && sections.includes(section));
  if (item === undefined || item.parts.length < 2 || path === undefined) return undefined;
  const part = item.parts.find((one) => path.startsWith(one.path) && /^(\d+\/)?$/.test(path.slice(one.path.length)));
  return part === undefined && path !== item.path ? undefined : { title: item.title, current: part?.path, parts: item.parts };
}

function makeNavigation(index: EditionIndex): NavigationItem[] {
  const groups = index.kinds.find(({ kind }) => kind === 'Group');
  const kinds = index.documents?.kinds ?? [];
  const docs = index.documents?.sections ?? [];
  const known = kinds.filter(({ kind }) => kind !== 'doc' && kind !== 'change' && kind !== 'repository-doc');
  const plans = index.planning?.pages ?? [];
  const items: (NavigationItem | undefined)[] = [
    docs.length === 0 ? undefined : { sections: ['docs'], title: 'Docs', path: documentListPaths.doc, parts: [] },
    {
      sections: ['catalog', 'component', 'api', 'system', 'repository'],
      title: 'Catalog',
      path: catalogPath,
      parts: [
        { title: 'Overview', path: catalogPath },
        ...index.kinds.filter(({ kind, total }) => kind !== 'Group' && total > 0).map(({ title, path }) => ({ title, path })),
        { title: 'Repositories', path: index.repositories.path === '' ? listPath('repository') : index.repositories.path },
      ],
    },
    groups === undefined ? undefined : { sections: ['group'], title: 'Teams', path: groups.path, parts: [] },
    index.scorecards.length === 0 ? undefined : { sections: ['scorecards'], title: 'Scorecards', path: scorecardRoutes.list, parts: scorecardParts },
    index.changelog === undefined ? undefined : { sections: ['changelog'], title: 'Changelog', path: index.changelog.path, parts: [] },
    known.length === 0 && plans.length === 0
      ? undefined
      : {
          sections: ['knowledge', 'planning'],
          title: 'Knowledge',
          path: known.length === 0 ? (plans[0]?.path ?? knowledgePath) : knowledgePath,
          parts: [...(known.length === 0 ? [] : [{ title: 'Overview', path: knowledgePath }]), ...[...known, ...plans].map(({ title, path }) => ({ title, path }))],
        },
    { sections: ['data-quality'], title: 'Data quality', path: 'data-quality/', parts: [] },
  ];
  return items.filter((item) => item !== undefined);
}

/** Pages over all scorecards. */
const scorecardParts: readonly Place[] = [
  { title: 'Overview', path: scorecardRoutes.list },
  { title: 'What changed', path: scorecardRoutes.changes },
  { title: 'Campaigns', path: scorecardRoutes.campaigns },
  { title: 'Exemptions', path: scorecardRoutes.decisions },
  { title: 'Controls', path: scorecardRoutes.controls },
];

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
