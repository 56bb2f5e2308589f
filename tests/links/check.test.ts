import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkLinks, type CheckResult } from '../../src/links/check.ts';

let folder: string;
let sites = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'almanac-links-'));
});
afterAll(() => rm(folder, { recursive: true }));

const policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; script-src \'self\'; style-src \'self\'">';

/** A page with the policy on its first line, `body` from the second on. */
const page = (body: string): string => `<!doctype html>${policy}<title>x</title>\n${body}`;

/** Checks a site of these files below `base`. */
async function check(files: Readonly<Record<string, string>>, { base = '/', siteUrl }: { base?: string; siteUrl?: string } = {}): Promise<CheckResult> {
  const out = join(folder, `site-${++sites}`);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(out, path)), { recursive: true });
    await writeFile(join(out, path), text);
  }
  return checkLinks({ out, base, siteUrl });
}

/** What is found in one page, with a few pages around it. */
async function found(body: string, options: { base?: string; siteUrl?: string } = {}): Promise<string[]> {
  const base = options.base ?? '/';
  const { findings } = await check(
    {
      'index.html': page('<h1 id="top-of-it">Home</h1>'),
      'a/index.html': page(body),
      'a/b/index.html': page('<h2 id="part">B</h2><a name="old"></a>'),
      'names/with space & ü/index.html': page('<p id="ünder">'),
      'Case/index.html': page(''),
      'x.css': '',
      'x.png': '',
      'x.js': '',
      'feed.xml': '',
    },
    { ...options, base },
  );
  return findings.map(({ code, what }) => `${code} ${what}`);
}

describe('what resolves', () => {
  test.each([
    ['<a href="/">', '<a href="/a/b/">', '<a href="/a/b/index.html">', '<a href="b/">', '<a href="../">', '<a href="..">', '<a href=".">', '<a href="">', '<a href="./b/../b/">'],
    ['<a href="/a/b/#part">', '<a href="b/#old">', '<a href="#here"><p id="here">', '<a href="#">', '<a href="#top">', '<a href="/#top-of-it">', '<a href="b/?q=1#part">'],
    ['<a href="/names/with%20space%20&amp;%20%C3%BC/">', '<a href="/names/with space & ü/#%C3%BCnder">', '<a href="/names/with%20space%20%26%20ü/#ünder">'],
    ['<img src="/x.png">', '<img srcset="/x.png 1x, ../x.png 2x">', '<video poster="../x.png"></video>', '<script src="/x.js?v=1"></script>', '<link rel="stylesheet" href="/x.css">', '<link rel="alternate" href="/feed.xml">'],
    ['<a href="https://elsewhere.example/x#y">', '<a href="http://elsewhere.example">', '<a href="mailto:team@example.com">', '<a href="tel:+1-555-0100">', '<link rel="canonical" href="https://elsewhere.example/">'],
    ['<form action="/a/" method="get">', '<form action="">', '<svg><use href="#dot"/><g id="dot"/></svg>', '<script type="application/ld+json">{"a":"</p>"}</script>'],
    ['<!-- <a href="/not/there/"> -->', '<pre>&lt;a href="/not/there/"&gt;</pre>', '<textarea><a href="/not/there/"></textarea>', '<a data-href="/not/there/">'],
  ])('%s and others', async (...links) => {
    expect(await found(links.join('\n'))).toEqual([]);
  });
});

describe('what does not', () => {
  test.each([
    ['<a href="/gone/">', 'ALM0501 gone/index.html is not part of the site (once on one page).'],
    ['<a href="../gone.html#x">', 'ALM0501 gone.html is not part of the site (once on one page).'],
    ['<a href="/a/b">', 'ALM0501 a/b is a folder: the link lacks the slash at its end, without which it depends on the server (once on one page).'],
    ['<a href="/case/">', 'ALM0501 case/index.html is not part of the site; Case/index.html is, which differs in case (once on one page).'],
    ['<a href="/a%2Fb/">', 'ALM0501 /a%2Fb/ has an encoded slash in a name, which servers read in different ways (once on one page).'],
    ['<a href="https://[">', 'ALM0501 https://[ is not an address (once on one page).'],
    ['<img src="">', 'ALM0501 An empty address loads nothing (once on one page).'],
    ['<img srcset="/x.png 1x, /y.png 2x">', 'ALM0501 y.png is not part of the site (once on one page).'],
    ['<form action="/send/">', 'ALM0501 send/index.html is not part of the site (once on one page).'],
    ['<meta http-equiv="refresh" content="0; url=/moved/">', 'ALM0501 moved/index.html is not part of the site (once on one page).'],
    ['<a href="#nowhere">', 'ALM0502 a/index.html has no anchor #nowhere (once on one page).'],
    ['<a href="b/#Part">', 'ALM0502 a/b/index.html has no anchor #Part (once on one page).'],
    ['<a href="javascript:alert(1)">', 'ALM0503 javascript:alert(1) uses the scheme javascript: (once on one page).'],
    ['<a href=" java\tscript:alert(1)">', 'ALM0503  java\tscript:alert(1) uses the scheme javascript: (once on one page).'],
    ['<a href="&#106;avascript&colon;alert(1)">', 'ALM0503 javascript:alert(1) uses the scheme javascript: (once on one page).'],
    ['<a href="data:text/html,x">', 'ALM0503 data:text/html,x uses the scheme data: (once on one page).'],
    ['<svg><a xlink:href="javascript:1"></a></svg>', 'ALM0503 javascript:1 uses the scheme javascript: (once on one page).'],
    ['<a href="//elsewhere.example/">', 'ALM0503 //elsewhere.example/ uses an address of another host without a scheme (once on one page).'],
    ['<a href="/\\elsewhere.example/">', 'ALM0503 /\\elsewhere.example/ uses an address of another host without a scheme (once on one page).'],
    ['<img src="https://elsewhere.example/x.png">', 'ALM0503 https://elsewhere.example/x.png is loaded from elsewhere (once on one page).'],
    ['<script src="https://elsewhere.example/x.js"></script>', 'ALM0503 https://elsewhere.example/x.js is loaded from elsewhere (once on one page).'],
    ['<link rel="preconnect" href="https://elsewhere.example">', 'ALM0503 https://elsewhere.example is loaded from elsewhere (once on one page).'],
    ['<a href="/" ping="https://elsewhere.example/">', 'ALM0503 https://elsewhere.example/ is loaded from elsewhere (once on one page).'],
    ['<script>alert(1)</script>', 'ALM0503 A page has an inline script (once on one page).'],
    ['<style>p { color: red }</style>', 'ALM0503 A page has an inline style element (once on one page).'],
    ['<p style="color: red">', 'ALM0503 A page has a style attribute (once on one page).'],
    ['<p ONCLICK="alert(1)">', 'ALM0503 A page has an onclick attribute (once on one page).'],
    ['<base href="/">', 'ALM0503 A page has a base element (once on one page).'],
  ])('%s', async (body, expected) => {
    expect(await found(body)).toEqual([expected]);
  });
});

describe('the policy itself', () => {
  test.each([
    ['<p>', 'no Content-Security-Policy'],
    [`<!-- ${policy} --><script src="/x.js"></script>`, 'no Content-Security-Policy'],
    [`<script src="/x.js"></script>${policy}`, 'a script element before its policy'],
    [policy.replace("'none'", '*'), "a policy without default-src 'none' or 'self'"],
    [policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"), "a policy with style-src 'unsafe-inline'"],
    [policy.replace("script-src 'self'", "script-src 'unsafe-eval'"), "a policy with script-src 'unsafe-eval'"],
  ])('%s', async (html, what) => {
    const { findings } = await check({ 'index.html': html, 'x.js': '' });
    expect(findings.map((finding) => finding.what)).toEqual([`A page has ${what} (once on one page).`]);
  });

  test('WebAssembly and workers of the site itself are no weakness', async () => {
    const { findings } = await check({ 'index.html': policy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:") });
    expect(findings).toEqual([]);
  });
});

test('below a base path, links that forget it are broken', async () => {
  expect(await found('<a href="/almanac/a/b/#part"><a href="b/"><a href="../">', { base: '/almanac/' })).toEqual([]);
  expect(await found('<a href="/a/b/">', { base: '/almanac' })).toEqual(['ALM0501 /a/b/ is outside of /almanac/, which the site is served below (once on one page).']);
  expect(await found('<a href="../../">', { base: '/almanac/' })).toEqual(['ALM0501 / is outside of /almanac/, which the site is served below (once on one page).']);
});

test('absolute addresses of the site itself are internal, in pages and in the sitemap', async () => {
  const siteUrl = 'https://acme.example/almanac/';
  expect(await found('<link rel="canonical" href="https://acme.example/almanac/a/b/"><img src="https://acme.example/almanac/x.png">', { base: '/almanac/', siteUrl })).toEqual([]);
  expect(await found('<link rel="canonical" href="https://acme.example/almanac/b/">', { base: '/almanac/', siteUrl })).toEqual(['ALM0501 b/index.html is not part of the site (once on one page).']);
  const { findings } = await check(
    { 'index.html': page(''), 'sitemap.xml': '<urlset>\n<url><loc>https://acme.example/almanac/</loc></url>\n<url><loc>https://acme.example/almanac/gone/?a=1&amp;b=2</loc></url></urlset>' },
    { base: '/almanac/', siteUrl },
  );
  expect(findings).toMatchObject([{ code: 'ALM0501', file: 'sitemap.xml', line: 3, column: 6 }]);
});

test('stylesheets are checked too', async () => {
  const { findings, links } = await check({
    'css/site.css': '/* url(/gone.png) */\n@import "other.css";\n.a { background: url( "../x.png" ) }\n.b { background: url(../y.png) }\n@font-face { src: url(https://fonts.example/f.woff2) }\n.c { background: url(data:image/png;base64,AA==) }',
    'css/other.css': '',
    'x.png': '',
  });
  expect(findings.map(({ code, what, line }) => `${code} ${what} ${line}`)).toEqual([
    'ALM0501 y.png is not part of the site (once on one page). 4',
    'ALM0503 https://fonts.example/f.woff2 is loaded from elsewhere (once on one page). 5',
  ]);
  expect(links).toBe(4);
});

test('a target missing from many pages is one finding, with the first three pages and the place of the link', async () => {
  const files = Object.fromEntries(['e', 'd', 'c', 'b', 'a'].map((name) => [`${name}/index.html`, page(`<p>\n  <a href="/gone/">one</a>\n  <a href="../gone/">two</a>`)]));
  const result = await check(files);
  expect(result).toMatchObject({ pages: 5, links: 10 });
  expect(result.findings).toEqual([
    {
      code: 'ALM0501',
      severity: 'error',
      what: 'gone/index.html is not part of the site (10 times on 5 pages, also b/index.html:3:6, c/index.html:3:6 and 2 more).',
      why: 'A page links to a page or file that is not part of the site.',
      fix: 'Correct the link in the source of the page.',
      file: 'a/index.html',
      line: 3,
      column: 6,
    },
  ]);
  expect(await check(Object.fromEntries(Object.entries(files).reverse()))).toEqual(result);
});

test('an empty site and odd HTML are no trouble', async () => {
  expect(await check({ 'robots.txt': '' })).toEqual({ pages: 0, links: 0, findings: [] });
  expect(await found('<a href=b/ <p =x <<a href>< ><a href="b/')).toEqual([]);
  expect(await found(`${'<div>'.repeat(20_000)}<a href='b/'>`)).toEqual([]);
});
