import type { DocumentFrame, SidebarItem } from '../schema/edition/document.ts';

/** A step of the way from a section to a page. */
export interface Crumb {
  readonly title: string;
  readonly path?: string | undefined;
}

/** Where a page is in its sidebar. */
export interface Position {
  readonly previous: string | undefined;
  readonly next: string | undefined;
  /** From the section's own name to the group that holds the page. */
  readonly crumbs: readonly Crumb[];
}

/** Where every page of a sidebar is: before and after come from reading it from top to bottom. The first of two items of one page counts. */
export function positionsOf({ title, path, items }: DocumentFrame): Map<string, Position> {
  const positions = new Map<string, { previous: string | undefined; next: string | undefined; crumbs: readonly Crumb[] }>();
  let last: string | undefined;
  const walk = (list: readonly SidebarItem[], crumbs: readonly Crumb[]): void => {
    for (const item of list) {
      if (item.path !== undefined && !positions.has(item.path)) {
        const before = last === undefined ? undefined : positions.get(last);
        if (before !== undefined) before.next = item.path;
        positions.set(item.path, { previous: last, next: undefined, crumbs });
        last = item.path;
      }
      if (item.items !== undefined) walk(item.items, [...crumbs, { title: item.title, path: item.path }]);
    }
  };
  walk(items, [{ title, path }]);
  return positions;
}
