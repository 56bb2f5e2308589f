import { realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** What a request asks for: a file, another address, or nothing that is there. */
export type Target =
  | { readonly kind: 'file'; readonly path: string; readonly size: number; readonly modified: number }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'missing' };

const missing: Target = { kind: 'missing' };

/**
 * Finds what `url` (a request's target: path and query) means in the site in `dir`, served below `base` (`/` or
 * `/almanac/`). Nothing outside `dir` is ever found: `..`, encoded or not, empty segments, backslashes and NUL are
 * missing or malformed, and symbolic links are followed only within `dir`. A folder is its `index.html`.
 */
export async function findTarget(dir: string, base: string, url: string): Promise<Target> {
  const [path = '', query] = split(url, '?');
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return { kind: 'malformed' };
  }
  if (!decoded.startsWith('/') || decoded.includes('\0')) return { kind: 'malformed' };
  const suffix = query === undefined ? '' : `?${query}`;
  if (!decoded.startsWith(base)) return decoded === '/' || `${decoded}/` === base ? { kind: 'redirect', to: base + suffix } : missing;

  const below = decoded.slice(base.length);
  const folder = below === '' || below.endsWith('/');
  const segments = (folder ? below.slice(0, -1) : below).split('/');
  if (below !== '' && segments.some((segment) => segment === '' || segment === '.' || segment === '..' || segment.includes('\\'))) return missing;

  const root = await realpath(dir).catch(() => undefined);
  if (root === undefined) return missing;
  const asked = await inside(root, join(root, ...segments));
  if (asked === undefined) return missing;
  if (!asked.folder) return folder ? missing : file(asked);
  if (!folder) return { kind: 'redirect', to: `${path}/${suffix}` };
  const index = await inside(root, join(asked.path, 'index.html'));
  return index === undefined || index.folder ? missing : file(index);
}

interface Found {
  readonly path: string;
  readonly folder: boolean;
  readonly size: number;
  readonly modified: number;
}

async function inside(root: string, path: string): Promise<Found | undefined> {
  try {
    const real = await realpath(path);
    if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep)) return undefined;
    const found = await stat(real);
    if (!found.isFile() && !found.isDirectory()) return undefined;
    return { path: real, folder: found.isDirectory(), size: found.size, modified: found.mtimeMs };
  } catch {
    return undefined;
  }
}

function file({ path, size, modified }: Found): Target {
  return { kind: 'file', path, size, modified };
}

function split(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
