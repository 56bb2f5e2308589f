import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { compareText } from '../findings/codes.ts';
import type { Finding } from '../schema/finding.ts';
import { Anchors } from './anchors.ts';
import { Problems } from './problems.ts';
import { scanPage, type Use } from './scan.ts';
import { siteResolver, type Resolution } from './site.ts';

/** What {@link checkLinks} needs. */
export interface CheckOptions {
  /** The built site's folder. Only read. */
  readonly out: string;
  /** Path the site is served below: `/` or `/almanac/`. */
  readonly base: string;
  /** Address it will be published at, if it is known; absolute links to it (in a sitemap) are then checked too. */
  readonly siteUrl?: string | undefined;
}

/** What was found. */
export interface CheckResult {
  /** HTML pages read. */
  readonly pages: number;
  /** Addresses looked at, those on several pages counted each time. */
  readonly links: number;
  /** ALM0501, ALM0502 and ALM0503: one for each broken target or kind of breach, with up to three pages. */
  readonly findings: readonly Finding[];
}

/** A link to an anchor of another page, looked at when all pages have been read. */
interface Pending {
  readonly page: string;
  readonly index: number;
  readonly target: string;
  readonly fragment: string;
}

/**
 * Checks that a built site holds together: every internal address in its pages, stylesheets and sitemap leads to a
 * file of the site, spelt with the same case; every fragment names an anchor of its page; pages load nothing from
 * other hosts and obey a strict Content-Security-Policy. Nothing is fetched: of links to other hosts only the scheme
 * is looked at. Deterministic.
 */
export async function checkLinks({ out, base, siteUrl }: CheckOptions): Promise<CheckResult> {
  const files = await filesOf(out);
  const resolve = siteResolver({ files, base: `/${base}/`.replaceAll(/\/+/g, '/'), siteUrl });
  const problems = new Problems();
  const anchors = new Anchors();
  const pending: Pending[] = [];
  let links = 0;

  const look = (use: Use, raw: string, file: string, text: string, index: number): Resolution => {
    links += 1;
    const resolution = resolve(raw, file);
    if (resolution.kind === 'broken') problems.add('ALM0501', `${resolution.target} ${resolution.reason}`, file, text, index);
    if (resolution.kind === 'refused') problems.add('ALM0503', `${brief(raw)} uses ${resolution.reason}`, file, text, index);
    if (resolution.kind === 'external' && use === 'resource') problems.add('ALM0503', `${brief(raw)} is loaded from elsewhere`, file, text, index);
    return resolution;
  };

  const pages = files.filter((file) => file.endsWith('.html'));
  for await (const [file, html] of texts(out, pages)) {
    const own = new Set<string>();
    scanPage(html, {
      anchor: (id) => own.add(id),
      breach: (what, index) => problems.add('ALM0503', `A page has ${what}`, file, html, index),
      address: (use, raw, index) => {
        if (use === 'resource' && raw.trim() === '') return problems.add('ALM0501', 'An empty address loads nothing', file, html, index);
        const found = look(use, raw, file, html, index);
        if (found.kind === 'file' && found.fragment !== '' && found.path.endsWith('.html')) pending.push({ page: file, index, target: found.path, fragment: found.fragment });
      },
    });
    anchors.set(file, own);
  }
  for (const file of files) {
    if (file.endsWith('.css')) {
      const css = await readFile(join(out, file), 'utf8');
      for (const { raw, index } of cssAddresses(css)) if (!raw.startsWith('data:')) look('resource', raw, file, css, index);
    } else if (/(^|\/)sitemap[^/]*\.xml$/.test(file)) {
      const xml = await readFile(join(out, file), 'utf8');
      for (const { raw, index } of sitemapAddresses(xml)) look('link', raw, file, xml, index);
    }
  }
  await checkAnchors(out, pending, anchors, problems);
  return { pages: pages.length, links, findings: problems.findings() };
}

async function checkAnchors(out: string, pending: readonly Pending[], anchors: Anchors, problems: Problems): Promise<void> {
  let last = { page: '', text: '' };
  for (const { page, index, target, fragment } of pending) {
    if (anchors.has(target, fragment)) continue;
    if (last.page !== page) last = { page, text: await readFile(join(out, page), 'utf8') };
    problems.add('ALM0502', `${target} has no anchor #${brief(fragment)}`, page, last.text, index);
  }
}

/** Addresses in a stylesheet: `url(...)` and `@import "..."`. Comments are left out. */
function cssAddresses(css: string): { readonly raw: string; readonly index: number }[] {
  const bare = css.replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => ' '.repeat(comment.length));
  return [...bare.matchAll(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')/gi)].map((match) => ({
    raw: match.slice(1).find((group) => group !== undefined) ?? '',
    index: match.index,
  }));
}

/** Addresses in a sitemap. */
function sitemapAddresses(xml: string): { readonly raw: string; readonly index: number }[] {
  const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };
  return [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map((match) => ({ raw: (match[1] ?? '').trim().replaceAll(/&\w+;/g, (entity) => entities[entity] ?? entity), index: match.index }));
}

/**
 * The texts of files, in order. Read synchronously, which for small files takes a third of the time; others get their
 * turn in between.
 */
async function* texts(out: string, files: readonly string[]): AsyncGenerator<readonly [string, string]> {
  for (const [n, file] of files.entries()) {
    if (n % 100 === 99) await setImmediate();
    yield [file, readFileSync(join(out, file), 'utf8')];
  }
}

async function filesOf(out: string): Promise<string[]> {
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(out, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort(compareText);
}

function brief(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
