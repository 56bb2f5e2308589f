import { existsSync, readFileSync, rmSync } from 'node:fs';
import { extname, join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch } from '../browser/browser.ts';
import { runRender } from '../site/rendered.ts';
import { planningEdition } from './edition.ts';

const origin = 'http://almanac.test';
const base = '/handbook/';
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.json': 'application/json' };

let made: Awaited<ReturnType<typeof planningEdition>>;
let out: string;
let browser: Browser;
beforeAll(async () => {
  [made, browser] = await Promise.all([planningEdition(), launch()]);
  out = join(made.folder, 'site');
  const { code, stdout, stderr } = await runRender(['--edition', made.edition, '--out', out, '--base', base]);
  if (code !== 0) throw new Error(`render ended with ${code}\n${stdout}${stderr}`);
}, 120_000);
afterAll(async () => {
  await browser.close();
  rmSync(made.folder, { recursive: true, force: true });
});

/** A page of the rendered files alone; what it asks of anything else, and what goes wrong, is noted. */
async function visit(options: BrowserContextOptions): Promise<{ page: Page; troubles: string[]; go: (path: string) => Promise<void> }> {
  const troubles: string[] = [];
  const context = await browser.newContext(options);
  await context.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    const path = url.pathname.replace(base, '').replace(/(^|\/)$/, '$1index.html');
    const file = [join(out, path), join(made.edition, path)].find(existsSync);
    if (url.origin !== origin || file === undefined) {
      troubles.push(`asked for ${url.href}`);
      return route.abort();
    }
    return route.fulfill({ body: readFileSync(file), contentType: types[extname(file)] ?? 'application/octet-stream' });
  });
  const page = await context.newPage();
  page.on('console', (message) => troubles.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  return { page, troubles, go: async (path) => void (await page.goto(`${origin}${base}${path}`)) };
}

const unfold = (page: Page) => page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
const pages: readonly string[] = ['objectives/', 'objectives/checkout-answers/', 'objectives/builds.start/', 'roadmap/', 'roles/', 'roles/platform/', 'responsibilities/', 'responsibilities/lines/', 'surveys/', 'surveys/autumn/', 'surveys/spring/', 'catalog/capability/default/builds/', 'catalog/group/default/platform/'];

it('axe finds nothing, in light and dark, with everything unfolded', async () => {
  const { page, troubles, go } = await visit({ viewport: { width: 1024, height: 800 } });
  const violations: string[] = [];
  const run = async (path: string, options: string): Promise<void> => {
    const found = await page.evaluate<AxeResults>(`axe.run(${options})`);
    for (const { id, nodes } of found.violations) violations.push(`${path} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  };
  for (const path of pages) {
    await page.emulateMedia({ colorScheme: 'light' });
    await go(path);
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

it('no page scrolls sideways at 360 px, and tables that become cards are tables still', async () => {
  const { page, troubles, go } = await visit({ viewport: { width: 360, height: 800 } });
  const wide: string[] = [];
  for (const path of pages) {
    await go(path);
    await unfold(page);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) wide.push(`${path}: ${over} px`);
  }
  expect(wide).toEqual([]);
  await go('roles/platform/');
  const row = page.getByRole('row', { name: /Change the image/ });
  await expect.poll(() => row.getByRole('cell').allInnerTexts()).toEqual(['With approval', 'Yes', 'Platform']);
  await page.context().close();
  expect(troubles).toEqual([]);
}, 60_000);

it('an objective says its target in words, what may fail, its query as code and who is told', async () => {
  const { page, troubles, go } = await visit({});
  await go('objectives/');
  await page.getByRole('link', { name: 'Checkout answers' }).click();
  await page.waitForURL('**/objectives/checkout-answers/');
  const main = page.getByRole('main');
  for (const text of ['99.9% of requests over a rolling 28 days', '1 in 1,000 requests', 'burn rate at least 14.4 over 1 hour, for 5 minutes', 'asked of Metrics (Prometheus)']) {
    expect(await main.getByText(text, { exact: false }).count()).toBeGreaterThan(0);
  }
  await main.getByRole('link', { name: 'Checkout', exact: true }).click();
  await page.waitForURL('**/catalog/component/default/checkout/');
  expect(await page.getByRole('main').getByRole('link', { name: 'Checkout answers' }).count()).toBe(1);
  await go('objectives/builds.start/');
  await unfold(page);
  expect(await page.locator('code', { hasText: '<script>alert(1)</script>' }).count()).toBe(1);
  await page.context().close();
  expect(troubles).toEqual([]);
});

it('the roadmap has this quarter and its neighbours, and says in words what is late and how each item stands', async () => {
  const { page, troubles, go } = await visit({});
  await go('roadmap/');
  expect(await page.locator('.board > .quarter > h3').allInnerTexts()).toEqual([
    expect.stringContaining('2026-Q3'),
    expect.stringMatching(/2026-Q4\s*this quarter/),
    expect.stringContaining('2027-Q1'),
    expect.stringContaining('2027-Q2'),
    expect.stringContaining('2027-Q3'),
  ]);
  const late = page.getByRole('region', { name: 'Late 1' });
  expect(await late.getByRole('listitem').first().innerText()).toMatch(/Should be done\s+In progress\s*late by 2 quarters/);
  await late.getByText('Moved twice, first planned for 2025-Q4').click();
  expect(await late.getByText('Nobody had time again.').isVisible()).toBe(true);
  await go('roadmap/#item-now');
  expect(await page.locator(':target').innerText()).toMatch(/^Under way\s+In progress/);
  await page.context().close();
  expect(troubles).toEqual([]);
});

it('the role matrix has a head for each row and column, whose first stays in sight', async () => {
  const { page, troubles, go } = await visit({ viewport: { width: 760, height: 700 } });
  await go('roles/platform/');
  const table = page.getByRole('table');
  expect(await table.getByRole('columnheader').allInnerTexts()).toEqual(['Action', 'Developer', 'On call', 'Approved by']);
  expect(await table.getByRole('row', { name: /Read secrets/ }).getByRole('cell').allInnerTexts()).toEqual(['No', 'No', '–']);
  expect(await table.locator('tbody th[scope=row]').first().evaluate((cell) => getComputedStyle(cell).position)).toBe('sticky');
  await page.context().close();
  expect(troubles).toEqual([]);
});

it('one team answers for each area; its charter and its own page are a step away', async () => {
  const { page, troubles, go } = await visit({});
  await go('responsibilities/lines/');
  const cells = page.getByRole('row', { name: /Build machines/ }).getByRole('cell');
  expect((await cells.allInnerTexts()).map((text) => text.trim().split(/\s+/))).toEqual([['Accountable', 'Responsible'], ['Consulted'], ['Informed']]);
  await page.getByRole('main').getByRole('columnheader', { name: 'Platform' }).getByRole('link').click();
  await page.waitForURL('**/catalog/group/default/platform/');
  expect(await page.locator('#responsibilities').innerText()).toBe('Responsibilities');
  expect(await page.getByRole('main').getByRole('link', { name: 'Build machines' }).count()).toBeGreaterThan(0);
  await page.context().close();
  expect(troubles).toEqual([]);
});

it('a survey shows how many answered, keeps small groups together, and never what somebody wrote', async () => {
  const { page, troubles, go } = await visit({});
  await go('surveys/autumn/');
  const text = await page.getByRole('main').innerText();
  expect(text).toContain('24 of 30');
  expect(text).toContain('All others together: Search, Other.');
  expect(text).toContain('Withheld: Fewer than 5 answered.');
  expect(text).not.toContain('private remark');
  expect(await page.getByRole('img', { name: 'Of 7: Disagree 0, Neither 2, Agree 5' }).count()).toBe(1);
  expect(await page.getByRole('rowheader', { name: 'Search' }).count()).toBe(0);
  await page.context().close();
  expect(troubles).toEqual([]);
});

it('a document asks whether it was useful, with links that open a prefilled issue and nothing else', async () => {
  const { page, troubles, go } = await visit({});
  await go('charters/platform/');
  const feedback = page.getByRole('region', { name: 'Feedback' });
  const query = async (name: string) => Object.fromEntries(new URL((await feedback.getByRole('link', { name, exact: true }).getAttribute('href')) ?? '').searchParams);
  expect(await query('Yes')).toMatchObject({ title: 'Useful: Charter of the platform team', labels: 'feedback,useful' });
  expect(await query('No')).toMatchObject({ labels: 'feedback,not-useful' });
  expect((await query('Report a problem'))['body']).toContain('Page: https://almanac.example.com/handbook/charters/platform/\nFile: ');
  expect(await feedback.getByRole('link', { name: '#ask' }).getAttribute('href')).toBe('https://chat.example.com/ask');
  await page.context().close();
  expect(troubles).toEqual([]);
});
