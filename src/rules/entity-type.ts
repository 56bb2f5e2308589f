import { catalogEntity } from '../catalog/model.ts';
import { type RelationType, relationTypes } from '../schema/entity.ts';
import { delivery } from '../schema/facts/delivery.ts';
import { productionChange } from '../schema/facts/production-change.ts';
import type { z } from 'zod';
import { type Field, type FieldType, type RecordType, recordType, zodField } from './types.ts';

const text: FieldType = { kind: 'text' };
const boolean: FieldType = { kind: 'boolean' };
const entities: FieldType = { kind: 'list', of: { kind: 'named', name: 'Entity' } };

const relationTexts: Record<RelationType, string> = {
  ownedBy: 'Groups and Users that own it',
  ownerOf: 'What it owns',
  providesApi: 'APIs that it provides',
  apiProvidedBy: 'Components that provide it',
  consumesApi: 'APIs that it uses',
  apiConsumedBy: 'Components that use it',
  dependsOn: 'What it depends on',
  dependencyOf: 'What depends on it',
  childOf: 'Groups that it is a part of',
  parentOf: 'Groups that are part of it',
  memberOf: 'Groups that it is a member of',
  hasMember: 'Users that are members of it',
  partOf: 'Systems, Domains and Components that it is part of',
  hasPart: 'What is part of it',
};

/** A field as the catalog has it. What an entity does not say is '' and not a missing fact. */
function declared(name: keyof typeof catalogEntity.shape, description?: string): Field {
  const schema: z.ZodType = catalogEntity.shape[name];
  const field = zodField(name, schema, { name: `Entity.${name}`, path: `entity.${name}`, empty: true });
  return description === undefined ? field : { ...field, description };
}

function derived(name: string, type: FieldType, description: string): Field {
  return { name, type, description, optional: false };
}

function events(name: string, schema: typeof productionChange | typeof delivery, type: string, description: string): Field {
  const whole = recordType(schema, { name: type, path: `entity.${name}`, empty: false, facts: false });
  const fields = new Map([...whole.fields].filter(([field]) => field !== 'entity'));
  const record = { ...whole, description: schema.description, fields };
  return { name, type: { kind: 'list', of: { kind: 'record', record, empty: false } }, description, optional: true };
}

const fields: readonly Field[] = [
  declared('ref'),
  declared('kind', 'Its kind'),
  declared('namespace'),
  declared('name'),
  declared('title', "Its title, or ''"),
  declared('description', "What it is, or ''"),
  declared('type', "spec.type: service, library, …, or ''"),
  declared('lifecycle', "spec.lifecycle: production, experimental, …, or ''"),
  derived('owner', text, "Owner as an entity reference where it could be resolved, otherwise as written; '' if no source names one"),
  derived('ownerResolved', boolean, 'True if the owner is a Group or User of the catalog'),
  derived('ownerDrift', boolean, 'True if sources disagree about the owner'),
  derived('system', text, "Reference of the System that it is part of, or ''"),
  derived('domain', text, "Reference of the Domain that it or its System is part of, or ''"),
  declared('tags', 'Tags as declared'),
  declared('labels', 'Labels as declared'),
  declared('annotations', 'Annotations as declared'),
  declared('links', 'Links as declared'),
  derived('spec', { kind: 'map', of: { kind: 'any' } }, 'spec as declared, with all that an organisation adds of its own; ask with `has(entity.spec.name)` before reading'),
  declared('inferred'),
  ...relationTypes.map((relation) => derived(relation, entities, relationTexts[relation])),
  derived('dangling', { kind: 'list', of: text }, 'References to what is not in the catalog, sorted'),
  derived('repository', { kind: 'named', name: 'Repository' }, 'The first of its repositories'),
  derived('repositories', { kind: 'list', of: { kind: 'named', name: 'Repository' } }, 'Repositories that belong to it'),
  derived('measurements', { kind: 'named', name: 'Measurements' }, 'What the organisation measures of it'),
  events('changes', productionChange, 'ProductionChange', 'Changes to production of the last 365 days, newest first'),
  events('deliveries', delivery, 'Delivery', 'Work delivered by third parties in the last 365 days, newest first'),
];

export const entityType: RecordType = {
  name: 'Entity',
  path: 'entity',
  description: "An entity of the catalog. A text that it does not have is ''.",
  fields: new Map(fields.map((field) => [field.name, field])),
  facts: true,
};

/** The record type of the items of a list field. */
export function itemType(name: 'changes' | 'deliveries'): RecordType {
  const type = entityType.fields.get(name)?.type;
  if (type?.kind === 'list' && type.of.kind === 'record') return type.of.record;
  throw new TypeError(`${name} is no list of records`);
}

