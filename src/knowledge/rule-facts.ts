import type { FactKind } from '../schema/fact.ts';
import { type Delivery, deliveryKind } from '../schema/facts/delivery.ts';
import { type Measurement, measurementKind } from '../schema/facts/measurement.ts';
import { type ProductionChange, productionChangeKind } from '../schema/facts/production-change.ts';
import { type SupplyChain, supplyChainKind } from '../schema/facts/supply-chain.ts';
import type { Instant } from '../schema/primitives.ts';
import type { Store, StoredFact } from '../store/store.ts';
import type { Ages } from './ages.ts';
import type { KnownEvents, KnownFact } from './known.ts';
import { provenanceOf } from './repository-record.ts';
import type { RunManifest } from '../collect/manifest.ts';
import { staleReason } from './stale-reason.ts';
import { eventsUnread } from './unread.ts';

/** Facts that only rules read: kept as they are, each with whether it can still be relied on. */
export interface RuleFacts {
  readonly supplyChain: ReadonlyMap<string, KnownFact<SupplyChain>>;
  readonly measurements: ReadonlyMap<string, ReadonlyMap<string, KnownFact<Measurement>>>;
  readonly changes: KnownEvents<ProductionChange>;
  readonly deliveries: KnownEvents<Delivery>;
}

const dayMs = 86_400_000;
/** How far back events are kept for rules, in days. */
const eventDays = 365;

export async function readRuleFacts(
  store: Store,
  asOf: Instant,
  collectors: readonly string[],
  { ages, manifest }: { readonly ages: Ages; readonly manifest: RunManifest | undefined },
): Promise<RuleFacts> {
  const known = <T>(fact: StoredFact<T>): KnownFact<T> => {
    const age = ages.of(fact.collector, fact.shard);
    return { value: fact.value, provenance: provenanceOf(fact, age), unknown: age.state === 'unknown' ? staleReason(age) : undefined };
  };
  const supplyChain = new Map<string, KnownFact<SupplyChain>>();
  for await (const fact of store.rows(supplyChainKind, asOf, collectors)) keepFresher(supplyChain, fact.value.repository, known(fact));
  const measurements = new Map<string, Map<string, KnownFact<Measurement>>>();
  for await (const fact of store.rows(measurementKind, asOf, collectors)) {
    const { subject, measurement } = fact.value;
    const of = subjectKey(subject);
    // Nothing is measured of individuals. The collector sets such records aside; another may not.
    if (of.startsWith('user:')) continue;
    const all = measurements.get(of) ?? new Map<string, KnownFact<Measurement>>();
    measurements.set(of, all);
    keepFresher(all, measurement, known(fact));
  }
  const events = async <T extends { readonly entity: string; readonly id: string }>(
    kind: FactKind,
    rows: AsyncIterable<StoredFact<T>>,
    at: (value: T) => Instant,
  ): Promise<KnownEvents<T>> => {
    const unread = eventsUnread(kind.kind, manifest, ages);
    if (unread !== undefined) return { unknown: unread };
    const since = new Date(Date.parse(asOf) - eventDays * dayMs).toISOString();
    const by = new Map<string, KnownFact<T>[]>();
    let any = false;
    for await (const row of rows) {
      any = true;
      const fact = known(row);
      // Where one source of them cannot be relied on, what is missing cannot be told from what never was.
      if (fact.unknown !== undefined) return { unknown: fact.unknown };
      if (Date.parse(at(row.value)) < Date.parse(since) || Date.parse(at(row.value)) > Date.parse(asOf)) continue;
      const list = by.get(row.value.entity.toLowerCase());
      if (list === undefined) by.set(row.value.entity.toLowerCase(), [fact]);
      else list.push(fact);
    }
    if (!any) return { unknown: `no source gives ${kind.title.toLowerCase()}` };
    for (const list of by.values()) list.sort((a, b) => Date.parse(at(b.value)) - Date.parse(at(a.value)) || (a.value.id < b.value.id ? -1 : 1));
    return { by };
  };
  return {
    supplyChain,
    measurements,
    changes: await events(productionChangeKind, store.rows(productionChangeKind, asOf, collectors), ({ startedAt }) => startedAt),
    deliveries: await events(deliveryKind, store.rows(deliveryKind, asOf, collectors), ({ deliveredAt }) => deliveredAt),
  };
}

/** Of several sources the one that can be relied on, then the freshest, then the first in order of collector. */
function keepFresher<T>(facts: Map<string, KnownFact<T>>, key: string, fact: KnownFact<T>): void {
  const held = facts.get(key);
  const fresher =
    held === undefined ||
    (held.unknown !== undefined && fact.unknown === undefined) ||
    ((held.unknown === undefined) === (fact.unknown === undefined) && fact.provenance.observedAt > held.provenance.observedAt);
  if (fresher) facts.set(key, fact);
}

/** References are compared in lower case; repository ids are kept as they are. */
function subjectKey(subject: string): string {
  return subject.includes(':') && !subject.includes('://') ? subject.toLowerCase() : subject;
}
