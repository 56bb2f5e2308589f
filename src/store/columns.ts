import type { z } from 'zod';
import type { FactKind } from '../schema/fact.ts';

/**
 * Columns of a kind of fact, from its zod schema and never from data: a column that happened to be empty one night
 * must not change its type.
 */
export interface Column {
  readonly name: string;
  /** DuckDB's type. */
  readonly type: string;
  /** `instant`: a TIMESTAMP in UTC; `json`: kept as written, but for a null that stands alone, which reads as absent; `nested`: lists and structs; `plain`: the rest. */
  readonly role: 'instant' | 'json' | 'nested' | 'plain';
}

/** Columns that every kind has besides its own, with a leading underscore so that no field can clash. */
export const metaColumns: readonly Column[] = [
  { name: '_collector', type: 'VARCHAR', role: 'plain' },
  { name: '_version', type: 'VARCHAR', role: 'plain' },
  { name: '_shard', type: 'VARCHAR', role: 'plain' },
  { name: '_source', type: 'VARCHAR', role: 'plain' },
  { name: '_url', type: 'VARCHAR', role: 'plain' },
  { name: '_observedAt', type: 'TIMESTAMP', role: 'instant' },
  { name: '_deleted', type: 'BOOLEAN', role: 'plain' },
  { name: '_digest', type: 'VARCHAR', role: 'plain' },
];

/** The kind's own columns, in the order of its schema. */
export function valueColumns(kind: FactKind): Column[] {
  return Object.entries(kind.schema.shape).map(([name, schema]) => {
    const type = columnType(schema);
    return { name, type, role: roleOf(type) };
  });
}

function roleOf(type: string): Column['role'] {
  if (type === 'TIMESTAMP') return 'instant';
  if (type === 'JSON') return 'json';
  return type.endsWith('[]') || type.startsWith('STRUCT') || type.startsWith('MAP') ? 'nested' : 'plain';
}

/**
 * DuckDB's type for a zod schema. Instants inside lists and structs stay text, since only top-level columns are
 * compared as times.
 */
export function columnType(schema: z.core.$ZodType, nested = false): string {
  const def = (schema as z.ZodType).def as Definition;
  switch (def.type) {
    case 'optional':
    case 'default':
    case 'prefault':
    case 'nullable':
    case 'readonly':
      return columnType(required(def.innerType), nested);
    case 'string':
      return def.format === 'datetime' && !nested ? 'TIMESTAMP' : 'VARCHAR';
    case 'enum':
    case 'literal':
      return 'VARCHAR';
    case 'boolean':
      return 'BOOLEAN';
    case 'number':
      return isInteger(def) ? 'BIGINT' : 'DOUBLE';
    case 'array':
      return `${columnType(required(def.element), true)}[]`;
    case 'object': {
      const fields = Object.entries(def.shape ?? {}).map(([name, field]) => `${quote(name)} ${columnType(field, true)}`);
      return `STRUCT(${fields.join(', ')})`;
    }
    case 'record':
      return `MAP(VARCHAR, ${columnType(required(def.valueType), true)})`;
    case 'lazy':
    case 'union':
    case 'unknown':
      return 'JSON';
    default:
      throw new Error(`No column type is defined for zod's \`${def.type}\`; add it to src/store/columns.ts.`);
  }
}

/** What is read of zod's own description of a schema (`schema.def`). */
interface Definition {
  readonly type: string;
  readonly format?: string;
  readonly innerType?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly checks?: readonly { readonly _zod: { readonly def: { readonly format?: string } } }[];
}

function isInteger(def: Definition): boolean {
  const formats = [def.format, ...(def.checks ?? []).map((check) => check._zod.def.format)];
  return formats.some((format) => format === 'safeint' || format === 'int32' || format === 'uint32');
}

function required(schema: z.core.$ZodType | undefined): z.core.$ZodType {
  if (schema === undefined) throw new Error('A wrapper schema without an inner one cannot be stored.');
  return schema;
}

/** An SQL identifier. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** An SQL string literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
