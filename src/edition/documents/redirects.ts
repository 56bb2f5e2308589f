import { contentSecurityPolicy } from '../../layouts/policy.ts';
import { takenBy } from '../../documents/page-paths.ts';
import type { EditionDocument } from '../../documents/model.ts';
import { compareText, makeFinding } from '../../findings/codes.ts';
import type { Redirects } from '../../schema/edition/document.ts';
import type { Finding } from '../../schema/finding.ts';
import { contentDocumentPath, documentListPaths } from '../routes.ts';

/** Redirects of an edition. */
export interface FoundRedirects {
  /** In order of the earlier path. */
  readonly list: Redirects;
  /** By the earlier path. */
  readonly moved: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

/**
 * Earlier paths of pages, as their front matter gives them, and folders of docs without a page of their own. An earlier
 * path that is taken, or that is none of this site, is a finding.
 *
 * @param folders pages that folders without one lead to, by the folder's path
 */
export function redirectsOf(documents: ReadonlyMap<string, EditionDocument>, folders: ReadonlyMap<string, string>): FoundRedirects {
  const moved = new Map<string, string>();
  const findings: Finding[] = [];
  for (const { source } of documents.values()) {
    for (const [n, written] of source.redirectFrom.entries()) {
      const from = normal(written);
      const problem = from === undefined ? 'is no path below this site' : refusal(from, source.path, documents, moved);
      if (from !== undefined && problem === undefined) moved.set(from, source.path);
      else findings.push(makeFinding('ALM0725', { what: `redirectFrom \`${written}\` ${problem}.`, file: source.file, ...(source.kind === 'repository-doc' ? {} : source.positionOf(['redirectFrom', n])) }));
    }
  }
  for (const [folder, path] of folders) {
    const from = contentDocumentPath(`${folder}/index.md`);
    if (!documents.has(from) && !moved.has(from)) moved.set(from, path);
  }
  const list = [...moved].map(([from, to]) => ({ from, to })).toSorted((a, b) => compareText(a.from, b.from));
  return { list, moved, findings };
}

/** `docs/old/place/`, or `docs/old.html`; undefined for what is no path, or leads out of the site. */
function normal(written: string): string | undefined {
  const path = written.trim().replace(/^\/(?!\/)/, '');
  if (path === '' || !/^[^\s\\?#%:*"<>|~\u0000-\u001f]+$/.test(path)) return undefined;
  const bare = path.replace(/(^|\/)index\.html$/, '$1').replace(/\/$/, '');
  if (bare.split('/').some((segment) => segment === '' || segment === '.' || segment === '..')) return undefined;
  return bare.endsWith('.html') ? bare : `${bare}/`;
}

function refusal(from: string, to: string, documents: ReadonlyMap<string, EditionDocument>, moved: ReadonlyMap<string, string>): string | undefined {
  if (from === to) return 'is the page itself';
  const page = documents.get(from);
  if (page !== undefined) return `is the page of ${page.source.file}`;
  const other = moved.get(from);
  if (other !== undefined) return `already leads to ${other}`;
  if (from === documentListPaths.doc) return 'is the page that lists all docs';
  const taken = takenBy(from);
  return taken === undefined ? undefined : `is taken: ${taken}`;
}

/** The file of a redirect, below the site's root. */
export function redirectFile(from: string): string {
  return from.endsWith('/') ? `${from}index.html` : from;
}

/** A page that leads on at once, without a script, and says so to those whom it does not. */
export function redirectPage(title: string, to: string, { base, siteUrl }: { readonly base: string; readonly siteUrl: string | undefined }): string {
  const address = escapeHtml(base + to);
  const canonical = siteUrl === undefined ? address : escapeHtml(siteUrl.replace(/\/*$/, '/') + to);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy()}">
<meta http-equiv="refresh" content="0; url=${address}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<link rel="canonical" href="${canonical}">
<title>Moved: ${escapeHtml(title)}</title>
</head>
<body>
<main>
<h1>This page has moved</h1>
<p>It is now <a href="${address}">${escapeHtml(title)}</a>.</p>
</main>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
