import { makeFinding } from '../../src/findings/codes.ts';
import type { NavEntry } from '../../src/documents/repositories/mkdocs-nav.ts';
import type { Finding } from '../../src/schema/finding.ts';
import type { RepositorySite } from './sites.ts';

/** What a navigation is held against. */
export interface NavFacts {
  readonly repository: string;
  /** Paths of documents. */
  readonly documents: ReadonlySet<string>;
  /** `mkdocs.yml` files by path. */
  readonly sites: ReadonlySet<string>;
  /** What is known of any other path that was looked for in the tree. */
  readonly paths: PathLookup;
  readonly links: ReadonlySet<string>;
}

/** What the tree says of paths that were asked for. */
export interface PathLookup {
  /** True for a file or folder that is there. */
  has(path: string): boolean;
  /** The path that is there and differs only in upper and lower case. */
  spelling(path: string): string | undefined;
}

/** What is wrong with the navigation of a site, each with its place: entries that lead nowhere, or to what is not followed. */
export function navFindings({ file, docsDir, entries, place }: RepositorySite, facts: NavFacts): Finding[] {
  if (place === undefined) return [];
  const { repository } = facts;
  const findings: Finding[] = [];
  const visit = (entry: NavEntry): void => {
    const problem = problemOf(entry, docsDir, facts);
    if (problem !== undefined) {
      const { code, what, fix } = problem;
      findings.push(makeFinding(code, { what: `${file}: the navigation ${what}`, ...(fix === undefined ? {} : { fix }), repository, file, ...place(entry.at) }));
    }
    entry.items.forEach(visit);
  };
  entries.forEach(visit);
  return findings;
}

interface Problem {
  readonly code: 'ALM0744' | 'ALM0745';
  readonly what: string;
  readonly fix?: string;
}

function problemOf({ target }: NavEntry, docsDir: string, { documents, sites, paths, links }: NavFacts): Problem | undefined {
  switch (target?.type) {
    case undefined:
    case 'url':
      return undefined;
    case 'outside':
      return { code: 'ALM0744', what: `names \`${target.written}\`, which leads out of the folder of the docs` };
    case 'unusable':
      return { code: 'ALM0745', what: `has \`${target.written}\`, which names no page` };
    case 'include':
      return sites.has(target.path) ? undefined : { code: 'ALM0745', what: `takes in \`${target.path}\`, which could not be read` };
    case 'file': {
      const { path, written } = target;
      if (documents.has(path)) return undefined;
      if (links.has(path)) return { code: 'ALM0745', what: `names \`${written}\`, which is a symbolic link`, fix: 'Put a file in its place: links are not followed.' };
      if (paths.has(path)) return /\.(?:md|markdown|mdown|mkd)$/i.test(path) ? { code: 'ALM0745', what: `names \`${written}\`, which was not read` } : folderOrOther(path, written, documents);
      const spelling = paths.spelling(path);
      const meant = spelling === undefined ? '' : `; did you mean \`${docsDir === '' ? spelling : spelling.slice(docsDir.length + 1)}\`?`;
      return { code: 'ALM0744', what: `names \`${written}\`, which is not in ${docsDir === '' ? 'the repository' : docsDir}${meant}` };
    }
  }
}

/** A folder stands for the pages in it; any other file, such as a notebook or a picture, has no page. */
function folderOrOther(path: string, written: string, documents: ReadonlySet<string>): Problem | undefined {
  for (const document of documents) if (document.startsWith(`${path}/`)) return undefined;
  return { code: 'ALM0745', what: `names \`${written}\`, which is no Markdown page` };
}
