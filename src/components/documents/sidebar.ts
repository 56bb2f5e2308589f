import type { DocumentFrame, SidebarItem } from '../../schema/edition/document.ts';
import { plural } from '../format.ts';

/** One line of a sidebar as it is shown on a page. */
export interface SidebarLine {
  readonly title: string;
  readonly path: string | undefined;
  readonly url: string | undefined;
  readonly current: boolean;
  /** Undefined for a page; a group that is not listed leads to its first page. */
  readonly items: readonly SidebarLine[] | undefined;
  /** True if the page is somewhere in it. */
  readonly holds: boolean;
  readonly open: boolean;
}

/** Pages up to which a sidebar lists everything; of a larger one groups that the page is not in are a link each. */
const wholeUpTo = 120;

/** Entries of one level up to which all are listed; of a longer one those around the page, since every page has a sidebar. */
const levelUpTo = 150;
/** Entries listed before and after the page in a longer level. */
const around = 30;

/** The sidebar of a section as the page at `path` shows it. */
export function sidebarLines(frame: DocumentFrame, path: string): SidebarLine[] {
  const whole = sizeOf(frame.items) <= wholeUpTo;
  const line = (item: SidebarItem): SidebarLine => {
    const below = item.items ?? [];
    const current = item.path === path;
    const holds = current || contains(below, path);
    const listed = below.length > 0 && (whole || holds);
    return {
      title: item.title,
      path: item.path ?? (below.length > 0 && !listed ? first(below) : undefined),
      url: item.url,
      current,
      items: listed ? level(below) : undefined,
      holds,
      open: holds || item.collapsed !== true,
    };
  };
  const level = (items: readonly SidebarItem[]): SidebarLine[] => {
    if (items.length <= levelUpTo) return items.map(line);
    const at = Math.max(0, items.findIndex((item) => item.path === path || contains(item.items ?? [], path)));
    const [from, to] = [Math.max(0, at - around), Math.min(items.length, at + around + 1)];
    return [...omitted(from), ...items.slice(from, to).map(line), ...omitted(items.length - to)];
  };
  return level(frame.items);
}

/** Stands for entries that are not listed. */
function omitted(entries: number): SidebarLine[] {
  const title = `… ${plural(entries, 'more page', 'more pages')}`;
  return entries === 0 ? [] : [{ title, path: undefined, url: undefined, current: false, items: undefined, holds: false, open: false }];
}

function sizeOf(items: readonly SidebarItem[]): number {
  return items.reduce((sum, item) => sum + 1 + sizeOf(item.items ?? []), 0);
}

function contains(items: readonly SidebarItem[], path: string): boolean {
  return items.some((item) => item.path === path || contains(item.items ?? [], path));
}

function first(items: readonly SidebarItem[]): string | undefined {
  return items.map((item) => item.path ?? first(item.items ?? [])).find((path) => path !== undefined);
}
