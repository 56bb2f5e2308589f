import { compareText } from '../findings/codes.ts';
import { parseLocationRef } from './location.ts';

/** A place in a known repository. */
export interface RepositoryPlace {
  readonly repository: string;
  /** Path inside it; empty for the repository as a whole. */
  readonly path: string;
}

/** Finds known repositories by what annotations say of them. Built once; each look-up is through a map. */
export interface RepositoryIndex {
  /**
   * By `org/name` on a host: `preferred` if that has it, else the host that the entity itself comes from, else the only
   * host that has it. Undefined if that leaves a choice: a guess would give one team's repository to another.
   */
  bySlug(slug: string, preferred: string, own: string | undefined): string | undefined;
  /** By a location reference such as `url:https://github.com/acme/payments/tree/main/api/`. */
  byLocation(ref: string): RepositoryPlace | undefined;
}

/** @param formerNames today's names by those that repositories had */
export function indexRepositories(ids: Iterable<string>, formerNames: ReadonlyMap<string, string> = new Map()): RepositoryIndex {
  const byId = new Map<string, string>();
  const bySlug = new Map<string, string[]>();
  for (const id of [...ids].sort(compareText)) {
    const key = id.toLowerCase();
    if (byId.has(key)) continue;
    byId.set(key, id);
    const slug = key.slice(key.indexOf('/') + 1);
    bySlug.set(slug, [...(bySlug.get(slug) ?? []), id]);
  }
  for (const [before, now] of formerNames) {
    const key = before.toLowerCase();
    const known = byId.get(now.toLowerCase());
    if (known === undefined || byId.has(key)) continue;
    byId.set(key, known);
    const slug = key.slice(key.indexOf('/') + 1);
    bySlug.set(slug, [...new Set([...(bySlug.get(slug) ?? []), known])]);
  }
  return {
    bySlug(slug, preferred, own) {
      const key = slug.trim().toLowerCase().replace(/^\/+|\/+$/g, '');
      const only = bySlug.get(key);
      return byId.get(`${preferred}/${key}`) ?? byId.get(`${own?.split('/', 1)[0] ?? ''}/${key}`) ?? (only?.length === 1 ? only[0] : undefined);
    },
    byLocation(ref) {
      const target = parseLocationRef(ref)?.target;
      if (target === undefined || !URL.canParse(target)) return undefined;
      const { host, pathname } = new URL(target);
      const segments = decoded(pathname).split('/').filter((segment) => segment !== '');
      for (let length = segments.length; length > 0; length--) {
        const key = [host, ...segments.slice(0, length)].join('/').toLowerCase().replace(/\.git$/, '');
        const repository = byId.get(key);
        if (repository !== undefined) return { repository, path: pathAfter(segments.slice(length)) };
      }
      return undefined;
    },
  };
}

/** The path after `tree/<branch>/`, `blob/<branch>/` or `-/tree/<branch>/`. */
function pathAfter(rest: readonly string[]): string {
  const [first, ...others] = rest[0] === '-' ? rest.slice(1) : rest;
  return first === 'tree' || first === 'blob' || first === 'src' || first === 'raw' ? others.slice(1).join('/') : '';
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
