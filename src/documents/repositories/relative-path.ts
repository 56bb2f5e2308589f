import { posix } from 'node:path';

/** Where a link that is written in a file of a repository leads. */
export type Target =
  /** A file or folder of the repository; the root itself is empty. `rooted`: it was written with a slash at its beginning. */
  | { readonly type: 'file'; readonly path: string; readonly rooted: boolean }
  /** Above the root of the repository. */
  | { readonly type: 'outside' }
  /** An address, a heading of the same document, or nothing at all. */
  | { readonly type: 'elsewhere' };

/** Longest target that can be a path; what is longer is text that looks like a link. */
const maxLength = 1024;

/**
 * Resolves a link as hosts of repositories do: relative to the folder of `from`, or to the root of the repository if it
 * begins with a slash; without its query and fragment, percent-encoding decoded, `.` and `..` taken out. A `..` that
 * leaves the repository is refused rather than dropped, as in `resolveTarget` of the catalog.
 *
 * @param from path of the file that the link stands in, from the root of the repository
 */
export function resolveRelative(from: string, target: string): Target {
  const written = target.trim();
  if (written === '' || written.startsWith('#') || written.startsWith('?') || written.length > maxLength) return { type: 'elsewhere' };
  // `//host/path` is an address; so is whatever has a scheme. A backslash is a separator to browsers, and to no repository.
  if (/^[a-z][a-z0-9+.-]*:/i.test(written) || /^[\\/]{2}/.test(written)) return { type: 'elsewhere' };
  const decoded = decode(written.replace(/[?#].*$/s, ''));
  if (/[\0-\x1f\x7f\\]/.test(decoded)) return { type: 'elsewhere' };
  const rooted = decoded.startsWith('/');
  const path = confined(rooted ? decoded.replace(/^\/+/, '') : posix.join(posix.dirname(from), decoded));
  return path === undefined ? { type: 'outside' } : { type: 'file', path, rooted };
}

/** A path within the repository without `.`, `..`, doubled slashes and a slash at its end; undefined if it leads out. */
export function confined(path: string): string | undefined {
  const normal = posix.normalize(path).replace(/\/+$/, '');
  if (normal === '..' || normal.startsWith('../') || normal.startsWith('/')) return undefined;
  return normal === '.' ? '' : normal;
}

/** A path below a folder, both from the root of the repository; the folder is empty for the root. */
export function below(folder: string, path: string): string {
  return folder === '' ? path : path === '' ? folder : `${folder}/${path}`;
}

/** True if `path` is the folder or in it. */
export function isBelow(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** Folder of a file; empty for one at the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** Folders in which generators of documentation sites keep what is served from the site's root, beside or in the docs. */
const publicFolders = ['', 'public', '.vitepress/public', '.vuepress/public', 'static'] as const;

/**
 * Where a file may stand that a link names from the root: at the root of the repository, as its host has it, or at the
 * root of a documentation site, as its generator has it. In the order in which they are tried.
 *
 * @param sites folders of the documentation sites of the repository
 */
export function rootedPlaces(path: string, sites: readonly string[]): string[] {
  return [path, ...sites.flatMap((site) => publicFolders.map((folder) => below(below(site, folder), path)))];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
