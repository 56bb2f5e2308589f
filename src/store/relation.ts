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

/**
 * All rows of events that were observed by then, each as often as it was seen; with `since` only of those that happened after
 * it, and files of earlier months are not opened: when an event happened does not change. Undefined if there is no file.
 */
export function eventRows(
  lake: Lake,
  kind: FactKind,
  { asOf, collectors, since }: { readonly asOf: Instant; readonly collectors: readonly string[]; readonly since?: Instant | undefined },
): string | undefined {
  const months = lake.months(kind.kind).filter((month) => since === undefined || month >= since.slice(0, 7));
  const files = filesRelation(lake, kind, months);
  if (files === undefined) return undefined;
  const after = since === undefined || kind.time === undefined ? '' : ` AND ${quote(kind.time)} > TIMESTAMP ${literal(sqlInstant(since))}`;
  return `SELECT * FROM (${files}) WHERE _observedAt <= TIMESTAMP ${literal(sqlInstant(asOf))}${collectorCondition(collectors)}${after}`;
}

/**
 * As {@link asOfRelation}, tombstones included; optionally only in some months, and only rows of which the condition holds,
 * which must be one on keys.
 */
export function latestRelation(
  lake: Lake,
  kind: FactKind,
  asOf: Instant,
  collectors?: readonly string[],
  only?: readonly string[],
  ofKeys?: string,
): string | undefined {
  const until = asOf.slice(0, 7);
  const all = only ?? lake.months(kind.kind);
  const months = kind.policy === 'snapshot' ? all.filter((month) => month <= until) : all;
  const files = filesRelation(lake, kind, months);
  if (files === undefined) return undefined;
  return `SELECT * FROM (${files}) WHERE _observedAt <= TIMESTAMP ${literal(sqlInstant(asOf))}${collectorCondition(collectors)}${ofKeys === undefined ? '' : ` AND ${ofKeys}`}
    QUALIFY row_number() OVER (PARTITION BY ${identity(kind)} ORDER BY _observedAt DESC) = 1`;
}

/** A stretch of the history of a snapshot kind; `from` is not after `until`. */
export interface HistoryRange {
  readonly collectors: readonly string[];
  /** Rows that stood then are given too; without it, all rows from the first. */
  readonly from?: Instant | undefined;
  readonly until: Instant;
}

/**
 * All rows of a snapshot kind observed after `from` and not after `until`, tombstones included, and those that stood at
 * `from`. Files of months after `until` are not opened. Undefined if there is no file.
 */
export function historyRelation(lake: Lake, kind: FactKind, { collectors, from, until }: HistoryRange): string | undefined {
  const standing = from === undefined ? undefined : asOfRelation(lake, kind, from, collectors);
  const months = lake.months(kind.kind).filter((month) => month <= until.slice(0, 7) && (from === undefined || month >= from.slice(0, 7)));
  const files = filesRelation(lake, kind, months);
  const after = from === undefined ? '' : ` AND _observedAt > TIMESTAMP ${literal(sqlInstant(from))}`;
  const since =
    files === undefined
      ? undefined
      : `SELECT * FROM (${files}) WHERE _observedAt <= TIMESTAMP ${literal(sqlInstant(until))}${after}${collectorCondition(collectors)}`;
  const parts = [standing, since].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(' UNION ALL ');
}

/** SQL that gives when rows of a month were last observed by then, as ISO text; NULL if none was. */
export function lastObservedSelect(lake: Lake, kind: FactKind, month: string, until: Instant, collectors: readonly string[]): string {
  return `SELECT ${isoText('max(_observedAt)')} FROM (${filesRelation(lake, kind, [month]) ?? ''})
    WHERE _observedAt <= TIMESTAMP ${literal(sqlInstant(until))}${collectorCondition(collectors)}`;
}

/** SQL order of a history: by key, then time. */
export function historyOrder(kind: FactKind): string {
  return [...kind.key.map(quote), '_collector', '_observedAt'].join(', ');
}

/** Selects rows of a history as the value's JSON text, the collector, when it was observed and whether it is a tombstone. */
export function historySelect(kind: FactKind, relation: string): string {
  return `SELECT ${valueJson(kind)}::VARCHAR, _collector, ${isoText('_observedAt')}, _deleted FROM (${relation}) ORDER BY ${historyOrder(kind)}`;
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

function collectorCondition(collectors: readonly string[] | undefined): string {
  return collectors === undefined ? '' : ` AND _collector IN (${collectors.map(literal).join(', ') || "''"})`;
}

/** The kind's own columns as one JSON object, instants as ISO text. */
function valueJson(kind: FactKind): string {
  const fields = valueColumns(kind).map(({ name, role }) => `${quote(name)}: ${role === 'instant' ? isoText(quote(name)) : quote(name)}`);
  return `to_json({${fields.join(', ')}})`;
}

function structField(field: string): string {
  const at = field.lastIndexOf(' AS ');
  return at < 0 ? `${field}: ${field}` : `${field.slice(at + 4)}: ${field.slice(0, at)}`;
}

/** SQL that gives a TIMESTAMP column as ISO text with milliseconds. */
export function isoText(column: string): string {
  return `strftime(${column}, '%Y-%m-%dT%H:%M:%S.%gZ')`;
}

/** An instant as DuckDB's TIMESTAMP literal takes it, without the Z. */
export function sqlInstant(instant: Instant): string {
  return instant.replace('T', ' ').replace(/Z$/, '');
}
