import type { DocumentNavigation } from '../../schema/facts/document.ts';
import type { SidebarItem } from '../../schema/edition/document.ts';
import { fileTree, isIndex, type Placed, titleOf } from './file-tree.ts';
import { navEntries, type NavEntry } from './mkdocs-nav.ts';
import { isBelow } from './relative-path.ts';

/** What a navigation is laid out with. */
export interface NavRoom {
  /** Documents of the book by path. */
  readonly placed: ReadonlyMap<string, Placed>;
  /** Sites whose navigation the monorepo plug-in may take in, by the path of their file. */
  readonly sites: ReadonlyMap<string, DocumentNavigation>;
}

/** Entries of one sidebar: navigations that take in one another many times would make more than any text holds. */
const maxItems = 5000;

/**
 * A navigation as a sidebar, with the documents that it names. What leads nowhere is left out, and groups that are empty
 * then. Another navigation is taken in once, where it is named first.
 */
export function navItems(site: DocumentNavigation, room: NavRoom): { readonly items: SidebarItem[]; readonly used: ReadonlySet<string> } {
  const used = new Set<string>();
  const taken = new Set([site.file]);
  let left = maxItems;
  const read = (entries: readonly NavEntry[]): SidebarItem[] => entries.flatMap((entry) => (left-- > 0 ? itemOf(entry) : []));
  const itemOf = ({ title, target, items }: NavEntry): SidebarItem[] => {
    switch (target?.type) {
      case undefined:
        return titled(title, read(items));
      case 'url':
        return [{ title: shown(title ?? target.url), url: target.url }];
      case 'file':
        return fileItems(target.path, title);
      case 'include':
        return titled(title, included(target.path));
      default:
        return [];
    }
  };
  const included = (file: string): SidebarItem[] => {
    const other = taken.has(file) ? undefined : room.sites.get(file);
    taken.add(file);
    if (other === undefined) return [];
    return other.nav === undefined ? fileItems(other.docsDir, undefined) : read(entriesOf(other));
  };
  const fileItems = (path: string, title: string | undefined): SidebarItem[] => {
    const found = room.placed.get(path);
    if (found !== undefined) {
      used.add(path);
      return [{ title: shown(title ?? titleOf(found.document)), path: found.path }];
    }
    // Plug-ins take a folder for the pages in it; each page is in a folder once.
    const inside = [...room.placed.values()].filter(({ document }) => path !== '' && isBelow(document.path, path) && !used.has(document.path));
    for (const { document } of inside) used.add(document.path);
    return titled(title, fileTree(inside.map((one) => ({ ...one, place: one.document.path.slice(path.length + 1) }))));
  };
  return { items: read(entriesOf(site)), used };
}

/** Items as a group, or as they are where nothing names the group; nothing without items. */
function titled(title: string | undefined, items: SidebarItem[]): SidebarItem[] {
  if (items.length === 0 || title === undefined) return items;
  return [{ title: shown(title), items }];
}

/** The sites that a navigation takes in, by the path of their file, and those that these take in. */
export function includedSites(site: DocumentNavigation, sites: ReadonlyMap<string, DocumentNavigation>): string[] {
  const found = new Set<string>();
  const visit = ({ target, items }: NavEntry): void => {
    const included = target?.type === 'include' ? sites.get(target.path) : undefined;
    if (included !== undefined && included !== site && !found.has(included.file)) {
      found.add(included.file);
      entriesOf(included).forEach(visit);
    }
    items.forEach(visit);
  };
  entriesOf(site).forEach(visit);
  return [...found];
}

/** The first document that a navigation names. */
export function firstNamed(site: DocumentNavigation, isDocument: (path: string) => boolean): string | undefined {
  const visit = (entries: readonly NavEntry[]): string | undefined => {
    for (const { target, items } of entries) {
      if (target?.type === 'file' && isDocument(target.path)) return target.path;
      const inner = visit(items);
      if (inner !== undefined) return inner;
    }
    return undefined;
  };
  return visit(entriesOf(site));
}

/** The document that a folder is opened with: its index, or else its README. */
export function indexIn(folder: string, paths: Iterable<string>): string | undefined {
  const prefix = folder === '' ? '' : `${folder}/`;
  const found = [...paths].filter((path) => path.startsWith(prefix) && !path.slice(prefix.length).includes('/') && isIndex(path));
  return found.find((path) => /index\.[a-z]+$/i.test(path)) ?? found[0];
}

function entriesOf({ nav, docsDir, file }: DocumentNavigation): NavEntry[] {
  return navEntries(nav, docsDir, file);
}

function shown(title: string | undefined): string {
  const text = (title ?? '').replace(/\s+/g, ' ').trim();
  return text === '' ? '…' : text.slice(0, 200).toWellFormed();
}
