import type { FactKind } from '../fact.ts';
import { branchKind } from './branch.ts';
import { catalogEntryKind } from './catalog-entry.ts';
import { codeownersKind } from './codeowners.ts';
import { observedFindingKind } from './observed-finding.ts';
import { repositoryKind } from './repository.ts';
import { repositoryWeekKind } from './repository-week.ts';
import { shardStateKind } from './shard-state.ts';
import { tagKind } from './tag.ts';

/** Kinds that anyone may bring with the `facts` collector. */
export const openKinds: readonly FactKind[] = [
  repositoryKind,
  branchKind,
  tagKind,
  repositoryWeekKind,
  codeownersKind,
  catalogEntryKind,
];

/** Every kind the store knows: the open ones and those that the kernel writes itself. */
export const factKinds: ReadonlyMap<string, FactKind> = new Map(
  [...openKinds, observedFindingKind, shardStateKind].map((kind) => [kind.kind, kind]),
);
