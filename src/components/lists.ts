import type { Edition } from '../edition/read.ts';
import { listPath, searchPath } from '../edition/routes.ts';
import { sectionOf } from '../layouts/navigation.ts';
import type { Section } from '../layouts/navigation.ts';
import type { EntityKind } from '../schema/entity.ts';
import { plural } from './format.ts';

/** One paginated list of the site: of the entities of a kind, or of the repositories where `kind` is absent. */
export interface ListView {
  /** Its segment of the path: `component`, `repository`. */
  readonly segment: string;
  readonly kind: EntityKind | undefined;
  readonly section: Section | undefined;
  readonly title: string;
  readonly description: string;
  /** What a reader of a list with something in it should know. */
  readonly note: string;
  readonly path: string;
  readonly search: string;
  readonly pages: number;
}

/** All lists of an edition, in the order of its index. */
export function lists({ index }: Edition): ListView[] {
  const kinds = index.kinds.map((one): ListView => ({
    segment: one.kind.toLowerCase(),
    kind: one.kind,
    section: sectionOf(one.kind),
    title: one.title,
    description: one.description,
    note: one.inferred === 0 ? '' : `${plural(one.inferred, 'is', 'are')} inferred from repositories, not declared.`,
    path: one.path,
    search: searchPath({ kind: one.kind }),
    pages: one.pages,
  }));
  const { unclaimed, path, pages } = index.repositories;
  return [
    ...kinds,
    {
      segment: 'repository',
      kind: undefined,
      section: 'repository',
      title: 'Repositories',
      description: 'Every repository that a source has told about, claimed by an entity or not.',
      note: unclaimed === 0 ? '' : `No entity claims ${plural(unclaimed, 'of them', 'of them')}.`,
      path: path === '' ? listPath('repository') : path,
      search: searchPath({ kind: 'Repository' }),
      pages,
    },
  ];
}

/** The list whose path holds `segment`. */
export function listOf(edition: Edition, segment: string): ListView {
  const list = lists(edition).find((one) => one.segment === segment);
  if (list === undefined) throw new Error(`No list is called ${segment}`);
  return list;
}

/** 1 to `pages`. */
export function listPages(pages: number): number[] {
  return Array.from({ length: pages }, (_, at) => at + 1);
}
