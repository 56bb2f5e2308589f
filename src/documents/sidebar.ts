import { documentListPaths } from '../edition/routes.ts';
import { compareText } from '../findings/codes.ts';
import type { DocumentFrame, SidebarItem } from '../schema/edition/document.ts';
import type { ContentDocument } from './contract.ts';
import { docsFolder, type Sections, type SectionVersion } from './sections.ts';

type Doc = Extract<ContentDocument, { readonly kind: 'doc' }>;

/** A section of docs as lists show it. */
export interface SectionSummary {
  readonly title: string;
  readonly description: string | undefined;
  readonly path: string;
  /** Pages of it, of its current version where it has versions. */
  readonly pages: number;
  /** Id of its sidebar. */
  readonly frame: string;
}

/** How docs are laid out: sidebars, sections, and where a link to a folder leads. */
export interface Layout {
  readonly frames: readonly DocumentFrame[];
  /** In the order in which they are listed. */
  readonly sections: readonly SectionSummary[];
  /** The page that a folder without an `index.md` of its own leads to: its first, by the folder's path. */
  readonly folders: ReadonlyMap<string, string>;
}

/** A folder of docs with what is in it. */
interface Folder {
  readonly path: string;
  index: Doc | undefined;
  readonly pages: Doc[];
  readonly folders: Map<string, Folder>;
}

/** Lays out the docs of the content folder: pages by `order`, then title; folders between them likewise. */
export function layOut(documents: readonly ContentDocument[], sections: Sections): Layout {
  const root = tree(documents.filter((document) => document.kind === 'doc'));
  const folders = new Map<string, string>();
  const frames: DocumentFrame[] = [];
  const summaries: (SectionSummary & { readonly order: number })[] = [];
  const add = (id: string, folder: Folder, items: SidebarItem[], title: string, versions: DocumentFrame['versions']): DocumentFrame | undefined => {
    const path = firstPath(items);
    if (path === undefined) return undefined;
    const frame = { id, title, path, items, versions };
    frames.push(frame);
    noteFolders(folder, items, folders, sections);
    return frame;
  };
  const settings = sections.settings(docsFolder);
  const general = add(docsFolder, root, root.pages.toSorted(byOrder).map(pageItem), settings?.title ?? 'General', []);
  if (general !== undefined) summaries.push({ title: general.title, description: settings?.description, path: general.path ?? '', pages: root.pages.length, frame: general.id, order: settings?.order ?? -Infinity });
  for (const [name, folder] of root.folders) {
    const own = sections.settings(folder.path);
    const title = titleOf(folder, name, sections);
    const declared = own?.versions ?? [];
    const frame = declared.length === 0 ? add(folder.path, folder, itemsOf(folder, sections), title, []) : addVersions(folder, title, declared, sections, add);
    if (frame?.path === undefined) continue;
    if (folder.index === undefined) folders.set(folder.path, frame.path);
    const { description = folder.index?.description } = own ?? {};
    summaries.push({ title, description, path: frame.path, pages: count(frame.items), frame: frame.id, order: orderOf(folder, sections) });
  }
  return { frames, sections: summaries.toSorted((a, b) => compareOrder(a, b) || compareText(a.title.toLowerCase(), b.title.toLowerCase())), folders };
}

type Add = (id: string, folder: Folder, items: SidebarItem[], title: string, versions: DocumentFrame['versions']) => DocumentFrame | undefined;

/** A sidebar for each version, each with the list of all; gives that of the current one. */
function addVersions(folder: Folder, title: string, declared: readonly SectionVersion[], sections: Sections, add: Add): DocumentFrame | undefined {
  const made = declared.flatMap((version) => {
    const below = folder.folders.get(version.id);
    const items = below === undefined ? [] : itemsOf(below, sections);
    const path = firstPath(items);
    return below === undefined || path === undefined ? [] : [{ version, below, items, path }];
  });
  const versions = made.map(({ version: { id, title: name, status }, path }) => ({ id, title: name, status, path }));
  const frames = made.map(({ version, below, items }) => ({ version, frame: add(`${folder.path}/${version.id}`, below, items, title, versions) }));
  return frames.find(({ version }) => version.status === 'current')?.frame;
}

function tree(documents: readonly Doc[]): Folder {
  const root: Folder = { path: docsFolder, index: undefined, pages: [], folders: new Map() };
  for (const document of documents) {
    let folder = root;
    for (const name of document.file.split('/').slice(1, -1)) {
      let below = folder.folders.get(name);
      if (below === undefined) {
        below = { path: `${folder.path}/${name}`, index: undefined, pages: [], folders: new Map() };
        folder.folders.set(name, below);
      }
      folder = below;
    }
    if (/(^|\/)(index|readme)\.mdx?$/i.test(document.file)) folder.index = document;
    else folder.pages.push(document);
  }
  return root;
}

function itemsOf(folder: Folder, sections: Sections): SidebarItem[] {
  const pages = folder.pages.map((page) => ({ order: page.frontMatter.order ?? Infinity, title: page.frontMatter.title, item: pageItem(page) }));
  const groups = [...folder.folders].flatMap(([name, below]) => {
    const items = itemsOf(below, sections);
    if (items.length === 0 && below.index === undefined) return [];
    const title = titleOf(below, name, sections);
    const own = sections.settings(below.path);
    const item: SidebarItem = { title, items };
    if (below.index !== undefined) {
      item.path = below.index.path;
      // The page of the folder stands for it, so it is not listed again inside.
      item.items = items.filter(({ path }) => path !== below.index?.path);
    }
    if (own?.collapsed === true) item.collapsed = true;
    return [{ order: orderOf(below, sections), title, item }];
  });
  const rest = [...pages, ...groups].toSorted((a, b) => compareOrder(a, b) || compareText(a.title.toLowerCase(), b.title.toLowerCase())).map(({ item }) => item);
  return folder.index === undefined ? rest : [pageItem(folder.index), ...rest];
}

function pageItem({ path, frontMatter: { sidebar, title } }: Doc): SidebarItem {
  return { title: sidebar ?? title, path };
}

function byOrder(a: Doc, b: Doc): number {
  const [x, y] = [a, b].map(({ frontMatter: { order = Infinity, title } }) => ({ order, title }));
  return x === undefined || y === undefined ? 0 : compareOrder(x, y) || compareText(x.title.toLowerCase(), y.title.toLowerCase());
}

/** What has no place of its own comes after what has; infinities are not subtracted. */
function compareOrder(a: { readonly order: number }, b: { readonly order: number }): number {
  return a.order === b.order ? 0 : a.order < b.order ? -1 : 1;
}

function orderOf(folder: Folder, sections: Sections): number {
  return sections.settings(folder.path)?.order ?? folder.index?.frontMatter.order ?? Infinity;
}

function titleOf(folder: Folder, name: string, sections: Sections): string {
  return sections.settings(folder.path)?.title ?? folder.index?.frontMatter.sidebar ?? folder.index?.frontMatter.title ?? inWords(name);
}

/** `Getting started` of `getting-started`. */
function inWords(name: string): string {
  const words = name.replace(/[-_]+/g, ' ').trim();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** Path of the first page of a sidebar. */
function firstPath(items: readonly SidebarItem[]): string | undefined {
  for (const { path, items: below = [] } of items) {
    const found = path ?? firstPath(below);
    if (found !== undefined) return found;
  }
  return undefined;
}

function count(items: readonly SidebarItem[]): number {
  return items.reduce((sum, { path, items: below = [] }) => sum + (path === undefined ? 0 : 1) + count(below), 0);
}

/** Folders without a page lead to the first page below them. */
function noteFolders(folder: Folder, items: readonly SidebarItem[], folders: Map<string, string>, sections: Sections): void {
  const path = firstPath(items);
  if (folder.index === undefined && path !== undefined && folder.path !== documentListPaths.doc.slice(0, -1)) folders.set(folder.path, path);
  if (folder.path === docsFolder) return;
  for (const below of folder.folders.values()) noteFolders(below, itemsOf(below, sections), folders, sections);
}
