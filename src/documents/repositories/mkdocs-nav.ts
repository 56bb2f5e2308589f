import { isObject } from '../../catalog/json.ts';
import { webUrl } from '../../schema/primitives.ts';
import { below, confined } from './relative-path.ts';

/** What an entry of a navigation leads to. */
export type NavTarget =
  /** A file or folder, from the root of the repository. */
  | { readonly type: 'file'; readonly path: string; readonly written: string }
  /** A page on another host. */
  | { readonly type: 'url'; readonly url: string }
  /** Another `mkdocs.yml`, as the monorepo plug-in takes it in; from the root of the repository. */
  | { readonly type: 'include'; readonly path: string; readonly written: string }
  /** Out of the folder of the docs. */
  | { readonly type: 'outside'; readonly written: string }
  /** Nothing that can be followed: an address that is none of the web, a wildcard of a plug-in. */
  | { readonly type: 'unusable'; readonly written: string };

export interface NavEntry {
  readonly title?: string | undefined;
  readonly target?: NavTarget | undefined;
  readonly items: readonly NavEntry[];
  /** Where it stands in the file: keys and indexes. */
  readonly at: readonly PropertyKey[];
}

/** Levels of a navigation, and its entries: more than this is not for people. */
const maxDepth = 12;
const maxEntries = 5000;

/**
 * The entries of `nav` as MkDocs reads them: a path, `title: path`, `title: [entries]`, an address. Paths are relative to
 * the folder of the docs and confined to it. What does not fit is left out.
 *
 * @see https://www.mkdocs.org/user-guide/configuration/#nav
 * @param docsDir folder of the docs, and `file` path of the mkdocs.yml, from the root of the repository
 */
export function navEntries(nav: unknown, docsDir: string, file: string): NavEntry[] {
  let left = maxEntries;
  const read = (value: unknown, title: string | undefined, at: readonly PropertyKey[]): NavEntry[] => {
    if (left-- <= 0 || at.length > 2 * maxDepth) return [];
    if (typeof value === 'string') return [{ title, target: targetOf(value, docsDir, file), items: [], at }];
    if (Array.isArray(value)) {
      const items = value.flatMap((item, index) => read(item, undefined, [...at, index]));
      return title === undefined ? items : [{ title, items, at }];
    }
    if (!isObject(value)) return [];
    const items = Object.entries(value).flatMap(([key, inner]) => read(inner, key, [...at, key]));
    return title === undefined ? items : [{ title, items, at }];
  };
  return read(nav, undefined, ['nav']);
}

function targetOf(value: string, docsDir: string, file: string): NavTarget {
  const written = value.trim();
  const included = /^!include\s+(.+)$/.exec(written)?.[1];
  if (included !== undefined) {
    const path = confined(`${file}/../${included}`);
    return path === undefined ? { type: 'outside', written } : { type: 'include', path, written };
  }
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(written)) return webUrl.safeParse(written).success ? { type: 'url', url: written } : { type: 'unusable', written };
  if (written === '' || /[*\0-\x1f\x7f\\]/.test(written)) return { type: 'unusable', written };
  const path = confined(written.replace(/^\/+/, '').replace(/#.*$/s, ''));
  return path === undefined ? { type: 'outside', written } : { type: 'file', path: below(docsDir, path), written };
}
