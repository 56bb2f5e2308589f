import type { OwnerEvidence, Ownership } from '../schema/entity.ts';
import type { OwnerSource } from './model.ts';

/** One owner that a source names. */
export interface OwnerClaim {
  readonly source: OwnerSource;
  /** An entity reference in full, or as written where it could not be resolved to one. */
  readonly owner: string;
  /** True if the owner is a Group or User of the catalog. */
  readonly resolved: boolean;
  /** True if `owner` is an entity reference, in the catalog or not: only such can agree or disagree. */
  readonly comparable: boolean;
  readonly asWritten: string;
  readonly where: string;
  readonly url?: string | undefined;
}

/** What one place says: a spec.owner, a rule of owners.yaml, or the owners of a rule in CODEOWNERS. */
export type Statement = readonly OwnerClaim[];

/**
 * Weighs what the sources say. The owner shown is that of the first source in order of precedence that names one; of
 * several it names, the first that the catalog knows, a Group before a User. There is drift if any statement names only
 * others. An owner that cannot be told from the catalog neither agrees nor disagrees.
 *
 * @param title of an owner by its reference, if it is in the catalog
 */
export function decideOwner(
  statements: readonly Statement[],
  precedence: readonly OwnerSource[],
  title: (ref: string) => string | undefined,
): Ownership {
  const claims = statements.flat();
  const decider = precedence.map((source) => best(claims.filter((claim) => claim.source === source))).find((claim) => claim !== undefined);
  const drift =
    decider !== undefined &&
    decider.comparable &&
    statements.some((statement) => {
      const named = statement.filter((claim) => claim.comparable);
      return named.length > 0 && named.every((claim) => claim.owner !== decider.owner);
    });
  const evidence = claims.map((claim): OwnerEvidence => {
    const { source, owner, resolved, asWritten, where, url } = claim;
    return { source, owner, resolved, asWritten, where, ...(url === undefined ? {} : { url }), decides: claim === decider };
  });
  if (decider === undefined) return { resolved: false, drift: false, evidence };
  const ownerTitle = decider.resolved ? title(decider.owner) : undefined;
  return { owner: decider.owner, ...(ownerTitle === undefined ? {} : { ownerTitle }), resolved: decider.resolved, drift, evidence };
}

function best(claims: readonly OwnerClaim[]): OwnerClaim | undefined {
  return claims.find((claim) => claim.resolved && claim.owner.startsWith('group:')) ?? claims.find((claim) => claim.resolved) ?? claims[0];
}
