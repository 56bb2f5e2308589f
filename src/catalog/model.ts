import { z } from 'zod';
import { entityKind, entityLink, entityRef, ownership, relation, type ownerEvidence } from '../schema/entity.ts';
import { provenance, type Provenance } from '../schema/fact.ts';
import type { CatalogEntry } from '../schema/facts/catalog-entry.ts';
import type { Codeowners } from '../schema/facts/codeowners.ts';
import type { Repository } from '../schema/facts/repository.ts';
import type { Finding } from '../schema/finding.ts';
import { repositoryId } from '../schema/primitives.ts';
import type { Gaps } from './gaps.ts';

/** An entity of the catalog with everything that is known of it. */
export const catalogEntity = z.strictObject({
  ref: entityRef,
  kind: entityKind,
  apiVersion: z.string(),
  namespace: z.string().describe('As declared, or `default`'),
  name: z.string().describe('As declared; case is kept'),
  title: z.string().optional(),
  description: z.string().optional(),
  tags: z.array(z.string()),
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()),
  links: z.array(entityLink),
  spec: z.json().describe('spec as declared; a placeholder that could not be resolved stands as it was written'),
  lifecycle: z.string().optional(),
  type: z.string().optional(),
  relations: z.array(relation).describe('In order of type, then target'),
  ownership,
  repositories: z.array(repositoryId).describe('Repositories that belong to it, the first being where its owners are looked up'),
  origin: z
    .strictObject({ repository: repositoryId.optional(), file: z.string().optional(), line: z.int().positive().optional() })
    .describe("Where it is declared: a file of a repository, or of the content folder. An inferred entity has no file, a Group made of a host's team neither"),
  provenance,
  inferred: z.boolean().describe('True if no catalog file declares it: it was inferred from a repository'),
  signs: z.array(z.string()).describe('For an inferred entity: what its type was read from'),
  declareSnippet: z.string().optional().describe('For an inferred entity: the catalog-info.yaml that would declare it'),
});
export type CatalogEntity = z.infer<typeof catalogEntity>;

export type OwnerSource = z.infer<typeof ownerEvidence>['source'];

/** A record of the store with its provenance. */
export interface Observed<T> {
  readonly value: T;
  readonly provenance: Provenance;
}

/** One rule of the organisation's owners.yaml, with its place. */
export interface OwnerRule {
  /** A repository id, or a glob over them. */
  readonly repositories: string;
  /** An entity reference; without a kind, a Group of the default namespace. */
  readonly owner: string;
  readonly file: string;
  readonly line?: number | undefined;
}

/** All that a catalog is built from, in any order. */
export interface CatalogInput {
  readonly entries: readonly Observed<CatalogEntry>[];
  readonly repositories: readonly Observed<Repository>[];
  /** Today's names of repositories by those they had: annotations may still say one of these. */
  readonly formerNames?: ReadonlyMap<string, string> | undefined;
  readonly codeowners: readonly Observed<Codeowners>[];
  /** In order; the last that matches a repository decides. */
  readonly ownerRules: readonly OwnerRule[];
  /** Which source decides where several name an owner; one that is left out never decides. */
  readonly precedence: readonly OwnerSource[];
  /** Of which repositories what they hold cannot be relied on, by what it is; each with why. */
  readonly unread?: Readonly<Record<'codeowners' | 'catalogFiles' | 'repositories', ReadonlyMap<string, string>>> | undefined;
}

/** What is known of a repository through the catalog. */
export interface CatalogRepository {
  readonly repository: string;
  /** Entities it belongs to, the one that stands for it first. Never empty: an unclaimed one has its inferred Component. */
  readonly entities: readonly string[];
  /** Ownership of the first of them. */
  readonly ownership: CatalogEntity['ownership'];
}

export interface Catalog {
  /** By reference, in order of it. */
  readonly entities: ReadonlyMap<string, CatalogEntity>;
  /** By id, in order of it. */
  readonly repositories: ReadonlyMap<string, CatalogRepository>;
  /** Declared but without a page: Locations, and kinds that are not the catalog's. In order of reference. */
  readonly aside: readonly CatalogEntry[];
  /** By reference, of those entities that have any. */
  readonly gaps?: ReadonlyMap<string, Gaps> | undefined;
  /** Sorted. */
  readonly findings: readonly Finding[];
}
