import { compareText } from '../findings/codes.ts';
import type { Age, FactView } from '../schema/edition/shared.ts';
import type { Provenance } from '../schema/fact.ts';
import type { Repository } from '../schema/facts/repository.ts';
import type { StoredFact } from '../store/store.ts';
import type { Ages } from './ages.ts';
import { knowledgeRank } from './field-sources.ts';
import { repositoryFields } from './repository-fields.ts';
import { staleReason } from './stale-reason.ts';

/** What is known of one repository: the sources merged field by field, each field with where it comes from. */
export interface RepositoryRecord {
  readonly repository: string;
  /** Only what is not too old to be relied on. */
  readonly known: Partial<Repository>;
  readonly facts: readonly FactView[];
  /** Fields that a source could not read and no other one says, and parts of fields: `wellKnownFiles.tests`. */
  readonly unread: readonly { readonly field: string; readonly reason: string }[];
  /** Age of the freshest source. */
  readonly age: Age;
  /** Provenance of the freshest source. */
  readonly provenance: Provenance;
}

/** What one collector says, and how old that is. */
interface Source {
  readonly fact: StoredFact<Repository>;
  readonly age: Age;
}

const ageOrder = { current: 0, old: 1, unknown: 2 } as const;

/** Orders by how far a source can be relied on, then by the night in which it was last read: what was read first comes last. */
export function compareAges(a: Age, b: Age): number {
  return ageOrder[a.state] - ageOrder[b.state] || (a.days ?? Infinity) - (b.days ?? Infinity) || 0;
}

/**
 * Merges what several collectors say of one repository: each field from the freshest source that has it. Sources are
 * equally fresh if they were read in the same night; then the one that knows the field best is taken (a host knows what it
 * decides, a clone its files and history, see `knowledgeRank`), then the one that was read last, then the first collector in
 * order.
 *
 * @param name today's name, where some of the facts have an earlier one
 */
export function mergeRepository(facts: readonly StoredFact<Repository>[], ages: Ages, name?: string): RepositoryRecord | undefined {
  const sources = facts.map((fact) => ({ fact, age: ages.of(fact.collector, fact.shard) }));
  const compareSources = (a: Source, b: Source): number => compareText(b.age.observedAt ?? '', a.age.observedAt ?? '') || compareText(a.fact.collector, b.fact.collector) || compareText(a.fact.shard, b.fact.shard);
  const ranked = sources.toSorted((a, b) => compareAges(a.age, b.age) || compareSources(a, b));
  const first = ranked[0];
  if (first === undefined) return undefined;
  const values = facts.map(({ value }) => value);
  const known: Partial<Repository> = {};
  const views: FactView[] = [];
  const missing: { field: string; reason: string }[] = [];
  for (const { field, label, unit, description } of repositoryFields) {
    const saying = ranked.filter(({ fact }) => fact.value[field] !== undefined);
    const best = (a: Source, b: Source): number => compareAges(a.age, b.age) || knowledgeRank(field, a.fact.value, values) - knowledgeRank(field, b.fact.value, values) || compareSources(a, b);
    const source = (saying.length > 1 ? saying.toSorted(best)[0] : saying[0]) ?? first;
    const value = source.fact.value[field];
    const tooOld = source.age.state === 'unknown';
    if (value !== undefined && !tooOld) Object.assign(known, { [field]: value });
    const unread = value === undefined ? unreadReason(field, ranked) : undefined;
    if (unread !== undefined) missing.push({ field, reason: unread });
    if (value !== undefined) missing.push(...partsUnread(field, source.fact.value));
    const unknown = value === undefined ? (unread ?? 'no source says it') : source.age.state === 'unknown' ? staleReason(source.age) : undefined;
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
  return { repository: name ?? first.fact.value.repository, known, facts: views, unread: missing, age: first.age, provenance: provenanceOf(first.fact, first.age) };
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

/** Parts of a field that its source could not see, such as `wellKnownFiles.tests`: that they are not in it says nothing. */
function partsUnread(field: string, { unread }: Repository): NonNullable<Repository['unread']> {
  return unread?.filter((entry) => entry.field.startsWith(`${field}.`)) ?? [];
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
