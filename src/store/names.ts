import type { DuckDBConnection } from '@duckdb/node-api';
import type { FactKind } from '../schema/fact.ts';
import { literal, quote } from './columns.ts';

/** How things are called today that facts may know by another name. */
export interface StoreNames {
  /** Today's name by each earlier one. */
  readonly former: ReadonlyMap<string, string>;
  /** Ids at their hosts by today's name; ids are unique on a host, which is the first part of a name. */
  readonly keys: ReadonlyMap<string, string>;
}

/** Fields that hold the name of a repository; `subject` may hold another, which then is no earlier name of one. */
const naming: readonly string[] = ['repository', 'declaredIn', 'subject'];

/** Tables with names, which all connections of an instance see. */
export class NameTables {
  readonly #names: string;
  readonly #keys: string;
  readonly #renames: boolean;
  readonly #keyed: boolean;

  private constructor(prefix: string, { former, keys }: StoreNames) {
    this.#names = `${prefix}_names`;
    this.#keys = `${prefix}_keys`;
    this.#renames = former.size > 0;
    this.#keyed = keys.size > 0;
  }

  /** Writes the tables. */
  static async write(connection: DuckDBConnection, prefix: string, names: StoreNames): Promise<NameTables> {
    const tables = new NameTables(prefix, names);
    await fill(connection, tables.#names, ['before', 'now'], names.former);
    const byKey = [...names.keys].map(([now, key]): [string, string] => [`${now.split('/', 1)[0] ?? ''} ${key}`, now]);
    await fill(connection, tables.#keys, ['id', 'now'], byKey);
    return tables;
  }

  /**
   * Rows of a relation under today's names. An event that carries the host's id of its repository follows that; one whose
   * id belongs to no repository of today, but whose name does, is left out: that repository was deleted, and its name given
   * to another. Two rows may then be of one key.
   */
  renamed(kind: FactKind, relation: string): string {
    const fields = naming.filter((name) => name in kind.schema.shape);
    const keyed = this.#keyed && 'repositoryKey' in kind.schema.shape;
    if (fields.length === 0 || (!this.#renames && !keyed)) return relation;
    const joins = fields.map((name) => `LEFT JOIN ${this.#names} n_${name} ON n_${name}.before = r.${quote(name)}`);
    const named = (name: string): string => `coalesce(n_${name}.now, r.${quote(name)})`;
    const replaced = fields.map((name) => `${keyed && name === 'repository' ? followed(named(name)) : named(name)} AS ${quote(name)}`);
    if (keyed) {
      joins.push(`LEFT JOIN ${this.#keys} k ON k.id = concat(split_part(r.repository, '/', 1), ' ', r."repositoryKey")`);
      joins.push(`LEFT JOIN (SELECT DISTINCT now FROM ${this.#keys}) o ON o.now = ${named('repository')}`);
    }
    const rows = `SELECT r.* REPLACE (${replaced.join(', ')}) FROM (${relation}) r ${joins.join(' ')}`;
    return keyed ? `SELECT * FROM (${rows}) WHERE repository IS NOT NULL` : rows;
  }

  /** As {@link renamed}; of several rows of one collector that then are one, the last that was observed stands. */
  today(kind: FactKind, relation: string): string {
    const renamed = this.renamed(kind, relation);
    if (renamed === relation) return relation;
    return `SELECT * FROM (${renamed}) QUALIFY row_number() OVER (PARTITION BY _collector, ${kind.key.map(quote).join(', ')} ORDER BY _observedAt DESC, _shard) = 1`;
  }
}

function followed(byName: string): string {
  return `CASE WHEN k.now IS NOT NULL THEN k.now WHEN r."repositoryKey" IS NULL OR o.now IS NULL THEN ${byName} END`;
}

async function fill(connection: DuckDBConnection, table: string, [from, to]: readonly [string, string], pairs: Iterable<readonly [string, string]>): Promise<void> {
  await connection.run(`CREATE TABLE ${table} (${from} VARCHAR, ${to} VARCHAR)`);
  const all = [...pairs];
  for (let start = 0; start < all.length; start += 1000) {
    const values = all.slice(start, start + 1000).map((pair) => `(${pair.map(literal).join(', ')})`);
    await connection.run(`INSERT INTO ${table} VALUES ${values.join(', ')}`);
  }
}
