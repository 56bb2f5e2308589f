import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** A path that was asked for, in terms of the repository. */
export interface Located {
  /** Relative to the root, with forward slashes; `.` for the root itself. */
  readonly path: string;
  /** True for a folder, whose owners are those of a file that would be put into it. */
  readonly folder: boolean;
}

/**
 * Finds where `asked` lies in the repository at `root`; undefined if outside it. The path need not exist: owners of a
 * file can be asked for before it is written.
 *
 * @param root absolute, without symbolic links
 * @param cwd the folder that relative paths start from, absolute, without symbolic links
 */
export async function locate(asked: string, root: string, cwd: string): Promise<Located | undefined> {
  const absolute = resolve(cwd, asked);
  // A link inside the repository is a file of the repository, wherever it leads; one on the way to it is not.
  const path = inside(root, absolute) ?? inside(root, await withoutLinks(absolute));
  if (path === undefined) return undefined;
  const stat = await lstat(join(root, path)).catch(() => undefined);
  const folder = stat ? stat.isDirectory() : asked.endsWith('/') || asked.endsWith(sep);
  return { path: path === '' ? '.' : path.split(sep).join('/'), folder: path === '' || folder };
}

function inside(root: string, absolute: string): string | undefined {
  const path = relative(root, absolute);
  return path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path) ? undefined : path;
}

/** The path with links in its folders resolved, as far as these exist. */
async function withoutLinks(absolute: string): Promise<string> {
  const rest: string[] = [];
  for (let at = absolute; ; at = dirname(at)) {
    const parent = dirname(at);
    rest.unshift(basename(at));
    const real = await realpath(parent).catch(() => undefined);
    if (real !== undefined) return join(real, ...rest);
    if (parent === at) return absolute;
  }
}
