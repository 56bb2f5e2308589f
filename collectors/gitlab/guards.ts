import { approvalRuleRecord, protectedBranchRecord, pushRuleRecord, sift } from '../../src/gitlab/records.ts';
import { listOf } from '../../src/gitlab/listing.ts';
import type { Guards } from './page.ts';
import { askPart, type Reading } from './reading.ts';

const unprotected: Guards = { protected: false, pushable: true, forcePushes: true, codeOwnerApproval: false, approvals: 0, signedCommits: false };

/**
 * What guards the default branch: protected branches (Protected branches API; entries may have wildcards), approval rules
 * and push rules (both of paid editions, where absent means none).
 *
 * @param isProtected what the branch itself says, which everybody who may read it sees
 * @returns why it is not known, where it is not
 */
export async function readGuards(reading: Reading, branch: string, isProtected: boolean | undefined): Promise<Guards | { readonly reason: string }> {
  const entries = await askPart(reading, '/protected_branches', { per_page: '100' });
  if (entries.state === 'withheld') return isProtected === false ? unprotected : { reason: 'the token may not read protected branches: it needs the role Maintainer' };
  const listed = entries.state === 'read' ? listOf(entries.answer.data, reading.api.host, 'protected branches') : [];
  const matching = sift(protectedBranchRecord, listed, 'repository').fit.filter(({ name }) => wildcard(name)(branch));
  if (matching.length === 0) return isProtected === true ? { reason: 'GitLab says that the default branch is protected, but shows no entry for it' } : unprotected;
  const rules = await askPart(reading, '/approval_rules', { per_page: '100' });
  const pushRule = await askPart(reading, '/push_rule');
  const unseen = [...(rules.state === 'withheld' ? ['approval rules'] : []), ...(pushRule.state === 'withheld' ? ['push rules'] : [])];
  if (unseen.length > 0) return { reason: `the token may not read ${unseen.join(' and ')}: it needs the role Maintainer` };
  const approvals = rules.state === 'read' ? sift(approvalRuleRecord, listOf(rules.answer.data, reading.api.host, 'approval rules'), 'repository').fit : [];
  const push = pushRuleRecord.safeParse(pushRule.state === 'read' ? pushRule.answer.data : {});
  return {
    protected: true,
    // Of several entries the most permissive rule applies ("When a branch matches multiple rules").
    pushable: matching.some(({ push_access_levels }) => (push_access_levels ?? []).some(({ access_level }) => access_level !== 0)),
    forcePushes: matching.some(({ allow_force_push }) => allow_force_push === true),
    // Of code owner approval it is the strictest one.
    codeOwnerApproval: matching.some(({ code_owner_approval_required }) => code_owner_approval_required === true),
    // One approval counts for every rule that its author is named in, so that more than the largest is not certain.
    approvals: approvals
      .filter(({ applies_to_all_protected_branches, protected_branches }) => applies_to_all_protected_branches === true || (protected_branches ?? []).length === 0 || (protected_branches ?? []).some(({ name }) => wildcard(name)(branch)))
      .reduce((most, { approvals_required }) => Math.max(most, approvals_required ?? 0), 0),
    signedCommits: push.success && push.data.reject_unsigned_commits === true,
  };
}

/** Names of protected branches may hold `*`, which stands for any characters. */
function wildcard(name: string): (branch: string) => boolean {
  const parts = name.split('*');
  if (parts.length === 1) return (branch) => branch === name;
  const [first = ''] = parts;
  const last = parts.at(-1) ?? '';
  return (branch) => {
    if (!branch.startsWith(first) || branch.length < first.length + last.length || !branch.endsWith(last)) return false;
    let at = first.length;
    for (const part of parts.slice(1, -1)) {
      const found = branch.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return at <= branch.length - last.length;
  };
}
