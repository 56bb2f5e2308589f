import type { RunManifest } from '../collect/manifest.ts';
import { latestManifest } from '../collect/manifest.ts';
import type { Finding } from '../schema/finding.ts';
import { catalogEntryKind, type CatalogEntry } from '../schema/facts/catalog-entry.ts';
import { type Codeowners, codeownersKind } from '../schema/facts/codeowners.ts';
import { openKinds } from '../schema/facts/kinds.ts';
import { observedFindingKind } from '../schema/facts/observed-finding.ts';
import { type Repository, repositoryKind } from '../schema/facts/repository.ts';
import type { Instant } from '../schema/primitives.ts';
import type { Store, StoredFact } from '../store/store.ts';
import { type Ages, readAges } from './ages.ts';
import { mergeRepository, type RepositoryRecord } from './repository-record.ts';
import { readRuleFacts, type RuleFacts } from './rule-facts.ts';
import { type Unread, unreadOf } from './unread.ts';

/** A finding of a collector, with the day it was first made. */
export interface DatedFinding {
  readonly finding: Finding;
  readonly since: Instant;
}

/** All that an edition is made of, as of one instant, but for the long lists that are read group by group. */
export interface Knowledge {
  readonly asOf: Instant;
  /** The run whose collectors' facts these are; undefined if nothing was ever collected. */
  readonly manifest: RunManifest | undefined;
  /** Ids of the collectors whose facts count. */
  readonly collectors: readonly string[];
  readonly ages: Ages;
  /** In order of id. */
  readonly repositories: readonly RepositoryRecord[];
  readonly entries: readonly StoredFact<CatalogEntry>[];
  readonly codeowners: readonly StoredFact<Codeowners>[];
  readonly ruleFacts: RuleFacts;
  readonly unread: Unread;
  readonly findings: readonly DatedFinding[];
  /** Rows per kind and collector, of the kinds that sources give; what the kernel notes itself is no fact. */
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** Reads what was known at `asOf`. Only collectors of the last run count: a source that is configured no more is gone. */
export async function readKnowledge(store: Store, asOf: Instant): Promise<Knowledge> {
  const manifest = latestManifest(store.lake.runsDir, asOf);
  const collectors = manifest?.collectors.map(({ id }) => id) ?? [];
  const ages = await readAges(store, manifest, asOf);
  const findings: DatedFinding[] = [];
  for await (const { value, since } of store.rows(observedFindingKind, asOf, collectors)) {
    const { id: _, ...finding } = value;
    findings.push({ finding, since });
  }
  const rows = new Map<string, ReadonlyMap<string, number>>();
  for (const kind of openKinds) rows.set(kind.kind, await store.counts(kind, asOf, collectors));
  const { records: repositories, parts } = await readRepositories(store, asOf, collectors, ages);
  const entries = await all(store.rows(catalogEntryKind, asOf, collectors));
  const codeowners = await all(store.rows(codeownersKind, asOf, collectors));
  const declaring = new Set(entries.map(({ value }) => value.declaredIn));
  return {
    asOf,
    manifest,
    collectors,
    ages,
    repositories,
    entries,
    codeowners,
    ruleFacts: await readRuleFacts(store, asOf, collectors, { ages, manifest }),
    unread: unreadOf({ manifest, ages, parts, codeowners, declaring }),
    findings,
    rows,
  };
}

/** Rows come in order of repository, so the sources of one stand together. `parts`: which parts of sources they are from. */
async function readRepositories(store: Store, asOf: Instant, collectors: readonly string[], ages: Ages): Promise<{ readonly records: RepositoryRecord[]; readonly parts: ReadonlyMap<string, ReadonlySet<string>> }> {
  const records: RepositoryRecord[] = [];
  const parts = new Map<string, ReadonlySet<string>>();
  let same: StoredFact<Repository>[] = [];
  const finish = (): void => {
    const record = mergeRepository(same, ages);
    if (record !== undefined) {
      records.push(record);
      parts.set(record.repository, new Set(same.map(({ shard }) => shard)));
    }
    same = [];
  };
  for await (const fact of store.rows(repositoryKind, asOf, collectors)) {
    if (same[0] !== undefined && same[0].value.repository !== fact.value.repository) finish();
    same.push(fact);
  }
  finish();
  return { records, parts };
}

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}
