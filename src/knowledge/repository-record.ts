import { compareText } from '../findings/codes.ts';
import type { Age, FactView } from '../schema/edition/shared.ts';
import type { Provenance } from '../schema/fact.ts';
import type { Repository } from '../schema/facts/repository.ts';
import type { StoredFact } from '../store/store.ts';
import type { Ages } from './ages.ts';
import { repositoryFields } from './repository-fields.ts';
import { staleReason } from './stale-reason.ts';

/** What is known of one repository: the sources merged field by field, each field with where it comes from. */
export interface RepositoryRecord {
  readonly repository: string;
  /** Only what is not too old to be relied on. */
  readonly known: Partial<Repository>;
  readonly facts: readonly FactView[];
  /** Age of the freshest source. */
  readonly age: Age;
  /** Provenance of the freshest source. */
  readonly provenance: Provenance;
}

const ageOrder = { current: 0, old: 1, unknown: 2 } as const;

/**
 * Merges what several collectors say of one repository: each field from the freshest source that has it, and among
 * equally fresh ones from the first collector in order.
 */
export function mergeRepository(facts: readonly StoredFact<Repository>[], ages: Ages): RepositoryRecord | undefined {
  const ranked = facts
    .map((fact) => ({ fact, age: ages.of(fact.collector, fact.shard) }))
    .toSorted(
      (a, b) =>
        ageOrder[a.age.state] - ageOrder[b.age.state] ||
        compareText(b.age.observedAt ?? '', a.age.observedAt ?? '') ||
        compareText(a.fact.collector, b.fact.collector),
    );
  const first = ranked[0];
  if (first === undefined) return undefined;
  const known: Partial<Repository> = {};
  const views: FactView[] = [];
  for (const { field, label, unit, description } of repositoryFields) {
    const source = ranked.find(({ fact }) => fact.value[field] !== undefined) ?? first;
    const value = source.fact.value[field];
    const tooOld = source.age.state === 'unknown';
    if (value !== undefined && !tooOld) Object.assign(known, { [field]: value });
    const unknown = value === undefined ? (unreadReason(field, ranked) ?? 'no source says it') : source.age.state === 'unknown' ? staleReason(source.age) : undefined;
    views.push({
      id: `repository.${field}`,
      label,
      ...(description === undefined ? {} : { description }),
      ...(value === undefined || tooOld ? {} : { value: jsonOf(value) }),
      unit,
      ...(unknown === undefined ? {} : { unknown }),
      ...(value === undefined ? {} : { provenance: provenanceOf(source.fact, source.age) }),
      age: source.age,
    });
  }
  return { repository: first.fact.value.repository, known, facts: views, age: first.age, provenance: provenanceOf(first.fact, first.age) };
}

type FieldValue = NonNullable<Repository[keyof Repository]>;
type Json = NonNullable<FactView['value']>;

/** The value without keys that are set to undefined, which JSON has not. */
function jsonOf(value: FieldValue): Json {
  if (Array.isArray(value)) return value.map((item): Json => (typeof item === 'string' ? item : withoutUndefined(item)));
  return typeof value === 'object' ? withoutUndefined(value) : value;
}

function withoutUndefined(value: Readonly<Record<string, Json | undefined>>): Json {
  const entries: [string, Json][] = [];
  for (const [name, field] of Object.entries(value)) if (field !== undefined) entries.push([name, field]);
  return Object.fromEntries(entries);
}

/** Why the freshest source that tried could not read the field. */
function unreadReason(field: string, ranked: readonly { readonly fact: StoredFact<Repository> }[]): string | undefined {
  for (const { fact } of ranked) {
    const unread = fact.value.unread?.find((entry) => entry.field === field);
    if (unread !== undefined) return unread.reason;
  }
  return undefined;
}

/** The provenance of a stored fact. `observedAt` is the last good reading; for one that never was, the first. */
export function provenanceOf(fact: StoredFact<unknown>, age: Age): Provenance {
  return {
    source: fact.source,
    ...(fact.url === undefined ? {} : { url: fact.url }),
    collector: fact.collector,
    version: fact.version,
    observedAt: age.observedAt ?? fact.since,
    since: fact.since,
  };
}
