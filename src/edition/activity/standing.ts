import type { Ages } from '../../knowledge/ages.ts';
import { compareAges, type RepositoryRecord } from '../../knowledge/repository-record.ts';
import { staleReason } from '../../knowledge/stale-reason.ts';
import type { Age } from '../../schema/edition/shared.ts';
import type { Provenance } from '../../schema/fact.ts';
import type { GroupOrigin } from '../../store/aggregates.ts';
import type { WorkedGroup } from '../../store/store.ts';
import type { Coverage } from './coverage.ts';
import type { Part } from './parts.ts';

/** Whether what was worked out can be relied on, and where it comes from. */
export interface Standing {
  readonly age: Age;
  /** Why it cannot be relied on. */
  readonly unknown: string | undefined;
  readonly sources: Provenance[];
}

const shownSources = 5;

/**
 * How a part of a repository's activity stands: as old as the oldest of what it rests on, parts of sources that could not be
 * read among them. Undefined if there is nothing and nobody who would know.
 *
 * @param without parts of sources that are accounted for elsewhere
 */
export function standingOf(
  part: Part,
  group: WorkedGroup<unknown> | undefined,
  { record, coverage, ages, without = () => false }: { readonly record: RepositoryRecord; readonly coverage: Coverage; readonly ages: Ages; readonly without?: (shard: string) => boolean },
): Standing | undefined {
  const covering = coverage.of(part.kind, record);
  const origins = (group?.origins ?? []).filter(({ shard }) => !without(shard));
  if (covering.length === 0 && origins.length === 0) return undefined;
  const collectors = new Set([...covering.map(({ collector }) => collector), ...origins.map(({ collector }) => collector)]);
  const unread = [...collectors].flatMap((collector) => coverage.unread(collector, record.repository)).filter(({ shard }) => !without(shard));
  const all = [...covering.map(({ age }) => age), ...origins.map(({ collector, shard }) => ages.of(collector, shard)), ...unread.map(({ age }) => age)];
  const age = all.toSorted(compareAges).at(-1) ?? { state: 'unknown', reason: 'it was never read' };
  return { age, unknown: age.state === 'unknown' ? staleReason(age) : undefined, sources: origins.slice(0, shownSources).map((origin) => provenance(origin, ages)) };
}

function provenance({ collector, shard, version, source, url, since }: GroupOrigin, ages: Ages): Provenance {
  return { source, ...(url === null ? {} : { url }), collector, version, observedAt: ages.of(collector, shard).observedAt ?? since, since };
}
