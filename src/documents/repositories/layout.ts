import { compareText } from '../../findings/codes.ts';
import type { SidebarItem } from '../../schema/edition/document.ts';
import type { DocumentNavigation } from '../../schema/facts/document.ts';
import { fileTree, isIndex, type Placed, titleOf } from './file-tree.ts';
import { withoutNumber } from './heading.ts';
import type { Book, Layout, OwnDocument } from './model.ts';
import { firstNamed, includedSites, indexIn, navItems } from './nav-items.ts';
import { PagePaths } from './page-paths.ts';
import { below, folderOf, isBelow } from './relative-path.ts';

/** What the documents of one repository are laid out from. */
export interface LayoutInput {
  readonly repository: string;
  /** In order of path. */
  readonly documents: readonly OwnDocument[];
  readonly navigations: readonly DocumentNavigation[];
  /** Folders that entities name as the place of their docs; empty for the repository. */
  readonly folders: readonly string[];
  readonly paths: PagePaths;
}

/** A book before its pages have addresses. */
interface Plan {
  readonly dir: string;
  readonly docsDir: string;
  readonly site: DocumentNavigation | undefined;
  readonly documents: OwnDocument[];
  /** Folders whose documents are its own. */
  readonly folders: readonly string[];
}

/**
 * Parts the documents of a repository into books, gives each page its address, and lays out sidebars.
 *
 * Every `mkdocs.yml` makes a book, unless another one's navigation takes it in; so does a folder of docs that an entity
 * names. What is in none of them belongs to the main book, that of the repository as a whole.
 */
export function layOut({ repository, documents, navigations, folders, paths: pagePaths }: LayoutInput): Layout {
  const plans = planBooks(documents, navigations, folders);
  for (const document of documents) ownerOf(document.path, plans)?.documents.push(document);
  const paths = new Map<string, string>();
  const homes = plans.map((plan) => homeOf(plan));
  for (const [index, plan] of plans.entries()) {
    const home = homes[index];
    if (home !== undefined) paths.set(home, pagePaths.page([plan.dir, below(plan.dir, 'index')]));
  }
  for (const plan of plans) {
    for (const { path } of [...plan.documents].sort((a, b) => Number(isIndex(b.path)) - Number(isIndex(a.path)) || compareText(a.path, b.path))) {
      if (!paths.has(path)) paths.set(path, pagePaths.page(placesOf(path, plan)));
    }
  }
  const sites = new Map(navigations.map((site) => [site.file, site]));
  const filled = plans.filter((plan) => plan.documents.length > 0);
  const books = filled.map((plan) => bookOf(repository, plan, homeOf(plan), paths, sites));
  const main = books.find(({ dir }) => dir === '');
  const others = books.filter((book) => book !== main);
  const whole = main === undefined || others.length === 0 ? main : { ...main, items: [...main.items, { title: 'Also in this repository', items: others.map(linkTo) }] };
  const all = whole === undefined ? others : [whole, ...others];
  return { books: all, paths, bookOf: new Map(all.flatMap((book) => book.files.map((file) => [file, book] as const))) };
}

function planBooks(documents: readonly OwnDocument[], navigations: readonly DocumentNavigation[], folders: readonly string[]): Plan[] {
  const sites = new Map(navigations.map((site) => [site.file, site]));
  const mainSite = mainSiteOf(navigations);
  const wanted = new Set(folders);
  const included = new Set(navigations.flatMap((site) => includedSites(site, sites)));
  const takenIn = (site: DocumentNavigation): boolean => included.has(site.file) && !wanted.has(folderOf(site.file));
  const plan = (dir: string, docsDir: string, site: DocumentNavigation | undefined): Plan => ({
    dir,
    docsDir,
    site,
    documents: [],
    folders: [dir === '' ? '' : docsDir, ...(dir === '' ? [] : [dir]), ...(site === undefined ? [] : includedSites(site, sites).flatMap((file) => sites.get(file)?.docsDir ?? []))],
  });
  const plans = [plan('', mainSite?.docsDir ?? mainFolderOf(documents), mainSite)];
  const taken = (dir: string, docsDir: string): boolean => plans.some((one) => one.dir === dir || one.docsDir === docsDir);
  for (const site of navigations) {
    const dir = folderOf(site.file);
    if (site !== mainSite && !takenIn(site) && !taken(dir, site.docsDir)) plans.push(plan(dir, site.docsDir, site));
  }
  for (const dir of [...folders].sort(compareText)) {
    const docs = below(dir, 'docs');
    const docsDir = documents.some(({ path }) => isBelow(path, docs)) ? docs : dir;
    if (dir !== '' && documents.some(({ path }) => isBelow(path, dir)) && !taken(dir, docsDir)) plans.push(plan(dir, docsDir, undefined));
  }
  return plans;
}

/** The site of the repository as a whole: at its root, or else in a folder of docs at its root. */
function mainSiteOf(navigations: readonly DocumentNavigation[]): DocumentNavigation | undefined {
  return navigations.find(({ file }) => !file.includes('/')) ?? navigations.find(({ file }) => /^(?:docs?|documentation|website|site)\/[^/]+$/i.test(file));
}

/** The folder at the root that most documents are in, if it is one of docs. */
function mainFolderOf(documents: readonly OwnDocument[]): string {
  const counts = new Map<string, number>();
  for (const { path } of documents) {
    const [first = '', ...rest] = path.split('/');
    if (rest.length > 0 && /^(?:docs?|documentation)$/i.test(first)) counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]))[0]?.[0] ?? 'docs';
}

/** The book whose folder is nearest around a document. */
function ownerOf(path: string, plans: readonly Plan[]): Plan | undefined {
  let best: { readonly plan: Plan; readonly length: number } | undefined;
  for (const plan of plans) {
    for (const folder of plan.folders) {
      if (isBelow(path, folder) && (best === undefined || folder.length > best.length)) best = { plan, length: folder.length };
    }
  }
  return best?.plan;
}

/** The document that a book is opened with: what its navigation begins with, or the README of its folder, or its index. */
function homeOf({ dir, docsDir, site, documents }: Plan): string | undefined {
  const paths = documents.map(({ path }) => path);
  const known = new Set(paths);
  const readme = indexIn(dir, paths);
  const index = indexIn(docsDir, paths);
  if (site === undefined) return readme ?? index ?? (dir === '' ? indexIn('.github', paths) : undefined) ?? paths[0];
  return index ?? firstNamed(site, (path) => known.has(path)) ?? readme ?? paths[0];
}

/** Where the page of a document may be: below its book without the folder of docs, or else where its file is. */
function placesOf(path: string, { dir, docsDir }: Plan): string[] {
  const file = path.replace(/\.[a-z]+$/i, '');
  const relative = docsDir !== '' && isBelow(path, docsDir) ? below(dir, file.slice(docsDir.length + 1)) : file;
  const folder = (place: string): string => (isIndex(path) && place.includes('/') ? place.slice(0, place.lastIndexOf('/')) : place);
  return [folder(relative), relative, folder(file), file];
}

function bookOf(repository: string, plan: Plan, home: string | undefined, paths: ReadonlyMap<string, string>, sites: ReadonlyMap<string, DocumentNavigation>): Book {
  const { dir, docsDir, site, documents } = plan;
  const placed = new Map(documents.map((document): [string, Placed] => [document.path, { document, place: placeIn(document.path, plan), path: paths.get(document.path) ?? '' }]));
  const items = site?.nav === undefined ? byFiles(placed, home) : byNavigation(site, placed, sites);
  const path = (home === undefined ? undefined : paths.get(home)) ?? '';
  return { repository, dir, docsDir, site, path, items, files: documents.map((document) => document.path) };
}

/** The home page first, then the tree of files. */
function byFiles(placed: ReadonlyMap<string, Placed>, home: string | undefined): SidebarItem[] {
  const first = home === undefined ? undefined : placed.get(home);
  const rest = fileTree([...placed.values()].filter((one) => one !== first));
  return first === undefined ? rest : [{ title: first.document.title ?? (isIndex(first.document.path) ? 'Overview' : titleOf(first.document)), path: first.path }, ...rest];
}

/** What the navigation names, in its order; then, folded away, what it does not name. */
function byNavigation(site: DocumentNavigation, placed: ReadonlyMap<string, Placed>, sites: ReadonlyMap<string, DocumentNavigation>): SidebarItem[] {
  const { items, used } = navItems(site, { placed, sites });
  const rest = fileTree([...placed.values()].filter(({ document }) => !used.has(document.path)));
  if (rest.length === 0) return items;
  return items.length === 0 ? rest : [...items, { title: 'Not in the navigation', collapsed: true, items: rest }];
}

/** Path of a document in the tree of its book. */
function placeIn(path: string, { dir, docsDir }: Plan): string {
  if (docsDir !== '' && path !== docsDir && isBelow(path, docsDir)) return path.slice(docsDir.length + 1);
  return dir !== '' && isBelow(path, dir) ? path.slice(dir.length + 1) : path;
}

function linkTo({ path, site, dir }: Book): SidebarItem {
  return { title: site?.siteName?.slice(0, 200) ?? withoutNumber(dir.split('/').at(-1) ?? dir), path };
}
