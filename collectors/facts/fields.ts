import type { FactKind } from '../../src/schema/fact.ts';
import { valueColumns } from '../../src/store/columns.ts';

/**
 * Reads a field as its column wants it. CSV has only text: numbers and booleans are read from it, lists and objects
 * from JSON. What does not read stays as it is, so that the schema can say what is wrong with it. Parquet and NDJSON
 * have types, but their times come as `2026-11-21 03:00:00` too.
 */
export function fieldReader(kind: FactKind, text: boolean): (name: string, field: unknown) => unknown {
  const columns = new Map(valueColumns(kind).map((column) => [column.name, column]));
  return (name, field) => {
    const column = columns.get(name);
    if (column === undefined || typeof field !== 'string') return field;
    if (column.role === 'instant') return instantOf(field);
    if (!text) return field;
    if (column.role === 'nested' || column.role === 'json') return jsonOf(field);
    if (column.type === 'BIGINT' || column.type === 'DOUBLE') return field.trim() !== '' && Number.isFinite(Number(field)) ? Number(field) : field;
    if (column.type === 'BOOLEAN') return booleanOf(field);
    return field;
  };
}

/** A day, or a time with a blank or an offset, as an instant in UTC; anything else unchanged. */
function instantOf(field: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}(?::?\d{2})?)?)?$/.exec(field.trim());
  if (match === null) return field;
  const [, day = '', time = '00:00:00', zone = 'Z'] = match;
  const offset = /^[+-]\d{2}$/.test(zone) ? `${zone}:00` : zone;
  const at = new Date(`${day}T${time}${offset}`);
  return Number.isNaN(at.getTime()) ? field : at.toISOString();
}

function booleanOf(field: string): unknown {
  const lower = field.trim().toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : field;
}

function jsonOf(field: string): unknown {
  try {
    return JSON.parse(field);
  } catch {
    return field;
  }
}
