import type { BranchKind } from '../../src/github/branch-kind.ts';
import type { Target } from '../../src/jenkins/jobs.ts';
import { kindOfRef, usualDefaults } from './builds.ts';

/**
 * Kinds of the branches of a multibranch project. Sources that know their host mark its default branch; where none does,
 * it is the one called `main` or `master`. Jobs of Pull Requests are called after their number: `PR-12`, `MR-12`.
 */
export function branchKinds(branches: readonly Target[]): (branch: Target) => BranchKind | undefined {
  const marked = branches.some(({ primary }) => primary);
  return ({ name, primary }) => {
    if (primary) return 'default';
    if (/^(?:PR|MR)-\d+(?:-(?:head|merge))?$/.test(name)) return 'pull-request';
    const branch = decoded(name);
    if (marked && usualDefaults.includes(branch)) return 'other';
    return kindOfRef(branch);
  };
}

/** Names of jobs are names of branches with slashes and other signs percent-encoded. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
