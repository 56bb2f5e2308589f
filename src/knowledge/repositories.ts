import { compareText } from '../findings/codes.ts';
import { type Repository, repositoryKind } from '../schema/facts/repository.ts';
import type { Instant } from '../schema/primitives.ts';
import { compareStored } from '../store/order.ts';
import type { Store, StoredFact } from '../store/store.ts';
import type { Ages } from './ages.ts';
import { compareAges, mergeRepository, type RepositoryRecord } from './repository-record.ts';
import type { Withheld } from './unread.ts';
import { repositoryNames, type RepositoryNames, today } from './repository-names.ts';

/** All that is known of repositories as a whole. */
export interface Repositories {
  /** In the store's order of their ids. */
  readonly records: readonly RepositoryRecord[];
  readonly names: RepositoryNames;
  /** Parts of sources that gave facts of each. */
  readonly parts: ReadonlyMap<string, ReadonlySet<string>>;
  /** What sources say that they could not read, under today's names. */
  readonly withheld: readonly Withheld[];
}

/** Reads what sources say of repositories and merges what they say of one, under the name that it has today. */
export async function readRepositories(store: Store, asOf: Instant, collectors: readonly string[], ages: Ages): Promise<Repositories> {
  const facts: StoredFact<Repository>[] = [];
  for await (const fact of store.rows(repositoryKind, asOf, collectors)) facts.push(fact);
  const ranked = facts.map((fact) => ({ fact, age: ages.of(fact.collector, fact.shard) })).toSorted((a, b) => compareAges(a.age, b.age) || compareText(b.fact.since, a.fact.since));
  const names = repositoryNames(ranked.map(({ fact }) => fact.value));
  const same = Map.groupBy(facts, ({ value }) => today(names, value.repository));
  const records: RepositoryRecord[] = [];
  const withheld: Withheld[] = [];
  const parts = new Map<string, ReadonlySet<string>>();
  for (const [repository, all] of [...same].toSorted(([a], [b]) => compareStored(a, b))) {
    const key = names.keys.get(repository);
    // What says that it is of another id is of a repository that was deleted, whose name this one has now.
    const own = all.filter(({ value }) => value.key === undefined || key === undefined || value.key === key);
    const record = mergeRepository(own, ages, repository);
    if (record === undefined) continue;
    records.push(record);
    parts.set(repository, new Set(own.map(({ shard }) => shard)));
    for (const { value, collector } of own) for (const { field, reason } of value.unread ?? []) withheld.push({ repository, collector, field, reason });
  }
  return { records, names, parts, withheld };
}
