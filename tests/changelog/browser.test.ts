import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve, type RunningServer } from '../../src/serve/server.ts';
import { launch } from '../browser/browser.ts';
import { builtOrganisation } from './site.ts';

let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  const folder = await builtOrganisation();
  [server, browser] = await Promise.all([serve({ dir: join(folder, 'dist'), port: 0, base: '/acme/' }), launch()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await server.close();
});

const paths = ['changelog/', 'changelog/component/default/payments/', 'changelog/group/default/shop/', 'changelog/component/default/ledger/', 'catalog/component/default/payments/'] as const;

async function visit(path: string, options: BrowserContextOptions = {}): Promise<{ page: Page; troubles: string[] }> {
  const troubles: string[] = [];
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on('console', (message) => troubles.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(server.url).origin) troubles.push(`asked for ${request.url()}`);
  });
  await page.goto(server.url + path);
  return { page, troubles };
}

test('axe finds nothing, in light and dark', async () => {
  const violations: string[] = [];
  for (const path of paths) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, troubles } = await visit(path, { colorScheme, viewport: { width: 1024, height: 800 } });
      await page.evaluate(axe.source);
      const found = await page.evaluate<AxeResults>(colorScheme === 'light' ? 'axe.run({})' : 'axe.run({ runOnly: ["color-contrast", "link-in-text-block"] })');
      for (const { id, nodes } of found.violations) violations.push(`${path} ${colorScheme} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
      expect(troubles).toEqual([]);
      await page.context().close();
    }
  }
  expect(violations).toEqual([]);
}, 180_000);

test('no page scrolls sideways at 360 px', async () => {
  for (const path of paths) {
    const { page } = await visit(path, { viewport: { width: 360, height: 800 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), path).toBe(0);
    await page.context().close();
  }
});

test('what is to come stands first, with the days left, who is affected and what to do', async () => {
  const { page } = await visit('changelog/');
  expect(await page.locator('main h2').first().innerText()).toMatch(/^To come/);
  const items = page.locator('.upcoming > li');
  expect(await items.locator('h3').allInnerTexts()).toEqual(['The CSV export goes away', 'Charges need an <idempotency> key & more']);
  const text = (await items.nth(1).innerText()).replaceAll(/\s+/g, ' ');
  expect(text).toContain('7 days left to act');
  expect(text).toContain('takes effect in 11 days, 1 December 2026');
  expect(text).toContain('Changed Breaking');
  expect(text).toContain('Who is affected Callers of the Charges API');
  expect(text).toContain('What to do by 27 November 2026 Send the header <Idempotency-Key>');
  await page.context().close();
});

test('kinds are chosen with the keyboard and without a script', async () => {
  const { page } = await visit('changelog/', { javaScriptEnabled: false });
  const shown = (): Promise<string[]> => page.locator('.entries .entry:visible h4').allInnerTexts();
  expect(await shown()).toHaveLength(3);
  await page.getByRole('radio', { name: /^All/ }).focus();
  await page.keyboard.press('ArrowRight');
  expect(await shown()).toEqual(['Charges in more currencies']);
  // Months in which nothing is left go too.
  expect(await page.locator('.entries .month:visible h3').allInnerTexts()).toEqual(['OCTOBER 2026']);
  await page.getByRole('radio', { name: /^Fixed/ }).check();
  expect(await shown()).toEqual(['Exports are complete again']);
  await page.context().close();
});

test('a team sees what affects it, and through which of its components', async () => {
  const { page } = await visit('changelog/group/default/shop/');
  expect((await page.locator('.upcoming').innerText()).replaceAll(/\s+/g, ' ')).toContain('Because they use it Checkout');
  expect(await page.locator('section[aria-labelledby="affecting"] h4').allInnerTexts()).toEqual(['Charges in more currencies', 'No deployments on Fridays in December']);
  await page.context().close();
});

test('releases show what repositories wrote as text, and a withdrawn one says so', async () => {
  const { page, troubles } = await visit('changelog/component/default/payments/');
  const release = page.locator('.release', { hasText: '2.10.0' });
  expect(await release.innerText()).toContain('<script>alert(1)</script> & <img src=x onerror=alert(1)> x y z');
  expect(await release.getByRole('link', { name: 'on its host' }).getAttribute('href')).toBe('https://github.com/acme/payments/compare/v2.9.0...v2.10.0');
  expect(await release.locator('code').allInnerTexts()).toEqual(['POST /v2/charges']);
  expect(await page.locator('.release', { hasText: '2.8.0' }).innerText()).toContain('withdrawn');
  expect(troubles).toEqual([]);
  await page.context().close();
});

test('pages name their feeds and calendars, and each is there with its type', async () => {
  for (const path of ['changelog/', 'changelog/component/default/payments/', 'changelog/group/default/shop/']) {
    const { page } = await visit(path);
    const links = await page.locator('head link[rel="alternate"]').evaluateAll((all) => all.map((link) => [link.getAttribute('type') ?? '', link.getAttribute('href') ?? '']));
    expect(links.map(([type]) => type)).toEqual(['application/atom+xml', 'application/feed+json', 'text/calendar']);
    for (const [type = '', address = ''] of links) {
      const answer = await page.request.get(new URL(address, server.url).href);
      expect([answer.status(), answer.headers()['content-type']?.split(';')[0]]).toEqual([200, type === 'application/feed+json' ? 'application/json' : type]);
    }
    await page.context().close();
  }
});

test('the page of an entity leads to its changelog, and from there to a release', async () => {
  const { page } = await visit('catalog/component/default/payments/');
  await page.locator('#changes a').click();
  await page.waitForURL(/changelog\/component\/default\/payments\/$/);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Changelog of Payments');
  await page.goto(`${server.url}catalog/component/default/payments/`);
  await page.getByRole('link', { name: 'Payments 2.10.0: 1 added, 1 fixed, 1 for security' }).click();
  await page.waitForURL(/#release-payments-2\.10\.0-/);
  expect(await page.locator('.release:target h3').innerText()).toBe('2.10.0');
  await page.context().close();
});
