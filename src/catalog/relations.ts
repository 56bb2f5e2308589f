import { pathText } from '../content/document.ts';
import { compareText, makeFinding } from '../findings/codes.ts';
import { relationTypes, type Ownership, type Relation, type RelationType } from '../schema/entity.ts';
import type { Finding } from '../schema/finding.ts';
import { placeOf, type Declared } from './declared.ts';
import { resolveRef } from './ref.ts';
import { declaredReferences, opposites } from './relation-fields.ts';

const typeOrder: ReadonlyMap<RelationType, number> = new Map(relationTypes.map((type, index) => [type, index]));

/** What relations are built from. */
export interface RelationSources {
  readonly declared: Iterable<Declared>;
  /** Ownership of every entity, inferred ones included. */
  readonly ownership: ReadonlyMap<string, Ownership>;
  /** True for an entity that has a page. */
  has(ref: string): boolean;
  /** True for one that is declared but kept aside: no page, yet nothing to put right. */
  isAside(ref: string): boolean;
  title(ref: string): string | undefined;
}

/**
 * Relations of every entity, both ways, and findings for references that lead nowhere, each at the place of the
 * reference. `ownedBy` follows the owner that all sources together decide, not `spec.owner` alone.
 */
export function buildRelations(sources: RelationSources): { relations: ReadonlyMap<string, readonly Relation[]>; findings: readonly Finding[] } {
  const targets = new Map<string, Map<string, { type: RelationType; target: string }>>();
  const findings: Finding[] = [];
  const addOne = (from: string, type: RelationType, target: string): void => {
    const known = targets.get(from) ?? new Map<string, { type: RelationType; target: string }>();
    known.set(`${type} ${target}`, { type, target });
    targets.set(from, known);
  };
  const add = (from: string, type: RelationType, target: string): void => {
    addOne(from, type, target);
    if (sources.has(target)) addOne(target, opposites[type], from);
  };

  for (const { ref: from, namespace, entity, entry } of sources.declared) {
    for (const { ref, type, field, defaultKind, path } of declaredReferences(entity)) {
      const result = resolveRef(ref, { defaultKind, defaultNamespace: namespace });
      const place = { entity: from, ...placeOf(entry, pathText(path)) };
      const named = `\`${pathText(path)}\` of ${from}`;
      if ('problem' in result) {
        const fix = defaultKind === undefined ? `Name the kind: ${field} has no default one, since it may refer to anything.` : 'Correct the reference.';
        findings.push(makeFinding('ALM0305', { what: `${named}: ${result.problem}`, why: 'It is not a reference to an entity.', fix, ...place }));
        continue;
      }
      if (!sources.has(result.ref) && !sources.isAside(result.ref)) {
        findings.push(makeFinding('ALM0305', { what: `${named} refers to ${result.ref}, which is not in the catalog`, ...place }));
      }
      if (type !== 'ownedBy') add(from, type, result.ref);
    }
  }
  for (const [ref, { owner }] of sources.ownership) {
    if (owner !== undefined && 'ref' in resolveRef(owner, {})) add(ref, 'ownedBy', owner);
  }

  const relations = new Map<string, readonly Relation[]>();
  for (const [ref, byKey] of targets) {
    const sorted = [...byKey.values()].sort((a, b) => (typeOrder.get(a.type) ?? 0) - (typeOrder.get(b.type) ?? 0) || compareText(a.target, b.target));
    relations.set(
      ref,
      sorted.map(({ type, target }): Relation => {
        const title = sources.title(target);
        return { type, target, ...(title === undefined ? {} : { title }), dangling: !sources.has(target) };
      }),
    );
  }
  return { relations, findings };
}
