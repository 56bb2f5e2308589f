import type { CustomRecord } from 'pagefind';
import type { EntitySummary, RepositorySummary } from '../schema/edition/shared.ts';
import type { SearchHit } from './catalog.ts';
import { noOwner, repositoryKind, type FilterName } from './filters.ts';
import { nameToken, nameWords, shortName } from './names.ts';

/** One thing that can be found: what is indexed of it, and what a result shows of it. */
export interface SearchRecord {
  readonly indexed: CustomRecord;
  readonly hit: SearchHit;
}

const withoutOwner: ReadonlySet<string> = new Set(['Group', 'User']);

/**
 * An entity's record. Pagefind searches `meta` too, so `content` adds only what `meta` does not say: cost follows
 * indexed words. Addresses are paths below the site's root.
 */
export function entityRecord(summary: EntitySummary): SearchRecord {
  const { name, title, namespace, kind, tags, system } = summary;
  const content = [
    name,
    nameWords(name),
    nameToken(name),
    ...(title === name ? [] : [nameWords(title), nameToken(title)]),
    ...(namespace === 'default' ? [] : [namespace]),
    ...(system === undefined ? [] : [system.title]),
    ...tags,
  ];
  const filters = {
    kind: [kind],
    owner: owners(summary.owner, !withoutOwner.has(kind)),
    lifecycle: list(summary.lifecycle),
    type: list(summary.type),
    system: list(system?.ref),
    inferred: summary.inferred ? ['yes'] : [],
  };
  const hit = { title, kind, lifecycle: summary.lifecycle, type: summary.type, inferred: summary.inferred ? true : undefined } as const;
  return record(summary, hit, content, filters);
}

/** A repository's record. */
export function repositoryRecord(summary: RepositorySummary): SearchRecord {
  const { repository, language, archived } = summary;
  const content = [repository, ...repository.split('/').map(nameWords), nameToken(shortName(repository)), ...list(language)];
  const lifecycle = archived ? 'archived' : undefined;
  const filters = { kind: [repositoryKind], owner: owners(summary.owner, true), lifecycle: list(lifecycle), type: [], system: [], inferred: [] };
  return record(summary, { title: repository, kind: repositoryKind, lifecycle, type: language }, content, filters);
}

function record(
  { path, description, ownerTitle, ownerPath }: Pick<EntitySummary, 'path' | 'description' | 'ownerTitle' | 'ownerPath'>,
  hit: { readonly [K in keyof Omit<SearchHit, 'path'>]: SearchHit[K] | undefined } & Pick<SearchHit, 'title' | 'kind'>,
  content: readonly string[],
  filters: Readonly<Record<FilterName, readonly string[]>>,
): SearchRecord {
  const words = [...new Set(content.join(' ').split(/\s+/))].filter((word) => word !== '');
  return {
    indexed: {
      url: path,
      language: 'en',
      content: words.join(' '),
      meta: defined({ title: hit.title, description, owner: ownerTitle }),
      filters: Object.fromEntries(Object.entries(filters).flatMap(([name, values]) => (values.length === 0 ? [] : [[name, [...values]]]))),
    },
    hit: { path, title: hit.title, kind: hit.kind, ...defined({ description, owner: ownerTitle, ownerPath, lifecycle: hit.lifecycle, type: hit.type, inferred: hit.inferred }) },
  };
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };

/** The object without its undefined values. */
function defined<T extends Record<string, unknown>>(values: T): Defined<T>;
function defined(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function owners(owner: string | undefined, expected: boolean): readonly string[] {
  return owner === undefined && expected ? [noOwner] : list(owner);
}

function list(value: string | undefined): readonly string[] {
  return value === undefined || value === '' ? [] : [value];
}
