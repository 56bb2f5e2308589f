import type { EntitySummary, RepositorySummary } from '../schema/edition/shared.ts';
import { kindLabels, noOwner, repositoryKind, type FilterName } from './filters.ts';
import type { SearchBundle, SearchHit } from './manifest.ts';
import { nameWords, shortName } from './names.ts';

/** A value of a filter, and what it is called. */
export interface FilterValue {
  readonly value: string;
  readonly label: string;
}

/** What is searched of a thing besides its text, by how much it says of what the thing is. */
export type SearchField = 'title' | 'names' | 'asked' | 'headings' | 'about';

/** One thing that can be found. */
export interface SearchRecord {
  readonly group: SearchBundle['group'];
  /** Place in the list of what there is, before the path settles. */
  readonly order: string;
  /** Words that are searched as text. */
  readonly words: readonly string[];
  readonly fields: { readonly [K in SearchField]?: string | undefined };
  readonly filters: { readonly [K in FilterName]?: readonly FilterValue[] };
  /** What it is called, for the index of names: each a whole name. */
  readonly names: readonly string[];
  /** Headings that can be linked to. */
  readonly headings?: readonly { readonly title: string; readonly id: string }[];
  /** What a result shows of it. */
  readonly hit: SearchHit;
}

const withoutOwner: ReadonlySet<string> = new Set(['Group', 'User']);

/** A record as it is indexed: its text in one piece, since millions of words in arrays fill the memory. */
export interface IndexedRecord extends Omit<SearchRecord, 'words'> {
  readonly text: string;
  /** How many words the text has. */
  readonly length: number;
}

/** An entity's record. */
export function entityRecord(summary: EntitySummary): SearchRecord {
  const { name, title, namespace, kind, tags, system, lifecycle, type, inferred } = summary;
  return {
    group: 'catalog',
    order: title.toLowerCase(),
    words: unique([kindLabels[kind], ...tags, ...(namespace === 'default' ? [] : [namespace]), ...list(system?.title), ...list(type), ...list(summary.ownerTitle)]),
    fields: { title: `${title} ${nameWords(title)}`, names: `${name} ${nameWords(name)}`, about: summary.description },
    filters: {
      kind: [{ value: kind, label: kindLabels[kind] }],
      owner: ownerValues(summary, !withoutOwner.has(kind)),
      lifecycle: plain(lifecycle),
      type: plain(type),
      system: system === undefined ? [] : [{ value: system.ref, label: system.title }],
      inferred: inferred ? [{ value: 'yes', label: 'Inferred only' }] : [],
    },
    names: [name, title],
    hit: { path: summary.path, title, kind: kindLabels[kind], ...defined({ description: summary.description, ...ownerOf(summary), lifecycle, type, inferred: inferred ? (true as const) : undefined }) },
  };
}

/** A repository's record. */
export function repositoryRecord(summary: RepositorySummary): SearchRecord {
  const { repository, language, archived, description } = summary;
  const lifecycle = archived ? 'archived' : undefined;
  const name = shortName(repository);
  return {
    group: 'catalog',
    order: repository.toLowerCase(),
    words: unique([repository, ...repository.split('/').map(nameWords), ...list(language), ...list(summary.ownerTitle)]),
    fields: { names: `${name} ${nameWords(name)}`, about: description },
    filters: { kind: [{ value: repositoryKind, label: kindLabels[repositoryKind] }], owner: ownerValues(summary, true), lifecycle: plain(lifecycle) },
    names: [name, repository],
    hit: { path: summary.path, title: repository, kind: kindLabels[repositoryKind], ...defined({ description, ...ownerOf(summary), lifecycle, type: language }) },
  };
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };

/** The object without its undefined values. */
export function defined<T extends Record<string, unknown>>(values: T): Defined<T>;
export function defined(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

interface Owned {
  readonly owner?: string | undefined;
  readonly ownerTitle?: string | undefined;
  readonly ownerPath?: string | undefined;
}

/** What a result shows of the owner. */
export function ownerOf({ ownerTitle, ownerPath }: Owned): { readonly owner: string | undefined; readonly ownerPath: string | undefined } {
  return { owner: ownerTitle, ownerPath };
}

/** The owner as a filter's value; `expected` says whether having none is worth finding. */
export function ownerValues({ owner, ownerTitle }: Owned, expected: boolean): readonly FilterValue[] {
  if (owner === undefined) return expected ? [{ value: noOwner, label: 'No owner' }] : [];
  return [{ value: owner, label: ownerTitle ?? shortName(owner) }];
}

/** Values of a filter that are called what they are. */
export function plain(value: string | undefined): readonly FilterValue[] {
  return list(value).map((text) => ({ value: text, label: text }));
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts.join(' ').split(/\s+/))].filter((word) => word !== '');
}

function list(value: string | undefined): readonly string[] {
  return value === undefined || value === '' ? [] : [value];
}
