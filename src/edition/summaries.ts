import type { Catalog, CatalogEntity } from '../catalog/model.ts';
import { compareText } from '../findings/codes.ts';
import type { EntityLinkView, EntitySummary, RepositorySummary } from '../schema/edition/shared.ts';
import type { Ownership } from '../schema/entity.ts';
import type { FindingIndex } from './finding-index.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { RepositoryRecord } from '../knowledge/repository-record.ts';
import { entityPath, repositoryPath } from './routes.ts';

/** Longest description in a list. */
const descriptionLength = 240;

/** The lines of every list, made once: of entities by reference and of repositories by id, and what each owner owns. */
export class Summaries {
  /** In order of kind-independent title, then reference. */
  readonly entities: readonly EntitySummary[];
  readonly repositories: readonly RepositorySummary[];
  readonly entitiesByOwner: ReadonlyMap<string, readonly EntitySummary[]>;
  readonly repositoriesByOwner: ReadonlyMap<string, readonly RepositorySummary[]>;
  readonly records: ReadonlyMap<string, RepositoryRecord>;
  readonly #catalog: Catalog;
  readonly #links = new Map<string, EntityLinkView>();

  constructor({ knowledge, catalog, findings }: { knowledge: Knowledge; catalog: Catalog; findings: FindingIndex }) {
    this.#catalog = catalog;
    this.records = new Map(knowledge.repositories.map((record) => [record.repository, record]));
    this.entities = [...catalog.entities.values()]
      .map((entity) => this.#entity(entity, findings))
      .toSorted((a, b) => compareText(a.title.toLowerCase(), b.title.toLowerCase()) || compareText(a.ref, b.ref));
    this.repositories = knowledge.repositories.map((record) => this.#repository(record, findings));
    this.entitiesByOwner = byOwner(this.entities);
    this.repositoriesByOwner = byOwner(this.repositories);
  }

  /** A link to an entity, known or not. */
  link(ref: string): EntityLinkView {
    let link = this.#links.get(ref);
    if (link === undefined) {
      link = this.#linkOf(ref);
      this.#links.set(ref, link);
    }
    return link;
  }

  #linkOf(ref: string): EntityLinkView {
    const entity = this.#catalog.entities.get(ref);
    const kind = entity?.kind ?? ref.slice(0, Math.max(0, ref.indexOf(':')));
    if (entity === undefined) return { ref, title: ref, kind };
    return { ref, title: entity.title ?? entity.name, kind, path: entityPath(ref) };
  }

  /** Owner fields of a summary. */
  owner(ownership: Ownership): { owner?: string; ownerTitle?: string; ownerPath?: string } {
    const { owner, ownerTitle, resolved } = ownership;
    if (owner === undefined) return {};
    const path = resolved && this.#catalog.entities.has(owner) ? { ownerPath: entityPath(owner) } : {};
    return { owner, ownerTitle: ownerTitle ?? owner, ...path };
  }

  #entity(entity: CatalogEntity, findings: FindingIndex): EntitySummary {
    const { ref, kind, namespace, name, title, description, lifecycle, type, tags, inferred, ownership } = entity;
    const system = entity.relations.find((relation) => relation.type === 'partOf' && relation.target.startsWith('system:'));
    const lastCommitAt = latest(entity.repositories.map((repository) => this.records.get(repository)?.known.lastCommitAt));
    return {
      ref,
      kind,
      namespace,
      name,
      title: title ?? name,
      ...optional('description', shortened(description)),
      path: entityPath(ref),
      ...this.owner(ownership),
      // What could not be guessed is no value to list or to filter by.
      ...optional('lifecycle', inferred && lifecycle === 'unknown' ? undefined : lifecycle),
      ...optional('type', inferred && type === 'unknown' ? undefined : type),
      ...(system === undefined ? {} : { system: this.link(system.target) }),
      tags: [...tags],
      inferred,
      drift: ownership.drift,
      ...optional('lastCommitAt', lastCommitAt),
      findings: findings.ofEntity(ref).length,
    };
  }

  #repository(record: RepositoryRecord, findings: FindingIndex): RepositorySummary {
    const { repository, known, age } = record;
    const standing = this.#catalog.repositories.get(repository);
    const claimed = standing?.entities[0];
    return {
      repository,
      path: repositoryPath(repository),
      ...optional('description', shortened(known.description)),
      ...(claimed === undefined ? {} : { claimedBy: this.link(claimed) }),
      ...(standing === undefined ? {} : this.owner(standing.ownership)),
      ...optional('language', known.languages?.[0]?.name),
      ...optional('license', known.license),
      ...optional('latestRelease', known.latestRelease),
      ...optional('lastCommitAt', known.lastCommitAt),
      empty: known.empty ?? false,
      archived: known.archived ?? false,
      age,
      findings: findings.ofRepository(repository).length,
    };
  }
}

/** An object with the key, or an empty one where there is no value. */
export function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  const object: { [P in K]?: V } = {};
  if (value !== undefined) object[key] = value;
  return object;
}

function shortened(text: string | undefined): string | undefined {
  if (text === undefined || text.length <= descriptionLength) return text;
  const cut = text.lastIndexOf(' ', descriptionLength - 1);
  return `${text.slice(0, cut > descriptionLength / 2 ? cut : descriptionLength - 1)}…`;
}

function latest(instants: readonly (string | undefined)[]): string | undefined {
  return instants.reduce((best, at) => (at !== undefined && (best === undefined || at > best) ? at : best), undefined);
}

function byOwner<S extends { readonly owner?: string | undefined }>(summaries: readonly S[]): Map<string, S[]> {
  const owners = new Map<string, S[]>();
  for (const summary of summaries) {
    if (summary.owner === undefined) continue;
    const owned = owners.get(summary.owner);
    if (owned === undefined) owners.set(summary.owner, [summary]);
    else owned.push(summary);
  }
  return owners;
}
