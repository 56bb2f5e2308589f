import type { RelationType } from '../schema/entity.ts';
import { objectAt, textAt, type JsonValue } from './json.ts';

/** A field of `spec` that refers to other entities. */
export interface RelationField {
  readonly field: string;
  readonly type: RelationType;
  /** Kind of a reference that names none; without it, a reference has to name one. */
  readonly defaultKind?: string;
}

const owner: RelationField = { field: 'owner', type: 'ownedBy', defaultKind: 'Group' };
const system: RelationField = { field: 'system', type: 'partOf', defaultKind: 'System' };
const dependsOn: RelationField = { field: 'dependsOn', type: 'dependsOn' };
const dependencyOf: RelationField = { field: 'dependencyOf', type: 'dependencyOf' };

/**
 * Which fields of which kind refer to entities: `relationFields` of the kinds of `@backstage/catalog-model` 1.10. A
 * Capability is treated like a Component; what it is provided by, it depends on.
 */
const fieldsByKind: ReadonlyMap<string, readonly RelationField[]> = new Map([
  [
    'Component',
    [
      owner,
      system,
      { field: 'subcomponentOf', type: 'partOf', defaultKind: 'Component' },
      { field: 'providesApis', type: 'providesApi', defaultKind: 'API' },
      { field: 'consumesApis', type: 'consumesApi', defaultKind: 'API' },
      dependsOn,
      dependencyOf,
    ],
  ],
  ['API', [owner, system]],
  ['Resource', [owner, system, dependsOn, dependencyOf]],
  ['System', [owner, { field: 'domain', type: 'partOf', defaultKind: 'Domain' }]],
  ['Domain', [owner, { field: 'subdomainOf', type: 'partOf', defaultKind: 'Domain' }]],
  [
    'Group',
    [
      { field: 'parent', type: 'childOf', defaultKind: 'Group' },
      { field: 'children', type: 'parentOf', defaultKind: 'Group' },
      { field: 'members', type: 'hasMember', defaultKind: 'User' },
    ],
  ],
  ['User', [{ field: 'memberOf', type: 'memberOf', defaultKind: 'Group' }]],
  ['Capability', [owner, system, { field: 'providedBy', type: 'dependsOn', defaultKind: 'Component' }, dependsOn]],
]);

/** The relation that the other end of a relation has. */
export const opposites: Readonly<Record<RelationType, RelationType>> = {
  ownedBy: 'ownerOf',
  ownerOf: 'ownedBy',
  providesApi: 'apiProvidedBy',
  apiProvidedBy: 'providesApi',
  consumesApi: 'apiConsumedBy',
  apiConsumedBy: 'consumesApi',
  dependsOn: 'dependencyOf',
  dependencyOf: 'dependsOn',
  childOf: 'parentOf',
  parentOf: 'childOf',
  memberOf: 'hasMember',
  hasMember: 'memberOf',
  partOf: 'hasPart',
  hasPart: 'partOf',
};

/** One reference as an entity declares it. */
export interface DeclaredReference extends RelationField {
  readonly ref: string;
  /** Path in the entity: `['spec', 'dependsOn', 0]`. */
  readonly path: readonly PropertyKey[];
}

/** Every reference that an entity declares, in the order of the table above. */
export function declaredReferences(entity: JsonValue): DeclaredReference[] {
  const spec = objectAt(entity, 'spec');
  return (fieldsByKind.get(textAt(entity, 'kind') ?? '') ?? []).flatMap((field): DeclaredReference[] => {
    const value = Object.hasOwn(spec, field.field) ? spec[field.field] : undefined;
    if (typeof value === 'string') return [{ ...field, ref: value, path: ['spec', field.field] }];
    if (!Array.isArray(value)) return [];
    return value.flatMap((ref, index) => (typeof ref === 'string' ? [{ ...field, ref, path: ['spec', field.field, index] }] : []));
  });
}
