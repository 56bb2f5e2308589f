import type { Clone } from '../../src/clones/contract.ts';

/**
 * Address of a file on the host's site at the default branch rather than at the commit: a commit changes every night,
 * and with it every fact that holds its address.
 */
export function branchUrl({ tip, defaultBranch, fileUrl }: Pick<Clone, 'tip' | 'defaultBranch' | 'fileUrl'>, path: string): string | undefined {
  const url = fileUrl(path);
  if (url === undefined || tip === undefined || defaultBranch === undefined) return url;
  const branch = defaultBranch.split('/').map(encodeURIComponent).join('/');
  // Gitea and Forgejo say which of the two follows, Azure with a letter.
  return url.replace(`/commit/${tip}/`, `/branch/${branch}/`).replace(`version=GC${tip}`, `version=GB${branch}`).replace(`/${tip}/`, `/${branch}/`);
}
