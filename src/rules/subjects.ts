import type { CatalogEntity } from '../catalog/model.ts';
import type { KnownEvents } from '../knowledge/known.ts';
import type { Subject } from './contract.ts';
import { EntityView, type EntitySource, type Surroundings } from './entity-view.ts';
import type { MeasurementSource } from './measurements-view.ts';
import { recorder } from './recorder.ts';
import { RepositoryView, type RepositorySource } from './repository-view.ts';
import type { SubjectInput } from './subject-input.ts';
import type { View } from './views.ts';

/** An entity as expressions see it: its properties are the variables of the language. */
export class EntitySubject implements Subject {
  readonly ref: string;
  readonly entity: View<EntitySource>;
  readonly repository: View<RepositorySource>;
  readonly asOf: Date;

  constructor(entity: View<EntitySource>, repository: View<RepositorySource>, asOf: Date) {
    this.ref = entity.source.bearer;
    this.entity = entity;
    this.repository = repository;
    this.asOf = asOf;
  }

  get repositories(): readonly View<RepositorySource>[] {
    const { around, gaps } = this.entity.source;
    const gap = gaps?.get('repositories');
    if (gap !== undefined) recorder.miss({ fact: 'entity.repositories', of: this.ref, reason: gap });
    const views = around.repositories(this.ref);
    if (recorder.reads !== undefined) {
      const value = views.slice(0, 10).map(({ source }) => source.bearer);
      recorder.note({ fact: 'entity.repositories', of: this.ref, value, provenance: undefined, anchor: undefined });
    }
    return views;
  }
}

/** Every entity of a catalog as expressions see it, each made once, when it is first asked for. */
class Subjects implements Surroundings {
  readonly #input: SubjectInput;
  readonly #asOf: Date;
  readonly #declared: MeasurementSource['declared'];
  readonly #subjects = new Map<string, EntitySubject>();
  readonly #entities = new Map<string, View<EntitySource>>();
  readonly #repositories = new Map<string, View<RepositorySource>>();
  readonly #lists = new Map<string, readonly View<RepositorySource>[]>();

  constructor(input: SubjectInput) {
    this.#input = input;
    this.#asOf = new Date(input.asOf);
    this.#declared = new Map(input.declared.map((declaration) => [declaration.id, declaration]));
  }

  of(ref: string): EntitySubject | undefined {
    const known = this.#subjects.get(ref);
    if (known !== undefined) return known;
    const entity = this.entity(ref);
    if (entity === undefined) return undefined;
    const subject = new EntitySubject(entity, this.repository(ref), this.#asOf);
    this.#subjects.set(ref, subject);
    return subject;
  }

  entity(ref: string): View<EntitySource> | undefined {
    const known = this.#entities.get(ref);
    if (known !== undefined) return known;
    const entity = this.#input.catalog.entities.get(ref);
    if (entity === undefined) return undefined;
    const view = new EntityView({ bearer: ref, entity, around: this, gaps: this.#input.catalog.gaps?.get(ref) });
    this.#entities.set(ref, view);
    return view;
  }

  catalogEntity(ref: string): CatalogEntity | undefined {
    return this.#input.catalog.entities.get(ref);
  }

  repositories(ref: string): readonly View<RepositorySource>[] {
    const known = this.#lists.get(ref);
    if (known !== undefined) return known;
    const list = (this.catalogEntity(ref)?.repositories ?? []).map((id) => this.#repository(id));
    this.#lists.set(ref, list);
    return list;
  }

  repository(ref: string): View<RepositorySource> {
    return this.repositories(ref)[0] ?? new RepositoryView(this.#none(ref));
  }

  measurements(bearer: string): MeasurementSource {
    return { bearer, values: this.#input.measurements.get(bearer), declared: this.#declared, none: undefined };
  }

  events(kind: 'changes' | 'deliveries'): KnownEvents<object> {
    return this.#input[kind];
  }

  #repository(id: string): View<RepositorySource> {
    const known = this.#repositories.get(id);
    if (known !== undefined) return known;
    const view = new RepositoryView({
      bearer: id,
      id,
      record: this.#input.records.get(id),
      supplyChain: this.#input.supplyChain.get(id),
      measurements: this.measurements(id),
    });
    this.#repositories.set(id, view);
    return view;
  }

  /** Stands for the repository of an entity that has none: each of its facts is missing. */
  #none(ref: string): RepositorySource {
    const measurements = { bearer: ref, values: undefined, declared: this.#declared, none: 'no repository belongs to it' };
    return { bearer: ref, id: undefined, record: undefined, supplyChain: undefined, measurements };
  }
}

/**
 * Entities as expressions see them, as of one instant. An entity's subject, and the views of the entities and
 * repositories that it leads to, are made once and used again, so that judging many of them stays linear.
 */
export function subjectsOf(input: SubjectInput): { of(ref: string): EntitySubject | undefined } {
  return new Subjects(input);
}
