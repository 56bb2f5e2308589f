import { sectionOf } from '../layouts/navigation.ts';
import type { Breadcrumb, PageHeading, Section } from '../layouts/navigation.ts';
import type { EntityPage } from '../schema/edition/entity.ts';
import type { EditionIndex } from '../schema/edition/index-file.ts';
import { catalogPath } from '../edition/routes.ts';
import { kindWords } from './words.ts';

/** What the page of an entity shows that has to be put together from several of its fields. */
export interface EntityView {
  /** Title of the page, unique on the site: it holds kind, namespace and name as far as the title does not say them. */
  readonly title: string;
  readonly kind: string;
  readonly kicker: string;
  readonly section: Section | undefined;
  readonly breadcrumbs: readonly Breadcrumb[];
  /** True for kinds that should have an owner. */
  readonly owned: boolean;
  /** True for kinds that live in repositories, or if there is one all the same. */
  readonly hasRepositories: boolean;
  readonly about: readonly (readonly [label: string, text: string])[];
  /** Parts of the declaration as text; `cut` where a part is longer than a page should be. */
  readonly details: readonly { readonly title: string; readonly text: string; readonly cut: boolean }[];
}

/** Characters of a part of the declaration that a page shows; the JSON file has the rest. */
const longest = 20_000;

/** Puts together what the page of `entity` shows. */
export function entityView(entity: EntityPage, index: EditionIndex): EntityView {
  const { kind, namespace, name, title, type, repositories } = entity;
  const word = kindWords[kind];
  const id = namespace === 'default' ? name : `${namespace}/${name}`;
  const list = index.kinds.find((one) => one.kind === kind);
  return {
    title: title === id ? `${title} · ${word}` : `${title} · ${word} ${id}`,
    kind: word,
    kicker: type === undefined || type.toLowerCase() === word.toLowerCase() ? word : `${word} · ${type}`,
    section: sectionOf(kind),
    breadcrumbs: [{ title: 'Home', path: '' }, ...(kind === 'Group' ? [] : [{ title: 'Catalog', path: catalogPath }]), ...(list === undefined ? [] : [{ title: list.title, path: list.path }]), { title }],
    owned: kind !== 'Group' && kind !== 'User',
    hasRepositories: kind === 'Component' || repositories.length > 0,
    about: [
      ['Name', id],
      ['Reference', entity.ref],
      ['Type', type ?? 'not set'],
      ...(kind === 'Component' || kind === 'API' ? [['Lifecycle', entity.lifecycle ?? 'not set'] as const] : []),
    ],
    details: [part('Spec', entity.spec), part('Labels', entity.labels), part('Annotations', entity.annotations)].filter((one) => one.text !== ''),
  };
}

/** The parts of the page of `entity`, for the list of what is on it; in the order in which they stand. */
export function entityParts(entity: EntityPage, view: EntityView): PageHeading[] {
  const { team, scorecards } = entity;
  const parts: readonly (readonly [there: boolean, id: string, text: string])[] = [
    [team?.scorecards !== undefined, 'scorecards', 'Scorecards'],
    [entity.documents !== undefined, 'part-documents', 'Documents'],
    [entity.changelog !== undefined, 'part-changelog', 'Changes'],
    [entity.planning !== undefined, 'part-planning', 'Plans'],
    [team !== undefined, 'owns', 'What it owns'],
    [scorecards.length > 0, 'levels', scorecards.length === 1 ? 'Scorecard' : 'Scorecards'],
    [entity.findings.length > 0, 'findings', 'To fix'],
    [view.hasRepositories, 'repositories', entity.repositoriesTotal === 1 ? 'Repository' : 'Repositories'],
    [true, 'relations', 'Relations'],
    [view.details.length > 0, 'details', 'As declared'],
  ];
  return parts.filter(([there]) => there).map(([, id, text]) => ({ id, text }));
}

function part(title: string, value: EntityPage['spec']): EntityView['details'][number] {
  const nothing = value === null || (typeof value === 'object' && Object.keys(value).length === 0);
  const text = nothing ? '' : JSON.stringify(value, null, 2);
  return { title, text: text.slice(0, longest).toWellFormed(), cut: text.length > longest };
}
