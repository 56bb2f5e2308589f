import { lists, listPages } from '../components/lists.ts';
import { planningPagePaths } from '../components/planning/routes.ts';
import { scorecardPagePaths } from '../components/scorecards/routes.ts';
import type { Edition } from '../edition/read.ts';
import { catalogPath, designPath, documentListPath, documentListPaths, entityPath, findingPath, knowledgePath, listPath, repositoryPath, changelogPath } from '../edition/routes.ts';

/** Addresses that one sitemap may hold, by the protocol (sitemaps.org). */
export const sitemapLimit = 50_000;

/** One file: `sitemap` or `sitemap-1`, without its ending. */
export interface Sitemap {
  readonly name: string;
  readonly xml: string;
}

/**
 * The sitemaps of an edition: one file, or an index and its parts where there are more addresses than one may hold.
 * None without `siteUrl`: a sitemap takes absolute addresses only, and a site without one can be served anywhere.
 */
export function sitemaps(edition: Edition, limit = sitemapLimit): Sitemap[] {
  const { siteUrl } = edition.index;
  if (siteUrl === undefined) return [];
  const root = siteUrl.replace(/\/*$/, '/');
  const urls = paths(edition).map((path) => root + path);
  if (urls.length <= limit) return [{ name: 'sitemap', xml: file('urlset', 'url', urls) }];
  const parts = Array.from({ length: Math.ceil(urls.length / limit) }, (_, at) => ({
    name: `sitemap-${at + 1}`,
    xml: file('urlset', 'url', urls.slice(at * limit, (at + 1) * limit)),
  }));
  return [{ name: 'sitemap', xml: file('sitemapindex', 'sitemap', parts.map(({ name }) => `${root}${name}.xml`)) }, ...parts];
}

function paths(edition: Edition): string[] {
  return [
    '',
    catalogPath,
    ...lists(edition).flatMap(({ segment, pages }) => listPages(pages).map((page) => listPath(segment, page))),
    ...edition.entityRefs().map(entityPath),
    ...edition.repositoryIds().map(repositoryPath),
    documentListPaths.doc,
    ...edition.documentPaths().filter((path) => path !== documentListPaths.doc),
    ...(edition.index.documents === undefined ? [] : [knowledgePath, ...edition.knowledge.kinds.flatMap(({ kind, pages }) => listPages(pages).map((page) => documentListPath(kind, page)))]),
    ...scorecardPagePaths(edition),
    ...planningPagePaths(edition),
    ...(edition.index.changelog === undefined ? [] : [edition.index.changelog.path, ...edition.changelogRefs().map((ref) => changelogPath(ref))]),
    'data-quality/',
    ...edition.quality.findings.groups.flatMap(({ code }) => listPages(edition.findingList(code, 1).pages).map((page) => findingPath(code, page))),
    'api/',
    designPath,
    'provenance/',
    'search/',
  ];
}

function file(list: string, item: string, urls: readonly string[]): string {
  const items = urls.map((url) => `<${item}><loc>${escapeXml(url)}</loc></${item}>\n`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${list} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${items}</${list}>\n`;
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&apos;');
}
