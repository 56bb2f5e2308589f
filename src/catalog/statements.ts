import { pathText } from '../content/document.ts';
import type { Codeowners } from '../schema/facts/codeowners.ts';
import { placeOf, type Declared } from './declared.ts';
import { objectAt, textAt } from './json.ts';
import type { Observed, OwnerRule } from './model.ts';
import type { OwnerDirectory } from './owner-directory.ts';
import type { RuleFor } from './owner-rules.ts';
import type { OwnerClaim, Statement } from './ownership.ts';
import { defaultNamespace, resolveRef } from './ref.ts';

/** What statements on owners are gathered from. */
export interface OwnerSources {
  readonly declared: ReadonlyMap<string, Declared>;
  readonly directory: OwnerDirectory;
  readonly ruleFor: RuleFor;
  readonly codeowners: ReadonlyMap<string, Observed<Codeowners>>;
}

/** What an entity's own `spec.owner` says; nothing if it has none. */
export function ownStatement({ entity, entry, namespace, provenance }: Declared, sources: OwnerSources): Statement {
  const owner = textAt(objectAt(entity, 'spec'), 'owner');
  if (owner === undefined) return [];
  const { line } = placeOf(entry, pathText(['spec', 'owner']));
  const where = `${entry.file}:${line ?? entry.line}`;
  const source = entry.repository === undefined ? 'content' : 'catalog';
  return [{ ...refClaim(owner, namespace, sources), source, where, url: provenance.url }];
}

/** What owners.yaml and the root rule of CODEOWNERS say of a repository as a whole. */
export function repositoryStatements(repository: string, sources: OwnerSources): Statement[] {
  const rule = sources.ruleFor(repository);
  const owners = sources.codeowners.get(repository);
  return [
    ...(rule === undefined ? [] : [[{ ...ruleClaim(rule, sources), source: 'content' as const, where: rulePlace(rule) }]]),
    ...(owners === undefined || owners.value.rootOwners.length === 0 ? [] : [codeownersStatement(owners, sources.directory)]),
  ];
}

function codeownersStatement({ value, provenance }: Observed<Codeowners>, directory: OwnerDirectory): Statement {
  const where = value.rootLine === undefined ? value.path : `${value.path}:${value.rootLine}`;
  return value.rootOwners.map((asWritten): OwnerClaim => {
    const ref = directory.find(asWritten, value.dialect);
    const known = ref !== undefined;
    return { source: 'codeowners', owner: ref ?? asWritten, resolved: known, comparable: known, asWritten, where, url: provenance.url };
  });
}

/** The owner that a rule of owners.yaml names. */
export function ruleClaim(rule: OwnerRule, sources: Pick<OwnerSources, 'declared'>): Omit<OwnerClaim, 'source' | 'where'> {
  return refClaim(rule.owner, defaultNamespace, sources);
}

function rulePlace(rule: OwnerRule): string {
  return rule.line === undefined ? rule.file : `${rule.file}:${rule.line}`;
}

function refClaim(asWritten: string, namespace: string, { declared }: Pick<OwnerSources, 'declared'>): Omit<OwnerClaim, 'source' | 'where'> {
  const result = resolveRef(asWritten, { defaultKind: 'Group', defaultNamespace: namespace });
  if ('problem' in result) return { owner: asWritten, resolved: false, comparable: false, asWritten };
  const kind = declared.get(result.ref)?.kind;
  return { owner: result.ref, resolved: kind === 'Group' || kind === 'User', comparable: true, asWritten };
}
