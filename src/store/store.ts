import { mkdirSync, rmSync } from 'node:fs';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { FactKind } from '../schema/fact.ts';
import type { Instant } from '../schema/primitives.ts';
import { type Lake, lakeAt } from './lake.ts';
import { type Aggregation, aggregateSelect, type GroupOrigin } from './aggregates.ts';
import { type Grouping, groupSelect } from './groups.ts';
import { NameTables, type StoreNames } from './names.ts';
import { strip, withoutNulls } from './nulls.ts';
import { type Publication, type Published, publish } from './publication.ts';
import { asOfRelation, eventRows, type HistoryRange, historyOrder, historyRelation, historySelect, lastObservedSelect, rowSelect } from './relation.ts';

/** A fact as it stands at an instant: its value and what is known of where it comes from. */
export interface StoredFact<T> {
  readonly value: T;
  readonly collector: string;
  readonly version: string;
  readonly shard: string;
  readonly source: string;
  readonly url: string | undefined;
  /** When this value was first observed. */
  readonly since: Instant;
}

/** A fact as it was observed at one time: what its key said from then to its next version. */
export interface FactVersion<T> {
  /** Of a tombstone, the value that disappeared. */
  readonly value: T;
  readonly collector: string;
  readonly at: Instant;
  /** True for a tombstone. */
  readonly deleted: boolean;
}

/** Facts that share the value of one field. */
export interface FactGroup<T> {
  readonly by: string;
  readonly total: number;
  /** The first rows in the order asked for. */
  readonly items: readonly T[];
  readonly counts: Readonly<Record<string, number>>;
}

/** What was worked out of facts that share the value of one field, and where they come from. */
export interface WorkedGroup<T> {
  readonly by: string;
  readonly value: T;
  /** At most 20, those of most rows first. */
  readonly origins: readonly GroupOrigin[];
}

export interface StoreOptions {
  /** DuckDB's `memory_limit`; its resident size may pass it by a third. */
  readonly memoryLimit?: string;
  readonly threads?: number;
}

const usualMemory = '1GB';

/** The lake of facts: Parquet on disk, DuckDB in this process to write and read it. */
export class Store {
  readonly lake: Lake;
  readonly #connection: DuckDBConnection;
  readonly #instance: DuckDBInstance;
  /** Limits that are still to be tried. */
  readonly #moreMemory: string[];
  readonly #names: NameTables | undefined;

  private constructor(lake: Lake, instance: DuckDBInstance, connection: DuckDBConnection, moreMemory: string[], names?: NameTables) {
    this.#moreMemory = moreMemory;
    this.lake = lake;
    this.#instance = instance;
    this.#connection = connection;
    this.#names = names;
  }

  /** Opens the data folder at `dir`, which is made if it is not there. */
  static async open(dir: string, options: StoreOptions = {}): Promise<Store> {
    const lake = lakeAt(dir);
    mkdirSync(dir, { recursive: true });
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: options.memoryLimit ?? usualMemory,
      threads: String(options.threads ?? 2),
      temp_directory: lake.spillDir,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    const connection = await instance.connect();
    await connection.run("SET preserve_insertion_order = true; SET TimeZone = 'UTC'");
    return new Store(lake, instance, connection, options.memoryLimit === undefined ? [] : ['400MB', usualMemory]);
  }

  /**
   * This store, in which repositories have the names of today: facts that know one by an earlier name come under the one it
   * has now. Shares the connection, so it is the store that is closed.
   */
  async named(names: StoreNames): Promise<Store> {
    const [row] = await this.#query("SELECT count(*)::VARCHAR FROM duckdb_tables() WHERE ends_with(table_name, '_names')");
    const tables = await NameTables.write(this.#connection, `named_${text(row?.[0])}`, names);
    return new Store(this.lake, this.#instance, this.#connection, this.#moreMemory, tables);
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
    rmSync(this.lake.spillDir, { recursive: true, force: true });
  }

  /**
   * Takes in what one collector read of one kind; see {@link publish}. Where the memory limit turns out to be too low for
   * it, it is raised: what was published half is published whole then.
   */
  async publish(publication: Publication): Promise<Published> {
    for (;;) {
      try {
        return await publish(this.#connection, this.lake, publication);
      } catch (error) {
        const more = this.#moreMemory.shift();
        if (more === undefined || !(error instanceof Error && /out of memory/i.test(error.message))) throw error;
        await this.#connection.run(`SET memory_limit = '${more}'`);
      }
    }
  }

  /**
   * Facts of a kind as they stood at `asOf`, from the collectors named, in order of key and collector. Rows are
   * validated again on the way out: what was written by an older version may lack what today's schema asks for.
   */
  async *rows<S extends z.ZodObject>(
    kind: FactKind<S>,
    asOf: Instant,
    collectors?: readonly string[],
  ): AsyncGenerator<StoredFact<z.infer<S>>> {
    const relation = this.#relation(kind, asOf, collectors);
    if (relation === undefined) return;
    for await (const rows of this.#stream(rowSelect(kind, relation))) {
      for (const row of rows) {
        const [value, collector, version, shard, source, url, since] = row;
        yield {
          value: kind.schema.parse(withoutNulls(JSON.parse(text(value)), kind)),
          collector: text(collector),
          version: text(version),
          shard: text(shard),
          source: text(source),
          url: url === null || url === undefined ? undefined : text(url),
          since: text(since),
        };
      }
    }
  }

  /** Facts of a kind gathered per value of one field, in order of that value; see {@link groupSelect}. */
  async *groups<S extends z.ZodObject>(
    kind: FactKind<S>,
    asOf: Instant,
    collectors: readonly string[],
    grouping: Grouping,
  ): AsyncGenerator<FactGroup<z.infer<S>>> {
    const relation = this.#relation(kind, asOf, collectors);
    if (relation === undefined) return;
    let group: { by: string; total: number; counts: Record<string, number>; items: z.infer<S>[] } | undefined;
    for await (const rows of this.#stream(groupSelect(kind, relation, grouping))) {
      for (const [by, total, counts, item] of rows) {
        if (group === undefined || by !== null) {
          if (group !== undefined) yield group;
          group = { by: text(by), total: Number(total), counts: countsSchema.parse(JSON.parse(text(counts))), items: [] };
        }
        group.items.push(kind.schema.parse(withoutNulls(JSON.parse(text(item)), kind)));
      }
    }
    if (group !== undefined) yield group;
  }

  /**
   * What is worked out of the facts of a kind per value of one field, in order of that value; see {@link aggregateSelect}. One
   * query for all groups: events are too many to come out of the database.
   */
  async *aggregates<S extends z.ZodType>(
    kind: FactKind,
    asOf: Instant,
    collectors: readonly string[],
    { schema, ...aggregation }: Aggregation & { readonly schema: S },
  ): AsyncGenerator<WorkedGroup<z.infer<S>>> {
    // Events have no tombstones, so their rows can be taken as they are.
    const found = kind.policy === 'event' ? eventRows(this.lake, kind, { asOf, collectors, since: aggregation.since }) : asOfRelation(this.lake, kind, asOf, collectors);
    if (found === undefined) return;
    const relation = this.#names?.renamed(kind, found) ?? found;
    for await (const rows of this.#stream(aggregateSelect(kind, relation, aggregation))) {
      for (const [by, fields, origins] of rows) {
        const value: unknown = JSON.parse(text(fields));
        strip(value, []);
        yield { by: text(by), value: schema.parse(value), origins: originsSchema.parse(JSON.parse(text(origins))) };
      }
    }
  }

  /** Facts as they stood at an instant, under today's names where this store knows them. */
  #relation(kind: FactKind, asOf: Instant, collectors: readonly string[] | undefined): string | undefined {
    const relation = asOfRelation(this.lake, kind, asOf, collectors);
    return relation === undefined ? undefined : (this.#names?.today(kind, relation) ?? relation);
  }

  /**
   * The versions of a snapshot kind observed in (`from`, `until`], tombstones included, and those that stood at `from`; in
   * order of key, collector and time.
   */
  async *history<S extends z.ZodObject>(kind: FactKind<S>, range: HistoryRange): AsyncGenerator<FactVersion<z.infer<S>>> {
    const relation = historyRelation(this.lake, kind, range);
    if (relation === undefined) return;
    for await (const rows of this.#stream(historySelect(kind, relation))) {
      for (const [value, collector, at, deleted] of rows) {
        yield {
          value: kind.schema.parse(withoutNulls(JSON.parse(text(value)), kind)),
          collector: text(collector),
          at: text(at),
          deleted: deleted === true,
        };
      }
    }
  }

  /**
   * The rows of {@link history}, in batches, as SQL expressions over the columns of the kind: for long histories of which
   * little is needed, so that not each row becomes a whole value that is validated.
   */
  async *historyColumns(kind: FactKind, range: HistoryRange, columns: readonly string[]): AsyncGenerator<unknown[][]> {
    const relation = historyRelation(this.lake, kind, range);
    if (relation === undefined) return;
    yield* this.#stream(`SELECT ${columns.join(', ')} FROM (${relation}) ORDER BY ${historyOrder(kind)}`);
  }

  /** When rows of a snapshot kind were last written by then; undefined if none were. Opens no more months than it must. */
  async lastObserved(kind: FactKind, until: Instant, collectors: readonly string[]): Promise<Instant | undefined> {
    const months = this.lake.months(kind.kind).filter((month) => month <= until.slice(0, 7));
    for (const month of months.toReversed()) {
      const [row] = await this.#query(lastObservedSelect(this.lake, kind, month, until, collectors));
      if (typeof row?.[0] === 'string') return row[0];
    }
    return undefined;
  }

  /** Rows of a kind per collector as of an instant. */
  async counts(kind: FactKind, asOf: Instant, collectors?: readonly string[]): Promise<Map<string, number>> {
    const relation = asOfRelation(this.lake, kind, asOf, collectors);
    if (relation === undefined) return new Map();
    const sql = `SELECT _collector, count(*)::VARCHAR FROM (${relation}) GROUP BY 1 ORDER BY 1`;
    return new Map((await this.#query(sql)).map(([collector, rows]) => [text(collector), Number(text(rows))]));
  }

  /** Rows of a query as they come. On a connection of its own, since a connection has one open result at a time. */
  async *#stream(sql: string): AsyncGenerator<unknown[][]> {
    const connection = await this.#instance.connect();
    try {
      const result = await connection.stream(sql);
      yield* result.yieldRowsJs();
    } finally {
      connection.closeSync();
    }
  }

  /** Runs SQL of our own and gives its rows; never for SQL that people write. */
  async #query(sql: string): Promise<unknown[][]> {
    return (await this.#connection.runAndReadAll(sql)).getRowsJS();
  }
}

const countsSchema = z.record(z.string(), z.number());
const originsSchema = z.array(
  z.strictObject({ collector: z.string(), shard: z.string(), version: z.string(), source: z.string(), url: z.string().nullable(), since: z.string(), rows: z.number() }),
);

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`The store gave ${typeof value} where text was expected.`);
  return value;
}
