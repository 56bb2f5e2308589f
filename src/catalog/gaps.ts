import type { RelationType } from '../schema/entity.ts';
import type { Claim } from './claims.ts';
import type { Declared } from './declared.ts';
import type { Inferred } from './inferred.ts';
import type { CatalogEntity, CatalogInput } from './model.ts';

/** What is not known of an entity though the catalog shows it as absent, by the name that rules have for it; each with why. */
export type Gaps = ReadonlyMap<string, string>;

interface Built {
  readonly declared: ReadonlyMap<string, Declared>;
  readonly inferred: ReadonlyMap<string, Inferred>;
  readonly claims: ReadonlyMap<string, Claim>;
  readonly entities: ReadonlyMap<string, CatalogEntity>;
}

type Field = keyof CatalogEntity | RelationType | 'ownerResolved' | 'ownerDrift' | 'owner' | 'system' | 'domain';

/** What a catalog file would say of an entity that is inferred for want of one. */
const declaredFields: readonly Field[] = ['title', 'description', 'type', 'lifecycle', 'tags', 'labels', 'annotations', 'links', 'spec', 'system', 'domain', 'partOf', 'hasPart', 'dependsOn', 'providesApi', 'consumesApi', 'inferred'];
/** What is read from the repository of an inferred entity. */
const guessedFields: readonly Field[] = ['description', 'type', 'lifecycle', 'annotations', 'spec'];

/**
 * Finds what a source that cannot be relied on might say of each entity, so that rules do not take its silence for an
 * answer: the owner that CODEOWNERS would decide, repositories that the entity names and no source has read, and what
 * a catalog file would declare.
 */
export function gapsOf({ unread, precedence }: Pick<CatalogInput, 'unread' | 'precedence'>, { declared, inferred, claims, entities }: Built): ReadonlyMap<string, Gaps> {
  const gaps = new Map<string, Gaps>();
  const add = (ref: string, found: Map<string, string>): void => {
    if (found.size > 0) gaps.set(ref, found);
  };
  const lastSay = precedence.indexOf('codeowners');
  const ownerGaps = (ref: string, repository: string | undefined, found: Map<string, string>, catalogFile?: string): void => {
    const owners = repository === undefined || lastSay === -1 ? undefined : unread?.codeowners.get(repository);
    const decider = entities.get(ref)?.ownership.evidence.find(({ decides }) => decides)?.source;
    const decidedBefore = (source: 'codeowners' | 'catalog'): boolean => decider !== undefined && precedence.indexOf(decider) < precedence.indexOf(source);
    const reason = owners !== undefined && !decidedBefore('codeowners') ? owners : catalogFile !== undefined && !decidedBefore('catalog') ? catalogFile : undefined;
    if (reason !== undefined) for (const field of ['owner', 'ownerResolved', 'ownedBy'] satisfies Field[]) found.set(field, reason);
    const drift = owners ?? catalogFile;
    if (drift !== undefined) found.set('ownerDrift', drift);
  };
  for (const ref of declared.keys()) {
    const found = new Map<string, string>();
    const { whole, unknown = [] } = claims.get(ref) ?? {};
    if (unknown[0] !== undefined) found.set('repositories', `it names ${unknown[0]} as its repository, which no source has read`);
    ownerGaps(ref, whole, found);
    add(ref, found);
  }
  for (const { ref, repository } of inferred.values()) {
    const found = new Map<string, string>();
    const id = repository.value.repository;
    const [stale, catalogFile] = [unread?.repositories.get(id), unread?.catalogFiles.get(id)];
    if (stale !== undefined) for (const field of guessedFields) found.set(field, stale);
    if (catalogFile !== undefined) for (const field of declaredFields) found.set(field, `its catalog file could not be read; ${catalogFile}`);
    ownerGaps(ref, id, found, catalogFile);
    add(ref, found);
  }
  return gaps;
}
