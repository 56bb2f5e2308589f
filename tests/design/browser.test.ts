import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import type axe from 'axe-core';
import type { Page, Response } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { stage } from '../browser/site.ts';

const set = stage();
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const list = 'browse/component/';

const names = (page: Page): Promise<string[]> => page.locator('#entities tbody tr:visible th > a').allInnerTexts();
const said = (page: Page): Promise<string> => page.getByRole('status').innerText();
/** Asked of the page itself: what the test's side knows of the address comes a moment later. */
const query = async (page: Page): Promise<string> => decodeURIComponent((await page.evaluate(() => location.search)).replaceAll('+', ' '));
const head = (page: Page, name: string) => page.getByRole('columnheader', { name, exact: true });

describe('a table', () => {
  test('is sorted by a click and by the keyboard; the address, the head and the status say so; back undoes it', async () => {
    const { page, faults } = await set().open(list);
    const made = await names(page);
    expect(made).toHaveLength(20);
    await head(page, 'Name').getByRole('button').click();
    expect([await query(page), await head(page, 'Name').getAttribute('aria-sort')]).toEqual(['?sort=name', 'ascending']);
    await head(page, 'Last commit').getByRole('button').focus();
    await page.keyboard.press('Enter');
    expect([await query(page), await head(page, 'Last commit').getAttribute('aria-sort'), await head(page, 'Name').getAttribute('aria-sort')]).toEqual(['?sort=commit&dir=desc', 'descending', null]);
    const newest = await page.locator('#entities tbody tr time').first().getAttribute('datetime');
    const all = await page.locator('#entities tbody tr time').evaluateAll((times) => times.map((time) => time.getAttribute('datetime') ?? ''));
    expect(newest).toBe([...all].sort().at(-1));
    expect(await said(page)).toBe('20 rows, by last commit, descending');
    await page.keyboard.press('Space');
    await expect.poll(() => query(page)).toBe('?sort=commit');
    expect(await head(page, 'Last commit').getAttribute('aria-sort')).toBe('ascending');
    for (let back = 0; back < 3; back++) await page.goBack();
    await expect.poll(() => query(page)).toBe('');
    expect(await names(page)).toEqual(made);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test('is filtered by words and by a column, and an address brings it all back', async () => {
    const { page, faults } = await set().open(list);
    const owner = page.getByRole('combobox', { name: 'Owner' });
    const [, first = ''] = await owner.locator('option').allInnerTexts();
    await owner.selectOption(first);
    const owned = await names(page);
    expect(owned.length).toBeGreaterThan(0);
    expect(owned.length).toBeLessThan(20);
    expect(await said(page)).toBe(`${owned.length} of 20 rows`);
    await page.getByRole('searchbox', { name: 'Filter components' }).fill(owned[0] ?? '');
    expect(await query(page)).toBe(`?filter=${owned[0]}&col:owner=${first}`);
    const address = await page.evaluate(() => location.href);
    const shown = await names(page);
    const { page: other } = await set().open('');
    await other.goto(address);
    expect(await names(other)).toEqual(shown);
    expect([await other.getByRole('searchbox', { name: 'Filter components' }).inputValue(), await other.getByRole('combobox', { name: 'Owner' }).inputValue()]).toEqual([owned[0], first]);

    await page.getByRole('searchbox', { name: 'Filter components' }).fill('no such component');
    expect(await names(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show all rows' }).click();
    expect([await query(page), (await names(page)).length]).toEqual(['', 20]);
    expect(faults).toEqual([]);
    await Promise.all([page.context().close(), other.context().close()]);
  });

  test('of a list with more pages says that it sorts this one, and where all are', async () => {
    const { page } = await set().open(list);
    expect(await page.locator('.rest').innerText()).toMatch(/^Sorting and filtering are of the 20 rows of this page\. Search all \d+\.$/);
    await page.context().close();
  });

  test('several on one page keep apart in the address', async () => {
    const { page } = await set().open('design/?weeks.sort=releases&weeks.dir=desc&sort=name');
    const column = (table: string, name: string) => page.locator(`#${table}`).getByRole('columnheader', { name });
    expect([await page.locator('#services [aria-sort]').count(), await column('weeks', 'Releases').getAttribute('aria-sort')]).toEqual([0, 'descending']);
    await column('services', 'Level').getByRole('button').click();
    expect(await query(page)).toBe('?weeks.sort=releases&weeks.dir=desc&sort=name&services.sort=level&services.dir=desc');
    const levels = await page.locator('#services tbody td[data-label=Level]').allInnerTexts();
    expect(levels).toEqual(['Gold', 'Gold', 'Silver', 'Silver', 'Bronze', 'no level']);
    expect((await page.locator('#weeks tbody td').allInnerTexts()).at(-1)).toBe('unknown');
    await page.context().close();
  });

  test('on a phone rows are cards, sorted by a choice; without scripts it is whole and has no idle controls', async () => {
    const { page, faults } = await set().open(list, { viewport: { width: 360, height: 740 } });
    await page.getByRole('combobox', { name: 'Sort by' }).selectOption({ label: 'Last commit' });
    expect(await query(page)).toBe('?sort=commit&dir=desc');
    await page.getByRole('button', { name: 'descending' }).click();
    expect([await query(page), await said(page)]).toEqual(['?sort=commit', '20 rows, by last commit, ascending']);
    const row = page.locator('#entities tbody tr').first();
    expect(await row.evaluate((card) => [getComputedStyle(card).display, card.getBoundingClientRect().right <= 360])).toEqual(['block', true]);
    await page.getByRole('searchbox', { name: 'Filter components' }).fill('zzz');
    expect(await names(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();

    const { page: plain } = await set().open(`${list}?sort=name&dir=desc&filter=zzz`, { javaScriptEnabled: false });
    expect([(await names(plain)).length, await plain.locator('.tools').isVisible(), await plain.locator('thead button').count()]).toEqual([20, false, 0]);
    await plain.context().close();
  });

  test('nothing moves when its script starts', async () => {
    const { page } = await set().open(list);
    const shift = await page.evaluate(() => new Promise<number>((done) => {
      let sum = 0;
      new PerformanceObserver((found) => {
        for (const entry of found.getEntries()) if ('value' in entry && typeof entry.value === 'number') sum += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => done(sum), 300);
    }));
    expect(shift).toBeLessThan(0.02);
    await page.context().close();
  });
});

test('500 rows sort and filter', async () => {
  const { page } = await set().open(list);
  await page.evaluate(() => {
    const body = document.querySelector('#entities tbody');
    const rows = [...(body?.children ?? [])];
    for (let n = 0; n < 24; n++) for (const row of rows) body?.append(row.cloneNode(true));
  });
  // The script reads rows as it starts: what was put in is there for a second start of it.
  const [script] = await page.locator('script[src*="Tools"]').evaluateAll((found) => found.map((one) => one.getAttribute('src') ?? ''));
  await page.evaluate(() => document.querySelectorAll('thead button').forEach((button) => button.replaceWith(...button.childNodes)));
  await page.addScriptTag({ url: `${script}?again`, type: 'module' });
  expect(await said(page)).toBe('500 rows');
  await head(page, 'Name').getByRole('button').click();
  const sorted = await names(page);
  expect(sorted).toHaveLength(500);
  expect(sorted).toEqual([...sorted].sort(new Intl.Collator('en', { numeric: true, sensitivity: 'base' }).compare));
  await page.context().close();
});

describe('the page of the design', () => {
  test('has no violation in either theme, with everything unfolded, and none of it is wider than a phone', async () => {
    const { page, faults } = await set().open('design/', { colorScheme: 'light', before: (context) => context.addInitScript({ path: axePath }) });
    const violations = async (options: axe.RunOptions): Promise<string[]> => {
      const found: axe.AxeResults = await page.evaluate((run) => globalThis.axe.run(run), options);
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).slice(0, 3).join(' ')}`);
    };
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
    expect(await violations({})).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations({ runOnly: ['color-contrast', 'link-in-text-block'] })).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

describe('the header', () => {
  test('on a phone the menu opens without scripts and closes with Escape', async () => {
    const { page } = await set().open('', { viewport: { width: 360, height: 740 }, javaScriptEnabled: false });
    const menu = page.getByRole('navigation', { name: 'Main' });
    expect(await menu.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Menu' }).press('Enter');
    expect(await menu.isVisible()).toBe(true);
    await page.keyboard.press('Tab');
    expect(await menu.locator('a').first().evaluate((link) => link === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    expect(await menu.isVisible()).toBe(false);
    await page.context().close();
  });

  test('marks the part that a page belongs to, and lists the parts of its section on the lists alone', async () => {
    const { page } = await set().open(list);
    expect(await page.locator('nav[aria-label=Main] [aria-current]').allInnerTexts()).toEqual(['Catalog']);
    expect(await page.locator('nav[aria-label=Catalog] [aria-current]').allInnerTexts()).toEqual(['Components']);
    await page.goto(`${set().server.url}browse/component/2/`);
    expect(await page.locator('nav[aria-label=Catalog] [aria-current]').allInnerTexts()).toEqual(['Components']);
    await page.goto(`${set().server.url}catalog/component/default/payments-api-0/`);
    expect([await page.locator('nav[aria-label=Main] [aria-current]').allInnerTexts(), await page.locator('nav[aria-label=Catalog]').count()]).toEqual([['Catalog'], 0]);
    await page.context().close();
  });
});

test('motion is for readers who have nothing against it', async () => {
  for (const [reducedMotion, expected] of [['reduce', '0s'], ['no-preference', '0.12s']] as const) {
    const { page } = await set().open('', { reducedMotion });
    await page.locator('#theme').hover();
    expect(await page.locator('#theme').evaluate((button) => getComputedStyle(button).transitionDuration.split(',')[0])).toBe(expected);
    await page.context().close();
  }
});

test('the page of an entity is at most 40 KB compressed, with styles and scripts', async () => {
  const loaded = new Map<string, number>();
  const weigh = async (response: Response): Promise<void> => {
    loaded.set(response.url(), gzipSync(await response.body(), { level: 9 }).length);
  };
  const { page } = await set().open('catalog/component/default/payments-api-0/', { before: async (context) => void context.on('response', (response) => void weigh(response)) });
  await page.waitForLoadState('networkidle');
  await expect.poll(() => loaded.size).toBeGreaterThan(2);
  expect([...loaded.values()].reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(40 * 1024);
  await page.context().close();
});
