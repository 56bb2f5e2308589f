import { entityLink, type Ownership, type Relation } from '../schema/entity.ts';
import type { Declared } from './declared.ts';
import { declareSnippet, type Inferred } from './inferred.ts';
import { objectAt, textAt, valueAt } from './json.ts';
import type { CatalogEntity } from './model.ts';
import { defaultNamespace } from './ref.ts';

interface Parts {
  readonly ownership: Ownership;
  readonly relations: Relation[];
}

/** The entity as it is declared, with what was found out about it. */
export function declaredEntity(declared: Declared, { repositories, ownership, relations }: Parts & { readonly repositories: string[] }): CatalogEntity {
  const { entity, entry } = declared;
  const metadata = objectAt(entity, 'metadata');
  const spec = objectAt(entity, 'spec');
  const { repository, file, line, made } = entry;
  return {
    ref: declared.ref,
    kind: declared.kind,
    apiVersion: textAt(entity, 'apiVersion') ?? '',
    namespace: declared.namespace,
    name: declared.name,
    ...optional('title', textAt(metadata, 'title')),
    ...optional('description', textAt(metadata, 'description')),
    tags: list(valueAt(metadata, ['tags'])).flatMap((tag) => (typeof tag === 'string' ? [tag] : [])),
    labels: texts(objectAt(metadata, 'labels')),
    annotations: texts(objectAt(metadata, 'annotations')),
    links: list(valueAt(metadata, ['links'])).flatMap((link) => {
      const known = entityLink.safeParse(link);
      return known.success ? [known.data] : [];
    }),
    spec,
    ...optional('lifecycle', textAt(spec, 'lifecycle')),
    ...optional('type', textAt(spec, 'type')),
    relations,
    ownership,
    repositories,
    origin: made === true ? {} : { ...optional('repository', repository), file, line },
    provenance: declared.provenance,
    inferred: false,
    signs: [],
  };
}

/** The entity that stands for a repository which no catalog file claims. */
export function inferredEntity(component: Inferred, { ownership, relations }: Parts): CatalogEntity {
  const { value, provenance } = component.repository;
  const { guess, lifecycle } = component;
  return {
    ref: component.ref,
    kind: 'Component',
    apiVersion: 'backstage.io/v1alpha1',
    namespace: defaultNamespace,
    name: component.name,
    ...optional('description', value.description),
    tags: [],
    labels: {},
    annotations: { ...component.annotations },
    links: [],
    spec: { type: guess.type, lifecycle },
    lifecycle,
    type: guess.type,
    relations,
    ownership,
    repositories: [value.repository],
    origin: { repository: value.repository },
    provenance,
    inferred: true,
    signs: guess.sign === undefined ? [] : [guess.sign],
    declareSnippet: declareSnippet(component, ownership),
  };
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  const found: { [P in K]?: V } = {};
  if (value !== undefined) found[key] = value;
  return found;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function texts(record: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])));
}
