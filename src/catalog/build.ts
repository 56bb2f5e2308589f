import { compareFindings, compareText } from '../findings/codes.ts';
import type { Finding } from '../schema/finding.ts';
import type { Ownership } from '../schema/entity.ts';
import { claimRepositories, type Claim } from './claims.ts';
import { selectDeclared, type Declared } from './declared.ts';
import { declaredEntity, inferredEntity } from './entities.ts';
import { gapsOf } from './gaps.ts';
import { inferComponents, type Inferred } from './inferred.ts';
import { objectAt, textAt } from './json.ts';
import type { Catalog, CatalogEntity, CatalogInput, CatalogRepository, Observed } from './model.ts';
import { indexOwners } from './owner-directory.ts';
import { ownerFindings, ruleFindings, unknownOwnerFindings } from './owner-findings.ts';
import { prepareRules } from './owner-rules.ts';
import { decideOwner } from './ownership.ts';
import { buildRelations } from './relations.ts';
import { ownStatement, repositoryStatements, type OwnerSources } from './statements.ts';

/**
 * Builds the catalog: entities with relations both ways, repositories with the entities they belong to, and owners with
 * all evidence. Pure, and linear in its input: every look-up is through a map that is built once.
 */
export function buildCatalog(input: CatalogInput): Catalog {
  const { declared, aside, findings: declaredFindings } = selectDeclared(input.entries);
  const repositories = byRepository(input.repositories);
  const claims = claimRepositories(declared, repositories.keys(), input.formerNames);
  const unclaimed = [...repositories.values()].filter(({ value }) => !claims.byRepository.has(value.repository));
  const inferred = new Map(inferComponents(unclaimed, new Set(declared.keys())).map((component) => [component.ref, component]));
  const asideRefs = new Set(aside.map((entry) => entry.ref));

  const title = (ref: string): string | undefined => {
    const found = declared.get(ref);
    return found === undefined ? inferred.get(ref)?.name : (textAt(objectAt(found.entity, 'metadata'), 'title') ?? found.name);
  };
  const directory = indexOwners(declared.values());
  const sources: OwnerSources = { declared, directory, ruleFor: prepareRules(input.ownerRules), codeowners: byRepository(input.codeowners) };
  const ownership = decideOwners({ declared, inferred, claims: claims.byEntity, sources, input, title });
  const { relations, findings: relationFindings } = buildRelations({
    declared: declared.values(),
    ownership,
    has: (ref) => declared.has(ref) || inferred.has(ref),
    isAside: (ref) => asideRefs.has(ref),
    title,
  });

  const parts = (ref: string) => ({ ownership: ownership.get(ref) ?? noOwner, relations: [...(relations.get(ref) ?? [])] });
  const entities = new Map<string, CatalogEntity>();
  for (const ref of [...declared.keys(), ...inferred.keys()].sort(compareText)) {
    const found = declared.get(ref);
    const component = inferred.get(ref);
    if (found !== undefined) entities.set(ref, declaredEntity(found, { ...parts(ref), repositories: [...(claims.byEntity.get(ref)?.repositories ?? [])] }));
    else if (component !== undefined) entities.set(ref, inferredEntity(component, parts(ref)));
  }
  const findings: Finding[] = [
    ...declaredFindings,
    ...relationFindings,
    ...ownerFindings(entities.values()),
    ...ruleFindings(input.ownerRules, sources),
    ...unknownOwnerFindings([...sources.codeowners.values()], directory),
  ];
  return {
    entities,
    repositories: repositoriesOf(claims.byRepository, inferred, ownership),
    aside,
    gaps: gapsOf(input, { declared, inferred, claims: claims.byEntity, entities }),
    findings: findings.sort(compareFindings),
  };
}

const noOwner: Ownership = { resolved: false, drift: false, evidence: [] };

interface Deciding {
  readonly declared: ReadonlyMap<string, Declared>;
  readonly inferred: ReadonlyMap<string, Inferred>;
  readonly claims: ReadonlyMap<string, Claim>;
  readonly sources: OwnerSources;
  readonly input: CatalogInput;
  title(ref: string): string | undefined;
}

function decideOwners({ declared, inferred, claims, sources, input, title }: Deciding): ReadonlyMap<string, Ownership> {
  const ownership = new Map<string, Ownership>();
  for (const found of declared.values()) {
    const { ref, kind } = found;
    // A Group or User has no owner of its own.
    if (kind === 'Group' || kind === 'User') continue;
    const whole = claims.get(ref)?.whole;
    const statements = [ownStatement(found, sources), ...(whole === undefined ? [] : repositoryStatements(whole, sources))];
    ownership.set(ref, decideOwner(statements, input.precedence, title));
  }
  for (const { ref, repository } of inferred.values()) {
    ownership.set(ref, decideOwner(repositoryStatements(repository.value.repository, sources), input.precedence, title));
  }
  return ownership;
}

function repositoriesOf(
  claimed: ReadonlyMap<string, readonly string[]>,
  inferred: ReadonlyMap<string, Inferred>,
  ownership: ReadonlyMap<string, Ownership>,
): ReadonlyMap<string, CatalogRepository> {
  const entities = new Map(claimed);
  for (const { ref, repository } of inferred.values()) entities.set(repository.value.repository, [ref]);
  return new Map(
    [...entities]
      .sort(([a], [b]) => compareText(a, b))
      .map(([repository, refs]) => [repository, { repository, entities: refs, ownership: ownership.get(refs[0] ?? '') ?? noOwner }]),
  );
}

/** Facts by their repository. Where several collectors give one, that of the first by name is used. */
function byRepository<T extends { repository: string }>(facts: readonly Observed<T>[]): ReadonlyMap<string, Observed<T>> {
  const sorted = [...facts].sort((a, b) => compareText(b.provenance.collector, a.provenance.collector));
  return new Map(sorted.map((fact) => [fact.value.repository, fact]));
}
