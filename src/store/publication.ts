import type { DuckDBConnection } from '@duckdb/node-api';
import type { FactKind } from '../schema/fact.ts';
import type { Instant } from '../schema/primitives.ts';
import { literal, quote } from './columns.ts';
import { moveInto } from './files.ts';
import type { Lake } from './lake.ts';
import { longestLine } from './lines.ts';
import { fileColumns, filesRelation, identity, latestRelation, sqlInstant } from './relation.ts';

/** What one collector read of one kind in one run. */
export interface Publication {
  readonly kind: FactKind;
  readonly collector: string;
  readonly asOf: Instant;
  /** NDJSON of {@link StagedRow}s in any order; undefined if nothing was read. Rows of shards not covered are left out. */
  readonly rowsFile: string | undefined;
  /** Shards that were read whole in this run: a key of theirs that they no longer give has disappeared. */
  readonly covered: readonly string[];
  /** Shards that are no longer listed at their source: all their keys have disappeared. */
  readonly vanished: readonly string[];
  /**
   * Shards among those covered of which some records could not be understood: a key that they no longer give may be one
   * of those, so it has not disappeared, and its last good row stands.
   */
  readonly incomplete?: readonly string[];
  /** How many of the rows of shards that were read may disappear at once; more, and none of them does. Without it, all may. */
  readonly dropGuard?: DropGuard | undefined;
}

/** When disappearing rows are held back: if there are fewer than before by more than `share` of those that stood, and by at least `smallest`. */
export interface DropGuard {
  readonly share: number;
  readonly smallest: number;
}

/** What became of it. */
export interface Published {
  /** Rows written because they were new or had changed. */
  readonly changed: number;
  readonly tombstones: number;
  /** Keys that more than one shard gave, with the shard whose row was used and one that lost; at most 1,000. */
  readonly duplicates: readonly { readonly key: string; readonly used: string; readonly lost: string }[];
  /** Rows that were not taken for gone because of {@link Publication.dropGuard}; undefined if none was held back. */
  readonly held?: { readonly rows: number; readonly of: number; /** Of these shards, in order. */ readonly shards: readonly string[] };
}

/**
 * Writes the rows that changed and tombstones for what disappeared, into the month's file, which is written anew beside
 * the old one and renamed over it. The same rows published twice write nothing the second time, so a run that was
 * killed anywhere in here is completed by the next one.
 */
export async function publish(connection: DuckDBConnection, lake: Lake, publication: Publication): Promise<Published> {
  const { kind, collector, asOf, rowsFile, covered, vanished, incomplete = [] } = publication;
  if (rowsFile === undefined && covered.length === 0 && vanished.length === 0) return { changed: 0, tombstones: 0, duplicates: [] };
  await stage(connection, publication);
  const keyMatch = kind.key.map((key) => `s.${quote(key)} = c.${quote(key)}`).join(' AND ');
  const stagedMonths = kind.policy === 'event' ? await months(connection, monthExpression(kind)) : undefined;
  // Events never disappear, so of a month's millions only those that were read again matter.
  const keys = kind.key.map(quote).join(', ');
  const ofKeys = kind.policy === 'event' ? `(${keys}) IN (SELECT (${keys}) FROM staged)` : undefined;
  const current = latestRelation(lake, kind, asOf, [collector], stagedMonths?.filter((month) => lake.months(kind.kind).includes(month)), ofKeys);
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE current AS ${current ?? `SELECT * FROM staged WHERE false`}`,
  );
  // An event may be read more than once in a reading, since lists move while their pages are read: what was said last holds.
  const again = kind.policy === 'event';
  // Of several rows for one key the first shard in order wins, whether both were read in this run or one still stands.
  await connection.run(`CREATE OR REPLACE TEMP TABLE standing AS
    SELECT c.* FROM current c WHERE NOT c._deleted AND c._shard NOT IN (SELECT shard FROM read_shards)`);
  const duplicates = await connection.runAndReadAll(`
    SELECT key, used, lost FROM (
      SELECT ${keyText(kind, 's')} AS key, first_value(_shard) OVER w AS used, _shard AS lost, row_number() OVER w AS n
      FROM (SELECT ${kind.key.map(quote).join(', ')}, _shard, _order FROM staged
            UNION ALL SELECT ${kind.key.map(quote).join(', ')}, _shard, 0 FROM standing) s
      WINDOW w AS (PARTITION BY ${kind.key.map((key) => `s.${quote(key)}`).join(', ')} ORDER BY _shard, _order))
    WHERE n > 1 ${again ? 'AND used <> lost' : ''} AND lost IN (SELECT shard FROM read_shards UNION ALL SELECT _shard FROM standing) ORDER BY key, lost LIMIT 1000`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE winners AS
    SELECT s.* FROM (SELECT * FROM staged QUALIFY row_number() OVER (PARTITION BY ${identity(kind)} ORDER BY _shard, _order${again ? ' DESC' : ''}) = 1) s
    WHERE NOT EXISTS (SELECT 1 FROM standing c WHERE ${keyMatch} AND c._shard < s._shard)`);
  const tombstones = `SELECT c.* REPLACE (TIMESTAMP ${literal(sqlInstant(asOf))} AS _observedAt, true AS _deleted, '' AS _digest)
    FROM current c WHERE NOT c._deleted AND c._shard IN (SELECT shard FROM read_shards)
    ${incomplete.length === 0 ? '' : `AND c._shard NOT IN (${incomplete.map(literal).join(', ')})`}
    AND NOT EXISTS (SELECT 1 FROM winners s WHERE ${keyMatch})`;
  const held = kind.policy === 'snapshot' ? await heldRows(connection, publication, tombstones, keyMatch) : undefined;
  const believed = held === undefined ? tombstones : `SELECT * FROM (${tombstones}) WHERE _shard IN (SELECT shard FROM read_shards WHERE vanished)`;
  await connection.run(`CREATE OR REPLACE TEMP TABLE changes AS
    SELECT * EXCLUDE (_order) FROM winners s
    WHERE NOT EXISTS (SELECT 1 FROM current c WHERE ${keyMatch} AND NOT c._deleted AND c._digest = s._digest)
    ${kind.policy === 'snapshot' ? `UNION ALL BY NAME ${believed}` : ''}`);
  const counts = await connection.runAndReadAll(
    'SELECT count(*) FILTER (NOT _deleted)::INTEGER, count(*) FILTER (_deleted)::INTEGER FROM changes',
  );
  const [changed = 0, gone = 0] = (counts.getRowsJS()[0] ?? []).map(Number);
  if (changed + gone > 0) await writeMonths(connection, lake, kind);
  await connection.run('DROP TABLE staged; DROP TABLE current; DROP TABLE standing; DROP TABLE winners; DROP TABLE changes; DROP TABLE read_shards');
  return {
    changed,
    tombstones: gone,
    duplicates: duplicates.getRowsJS().map(([key, used, lost]) => ({ key: String(key), used: String(used), lost: String(lost) })),
    ...(held === undefined ? {} : { held }),
  };
}

/** What the guard holds back of the tombstones of shards that were read; those of shards that vanished are not its concern. */
async function heldRows(connection: DuckDBConnection, { dropGuard }: Publication, tombstones: string, keyMatch: string): Promise<Published['held']> {
  if (dropGuard === undefined) return undefined;
  const ofRead = '_shard IN (SELECT shard FROM read_shards WHERE NOT vanished)';
  const standing = await connection.runAndReadAll(`SELECT count(*)::INTEGER FROM current WHERE NOT _deleted AND ${ofRead}`);
  const of = Number(standing.getRowsJS()[0]?.[0] ?? 0);
  const gone = await connection.runAndReadAll(`SELECT _shard, count(*)::INTEGER FROM (${tombstones}) WHERE ${ofRead} GROUP BY 1 ORDER BY 1`);
  const shards = gone.getRowsJS().map(([shard, count]) => ({ shard: String(shard), count: Number(count) }));
  const rows = shards.reduce((sum, { count }) => sum + count, 0);
  // What came in the place of what went (after many renames) is no drop.
  const fresh = await connection.runAndReadAll(`SELECT count(*)::INTEGER FROM winners s WHERE NOT EXISTS (SELECT 1 FROM current c WHERE ${keyMatch} AND NOT c._deleted)`);
  const fewer = rows - Number(fresh.getRowsJS()[0]?.[0] ?? 0);
  if (fewer < dropGuard.smallest || fewer <= dropGuard.share * of) return undefined;
  return { rows, of, shards: shards.map(({ shard }) => shard) };
}

/** DuckDB takes twice the largest object as a buffer for each thread, so that a generous limit costs hundreds of megabytes. */
const smallestBuffer = 1024 * 1024;

/** Loads the rows read and the shards they cover into temporary tables `staged` and `read_shards`. */
async function stage(connection: DuckDBConnection, { kind, rowsFile, covered, vanished }: Publication): Promise<void> {
  const columns = fileColumns(kind);
  const empty = `SELECT ${columns.map(({ name, type }) => `NULL::${type} AS ${quote(name)}`).join(', ')}, 0::BIGINT AS _order WHERE false`;
  const typed = columns.map(({ name, type }) => `${quote(name)}: ${literal(type)}`).join(', ');
  const read =
    rowsFile === undefined
      ? empty
      : `SELECT * FROM read_json(${literal(rowsFile)}, format = 'newline_delimited',
           columns = {${typed}, _order: 'BIGINT'}, maximum_object_size = ${Math.max(smallestBuffer, longestLine(rowsFile) + 1)})`;
  await connection.run('CREATE OR REPLACE TEMP TABLE read_shards (shard VARCHAR, vanished BOOLEAN)');
  const shards = [...covered.map((shard) => ({ shard, gone: false })), ...vanished.map((shard) => ({ shard, gone: true }))];
  for (let start = 0; start < shards.length; start += 1000) {
    const values = shards.slice(start, start + 1000).map(({ shard, gone }) => `(${literal(shard)}, ${gone})`).join(', ');
    await connection.run(`INSERT INTO read_shards VALUES ${values}`);
  }
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE staged AS SELECT * FROM (${read}) WHERE _shard IN (SELECT shard FROM read_shards)`,
  );
}

/** The month a row is filed under: when it was observed, or for events when it happened. */
function monthExpression(kind: FactKind): string {
  return `strftime(${kind.policy === 'event' && kind.time !== undefined ? quote(kind.time) : '_observedAt'}, '%Y-%m')`;
}

async function months(connection: DuckDBConnection, expression: string, table = 'staged'): Promise<string[]> {
  const rows = await connection.runAndReadAll(`SELECT DISTINCT ${expression} AS month FROM ${table} ORDER BY month`);
  return rows.getRowsJS().map(([month]) => String(month));
}

async function writeMonths(connection: DuckDBConnection, lake: Lake, kind: FactKind): Promise<void> {
  const month = monthExpression(kind);
  const sameRow = ['_collector', ...kind.key.map(quote), '_observedAt'].map((column) => `n.${column} = o.${column}`).join(' AND ');
  const order = ['_observedAt', '_collector', ...kind.key.map(quote)].join(', ');
  for (const name of await months(connection, month, 'changes')) {
    const file = lake.factFile(kind.kind, name);
    const temporary = lake.temporaryFile();
    const fresh = `SELECT * FROM changes WHERE ${month} = ${literal(name)}`;
    const old = lake.months(kind.kind).includes(name) ? filesRelation(lake, kind, [name]) : undefined;
    const kept =
      old === undefined ? '' : `UNION ALL BY NAME SELECT * FROM (${old}) o WHERE NOT EXISTS (SELECT 1 FROM (${fresh}) n WHERE ${sameRow})`;
    await connection.run(
      `COPY (SELECT * FROM (${fresh} ${kept}) ORDER BY ${order}) TO ${literal(temporary)} (FORMAT parquet, COMPRESSION zstd)`,
    );
    moveInto(temporary, file);
  }
}

function keyText(kind: FactKind, alias: string): string {
  return `concat_ws(' ', ${kind.key.map((key) => `${alias}.${quote(key)}::VARCHAR`).join(', ')})`;
}
