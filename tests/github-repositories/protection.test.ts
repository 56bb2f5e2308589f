import { expect, test } from 'vitest';
import { deepRecord } from '../../collectors/github-repositories/deep-record.ts';
import { protectionOf } from '../../collectors/github-repositories/protection.ts';
import type { GraphQLProblem } from '../../src/github/contract.ts';

const of = (record: object, problems: readonly GraphQLProblem[] = []) => protectionOf(deepRecord.parse(record), problems);
const open = { sources: [], pullRequest: false, approvals: 0, codeOwnerReview: false, statusChecks: [], forcePushes: true, deletion: true, signedCommits: false, linearHistory: false, mergeQueue: false };
const administration = 'classic branch protection is shown to administrators only: it takes `Administration: read` on the repository';
const forbidden = { type: 'FORBIDDEN', message: 'Resource not accessible by integration', path: ['defaultBranchRef', 'branchProtectionRule'] };

test('an administrator who is shown no rule knows that there is none', () => {
  expect(of({ viewerCanAdminister: true, defaultBranchRef: { branchProtectionRule: null, refUpdateRule: null, rules: { nodes: [] } } })).toEqual({ protection: open });
});

test('to anybody else nothing shown is nothing known, whatever rulesets say', () => {
  expect(of({ viewerCanAdminister: false, defaultBranchRef: { branchProtectionRule: null, refUpdateRule: null, rules: { nodes: [] } } })).toEqual({ unread: administration });
  expect(of({ viewerCanAdminister: true, defaultBranchRef: { branchProtectionRule: null, refUpdateRule: null, rules: { nodes: [{ type: 'DELETION' }] } } }, [forbidden])).toEqual({ unread: administration });
});

test('to those whom a classic rule binds it is shown without being an administrator', () => {
  const refUpdateRule = { requiredApprovingReviewCount: 1, requiresCodeOwnerReviews: true, requiredStatusCheckContexts: ['build'], allowsForcePushes: false, allowsDeletions: false, requiresSignatures: true, requiresLinearHistory: false };
  expect(of({ viewerCanAdminister: false, defaultBranchRef: { branchProtectionRule: null, refUpdateRule, rules: { nodes: [] } } }, [forbidden])).toEqual({
    protection: { ...open, sources: ['classic'], pullRequest: true, approvals: 1, codeOwnerReview: true, statusChecks: ['build'], forcePushes: false, deletion: false, signedCommits: true },
  });
});

test('of rulesets and the classic rule the stricter one counts', () => {
  const branchProtectionRule = { requiresApprovingReviews: true, requiredApprovingReviewCount: 1, requiresCodeOwnerReviews: false, requiresStatusChecks: true, requiredStatusCheckContexts: ['test', 'build', null], allowsForcePushes: true, allowsDeletions: false, requiresCommitSignatures: false, requiresLinearHistory: true };
  const nodes = [
    { type: 'PULL_REQUEST', parameters: { requiredApprovingReviewCount: 2, requireCodeOwnerReview: true } },
    { type: 'PULL_REQUEST', parameters: { requiredApprovingReviewCount: 0, requireCodeOwnerReview: false } },
    { type: 'REQUIRED_STATUS_CHECKS', parameters: { requiredStatusChecks: [{ context: 'lint' }, { context: 'build' }] } },
    { type: 'NON_FAST_FORWARD', parameters: null },
    { type: 'MERGE_QUEUE' },
    { type: 'A_RULE_OF_2027', parameters: { odd: 1 } },
    null,
  ];
  expect(of({ viewerCanAdminister: true, defaultBranchRef: { branchProtectionRule, rules: { nodes } } })).toEqual({
    protection: { sources: ['ruleset', 'classic'], pullRequest: true, approvals: 2, codeOwnerReview: true, statusChecks: ['build', 'lint', 'test'], forcePushes: false, deletion: false, signedCommits: false, linearHistory: true, mergeQueue: true },
  });
});

test('a classic rule whose reviews and checks are switched off asks for none of them', () => {
  const branchProtectionRule = { requiresApprovingReviews: false, requiredApprovingReviewCount: 3, requiresStatusChecks: false, requiredStatusCheckContexts: ['old'], allowsForcePushes: false, allowsDeletions: false };
  expect(of({ viewerCanAdminister: true, defaultBranchRef: { branchProtectionRule, rules: { nodes: [] } } })).toEqual({ protection: { ...open, sources: ['classic'], forcePushes: false, deletion: false } });
});

test('rules that GitHub did not give are not known', () => {
  expect(of({ viewerCanAdminister: true, defaultBranchRef: { branchProtectionRule: null, rules: null } }, [{ type: undefined, message: 'timed out', path: ['defaultBranchRef', 'rules'] }])).toEqual({ unread: 'GitHub says: timed out' });
  expect(of({ defaultBranchRef: null }, [{ type: undefined, message: 'timed out', path: ['defaultBranchRef'] }])).toEqual({ unread: 'GitHub says: timed out' });
});

test('a repository without a branch has nothing to guard', () => {
  expect(of({ viewerCanAdminister: true, defaultBranchRef: null })).toEqual({});
});
