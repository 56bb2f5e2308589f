import { compareText } from '../findings/codes.ts';
import type { Refs } from './refs.ts';

/** Which references are the branches of a repository, and which of them is the default one. */
export interface DefaultBranch {
  /** What precedes a branch's name in its reference: `refs/heads/` or `refs/remotes/origin/`. */
  readonly prefix: string;
  /** Name of the default branch, one character per byte; undefined if there is no branch. */
  readonly branch: string | undefined;
  /** Object id of its tip, or of HEAD where there is no branch. */
  readonly commit: string | undefined;
  /** True if HEAD names a commit and no remote HEAD says which branch is the default one. */
  readonly detached: boolean;
}

/** Tried in this order where nothing says which branch is the default one. */
const usual = ['main', 'master', 'trunk', 'develop', 'default'];

/**
 * Finds the default branch.
 *
 * Which references count: in a bare clone `refs/heads`, which mirror the remote's branches. In a clone with a working
 * tree the remote-tracking ones: they are what is shared, whereas local branches may hold work that nobody else has,
 * and old copies. Where the kind that counts is not there at all, the other one does.
 *
 * Which branch: the one that the remote's HEAD names; else the one that HEAD names, if it exists; else the first of
 * main, master, trunk, develop, default; else the first by name.
 */
export function findDefaultBranch(refs: Refs, bare: boolean, remote: string | undefined): DefaultBranch {
  const heads = 'refs/heads/';
  const tracking = remote === undefined ? undefined : `refs/remotes/${remote}/`;
  const prefix = tracking !== undefined && has(refs, tracking) && !(bare && has(refs, heads)) ? tracking : heads;
  const idOf = (branch: string | undefined) => (branch === undefined ? undefined : refs.ids.get(prefix + branch));

  const remoteHead = prefix === heads ? undefined : refs.symbolic.get(`${prefix}HEAD`);
  const named = remoteHead?.startsWith(prefix) ? remoteHead.slice(prefix.length) : undefined;
  if (named !== undefined && idOf(named) !== undefined) return { prefix, branch: named, commit: idOf(named), detached: false };

  const detached = 'commit' in refs.head;
  const own = 'ref' in refs.head && refs.head.ref.startsWith(heads) ? refs.head.ref.slice(heads.length) : undefined;
  const branches = branchNames(refs, prefix);
  const branch = [own, ...usual, branches[0]].find((candidate) => idOf(candidate) !== undefined);
  if (branch !== undefined) return { prefix, branch, commit: idOf(branch), detached };
  return { prefix, branch: undefined, commit: 'commit' in refs.head ? refs.head.commit : undefined, detached };
}

function has(refs: Refs, prefix: string): boolean {
  for (const ref of refs.ids.keys()) if (ref.startsWith(prefix)) return true;
  return false;
}

/** Names of the branches below `prefix`, sorted, one character per byte. */
export function branchNames(refs: Refs, prefix: string): string[] {
  return [...refs.ids.keys()].filter((ref) => ref.startsWith(prefix) && ref !== `${prefix}HEAD`).map((ref) => ref.slice(prefix.length)).sort(compareText);
}
