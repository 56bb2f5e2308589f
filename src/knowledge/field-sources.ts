import type { Repository } from '../schema/facts/repository.ts';

/**
 * What a host decides or sees first: a clone has at best a copy, made when it was fetched. `empty` is the host's, since a
 * clone may have been made before the first push.
 */
const ofHost: ReadonlySet<keyof Repository> = new Set([
  'description', 'webUrl', 'defaultBranch', 'head', 'empty', 'lastCommitAt', 'archived', 'key', 'formerNames', 'visibility', 'fork', 'template', 'createdAt', 'pushedAt',
  'customProperties', 'protection', 'openPullRequests', 'topics',
]);

/** What is told of the files at the tip of the default branch: a clone reads all of them, a host reports on some. */
const ofTree: ReadonlySet<keyof Repository> = new Set(['sizeBytes', 'files', 'languages', 'license', 'wellKnownFiles']);

/** What is told of the history: a clone has all of it, unless it is shallow. */
const ofHistory: ReadonlySet<keyof Repository> = new Set(['firstCommitAt', 'branches', 'mergedBranches', 'tags', 'releases', 'latestRelease', 'latestReleaseAt']);

/** True for what a clone says: nobody else knows whether it is bare or shallow. */
export function isClone({ bare, shallow }: Partial<Repository>): boolean {
  return bare !== undefined || shallow !== undefined;
}

/**
 * Which of several sources that are equally fresh knows a field best: 0 for the best. Sources that are both no clone, or
 * both one, are equal.
 *
 * @param others all that is said of the same repository
 */
export function knowledgeRank(field: keyof Repository, value: Repository, others: readonly Repository[]): number {
  const clone = isClone(value);
  if (ofHost.has(field)) return clone ? 1 : 0;
  if (ofHistory.has(field)) return clone && value.shallow !== true ? 0 : clone ? 2 : 1;
  if (!ofTree.has(field)) return 0;
  if (!clone) return 1;
  // A clone that takes another branch for the default one has read other files.
  const branch = others.find((other) => other.key !== undefined && other.defaultBranch !== undefined)?.defaultBranch;
  return branch === undefined || value.defaultBranch === undefined || value.defaultBranch === branch ? 0 : 2;
}
