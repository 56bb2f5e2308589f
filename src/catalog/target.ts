import { posix } from 'node:path';
import picomatch from 'picomatch';

/** Where a repository stands on its host, so that an address of one of its own files is read from the clone. */
export interface Origin {
  /** Address of the repository's page. */
  readonly webUrl?: string | undefined;
  readonly defaultBranch?: string | undefined;
}

/** What the target of a Location or a placeholder names. */
export type Target =
  | { readonly type: 'file'; readonly path: string }
  | { readonly type: 'glob'; readonly pattern: string }
  | { readonly type: 'remote' }
  | { readonly type: 'outside' }
  | { readonly type: 'unusable'; readonly reason: string };

/** More wildcards than this make a pattern whose matching time nobody can foresee. */
const maxWildcards = 4;

/**
 * Resolves a target as written in the file `from`: a path relative to that file, or an address of a file of the same
 * repository (`…/blob/<branch>/<path>`). Paths are confined to the repository. An address names a branch; the file is
 * read from the default branch whatever it says, since a clone is read there and nowhere else.
 */
export function resolveTarget(target: string, from: string, origin: Origin): Target {
  const text = target.trim();
  if (/^[a-z][a-z0-9+.-]*:/i.test(text)) {
    const own = ownPath(text, origin);
    return own === undefined ? { type: 'remote' } : confined(own);
  }
  if (text === '' || text.includes('\0')) return { type: 'unusable', reason: 'it names no file' };
  if (text.startsWith('/')) return { type: 'outside' };
  return confined(posix.join(posix.dirname(from), text));
}

function confined(path: string): Target {
  const normal = posix.normalize(path).replace(/^\.\//, '');
  if (normal === '..' || normal.startsWith('../') || normal.startsWith('/')) return { type: 'outside' };
  if (!/[*?[\]{}]/.test(normal)) return { type: 'file', path: normal };
  const wildcards = normal.match(/\*+|[?[{]/g)?.length ?? 0;
  if (wildcards > maxWildcards) return { type: 'unusable', reason: `it has more than ${maxWildcards} wildcards` };
  return { type: 'glob', pattern: normal };
}

/** The path inside the repository that an address of its host names; undefined for an address of anything else. */
function ownPath(address: string, { webUrl, defaultBranch }: Origin): string | undefined {
  if (webUrl === undefined || !URL.canParse(address)) return undefined;
  const base = `${webUrl.replace(/\/+$/, '')}/`;
  const clean = address.replace(/[?#].*$/, '').replace(/^http:/i, 'https:');
  if (!clean.toLowerCase().startsWith(base.replace(/^http:/i, 'https:').toLowerCase())) return undefined;
  const rest = /^(?:-\/)?(?:blob|tree|raw|edit)\/(.+)$/.exec(clean.slice(base.length))?.[1];
  if (rest === undefined) return undefined;
  const branch = defaultBranch !== undefined && rest.startsWith(`${defaultBranch}/`) ? defaultBranch : (rest.split('/', 1)[0] ?? '');
  try {
    return decodeURIComponent(rest.slice(branch.length + 1));
  } catch {
    return undefined;
  }
}

/** A test for paths against a pattern: `*` within a folder, `**` across folders, no hidden ones unless named. */
export function globMatcher(pattern: string): (path: string) => boolean {
  // Parentheses and `+` would become those of a regular expression, which can be made to run for hours.
  const literal = pattern.replace(/[()|+]/g, '\\$&');
  try {
    const matches = picomatch(literal, { noextglob: true, nonegate: true, dot: false });
    // A second argument would have it return an object, which is always true: as in `filter(matches)`.
    return (path) => matches(path);
  } catch {
    return () => false;
  }
}
