import type { CatalogEntity } from '../catalog/model.ts';
import { type EntityKind, entityKinds, type RelationType, relationTypes } from '../schema/entity.ts';
import { entityPage, type EntityPage } from '../schema/edition/entity.ts';
import { type Age, entityList, entitySummary } from '../schema/edition/shared.ts';
import type { Assessment, EditionContext } from './context.ts';
import { entityDocuments } from './documents/entity-section.ts';
import type { HostTeams } from './host-teams.ts';
import { kindLabels, relationLabels } from './labels.ts';
import { excerptFields } from '../knowledge/repository-fields.ts';
import type { RepositoryRecord } from '../knowledge/repository-record.ts';
import { entityFile, entityPath, listFile, listPath, repositoryPath, searchPath } from './routes.ts';
import { entityScorecards } from './scorecards/entity-section.ts';
import { Sources } from './scorecards/sources.ts';
import { teamScorecards } from './scorecards/team-section.ts';
import { optional } from './summaries.ts';
import { paginate } from './writer.ts';

const limits = { relations: 100, owned: 50, repositories: 20, findings: 50 } as const;

/** Writes a file per entity, the lists of each kind, and `entities.ndjson`. */
export async function writeEntityPages(context: EditionContext, assessment: Assessment, hostTeams: HostTeams): Promise<void> {
  const { catalog, summaries, writer, organisation } = context;
  const ages = new EntityAges(context);
  for (const entity of catalog.entities.values()) await writer.json(entityFile(entity.ref), entityPage, pageOf(entity, context, { assessment, ages, hostTeams }));
  await writer.ndjson('entities.ndjson', entitySummary, [...summaries.entities]);
  const byKind = Map.groupBy(summaries.entities, ({ kind }) => kind);
  for (const kind of entityKinds) {
    const items = byKind.get(kind) ?? [];
    for (const page of paginate(kindLabels[kind].plural, items, organisation.config.site.pageSize, (n) => listPath(kind, n))) {
      await writer.json(listFile(kind, page.page), entityList, { ...page, items: [...page.items], kind });
    }
  }
}

interface Besides {
  readonly assessment: Assessment;
  readonly ages: EntityAges;
  readonly hostTeams: HostTeams;
}

function pageOf(entity: CatalogEntity, context: EditionContext, { assessment, ages, hostTeams }: Besides): EntityPage {
  const { knowledge, findings, summaries } = context;
  const { ref, kind, namespace, name, title, ownership } = entity;
  const own = findings.ofEntity(ref);
  const { ownerPath } = summaries.owner(ownership);
  const sources = new Sources();
  return {
    asOf: knowledge.asOf,
    ref,
    kind,
    namespace,
    name,
    title: title ?? name,
    path: entityPath(ref),
    ...optional('description', entity.description),
    ...optional('lifecycle', entity.lifecycle),
    ...optional('type', entity.type),
    tags: [...entity.tags],
    labels: { ...entity.labels },
    annotations: { ...entity.annotations },
    links: [...entity.links],
    spec: entity.spec,
    ownership,
    ...optional('ownerPath', ownerPath),
    relations: relationsOf(entity, context),
    repositories: entity.repositories.slice(0, limits.repositories).flatMap((repository) => excerpt(repository, context)),
    repositoriesTotal: entity.repositories.length,
    inferred: entity.inferred,
    ...optional('declareSnippet', entity.declareSnippet),
    provenance: entity.provenance,
    ...optional('age', ages.of(entity)),
    findings: own.slice(0, limits.findings),
    findingsTotal: own.length,
    scorecards: entityScorecards(assessment.view, ref, assessment.past, sources),
    ...optional('documents', entityDocuments(context.documents, ref)),
    ...optional('changelog', context.changelog.ofEntity(ref)),
    ...optional('planning', context.planning.ofEntity(ref)),
    evidenceSources: sources.list,
    ...(kind === 'Group' || kind === 'User' ? { team: teamOf(entity, context, assessment, hostTeams) } : {}),
  };
}

/** How old the declarations of entities are. */
class EntityAges {
  readonly #declared: ReadonlyMap<string, Age>;
  readonly #records: ReadonlyMap<string, RepositoryRecord>;

  constructor({ knowledge, summaries }: EditionContext) {
    this.#declared = new Map(
      knowledge.entries.map(({ value, collector, shard }) => [`${value.ref} ${value.made === true ? 'made' : value.declaredIn}`, knowledge.ages.of(collector, shard)]),
    );
    this.#records = summaries.records;
  }

  /** Undefined for a current one. */
  of({ ref, origin, inferred, repositories }: CatalogEntity): Age | undefined {
    const found = inferred ? this.#records.get(repositories[0] ?? '')?.age : this.#declared.get(`${ref} ${origin.repository ?? (origin.file === undefined ? 'made' : 'content')}`);
    return found?.state === 'current' ? undefined : found;
  }
}

/** Filters of the search that list all targets of a relation, where it has one. */
function moreOf(type: RelationType, ref: string): string | undefined {
  if (type === 'ownerOf') return searchPath({ owner: ref });
  if (type === 'hasPart' && ref.startsWith('system:')) return searchPath({ system: ref });
  return undefined;
}

function relationsOf(entity: CatalogEntity, { summaries }: EditionContext): EntityPage['relations'] {
  const byType = Map.groupBy(entity.relations, ({ type }) => type);
  return relationTypes.flatMap((type) => {
    const relations = byType.get(type) ?? [];
    if (relations.length === 0) return [];
    const targets = relations.slice(0, limits.relations).map(({ target }) => summaries.link(target));
    const more = relations.length > targets.length ? moreOf(type, entity.ref) : undefined;
    return [{ type, label: relationLabels[type], total: relations.length, targets, ...optional('more', more) }];
  });
}

function excerpt(repository: string, { summaries }: EditionContext): EntityPage['repositories'] {
  const record = summaries.records.get(repository);
  if (record === undefined) return [];
  const facts = record.facts
    .filter(({ id }) => excerptFields.has(id))
    .map(({ provenance: _provenance, description: _description, ...fact }) => fact);
  return [{ repository, path: repositoryPath(repository), ...optional('webUrl', record.known.webUrl), facts }];
}

function teamOf({ ref, annotations }: CatalogEntity, { summaries }: EditionContext, { view, past, campaigns }: Assessment, hostTeams: HostTeams): NonNullable<EntityPage['team']> {
  const byKind = Map.groupBy(summaries.entitiesByOwner.get(ref) ?? [], ({ kind }) => kind);
  const repositories = summaries.repositoriesByOwner.get(ref) ?? [];
  return {
    owns: entityKinds.flatMap((kind: EntityKind) => {
      const items = byKind.get(kind) ?? [];
      if (items.length === 0) return [];
      const more = items.length > limits.owned ? searchPath({ owner: ref, kind }) : undefined;
      return [{ kind, total: items.length, items: items.slice(0, limits.owned), ...optional('more', more) }];
    }),
    hostTeams: hostTeams.ofGroup(annotations, summaries),
    repositories: repositories.slice(0, limits.owned),
    repositoriesTotal: repositories.length,
    ...optional('scorecards', teamScorecards(view, ref, campaigns, past.team(ref))),
  };
}
