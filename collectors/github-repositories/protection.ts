import { compareText } from '../../src/findings/codes.ts';
import type { GraphQLProblem } from '../../src/github/contract.ts';
import { lacking } from '../../src/github/refusal.ts';
import type { Repository } from '../../src/schema/facts/repository.ts';
import type { ClassicRule, DeepRecord, RulesetRule } from './deep-record.ts';

type Protection = NonNullable<Repository['protection']>;

/** What guards the default branch, or why that is not known. A part of it would read as too little. */
export interface KnownProtection {
  readonly protection?: Protection;
  readonly unread?: string;
}

const administration = 'classic branch protection is shown to administrators only: it takes `Administration: read` on the repository';

/**
 * Rules of all rulesets that apply to the default branch (GraphQL `Ref.rules`, which leaves out those that are only
 * evaluated) and the classic rule of the branch, taken together: the stricter one counts, as on GitHub.
 *
 * That GitHub shows no classic rule means that there is none only to an administrator. To others it shows what binds them
 * (`refUpdateRule`), and says nothing where it does not tell.
 *
 * @param problems of the repository
 * @returns nothing for a repository without a default branch
 */
export function protectionOf({ defaultBranchRef: branch, viewerCanAdminister, mergeQueue }: DeepRecord, problems: readonly GraphQLProblem[]): KnownProtection {
  const problem = problems.find(({ path }) => path[0] === 'defaultBranchRef');
  if (branch === undefined) return problem === undefined ? {} : { unread: reasonOf(problem) };
  const rules = branch.rules?.nodes;
  const classic = branch.branchProtectionRule ?? branch.refUpdateRule;
  const told = classic !== undefined || (viewerCanAdminister === true && !problems.some(({ path }) => path[0] === 'defaultBranchRef' && path[1] === 'branchProtectionRule'));
  const reasons = [...(rules === undefined ? [problem === undefined ? 'GitHub gave no rules of rulesets' : reasonOf(problem)] : []), ...(told ? [] : [problem === undefined ? administration : reasonOf(problem)])];
  // Rules of one kind alone would read as a branch that is guarded less than it is.
  const unread = [...new Set(reasons)].join('; ');
  return unread === '' ? { protection: together(rules ?? [], classic, mergeQueue !== undefined) } : { unread };
}

function together(rules: readonly RulesetRule[], classic: ClassicRule | undefined, queue: boolean): Protection {
  const has = (type: string): boolean => rules.some((rule) => rule.type === type);
  const pulls = rules.filter(({ type }) => type === 'PULL_REQUEST').map(({ parameters }) => parameters);
  const classicApprovals = classic?.requiresApprovingReviews === false ? 0 : (classic?.requiredApprovingReviewCount ?? 0);
  const checks = [
    ...rules.flatMap(({ parameters }) => parameters?.requiredStatusChecks ?? []).map(({ context }) => context),
    ...(classic?.requiresStatusChecks === false ? [] : (classic?.requiredStatusCheckContexts ?? [])),
  ];
  return {
    sources: [...(rules.length > 0 ? (['ruleset'] as const) : []), ...(classic === undefined ? [] : (['classic'] as const))],
    pullRequest: pulls.length > 0 || (classic?.requiresApprovingReviews ?? classic?.requiredApprovingReviewCount !== undefined),
    approvals: Math.max(0, classicApprovals, ...pulls.map((pull) => pull?.requiredApprovingReviewCount ?? 0)),
    codeOwnerReview: classic?.requiresCodeOwnerReviews === true || pulls.some((pull) => pull?.requireCodeOwnerReview === true),
    statusChecks: [...new Set(checks)].sort(compareText),
    forcePushes: !has('NON_FAST_FORWARD') && (classic === undefined || classic.allowsForcePushes === true),
    deletion: !has('DELETION') && (classic === undefined || classic.allowsDeletions === true),
    signedCommits: has('REQUIRED_SIGNATURES') || classic?.requiresCommitSignatures === true || classic?.requiresSignatures === true,
    linearHistory: has('REQUIRED_LINEAR_HISTORY') || classic?.requiresLinearHistory === true,
    mergeQueue: queue || has('MERGE_QUEUE'),
  };
}

function reasonOf(problem: GraphQLProblem): string {
  return lacking(problem, 'Administration: read') === undefined ? `GitHub says: ${problem.message.slice(0, 200)}` : administration;
}
