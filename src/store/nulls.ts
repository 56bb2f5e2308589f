import type { FactKind } from '../schema/fact.ts';
import { valueColumns } from './columns.ts';

/**
 * Parquet has NULL where a fact has no such key. Keys that hold null are taken out again, except inside JSON columns,
 * where null is the organisation's own.
 */
export function withoutNulls(value: unknown, kind: FactKind): unknown {
  strip(value, jsonFields(kind));
  return value;
}

/** In place: the value was parsed for this alone, and a million rows pass here. */
export function strip(value: unknown, keep: readonly string[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) strip(item, []);
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (inner === null) Reflect.deleteProperty(value, key);
    else if (typeof inner === 'object' && !keep.includes(key)) strip(inner, []);
  }
}

const jsonFieldsByKind = new Map<string, readonly string[]>();

function jsonFields(kind: FactKind): readonly string[] {
  let fields = jsonFieldsByKind.get(kind.kind);
  if (fields === undefined) {
    fields = valueColumns(kind)
      .filter(({ role }) => role === 'json')
      .map(({ name }) => name);
    jsonFieldsByKind.set(kind.kind, fields);
  }
  return fields;
}
