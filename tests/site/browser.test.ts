import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repositoryPath } from '../../src/edition/routes.ts';
import { launch } from '../browser/browser.ts';
import { componentName, repositoryName } from './entities.ts';
import { hostileId } from './hostile.ts';
import { fileOf, renderSynthetic, type Rendered } from './rendered.ts';

const origin = 'http://almanac.test';
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.json': 'application/json' };

let site: Rendered;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([renderSynthetic({ components: 14, hostile: true, pageSize: 10, sample: true }, '/almanac/'), launch()]);
});
afterAll(async () => {
  await browser.close();
  site.remove();
});

const component = (n: number): string => `catalog/component/default/${componentName(n)}/`;

/** The pages that are hard to show: tests/browser has one of each kind on a well-behaved site. */
const hard: readonly string[] = ['browse/component/2/', 'browse/domain/', 'data-quality/', 'catalog/component/default/hostile/', 'catalog/component/default/nothing/', component(1),
  repositoryPath(repositoryName(6)), repositoryPath(repositoryName(12)), repositoryPath(hostileId), repositoryPath('local/nothing')];

/** Opens all folded parts, as a reader could. */
const unfold = (page: Page) => page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));

interface Visit {
  readonly page: Page;
  /** What went wrong or asked for more than the site: console, errors, dialogs, other hosts. */
  readonly troubles: string[];
}

/** Opens pages from the rendered files; everything else is refused and noted. */
async function visit(context: BrowserContext): Promise<Visit> {
  const troubles: string[] = [];
  await context.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    const file = url.origin === origin ? fileOf(site, url.pathname) : undefined;
    if (file === undefined) {
      troubles.push(`asked for ${url.href}`);
      return route.abort();
    }
    const path = existsSync(join(site.out, file)) ? join(site.out, file) : join(site.edition, file);
    return route.fulfill({ body: readFileSync(path), contentType: types[extname(file)] ?? 'application/octet-stream' });
  });
  const page = await context.newPage();
  page.on('console', (message) => troubles.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { page, troubles };
}

const open = (page: Page, path: string) => page.goto(`${origin}/almanac/${path}`);

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  test('axe finds nothing on pages of hostile, old, missing and empty things, with everything unfolded', async () => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 1024, height: 800 } });
    const { page, troubles } = await visit(context);
    const violations: string[] = [];
    for (const path of hard) {
      await open(page, path);
      await unfold(page);
      await page.evaluate(axe.source);
      const found = await page.evaluate<AxeResults>('axe.run()');
      for (const { id, nodes } of found.violations) violations.push(`${path} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    }
    await context.close();
    expect(violations).toEqual([]);
    expect(troubles).toEqual([]);
  }, 180_000);
});

test.each([360, 1024])('no page scrolls sideways at %i px, with everything unfolded', async (width) => {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  const { page, troubles } = await visit(context);
  const wide: string[] = [];
  for (const path of hard) {
    await open(page, path);
    await unfold(page);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) wide.push(`${path}: ${over} px`);
  }
  await context.close();
  expect(wide).toEqual([]);
  expect(troubles).toEqual([]);
});

test('hostile text runs nothing, in sight or unfolded', async () => {
  const context = await browser.newContext();
  const { page, troubles } = await visit(context);
  for (const path of ['catalog/component/default/hostile/', repositoryPath(hostileId), 'data-quality/alm0305/', 'data-quality/']) {
    await open(page, path);
    await unfold(page);
    expect(await page.locator('img, iframe, object, embed').count()).toBe(0);
    expect(await page.locator('script:not([src])').count()).toBe(0);
  }
  await context.close();
  expect(troubles).toEqual([]);
});

test('the keyboard reaches everything: the skip link first, then search and folded parts, with nothing to scroll sideways', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  const { page } = await visit(context);
  await open(page, repositoryPath(repositoryName(6)));
  await page.keyboard.press('Tab');
  const focus = () => page.evaluate(() => document.activeElement?.getAttribute('href') ?? document.activeElement?.id ?? '');
  expect(await focus()).toBe('#main');
  expect(await page.locator('.skip').evaluate((skip) => skip.getBoundingClientRect().top)).toBeGreaterThanOrEqual(0);
  await page.keyboard.press('Enter');
  expect(await focus()).toBe('main');

  await page.locator('summary', { hasText: 'Numbers' }).focus();
  await page.keyboard.press('Enter');
  expect(await page.locator('details[open] summary', { hasText: 'Numbers' }).count()).toBe(1);
  // A wide table becomes a card per row, whose cells say what they are.
  const row = page.locator('[id="fact-repository.defaultBranch"]');
  expect(await row.evaluate((element) => element.getBoundingClientRect().right)).toBeLessThanOrEqual(360);
  expect(await row.locator('td').first().evaluate((cell) => getComputedStyle(cell, '::before').content)).toBe('"Value"');
  await context.close();
});

test('the theme switch holds over pages and is not there without JavaScript', async () => {
  const context = await browser.newContext({ colorScheme: 'light' });
  const { page } = await visit(context);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await open(page, '');
  const light = await background();
  const button = page.getByRole('button', { name: /^Theme/ });
  expect(await button.innerText()).toBe('Theme: auto');
  await button.click();
  await button.click();
  expect(await button.innerText()).toBe('Theme: dark');
  const dark = await background();
  expect(dark).not.toBe(light);
  await open(page, 'api/');
  expect([await button.innerText(), await background()]).toEqual(['Theme: dark', dark]);
  await button.click();
  expect([await button.innerText(), await background()]).toEqual(['Theme: auto', light]);
  await context.close();

  const without = await browser.newContext({ javaScriptEnabled: false });
  const { page: plain } = await visit(without);
  await open(plain, '');
  expect(await plain.locator('#theme').isVisible()).toBe(false);
  expect(await plain.getByRole('searchbox').first().isVisible()).toBe(true);
  await without.close();
});

test('print shows the addresses of links that lead out', async () => {
  const context = await browser.newContext({ colorScheme: 'dark' });
  const { page } = await visit(context);
  await open(page, repositoryPath(repositoryName(0)));
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await page.locator('a.out').first().evaluate((link) => getComputedStyle(link, '::after').content)).toContain('https://');
  await context.close();
});
