import type { TreeFile } from '../../src/clones/contract.ts';
import { folderOf, isBelow } from '../../src/documents/repositories/relative-path.ts';
import { longestPath } from '../../src/schema/facts/document.ts';

/** The files of a tree that documentation is made of, before any of them is read. */
export interface Candidates {
  /** Markdown files that are no one else's. */
  readonly markdown: TreeFile[];
  /** `mkdocs.yml` files. */
  readonly sites: TreeFile[];
  /** Folders of catalog files. */
  readonly catalogFolders: Set<string>;
  /** Documents in formats that are not shown. */
  readonly others: string[];
  /** Markdown files whose path is longer than facts hold. */
  readonly tooLong: string[];
  /** Markdown files that are symbolic links. */
  readonly links: Set<string>;
}

/** The code of others, what programs wrote, and what tests need: their documents are not this repository's. */
const foreign = /(?:^|\/)(?:node_modules|bower_components|third[-_]?party|3rdparty|site-packages|\.?venv|testdata|fixtures|__[a-z]+__)\//i;
/** The same, unless it is in the docs: a chapter about vendors is no vendored code. */
const foreignOutside = /(?:^|\/)(?:vendor|vendored|tests?|specs?)\//i;
const docsFolder = /^(?:docs?|documentation)$/i;
/** Folders whose names begin with a dot hold settings; `.github` is where hosts look for a README. */
const hidden = /(?:^|\/)\.(?!github\/|backstage\/)[^/]+\//;
const markdown = /\.(?:md|markdown|mdown|mkd)$/i;
const otherFormat = /\.(?:mdx|rst|adoc|asciidoc)$/i;

/** Takes in one entry of a tree. */
export function takeCandidate(file: TreeFile, into: Candidates): void {
  const { path, clean, mode } = file;
  if (!clean || foreign.test(path) || hidden.test(path)) return;
  const outside = foreignOutside.test(path) && !docsFolder.test(path.split('/', 1)[0] ?? '');
  if (outside) return;
  if (mode === '120000') {
    if (markdown.test(path)) into.links.add(path);
    return;
  }
  if (mode !== '100644' && mode !== '100755') return;
  if (path.length > longestPath) {
    if (markdown.test(path)) into.tooLong.push(path);
  } else if (markdown.test(path)) into.markdown.push(file);
  else if (otherFormat.test(path)) into.others.push(path);
  else if (/(?:^|\/)mkdocs\.ya?ml$/i.test(path)) into.sites.push(file);
  else if (/(?:^|\/)catalog-info\.ya?ml$/.test(path)) into.catalogFolders.add(folderOf(path));
}

export function noCandidates(): Candidates {
  return { markdown: [], sites: [], catalogFolders: new Set(), others: [], tooLong: [], links: new Set() };
}

/** Why a file is a document, if it is one. */
export type Role = 'readme' | 'docs' | 'changelog';

/** What decides which Markdown files are documents. */
export interface Wanted {
  /** Folders of docs: of each `mkdocs.yml`, and beside each catalog file. */
  readonly docsFolders: readonly string[];
  /** Folders beside whose catalog file or `mkdocs.yml` a README counts. */
  readonly readmeFolders: ReadonlySet<string>;
  /** Files that a navigation names. */
  readonly named: ReadonlySet<string>;
}

/** The role of a Markdown file; undefined if it is no document of the site. */
export function roleOf(path: string, { docsFolders, readmeFolders, named }: Wanted): Role | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const folder = folderOf(path);
  // Changelogs have pages of their own.
  if (/^changelog\./.test(name)) return named.has(path) ? 'changelog' : undefined;
  if (isDocs(path, docsFolders)) return 'docs';
  return /^readme\./.test(name) && /^readme\.[a-z]+$/.test(name) && (folder === '' || folder === '.github' || readmeFolders.has(folder)) ? 'readme' : undefined;
}

/** True for a file of a folder of docs. */
export function isDocs(path: string, docsFolders: readonly string[]): boolean {
  const [first = '', ...rest] = path.split('/');
  return (rest.length > 0 && docsFolder.test(first)) || docsFolders.some((folder) => isBelow(path, folder));
}
