import { z } from 'zod';
import { instant } from '../schema/primitives.ts';

/** A type of the language, as fields have it. */
export type FieldType =
  | { readonly kind: 'number' | 'boolean' | 'instant' | 'any' }
  /** `values`: all that it can be, where that is known. */
  | { readonly kind: 'text'; readonly values?: readonly string[] | undefined }
  | { readonly kind: 'list' | 'map'; readonly of: FieldType }
  /** `empty`: a text that a record has not is '', and not a missing fact. */
  | { readonly kind: 'record'; readonly record: RecordType; readonly empty: boolean }
  /** A record type by name, whose values are made elsewhere. */
  | { readonly kind: 'named'; readonly name: string };

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly description: string | undefined;
  /** True if it may be missing. */
  readonly optional: boolean;
}

/** A type with fields. */
export interface RecordType {
  /** In CEL: `Repository`, `Repository.languages`. */
  readonly name: string;
  /** How facts of it are named: `repository`, `entity.changes`. */
  readonly path: string;
  readonly description: string | undefined;
  readonly fields: ReadonlyMap<string, Field>;
  /** True if each field of it is a fact by itself; false for the items of a fact. */
  readonly facts: boolean;
}

export const timestampType = 'google.protobuf.Timestamp';
export const durationType = 'google.protobuf.Duration';

/** The type as cel-js writes it: `list<string>`. */
export function celType(type: FieldType): string {
  switch (type.kind) {
    case 'number':
      return 'double';
    case 'boolean':
      return 'bool';
    case 'text':
      return 'string';
    case 'instant':
      return timestampType;
    case 'any':
      return 'dyn';
    case 'list':
      return `list<${celType(type.of)}>`;
    case 'map':
      return `map<string, ${celType(type.of)}>`;
    case 'record':
      return type.record.name;
    case 'named':
      return type.name;
  }
}

/** Name and path of the record types that are found inside of a schema. */
interface Naming {
  readonly name: string;
  readonly path: string;
  readonly empty: boolean;
}

/**
 * The type that values of a schema have in expressions: numbers are doubles, instants timestamps, enums texts, objects
 * types of their own.
 *
 * @throws TypeError for a schema that has no counterpart, which is a mistake of ours
 */
export function fieldType(schema: z.ZodType, naming: Naming): FieldType {
  if (schema instanceof z.ZodOptional) return fieldType(inner(schema.unwrap()), naming);
  if (schema instanceof z.ZodISODateTime) return { kind: 'instant' };
  if (schema instanceof z.ZodEnum) return { kind: 'text', values: schema.options.map(String) };
  if (schema instanceof z.ZodArray) return { kind: 'list', of: fieldType(inner(schema.element), naming) };
  if (schema instanceof z.ZodRecord) return { kind: 'map', of: fieldType(inner(schema.valueType), naming) };
  if (schema instanceof z.ZodObject) return { kind: 'record', record: recordType(schema, { ...naming, facts: false }), empty: naming.empty };
  switch (schema.type) {
    case 'string':
      return { kind: 'text' };
    case 'number':
      return { kind: 'number' };
    case 'boolean':
      return { kind: 'boolean' };
    case 'lazy': // z.json() is the only recursive schema that is used
      return { kind: 'any' };
    default:
      throw new TypeError(`${naming.path}: rules have no type for a schema of type ${schema.type}`);
  }
}

/** The type that objects of a schema have in expressions. */
export function recordType(schema: z.ZodObject, { name, path, empty, facts }: Naming & { readonly facts: boolean }, more: readonly Field[] = []): RecordType {
  const fields = Object.entries(schema.shape).map(([field, of]) => zodField(field, inner(of), { name: `${name}.${field}`, path: `${path}.${field}`, empty }));
  return { name, path, description: schema.description, facts, fields: new Map([...fields, ...more].map((field) => [field.name, field])) };
}

/** A field as a schema has it. */
export function zodField(name: string, schema: z.ZodType, naming: Naming): Field {
  const optional = schema instanceof z.ZodOptional;
  const description = schema.description ?? (optional ? inner(schema.unwrap()).description : undefined);
  // What every instant says of itself says nothing of this one.
  const own = description === instant.description ? undefined : description;
  return { name, type: fieldType(schema, naming), description: own, optional: optional && !naming.empty };
}

/** Schemas inside of others have zod's core type, which all classes of zod extend. */
function inner(schema: unknown): z.ZodType {
  if (schema instanceof z.ZodType) return schema;
  throw new TypeError('Not a schema of zod');
}

/** The record types in a type, at any depth; not those that are only named. */
export function recordsIn(type: FieldType): readonly RecordType[] {
  if (type.kind === 'list' || type.kind === 'map') return recordsIn(type.of);
  return type.kind === 'record' ? [type.record, ...[...type.record.fields.values()].flatMap((field) => recordsIn(field.type))] : [];
}
