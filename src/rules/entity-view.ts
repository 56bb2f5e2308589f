import type { Gaps } from '../catalog/gaps.ts';
import type { CatalogEntity } from '../catalog/model.ts';
import { compareText } from '../findings/codes.ts';
import type { KnownEvents, KnownFact } from '../knowledge/known.ts';
import { type RelationType, relationTypes } from '../schema/entity.ts';
import type { FactRead, MissingFact } from './contract.ts';
import { entityType } from './entity-type.ts';
import { EntityMeasurements, type MeasurementSource } from './measurements-view.ts';
import type { RepositorySource } from './repository-view.ts';
import { defineView, field, shown, type View } from './views.ts';

/** An entity, with what is around it. */
export interface EntitySource {
  /** Its reference. */
  readonly bearer: string;
  readonly entity: CatalogEntity;
  readonly around: Surroundings;
  /** What is not known of it though it looks absent; undefined for nothing. */
  readonly gaps: Gaps | undefined;
}

/** What an entity leads to. */
export interface Surroundings {
  entity(ref: string): View<EntitySource> | undefined;
  catalogEntity(ref: string): CatalogEntity | undefined;
  repositories(ref: string): readonly View<RepositorySource>[];
  repository(ref: string): View<RepositorySource>;
  measurements(ref: string): MeasurementSource;
  events(kind: 'changes' | 'deliveries'): KnownEvents<object>;
}

type Reader = (source: EntitySource) => unknown;

const derived: Readonly<Record<string, Reader>> = {
  title: ({ entity }) => entity.title ?? '',
  description: ({ entity }) => entity.description ?? '',
  type: ({ entity }) => entity.type ?? '',
  lifecycle: ({ entity }) => entity.lifecycle ?? '',
  owner: ({ entity }) => entity.ownership.owner ?? '',
  ownerResolved: ({ entity }) => entity.ownership.resolved,
  ownerDrift: ({ entity }) => entity.ownership.drift,
  system: ({ entity }) => parent(entity, 'system:') ?? '',
  domain: ({ entity, around }) => domainOf(entity, around) ?? '',
  dangling: ({ entity }) => [...new Set(entity.relations.filter(({ dangling }) => dangling).map(({ target }) => target))].toSorted(compareText),
  repository: ({ bearer, around }) => around.repository(bearer),
  repositories: ({ bearer, around }) => around.repositories(bearer),
  measurements: ({ bearer, around }) => new EntityMeasurements(around.measurements(bearer)),
  changes: (source) => eventsOf(source, 'changes')?.map(({ value }) => value),
  deliveries: (source) => eventsOf(source, 'deliveries')?.map(({ value }) => value),
  ...Object.fromEntries(relationTypes.map((type): [string, Reader] => [type, (source) => related(source, type)])),
};

/** Fields that lead to facts and are none. */
const containers: ReadonlySet<string> = new Set(['repository', 'measurements']);
/** Fields that the entity itself declares. */
const asDeclared: ReadonlySet<string> = new Set(
  ['kind', 'namespace', 'name', 'title', 'description', 'type', 'lifecycle', 'tags', 'labels', 'annotations', 'links', 'spec', 'inferred'],
);
const ownership: ReadonlySet<string> = new Set(['owner', 'ownerResolved', 'ownerDrift']);

export const EntityView = defineView<EntitySource>(entityType, {
  read({ name }) {
    const known: Reader = derived[name] ?? (({ entity }) => field(entity, name));
    return (source) => (source.gaps?.has(name) === true ? undefined : known(source));
  },
  absent: missingFact,
  note: (source, name, value) => (containers.has(name) ? undefined : factRead(source, name, value)),
});

/** Events can be missing, and what a source that cannot be relied on might say. */
function missingFact(source: EntitySource, name: string): MissingFact {
  const gap = source.gaps?.get(name);
  if (gap !== undefined) return { fact: `entity.${name}`, of: source.bearer, reason: gap };
  const known = name === 'changes' || name === 'deliveries' ? source.around.events(name) : undefined;
  const reason = known === undefined ? undefined : 'unknown' in known ? known.unknown : known.by.get(source.bearer)?.find(({ unknown }) => unknown !== undefined)?.unknown;
  return { fact: `entity.${name}`, of: source.bearer, reason: reason ?? 'no source says it' };
}

/** Undefined if they are not known, or if some of them are too old to be relied on: what is newer may be missing. */
function eventsOf({ bearer, around }: EntitySource, kind: 'changes' | 'deliveries'): readonly KnownFact<object>[] | undefined {
  const known = around.events(kind);
  if ('unknown' in known) return undefined;
  const events = known.by.get(bearer) ?? [];
  return events.some(({ unknown }) => unknown !== undefined) ? undefined : events;
}

/** By source, and not by entity: one catalog may be judged with the facts of two nights. */
const relatedViews = new WeakMap<EntitySource, Map<RelationType, View<EntitySource>[]>>();

function related(source: EntitySource, type: RelationType): readonly View<EntitySource>[] {
  const { entity, around } = source;
  let views = relatedViews.get(source);
  if (views === undefined) {
    views = new Map();
    for (const { type: of, target, dangling } of entity.relations) {
      const view = dangling ? undefined : around.entity(target);
      if (view === undefined) continue;
      const list = views.get(of);
      if (list === undefined) views.set(of, [view]);
      else list.push(view);
    }
    relatedViews.set(source, views);
  }
  return views.get(type) ?? [];
}

function domainOf(entity: CatalogEntity, around: Surroundings): string | undefined {
  const own = parent(entity, 'domain:');
  const system = own === undefined ? parent(entity, 'system:') : undefined;
  const systemEntity = system === undefined ? undefined : around.catalogEntity(system);
  return own ?? (systemEntity === undefined ? undefined : parent(systemEntity, 'domain:'));
}

/** What it is part of, of one kind, if the catalog has it. */
function parent(entity: CatalogEntity, kind: string): string | undefined {
  return entity.relations.find(({ type, target, dangling }) => type === 'partOf' && !dangling && target.startsWith(kind))?.target;
}

function factRead(source: EntitySource, name: string, value: unknown): FactRead {
  const events = name === 'changes' || name === 'deliveries' ? eventsOf(source, name) : undefined;
  return {
    fact: `entity.${name}`,
    of: source.bearer,
    value: shown(Array.isArray(value) ? value.slice(0, 10).map(named) : value),
    provenance: asDeclared.has(name) ? source.entity.provenance : events?.[0]?.provenance,
    anchor: asDeclared.has(name) ? 'provenance' : ownership.has(name) ? 'owner' : undefined,
  };
}

/** A view by what it is called; other values as they are. */
function named(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('source' in value)) return value;
  const { source } = value;
  return typeof source === 'object' && source !== null ? field(source, 'bearer') : undefined;
}
