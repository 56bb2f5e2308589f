import type { Clone, TreeFile } from '../../src/clones/contract.ts';
import { below, confined, folderOf } from '../../src/documents/repositories/relative-path.ts';
import { navEntries, type NavEntry } from '../../src/documents/repositories/mkdocs-nav.ts';
import { compareText, makeFinding } from '../../src/findings/codes.ts';
import type { DocumentNavigation } from '../../src/schema/facts/document.ts';
import type { Finding } from '../../src/schema/finding.ts';
import type { DocumentLimits } from './limits.ts';
import { docsFolderOf, readSite, type Site } from './mkdocs.ts';
import { documentText } from './text.ts';

/** A documentation site of a repository: its `mkdocs.yml` with what it builds upon. */
export interface RepositorySite {
  readonly file: string;
  readonly docsDir: string;
  readonly siteName: string | undefined;
  readonly nav: Site['nav'];
  readonly entries: readonly NavEntry[];
  /** Where the navigation stands; undefined where it was inherited, and is reported of the file that has it. */
  readonly place: Site['place'] | undefined;
}

/** How many files may build one upon the other. */
const maxInheritance = 5;

/**
 * Reads the `mkdocs.yml` files of a clone, in order of path.
 *
 * @param files as found in the tree
 */
export async function readSites(clone: Clone, files: readonly TreeFile[], limits: DocumentLimits, signal: AbortSignal): Promise<{ readonly sites: RepositorySite[]; readonly findings: Finding[] }> {
  const findings: Finding[] = [];
  const { repository } = clone;
  const chosen = files.toSorted((a, b) => depth(a.path) - depth(b.path) || compareText(a.path, b.path)).slice(0, limits.sites);
  const read = await readAll(clone, chosen, limits, signal);
  const sites: RepositorySite[] = [];
  for (const { path: file } of chosen) {
    const own = read.get(file);
    if (own === undefined) continue;
    if ('message' in own) {
      findings.push(makeFinding('ALM0742', { what: `${file} ${own.message}`, repository, file, line: own.line, column: own.column }));
      continue;
    }
    const { siteName, docsDir, nav } = inherited(file, own, read);
    const folder = docsFolderOf(file, docsDir);
    if (folder === undefined) {
      findings.push(makeFinding('ALM0743', { what: `${file} names \`${docsDir ?? ''}\` as docs_dir, which leads out of the repository`, repository, file, ...own.place(['docs_dir']) }));
      continue;
    }
    sites.push({ file, docsDir: folder, siteName, nav, entries: navEntries(nav, folder, file), place: own.nav === undefined ? undefined : own.place });
  }
  return { sites: sites.sort((a, b) => compareText(a.file, b.file)), findings };
}

async function readAll(clone: Clone, files: readonly TreeFile[], limits: DocumentLimits, signal: AbortSignal): Promise<Map<string, ReturnType<typeof readSite>>> {
  const blobs = await clone.read(files.map(({ id }) => id), limits.siteBytes, signal);
  const read = new Map<string, ReturnType<typeof readSite>>();
  for (const { path, id } of files) {
    const blob = blobs.get(id);
    if (blob === undefined) continue;
    const decoded = blob.cut ? undefined : documentText(blob.bytes, false);
    read.set(path, decoded === undefined ? { message: blob.cut ? `has ${blob.size} bytes, more than is read of such a file` : 'is no text' } : readSite(decoded.text));
  }
  return read;
}

/** The settings of a file, or of those that it builds upon with `INHERIT`, if they are `mkdocs.yml` files of the repository. */
function inherited(file: string, own: Site, read: ReadonlyMap<string, ReturnType<typeof readSite>>): Pick<Site, 'siteName' | 'docsDir' | 'nav'> {
  let settings: Pick<Site, 'siteName' | 'docsDir' | 'nav'> = own;
  let from = file;
  let site: Site = own;
  for (let level = 0; level < maxInheritance && site.inherit !== undefined; level++) {
    const parent = confined(below(folderOf(from), site.inherit));
    const found = parent === undefined ? undefined : read.get(parent);
    if (parent === undefined || found === undefined || 'message' in found) break;
    settings = { siteName: settings.siteName ?? found.siteName, docsDir: settings.docsDir ?? found.docsDir, nav: settings.nav ?? found.nav };
    from = parent;
    site = found;
  }
  return settings;
}

/** The fact of a site. */
export function navigationFact(repository: string, { file, docsDir, siteName, nav }: RepositorySite): DocumentNavigation {
  return { repository, file, docsDir, ...(siteName === undefined ? {} : { siteName }), ...(nav === undefined ? {} : { nav }) };
}

/** Files that navigations name, from the root of the repository. */
export function namedFiles(sites: readonly RepositorySite[]): Set<string> {
  const named = new Set<string>();
  const visit = (entries: readonly NavEntry[]): void => {
    for (const { target, items } of entries) {
      if (target?.type === 'file') named.add(target.path);
      visit(items);
    }
  };
  for (const { entries } of sites) visit(entries);
  return named;
}

function depth(path: string): number {
  return path.split('/').length;
}
