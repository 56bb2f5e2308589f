import { z } from 'zod';
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
 *
 * @throws Error for a schema that no column can hold: a fault in the definition of a kind
 */
export function columnType(schema: z.core.$ZodType, nested = false): string {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    return columnType(schema.def.innerType, nested);
  }
  if (schema instanceof z.ZodISODateTime) return nested ? 'VARCHAR' : 'TIMESTAMP';
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return 'VARCHAR';
  if (schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral) return 'VARCHAR';
  if (schema instanceof z.ZodBoolean) return 'BOOLEAN';
  if (schema instanceof z.ZodNumber) return schema.isInt ? 'BIGINT' : 'DOUBLE';
  if (schema instanceof z.ZodArray) return `${columnType(schema.def.element, true)}[]`;
  if (schema instanceof z.ZodRecord) return `MAP(VARCHAR, ${columnType(schema.def.valueType, true)})`;
  if (schema instanceof z.ZodLazy || schema instanceof z.ZodUnion || schema instanceof z.ZodUnknown) return 'JSON';
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape).map(([name, field]) => `${quote(name)} ${columnType(field, true)}`);
    return `STRUCT(${fields.join(', ')})`;
  }
  throw new Error(`No column type is defined for zod's \`${schema._zod.def.type}\`; add it to src/store/columns.ts.`);
}

/** An SQL identifier. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** An SQL string literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
