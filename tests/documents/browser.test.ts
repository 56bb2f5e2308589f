import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../browser/browser.ts';
import { runRender } from '../site/rendered.ts';
import { inputFiles, page as documentOf, type World, worldOf } from './world.ts';

const origin = 'http://almanac.test';
const base = '/almanac/';
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.json': 'application/json', '.md': 'text/markdown' };

const more = {
  'docs/ci/tabs.md': documentOf('Tabs', ':::tabs\n::tab[Go]\nIn Go.\n::tab[Kotlin]\nIn Kotlin.\n:::\n\n## Run\n\n```bash title="Terminal"\necho one\n```\n\n### Again\n\nMore.\n'),
  'docs/ci/hostile.md': documentOf("'<script>alert(1)</script>'", '## <b onclick=alert(2)>x</b>\n\n<script>alert(3)</script><img src=x onerror=alert(4)>\n\n[x](https://example.com/"onmouseover="alert(5))\n'.replace('<img src=x onerror=alert(4)>', ''), "description: '<i>not slanted</i>'\n"),
};

let world: World;
let out: string;
let browser: Browser;
beforeAll(async () => {
  [world, browser] = await Promise.all([worldOf({ ...inputFiles(), ...more }), launch()]);
  out = join(world.dir, 'site');
  const { code, stdout, stderr } = await runRender(['--edition', join(world.dir, 'edition'), '--out', out, '--base', base]);
  if (code !== 0) throw new Error(`render ended with ${code}\n${stdout}${stderr}`);
}, 120_000);
afterAll(async () => {
  await browser.close();
  world.remove();
});

/** A page of the rendered site alone; what it asks of anything else, and what goes wrong, is noted. */
async function visit(options: BrowserContextOptions = {}): Promise<{ page: Page; troubles: string[]; scripts: string[] }> {
  const [troubles, scripts]: [string[], string[]] = [[], []];
  const context = await browser.newContext({ colorScheme: 'light', reducedMotion: 'reduce', viewport: { width: 1440, height: 900 }, ...options });
  await context.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    const path = decodeURIComponent(url.pathname.slice(base.length)).replace(/(^|\/)$/, '$1index.html');
    const file = [join(out, path), join(world.dir, 'edition', path), join(world.dir, 'edition', 'site', path)].find((one) => existsSync(one));
    if (url.origin !== origin || file === undefined) {
      troubles.push(`asked for ${url.href}`);
      return route.abort();
    }
    if (path.endsWith('.js')) scripts.push(path);
    return route.fulfill({ body: readFileSync(file), contentType: types[extname(path)] ?? 'application/octet-stream' });
  });
  const page = await context.newPage();
  page.on('console', (message) => troubles.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  return { page, troubles, scripts };
}

const open = (page: Page, path: string) => page.goto(`${origin}${base}${path}`);
const texts = async (page: Page, selector: string): Promise<string[]> => (await page.locator(selector).allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());

test('a page of a section has its sidebar, its headings, its facts, and what comes before and after', async () => {
  const { page, troubles } = await visit();
  await open(page, 'docs/ci/runners/');
  expect(await texts(page, 'nav.docs-side a')).toEqual(['Builds', 'Overview', 'Caches', 'Runners', '<script>alert(1)</script>', 'Zebra', 'Tabs']);
  expect(await texts(page, 'nav.docs-side a[aria-current="page"]')).toEqual(['Runners']);
  expect(await texts(page, 'nav.docs-toc a')).toEqual(['Sizes', 'Large']);
  expect(await texts(page, 'nav.crumbs li')).toEqual(['Home', 'Docs', 'Builds', 'Runners']);
  expect(await texts(page, '.docs-facts dt')).toEqual(['Owner', 'Last changed']);
  expect(await texts(page, '.docs-facts dd')).toEqual(['Platform', 'not known']);
  expect(await texts(page, '.docs-turn a')).toEqual(['Previous Caches', 'Next <script>alert(1)</script>']);
  expect(await texts(page, '.docs-mentions a')).toEqual(['How builds work', 'Caches']);
  await page.locator('.docs-turn .previous').click();
  expect(await page.locator('h1').innerText()).toBe('Caches');
  expect(await page.getByRole('link', { name: 'Edit this page' }).getAttribute('href')).toBe('https://git.acme.example/handbook/edit/main/content/docs/ci/caches.mdx');
  expect(troubles).toEqual([]);
});

test('on a phone the sidebar is a drawer, which works without a script', async () => {
  const { page } = await visit({ viewport: { width: 360, height: 780 }, javaScriptEnabled: false });
  await open(page, 'docs/ci/runners/');
  const drawer = page.getByRole('navigation', { name: 'Pages of Builds' });
  expect(await drawer.isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Builds' }).click();
  expect(await drawer.isVisible()).toBe(true);
  await drawer.getByRole('link', { name: 'Caches' }).click();
  expect(await page.locator('h1').innerText()).toBe('Caches');
  expect(await drawer.isVisible()).toBe(false);
});

test('a page past its day says so, with whom to ask', async () => {
  const { page } = await visit();
  await open(page, 'docs/ci/');
  expect(await texts(page, '.docs-main > .callout')).toEqual(['Due for review It should have been looked at again by 20 November 2026, 1 day ago. Ask Platform before you rely on it.']);
  await open(page, 'docs/ci/caches/');
  expect(await texts(page, '.docs-main > .callout')).toEqual([]);
});

test('a page of an old version leads to the same page of the current one, and each version to the others', async () => {
  const { page } = await visit();
  await open(page, 'docs/api/v1/errors/');
  expect(await texts(page, '.docs-main > .callout')).toEqual(['This is Version 1, which is no longer supported. Read it in the current version']);
  await page.locator('.docs-versions summary').click();
  expect(await texts(page, '.docs-versions li')).toEqual(['Version 2 current', 'Version 1 no longer supported']);
  await page.locator('.docs-main > .callout a').click();
  await page.waitForURL('**/docs/api/v2/errors/');
  await page.locator('.journey').waitFor();
  expect(await texts(page, '.journey li')).toEqual(['A card is charged Cards · Payments', 'It is booked Ledger · Payments']);
  await open(page, 'docs/api/v1/keys/');
  await page.locator('.docs-main > .callout a').click();
  await page.waitForURL('**/docs/api/v2/errors/');
});

test('tabs change with the keyboard, and code and the page are copied', async () => {
  const { page, troubles } = await visit({ permissions: ['clipboard-read', 'clipboard-write'] });
  await open(page, 'docs/ci/tabs/');
  expect(await texts(page, '.tab-panel:visible')).toEqual(['In Go.']);
  await page.locator('.tab-input').first().focus();
  await page.keyboard.press('ArrowRight');
  expect(await texts(page, '.tab-panel:visible')).toEqual(['In Kotlin.']);
  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.locator('[role="status"]').innerText()).toBe('Copied');
  expect(troubles).toEqual([]);
});

test('earlier addresses lead on, and every page has its text as Markdown', async () => {
  const { page } = await visit({ javaScriptEnabled: false });
  for (const path of ['docs/begin/', 'wiki/start.html']) {
    await open(page, path);
    await page.waitForURL('**/docs/start/');
    expect(await page.locator('h1').innerText()).toBe('Start');
  }
  const href = await page.getByRole('link', { name: 'View as Markdown' }).getAttribute('href');
  expect(href).toBe('/almanac/docs/start.md');
  expect(world.site('docs/start.md')).toMatch(/^# Start\n\nThe first step\. See \[CI\]\(ci\/\)/);
});

test('the page of all docs shows what the organisation wrote above its sections', async () => {
  const { page, troubles } = await visit();
  await open(page, 'docs/');
  expect(await page.locator('h1').innerText()).toBe('How we work');
  expect(await texts(page, '.docs-sections h3')).toEqual(['General docs', 'Builds docs', 'API docs']);
  expect(troubles).toEqual([]);
});

test('what authors write is text, never markup', async () => {
  const { page, troubles } = await visit();
  await open(page, 'docs/ci/hostile/');
  expect(await page.locator('h1').innerText()).toBe('<script>alert(1)</script>');
  expect(await page.locator('.lead').innerText()).toBe('<i>not slanted</i>');
  expect(await page.locator('main script, main [onclick], main [onerror], main [onmouseover]').count()).toBe(0);
  expect(troubles).toEqual([]);
});

test('a page of docs ships no script but theme, search and copy', async () => {
  const { page, scripts } = await visit();
  await open(page, 'docs/ci/runners/');
  expect(scripts.map((path) => path.replace(/^.*\/|\..*$/g, '')).filter((name) => !/^(theme|copy|search)/i.test(name))).toEqual([]);
});

test('axe finds nothing, in both themes, with everything unfolded', async () => {
  const violations: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page } = await visit({ colorScheme });
    for (const path of ['docs/', 'docs/ci/', 'docs/ci/tabs/', 'docs/api/v1/errors/', 'changelog/ledger/2026-12-01-keys/', 'catalog/group/default/platform/']) {
      await open(page, path);
      await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
      await page.addScriptTag({ content: axe.source }).catch(() => page.evaluate(axe.source));
      const found = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
      for (const { id, nodes } of found.violations) violations.push(`${colorScheme} ${path} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    }
  }
  expect(violations).toEqual([]);
}, 120_000);

test('nothing is wider than the screen, at three widths', async () => {
  for (const width of [360, 1024, 1920]) {
    const { page } = await visit({ viewport: { width, height: 900 } });
    for (const path of ['docs/', 'docs/ci/', 'docs/ci/tabs/', 'docs/ci/hostile/', 'docs/api/v1/errors/']) {
      await open(page, path);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${path} at ${width}`).toBeLessThanOrEqual(0);
    }
  }
});
