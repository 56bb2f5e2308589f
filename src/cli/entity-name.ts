import type { Catalog, CatalogEntity } from '../catalog/model.ts';
import { compareText } from '../findings/codes.ts';
import { orNearest, UsageError } from './errors.ts';

/**
 * The entity that a person names: by full reference, by kind:name in the default namespace, or by a name that only one
 * entity has. Case makes no difference.
 *
 * @throws UsageError if several have that name
 */
export function findEntity(subject: string, catalog: Catalog): CatalogEntity | undefined {
  const text = subject.toLowerCase();
  const [, kind, namespace = 'default', name] = /^([^:/]+):(?:([^/]+)\/)?([^/]+)$/.exec(text) ?? [];
  if (kind !== undefined && name !== undefined) return catalog.entities.get(`${kind}:${namespace}/${name}`);
  const named = [...catalog.entities.values()].filter((entity) => entity.name.toLowerCase() === text);
  if (named.length > 1) {
    throw new UsageError(`\`${subject}\` names ${named.length} entities: ${named.map(({ ref }) => ref).toSorted(compareText).join(', ')}. Name one in full.`);
  }
  return named[0];
}

/**
 * {@link findEntity}, where there must be one.
 *
 * @throws UsageError that suggests the nearest name
 */
export function requireEntity(subject: string, catalog: Catalog): CatalogEntity {
  const found = findEntity(subject, catalog);
  if (found !== undefined) return found;
  throw new UsageError(`There is no entity \`${subject}\`${orNearest(subject, entityNames(catalog))} Name it as kind:namespace/name, as kind:name, or as a name alone.`);
}

/** Every way to name an entity. */
export function entityNames(catalog: Catalog): string[] {
  return [...catalog.entities.values()].flatMap(({ ref, name, kind, namespace }) => [ref, name, ...(namespace.toLowerCase() === 'default' ? [`${kind.toLowerCase()}:${name}`] : [])]);
}
