import { z } from 'zod';
import { collectors } from '../../collectors/registry.ts';
import { shardStateKind } from '../../src/schema/facts/shard-state.ts';
import { sourceFieldKind } from '../../src/schema/facts/source-field.ts';
import { Store } from '../../src/store/store.ts';

export interface StoredRow {
  readonly shard: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** What a data folder knows. */
export interface Stored {
  /** Each row by collector, kind and key. */
  readonly rows: ReadonlyMap<string, StoredRow>;
  /** Shards (`collector/shard`) whose last attempt did not go well, with why. */
  readonly notRead: ReadonlyMap<string, string>;
  /** Every shard that was ever listed. */
  readonly listed: ReadonlySet<string>;
  /** Those that were never read. */
  readonly neverRead: readonly string[];
  /** Rows of each kind. */
  readonly counts: Readonly<Record<string, number>>;
}

const about: ReadonlySet<string> = new Set([shardStateKind.kind, sourceFieldKind.kind]);

/** Reads everything that GitHub's collectors left in a data folder, as it stood at an instant. */
export async function stored(dataDir: string, asOf: number): Promise<Stored> {
  const store = await Store.open(dataDir);
  const at = new Date(asOf).toISOString();
  try {
    const rows = new Map<string, StoredRow>();
    const counts: Record<string, number> = {};
    const kinds = new Map(collectors.filter(({ id }) => id.startsWith('github-')).flatMap(({ kinds: held }) => held.map((kind) => [kind.kind, kind] as const)));
    for (const kind of kinds.values()) {
      if (about.has(kind.kind)) continue;
      for await (const { value, collector, shard } of store.rows(kind, at)) {
        const lasting = withLastingNames(value);
        const key = kind.key.map((field) => String(lasting[field])).join(' ');
        rows.set(`${collector} ${kind.kind} ${key}`, { shard: `${collector}/${shard}`, value: lasting });
        counts[kind.kind] = (counts[kind.kind] ?? 0) + 1;
      }
    }
    const notRead = new Map<string, string>();
    const neverRead: string[] = [];
    const listed = new Set<string>();
    for await (const { value } of store.rows(shardStateKind, at)) {
      listed.add(`${value.collector}/${value.shard}`);
      if (value.state === 'ok') continue;
      notRead.set(`${value.collector}/${value.shard}`, `${value.state}: ${value.reason ?? ''}`);
      if (value.lastGoodAt === undefined) neverRead.push(`${value.collector}/${value.shard}`);
    }
    return { rows, notRead, listed, neverRead, counts };
  } finally {
    store.close();
  }
}

/**
 * What is named after a repository's name on the day it was read, named after its lasting id: of a repository that was
 * renamed before a night could read it neither the old name nor that there was one can be known.
 */
function withLastingNames(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { formerNames: _formerNames, ...rest } = value;
  return typeof rest['repositoryKey'] === 'string' ? { ...rest, repository: rest['repositoryKey'] } : rest;
}

/** How two data folders differ, but for the shards and fields that the second one says it could not read. */
export function differences(clean: Stored, other: Stored): string[] {
  const troubled = new Set([...other.notRead.keys()].map((shard) => shard.split('/')[0]));
  // A shard that is new could not even be listed by a collector that could not list any.
  const told = (row: StoredRow | undefined): boolean => row !== undefined && (other.notRead.has(row.shard) || (!other.listed.has(row.shard) && troubled.has(row.shard.split('/')[0])));
  const keys = [...new Set([...clean.rows.keys(), ...other.rows.keys()])];
  return keys.flatMap((key) => {
    const [a, b] = [clean.rows.get(key), other.rows.get(key)];
    if (told(a) || told(b)) return [];
    const unread = unreadFields(b);
    const [before, after] = [readable(a, unread), readable(b, unread)];
    return before === after ? [] : [`${key}: ${before} became ${after}`];
  });
}

const unreadField = z.object({ field: z.string() });

/** Fields that a record says could not be read. */
function unreadFields(row: StoredRow | undefined): ReadonlySet<string> {
  const list = z.array(unreadField).safeParse(row?.value['unread']);
  return new Set((list.data ?? []).filter(({ field }) => !field.includes('.')).map(({ field }) => field));
}

function readable(row: StoredRow | undefined, unread: ReadonlySet<string>): string {
  return row === undefined ? 'nothing' : JSON.stringify(Object.entries(row.value).filter(([field]) => !unread.has(field) && (unread.size === 0 || field !== 'unread')));
}
