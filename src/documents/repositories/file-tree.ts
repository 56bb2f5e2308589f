import { compareText } from '../../findings/codes.ts';
import type { SidebarItem } from '../../schema/edition/document.ts';
import { titleOfName, withoutNumber } from './heading.ts';
import type { OwnDocument } from './model.ts';

/** A document at its place in a sidebar. */
export interface Placed {
  readonly document: OwnDocument;
  /** Path in the book, from which the folders of the sidebar are made. */
  readonly place: string;
  /** Path of its page. */
  readonly path: string;
}

/** True for the file that a folder is opened with. */
export function isIndex(file: string): boolean {
  return /(?:^|\/)(?:\d{1,4}[.\-_])?(?:index|readme)\.[a-z]+$/i.test(file);
}

/**
 * A sidebar by files: folders become groups, each with its index as its own page; then by the order that front matter
 * asks for, numbers in names as numbers, and by name.
 */
export function fileTree(placed: readonly Placed[]): SidebarItem[] {
  return itemsOf(placed.map((one) => ({ ...one, segments: one.place.split('/') })), 0);
}

interface Segmented extends Placed {
  readonly segments: readonly string[];
}

interface Sorted {
  readonly item: SidebarItem;
  readonly order: number | undefined;
  readonly name: string;
}

function itemsOf(placed: readonly Segmented[], depth: number): SidebarItem[] {
  const here = placed.filter(({ segments }) => segments.length === depth + 1).map(({ document, segments, path }): Sorted => ({ item: { title: titleOf(document), path }, order: document.order, name: segments[depth] ?? '' }));
  const folders = Map.groupBy(placed.filter(({ segments }) => segments.length > depth + 1), ({ segments }) => segments[depth] ?? '');
  const groups = [...folders].map(([name, inside]) => groupOf(name, inside, depth));
  return [...here, ...groups].toSorted(compareSorted).map(({ item }) => item);
}

function groupOf(name: string, inside: readonly Segmented[], depth: number): Sorted {
  const index = inside.filter(({ segments }) => segments.length === depth + 2 && isIndex(segments[depth + 1] ?? '')).toSorted((a, b) => compareText(b.place, a.place))[0];
  const items = itemsOf(inside.filter((one) => one !== index), depth + 1);
  const title = index?.document.title ?? titleOfName(name);
  const [only] = items;
  // A folder that holds nothing but another folder says nothing.
  if (index === undefined && items.length === 1 && only?.items !== undefined) return { item: only, order: undefined, name };
  return { item: { title, ...(index === undefined ? {} : { path: index.path }), ...(items.length === 0 ? {} : { items }) }, order: index?.document.order, name };
}

/** Title of a document in a sidebar. */
export function titleOf({ title, path }: OwnDocument): string {
  if (title !== undefined) return title;
  const segments = path.split('/');
  return titleOfName((isIndex(path) ? segments.at(-2) : undefined) ?? segments.at(-1)?.replace(/\.[a-z]+$/i, '') ?? path);
}

function compareSorted(a: Sorted, b: Sorted): number {
  return (
    Number(isIndex(b.name)) - Number(isIndex(a.name)) ||
    (a.order ?? 1e9) - (b.order ?? 1e9) ||
    numberOf(a.name) - numberOf(b.name) ||
    compareText(a.name.toLowerCase(), b.name.toLowerCase()) ||
    compareText(a.name, b.name)
  );
}

/** The number that a name begins with, if generators would sort by it. */
function numberOf(name: string): number {
  return withoutNumber(name) === name ? 1e6 : Number.parseInt(name, 10);
}
