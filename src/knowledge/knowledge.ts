import type { RunManifest } from '../collect/manifest.ts';
import { latestManifest } from '../collect/manifest.ts';
import type { Finding } from '../schema/finding.ts';
import { catalogEntryKind, type CatalogEntry } from '../schema/facts/catalog-entry.ts';
import { type Codeowners, codeownersKind } from '../schema/facts/codeowners.ts';
import { openKinds } from '../schema/facts/kinds.ts';
import { observedFindingKind } from '../schema/facts/observed-finding.ts';
import type { Instant } from '../schema/primitives.ts';
import type { Store, StoredFact } from '../store/store.ts';
import { type Ages, readAges } from './ages.ts';
import { readRepositories } from './repositories.ts';
import type { RepositoryNames } from './repository-names.ts';
import { compareAges, type RepositoryRecord } from './repository-record.ts';
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
  readonly names: RepositoryNames;
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
  const { records: repositories, names, parts, withheld } = await readRepositories(store, asOf, collectors, ages);
  const named = await store.named(names);
  const findings: DatedFinding[] = [];
  for await (const { value, since } of named.rows(observedFindingKind, asOf, collectors)) {
    const { id: _, ...finding } = value;
    findings.push({ finding, since });
  }
  const rows = new Map<string, ReadonlyMap<string, number>>();
  for (const kind of openKinds) rows.set(kind.kind, await store.counts(kind, asOf, collectors));
  const entries = freshest(await all(named.rows(catalogEntryKind, asOf, collectors)), ages, ({ ref, declaredIn }) => `${ref}\n${declaredIn}`);
  const codeowners = freshest(await all(named.rows(codeownersKind, asOf, collectors)), ages, ({ repository }) => repository);
  const declaring = new Set(entries.map(({ value }) => value.declaredIn));
  return {
    asOf,
    manifest,
    collectors,
    ages,
    repositories,
    names,
    entries,
    codeowners,
    ruleFacts: await readRuleFacts(named, asOf, collectors, { ages, manifest }),
    unread: unreadOf({ manifest, ages, parts, codeowners, declaring, withheld }),
    findings,
    rows,
  };
}

/** Of several collectors that read one declaration or file, what the freshest says; in the order of the first. */
function freshest<T>(facts: readonly StoredFact<T>[], ages: Ages, keyOf: (value: T) => string): StoredFact<T>[] {
  const kept = new Map<string, StoredFact<T>>();
  for (const fact of facts) {
    const key = keyOf(fact.value);
    const held = kept.get(key);
    if (held === undefined || compareAges(ages.of(fact.collector, fact.shard), ages.of(held.collector, held.shard)) < 0) kept.set(key, fact);
  }
  return [...kept.values()];
}

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}
