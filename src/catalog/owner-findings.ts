import { compareText, makeFinding } from '../findings/codes.ts';
import type { EntityKind, OwnerEvidence } from '../schema/entity.ts';
import type { Codeowners } from '../schema/facts/codeowners.ts';
import type { Finding } from '../schema/finding.ts';
import type { CatalogEntity, Observed, OwnerRule } from './model.ts';
import type { OwnerDirectory } from './owner-directory.ts';
import { ruleClaim, type OwnerSources } from './statements.ts';

/** Kinds that somebody has to answer for. */
const owned: ReadonlySet<EntityKind> = new Set<EntityKind>(['Component', 'API', 'Resource', 'System', 'Capability']);

/** Entities whose sources disagree on their owner, and those that no source names one for. */
export function ownerFindings(entities: Iterable<CatalogEntity>): Finding[] {
  const findings: Finding[] = [];
  for (const { ref, kind, ownership, origin, inferred } of entities) {
    const place = { entity: ref, ...origin };
    if (ownership.drift) {
      const says = ownership.evidence.map((evidence) => `${evidence.where} says ${saidBy(evidence)}`).join('; ');
      findings.push(makeFinding('ALM0401', { what: `Owners of ${ref} disagree: ${says}`, ...place }));
    } else if (ownership.owner === undefined && owned.has(kind)) {
      // Where nobody has declared anything yet, a missing owner is something to know, not a defect in what was written.
      findings.push(makeFinding('ALM0402', { what: `No source names an owner of ${ref}`, ...place, ...(inferred ? { severity: 'note' as const } : {}) }));
    }
  }
  return findings;
}

function saidBy({ owner, asWritten, decides }: OwnerEvidence): string {
  return `${owner}${owner === asWritten || owner.endsWith(`/${asWritten}`) ? '' : ` (as ${asWritten})`}${decides ? ', which is shown' : ''}`;
}

/** Rules of owners.yaml that name no Group or User of the catalog. */
export function ruleFindings(rules: readonly OwnerRule[], sources: Pick<OwnerSources, 'declared'>): Finding[] {
  return rules.flatMap((rule) => {
    const { owner, resolved } = ruleClaim(rule, sources);
    if (resolved) return [];
    const what = `The rule for \`${rule.repositories}\` names ${owner}, which is no Group or User of the catalog`;
    return [makeFinding('ALM0305', { what, file: rule.file, ...(rule.line === undefined ? {} : { line: rule.line }) })];
  });
}

/**
 * Owners in CODEOWNERS that the catalog does not know, once per owner and repository. Without any Group or User in the
 * catalog that would be every owner of every repository, which one finding says better.
 */
export function unknownOwnerFindings(codeowners: readonly Observed<Codeowners>[], directory: OwnerDirectory): Finding[] {
  // A role of GitLab (`@@developer`) is nobody in particular.
  const named = codeowners.flatMap(({ value }) => [...new Set(value.owners)].filter((owner) => !owner.startsWith('@@')).map((owner) => ({ value, owner })));
  const unknown = named.filter(({ value, owner }) => directory.find(owner, value.dialect) === undefined);
  if (unknown.length === 0) return [];
  if (directory.empty) {
    const owners = [...new Set(unknown.map(({ owner }) => owner))].sort(compareText);
    const repositories = new Set(unknown.map(({ value }) => value.repository)).size;
    const examples = owners.slice(0, 5).join(', ');
    const what = `The catalog has no Group and no User, so ${owners.length} owners named in CODEOWNERS of ${repositories} repositories are shown as written: ${examples}${owners.length > 5 ? ', …' : ''}`;
    return [makeFinding('ALM0406', { what })];
  }
  return unknown.map(({ value, owner }) => {
    const line = value.rootOwners.includes(owner) ? value.rootLine : undefined;
    const what = `${owner} in ${value.path} is no Group or User of the catalog`;
    return makeFinding('ALM0406', { what, repository: value.repository, file: value.path, ...(line === undefined ? {} : { line }) });
  });
}
