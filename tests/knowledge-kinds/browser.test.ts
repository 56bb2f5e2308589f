import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../browser/browser.ts';
import { runRender, temporary } from '../site/rendered.ts';
import { page as documentOf, type World, worldOf, written } from './world.ts';

const origin = 'http://almanac.test';
const base = '/almanac/';
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.json': 'application/json' };

// More than a page of minutes holds, and text that would be markup if it were taken for such.
const more = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`minutes/2026-01-${n + 10}.md`, documentOf(`title: Meeting ${n}\ndate: 2026-01-${n + 10}\ngroup: Users`)]));
const hostile = {
  'postmortems/hostile.md': documentOf(`title: '<img src=x onerror=alert(1)>'
date: 2026-10-02
entities: [component:ledger]
impact: '<script>alert(2)</script>'
causes: ['</li><b>bold</b>']
actions: [{ text: '<i>do it</i>', owner: group:payments, due: 2026-10-03 }]`),
};

let world: World;
let out: string;
let browser: Browser;
beforeAll(async () => {
  [world, browser] = await Promise.all([worldOf({ ...written, ...more, ...hostile }), launch()]);
  out = await rendered(world);
}, 120_000);
afterAll(async () => {
  await browser.close();
  rmSync(dirname(out), { recursive: true, force: true });
  world.remove();
});

async function rendered({ edition }: World): Promise<string> {
  const folder = join(temporary('knowledge'), 'site');
  const { code, stdout, stderr } = await runRender(['--edition', edition, '--out', folder, '--base', base]);
  if (code !== 0) throw new Error(`render ended with ${code}\n${stdout}${stderr}`);
  return folder;
}

/** A page of a rendered folder alone; what it asks of anything else, and what goes wrong, is noted. */
async function visit(folder: string, viewport = { width: 1024, height: 800 }): Promise<{ page: Page; troubles: string[] }> {
  const troubles: string[] = [];
  const context = await browser.newContext({ colorScheme: 'light', reducedMotion: 'reduce', viewport });
  await context.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    const path = decodeURIComponent(url.pathname.slice(base.length)).replace(/(^|\/)$/, '$1index.html');
    if (url.origin !== origin || !existsSync(join(folder, path))) {
      troubles.push(`asked for ${url.href}`);
      return route.abort();
    }
    return route.fulfill({ body: readFileSync(join(folder, path)), contentType: types[extname(path)] ?? 'application/octet-stream' });
  });
  const page = await context.newPage();
  page.on('console', (message) => troubles.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  return { page, troubles };
}

const open = (page: Page, path: string) => page.goto(`${origin}${base}${path}`);
const rows = (page: Page) => page.locator('main table.kindlist tbody tr').allInnerTexts().then((texts) => texts.map((text) => text.replace(/\s+/g, ' ').trim()));

// Each kind's list, a page of it, and what a reader must see on that page without scrolling through its text.
const kinds = [
  { list: 'runbooks/', title: 'Ledger is slow', says: ['Wakes someone', 'tested 1 day ago', 'LedgerLatencyHigh', 'If it does not help, call', 'Platform, Payments', 'The disk is full again'] },
  { list: 'postmortems/', title: 'The ledger stood still', says: ['In review', 'SEV-1', '27 h 30 min', 'No payments for a day', 'Nobody looked at the disk', 'Overdue', 'Done'] },
  { list: 'architecture-decisions/', title: 'A ledger per region', says: ['This decision no longer holds. It was superseded by A ledger per country.', 'Superseded', 'One ledger for all', 'Consulted'] },
  { list: 'drills/', title: 'The disk is full', says: ['The disk of the ledger is full at noon.', 'Passed', '10 min of 10 min in time', 'Ledger is slow', 'Talked through at a table'] },
  { list: 'minutes/', title: 'CI users', says: ['Caches stay separate', 'Publish waiting times', '30 November 2026', 'Next meeting'] },
  { list: 'charters/', title: 'Payments, its charter', says: ['Customers pay once.', 'Refunds', 'Machines that is Platform', 'Weather', '#payments'] },
  { list: 'questions/', title: 'Why is my cache empty?', says: ['Also asked: Cache miss'] },
] as const;

test.each(kinds)('$list leads to its pages, which say at a glance what matters', async ({ list, title, says }) => {
  const { page, troubles } = await visit(out);
  await open(page, list);
  await page.locator('main').getByRole('link', { name: title, exact: true }).first().click();
  await page.waitForURL((url) => url.pathname.startsWith(`${base}${list}`) && url.pathname !== `${base}${list}`);
  expect(await page.locator('h1').innerText()).toBe(title);
  const record = (await page.locator('.record').innerText()).replace(/\s+/g, ' ');
  for (const words of says) expect(record).toContain(words);
  expect(troubles).toEqual([]);
  await page.context().close();
});

test('the lists say what is untested, superseded, overdue and too long', async () => {
  const { page, troubles } = await visit(out);
  await open(page, 'runbooks/');
  expect(await rows(page)).toEqual([expect.stringMatching(/^Cards are down.* Never /), expect.stringMatching(/^Ledger is slow.* 20 November 2026 20 November 2026 due Payments$/)]);
  await open(page, 'architecture-decisions/');
  expect(await rows(page)).toEqual([
    expect.stringMatching(/^0010 A ledger per country.* Accepted/),
    expect.stringMatching(/^0002 A ledger per region.* Superseded by A ledger per country/),
    expect.stringMatching(/^0001 One ledger for all.* Superseded by A ledger per region/),
  ]);
  await open(page, 'postmortems/');
  expect((await rows(page))[0]).toMatch(/^The ledger stood still In review No payments for a day 1 November 2026 SEV-1 27 h 30 min Ledger 2 open, 1 overdue$/);
  await open(page, 'questions/');
  expect(await page.locator('main h2').allInnerTexts()).toEqual(['Builds', 'Money']);
  expect(troubles).toEqual([]);
  await page.context().close();
});

test('the overview counts each kind, and lists what is still to be done over the whole organisation', async () => {
  const { page, troubles } = await visit(out);
  await open(page, 'knowledge/');
  const actions = page.getByRole('table', { name: 'Open action items, the longest overdue first' });
  expect(await actions.locator('tbody th > bdi').allInnerTexts()).toEqual(['<i>do it</i>', 'Alert at 80 percent', 'Test with expired cards', 'Publish waiting times', 'Ask the provider']);
  const teams = page.getByRole('table', { name: 'Open action items by team' });
  expect((await teams.locator('tbody tr').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))).toEqual(['Payments 2 1', 'Platform 2 1']);
  await page.locator('.kindtiles').getByRole('link', { name: /User groups/ }).click();
  await page.getByRole('link', { name: 'Next' }).click();
  expect(await page.locator('h1').innerText()).toMatch(/^User groups/);
  expect(await rows(page)).toHaveLength(2);
  await page.getByRole('link', { name: 'Previous' }).click();
  expect(await rows(page)).toHaveLength(10);
  expect(troubles).toEqual([]);
  await page.context().close();
});

test('text of front matter stays text', async () => {
  const { page, troubles } = await visit(out);
  for (const path of ['postmortems/hostile/', 'postmortems/', 'knowledge/']) {
    await open(page, path);
    expect(await page.locator('main :is(img, script:not([src]), b:text-is("bold"), i)').count(), path).toBe(0);
  }
  expect(troubles).toEqual([]);
  await page.context().close();
});

test('where there is none of a kind, its list shows how to write the first', async () => {
  const little = await worldOf({ 'questions/a.md': documentOf('title: What is this?') });
  const folder = await rendered(little);
  const { page, troubles } = await visit(folder);
  await open(page, 'runbooks/');
  expect(await page.locator('.first-one').innerText()).toContain('None yet. Write the first: a Markdown file content/runbooks/payments-slow.md that begins with');
  await open(page, 'knowledge/');
  expect(await page.locator('main .empty').innerText()).toContain('Nothing is asked for yet.');
  expect(troubles).toEqual([]);
  await page.context().close();
  rmSync(dirname(folder), { recursive: true, force: true });
  little.remove();
}, 120_000);

test('axe finds nothing, in light and dark, and no page is wider than a phone', async () => {
  const { page, troubles } = await visit(out);
  const found: string[] = [];
  const paths = [
    'knowledge/', ...kinds.map(({ list }) => list), 'runbooks/ledger-slow/', 'postmortems/2026-11-01-ledger/', 'architecture-decisions/0002-ledger-per-region/',
    'drills/2026-11-20-disk/', 'minutes/2026-11-05-users/', 'charters/payments/', 'questions/builds/cache/', 'catalog/group/default/payments/',
  ];
  for (const path of paths) {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1024, height: 800 });
    await open(page, path);
    await page.evaluate(axe.source);
    const run = async (options: string): Promise<void> => {
      const { violations } = await page.evaluate<AxeResults>(`axe.run(${options})`);
      for (const { id, nodes } of violations) found.push(`${path} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    };
    await run('{}');
    await page.emulateMedia({ colorScheme: 'dark' });
    // Of axe's rules only these depend on colours.
    await run('{ runOnly: ["color-contrast", "link-in-text-block"] }');
    await page.setViewportSize({ width: 360, height: 740 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) found.push(`${path} is ${over} px too wide`);
  }
  expect(found).toEqual([]);
  expect(troubles).toEqual([]);
  await page.context().close();
}, 180_000);
