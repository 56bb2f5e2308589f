import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../browser/browser.ts';
import { componentName } from '../site/entities.ts';
import { fileOf } from '../site/rendered.ts';
import type { Rendered } from '../site/rendered.ts';
import { renderScorecards } from './rendered.ts';

const origin = 'http://almanac.test';
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.json': 'application/json' };

let site: Rendered;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([renderScorecards({ components: 14, hostile: true, pageSize: 10, sample: true }, '/almanac/'), launch()]);
});
afterAll(async () => {
  await browser.close();
  site.remove();
});

const component = `catalog/component/default/${componentName(2)}/`;
const card = 'scorecards/production-readiness/';
const paths: readonly string[] = ['', 'scorecards/', card, 'scorecards/hostile/', `${card}entities/`, `${card}checks/check-4/`, 'scorecards/hostile/checks/bad-2/', 'scorecard-changes/', 'campaigns/', 'campaigns/at-risk/', 'campaigns/late/', 'controls/', 'decisions/', component, 'catalog/group/default/team-payments/'];

/** A page of the rendered files alone; what it asks of anything else, and what goes wrong, is noted. */
async function visit(options: BrowserContextOptions): Promise<{ page: Page; troubles: string[]; asked: string[] }> {
  const [troubles, asked]: [string[], string[]] = [[], []];
  const context = await browser.newContext(options);
  await context.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    const file = url.origin === origin ? fileOf(site, url.pathname) : undefined;
    asked.push(url.pathname);
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
  return { page, troubles, asked };
}

const open = (page: Page, path: string) => page.goto(`${origin}/almanac/${path}`);
const unfold = (page: Page) => page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));

/** Those whose elements no other of them has; axe takes seconds for each. */
const kinds: readonly string[] = ['scorecards/', card, `${card}entities/`, `${card}checks/check-4/`, 'scorecard-changes/', 'campaigns/at-risk/', 'controls/', 'decisions/', component, 'catalog/group/default/team-payments/'];

test('axe finds nothing, in light and dark, with everything unfolded', async () => {
  const { page, troubles } = await visit({ colorScheme: 'light', viewport: { width: 1024, height: 800 } });
  const violations: string[] = [];
  const run = async (path: string, options: string): Promise<void> => {
    const found = await page.evaluate<AxeResults>(`axe.run(${options})`);
    for (const { id, nodes } of found.violations) violations.push(`${path} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  };
  for (const path of kinds) {
    await page.emulateMedia({ colorScheme: 'light' });
    await open(page, path);
    await unfold(page);
    await page.evaluate(axe.source);
    await run(path, '{}');
    await page.emulateMedia({ colorScheme: 'dark' });
    // Of axe's rules only these depend on colours.
    await run(`${path} in dark`, '{ runOnly: ["color-contrast", "link-in-text-block"] }');
  }
  await page.context().close();
  expect(violations).toEqual([]);
  expect(troubles).toEqual([]);
}, 180_000);

test('no page scrolls sideways at 360 px; the heat map does within itself, its first column in sight', async () => {
  const { page, troubles } = await visit({ viewport: { width: 360, height: 800 } });
  const wide: string[] = [];
  for (const path of paths) {
    await open(page, path);
    await unfold(page);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) wide.push(`${path}: ${over} px`);
  }
  expect(wide).toEqual([]);

  await open(page, card);
  const region = page.getByRole('region', { name: 'Heat map' });
  await region.focus();
  for (let press = 0; press < 5; press++) await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => [...document.querySelectorAll('.wide')].some(({ scrollLeft }) => scrollLeft > 0));
  const team = region.getByRole('rowheader').first();
  expect(await team.evaluate((cell) => cell.getBoundingClientRect().left)).toBeGreaterThanOrEqual(0);
  await page.context().close();
  expect(troubles).toEqual([]);
});

test('the icons of verdicts come from the site itself, and without them the words are still there', async () => {
  const { page, troubles, asked } = await visit({});
  await open(page, `${card}checks/check-4/`);
  await expect.poll(() => asked.filter((path) => /verdicts\.[\w-]+\.svg$/.test(path)).length).toBe(1);
  expect(await page.locator('h2 .v.fail').innerText()).toBe('Fail');
  await page.context().close();
  expect(troubles).toEqual([]);
});

test('what is folded is printed', async () => {
  const { page } = await visit({});
  await open(page, component);
  const check = page.locator('.checks a').first();
  const visible = () => check.evaluate((link) => link.checkVisibility());
  expect(await visible()).toBe(false);
  await page.emulateMedia({ media: 'print' });
  expect(await visible()).toBe(true);
  await page.context().close();
});
