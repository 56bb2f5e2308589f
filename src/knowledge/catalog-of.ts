import { buildCatalog } from '../catalog/build.ts';
import type { Catalog, CatalogInput, Observed } from '../catalog/model.ts';
import type { Organisation } from '../content/organisation.ts';
import type { StoredFact } from '../store/store.ts';
import type { Knowledge } from './knowledge.ts';
import { provenanceOf } from './repository-record.ts';
import { staleReason } from './stale-reason.ts';

/** The catalog of what was known, with the organisation's own word on owners. */
export function catalogOf(knowledge: Knowledge, organisation: Organisation): Catalog {
  return buildCatalog(catalogInput(knowledge, organisation));
}

/** Entries whose source went unread for too long still count: an entity does not cease to exist; its page shows the age. */
function catalogInput({ entries, repositories, names, codeowners, ages, unread }: Knowledge, { ownerRules, config }: Organisation): CatalogInput {
  const observed = <T>(fact: StoredFact<T>): Observed<T> => ({ value: fact.value, provenance: provenanceOf(fact, ages.of(fact.collector, fact.shard)) });
  return {
    entries: entries.map(observed),
    repositories: repositories.map(({ repository, known, provenance }) => ({ value: { empty: false, ...known, repository }, provenance })),
    formerNames: names.former,
    codeowners: codeowners.map(observed),
    ownerRules: ownerRules.map(({ repositories: pattern, owner, line }) => ({ repositories: pattern, owner, file: 'owners.yaml', line })),
    precedence: config.owners.precedence,
    unread: { ...unread, repositories: new Map(repositories.flatMap(({ repository, age }) => (age.state === 'unknown' ? [[repository, staleReason(age)]] : []))) },
  };
}
