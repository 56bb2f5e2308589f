import type { FactKind } from '../schema/fact.ts';
import type { Instant } from '../schema/primitives.ts';
import { literal, metaColumns, quote, valueColumns, type Column } from './columns.ts';
import type { Lake } from './lake.ts';

/** All columns of a kind as the files have them. */
export function fileColumns(kind: FactKind): Column[] {
  return [...metaColumns, ...valueColumns(kind)];
}

/** `_collector` and the key's fields, quoted: what identifies a row at an instant. */
export function identity(kind: FactKind): string {
  return ['_collector', ...kind.key.map(quote)].join(', ');
}

/**
 * The rows in the kind's files of the months given, with today's columns: a file that an older version wrote lacks the
 * newer columns, which read as NULL. Undefined if there is no file.
 */
export function filesRelation(lake: Lake, kind: FactKind, months: readonly string[]): string | undefined {
  if (months.length === 0) return undefined;
  const files = months.map((month) => literal(lake.factFile(kind.kind, month))).join(', ');
  const columns = fileColumns(kind);
  // A typed, empty branch gives every column that no file has; union by name then fills it with NULL.
  const typed = columns.map(({ name, type }) => `NULL::${type} AS ${quote(name)}`).join(', ');
  const wanted = columns.map(({ name, type }) => `${quote(name)}::${type} AS ${quote(name)}`).join(', ');
  return `SELECT ${wanted} FROM (SELECT ${typed} WHERE false UNION ALL BY NAME SELECT * FROM read_parquet([${files}], union_by_name = true))`;
}

/**
 * The latest row per key that was observed at or before `asOf`, tombstones left out. Snapshot facts live in the month
 * in which they were observed, so that files after `asOf` need not be opened; events live in the month they happened.
 */
export function asOfRelation(
  lake: Lake,
  kind: FactKind,
  asOf: Instant,
  collectors?: readonly string[],
): string | undefined {
  const latest = latestRelation(lake, kind, asOf, collectors);
  return latest === undefined ? undefined : `SELECT * FROM (${latest}) WHERE NOT _deleted`;
}

/** As {@link asOfRelation}, tombstones included; optionally only in some months. */
export function latestRelation(
  lake: Lake,
  kind: FactKind,
  asOf: Instant,
  collectors?: readonly string[],
  only?: readonly string[],
): string | undefined {
  const until = asOf.slice(0, 7);
  const all = only ?? lake.months(kind.kind);
  const months = kind.policy === 'snapshot' ? all.filter((month) => month <= until) : all;
  const files = filesRelation(lake, kind, months);
  if (files === undefined) return undefined;
  const who = collectors === undefined ? '' : ` AND _collector IN (${collectors.map(literal).join(', ') || "''"})`;
  return `SELECT * FROM (${files}) WHERE _observedAt <= TIMESTAMP ${literal(sqlInstant(asOf))}${who}
    QUALIFY row_number() OVER (PARTITION BY ${identity(kind)} ORDER BY _observedAt DESC) = 1`;
}

/** Selects rows of a relation as the value's JSON text and the provenance, in order of key. */
export function rowSelect(kind: FactKind, relation: string): string {
  const fields = valueColumns(kind).map(({ name, role }) =>
    role === 'instant' ? `${isoText(quote(name))} AS ${quote(name)}` : quote(name),
  );
  const order = [...kind.key.map(quote), '_collector'].join(', ');
  return `SELECT to_json(v)::VARCHAR, _collector, _version, _shard, _source, _url, since FROM (
    SELECT {${fields.map((field) => structField(field)).join(', ')}} AS v, _collector, _version, _shard, _source, _url,
      ${isoText('_observedAt')} AS since, ${kind.key.map(quote).join(', ')}
    FROM (${relation}) ORDER BY ${order})`;
}

function structField(field: string): string {
  const at = field.lastIndexOf(' AS ');
  return at < 0 ? `${field}: ${field}` : `${field.slice(at + 4)}: ${field.slice(0, at)}`;
}

function isoText(column: string): string {
  return `strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ')`;
}

/** An instant as DuckDB's TIMESTAMP literal takes it, without the Z. */
export function sqlInstant(instant: Instant): string {
  return instant.replace('T', ' ').replace(/Z$/, '');
}
