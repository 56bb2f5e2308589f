import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { searchPath } from '../../src/edition/routes.ts';
import { stage } from './site.ts';

const set = stage();

const titles = (page: Page): Promise<string[]> => page.locator('#search-results .search-line > a').allInnerTexts();
const count = (page: Page): Promise<string> => page.locator('#search-count').innerText();
const found = (page: Page): Promise<void> => page.locator('#search-results li').first().waitFor();
const counted = (page: Page, text: string): Promise<void> => page.locator('#search-count', { hasText: text }).waitFor();

test('without a query everything is listed by title, and more is shown on request, with the focus on it', async () => {
  const { page, faults } = await set().open('search/');
  await found(page);
  const total = Number(/^(\d+) results/.exec(await count(page))?.[1]);
  expect(total).toBeGreaterThan(100);
  const first = await titles(page);
  expect(first).toHaveLength(20);
  expect(first).toEqual([...first].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
  await page.getByRole('button', { name: 'Show more results' }).press('Enter');
  await page.locator('#search-results li').nth(39).waitFor();
  expect(await count(page)).toBe(`${total} results; the first 40 are shown.`);
  expect(await page.evaluate(() => document.activeElement === document.querySelectorAll('#search-results .search-line > a')[20])).toBe(true);
  expect(faults).toEqual([]);
});

test('filters in the address list without a query, as links from other pages do', async () => {
  const { page, faults } = await set().open(searchPath({ kind: 'Component', owner: 'group:default/team-payments' }));
  await found(page);
  expect(await page.getByLabel('Owner').evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.textContent)).toMatch(/^Team Payments \(\d+\)$/);
  const owners = await page.locator('#search-results li .muted a').allInnerTexts();
  expect(new Set(owners)).toEqual(new Set(['Team Payments']));
  expect(new Set(await page.locator('#search-results .badge:first-of-type').allInnerTexts())).toEqual(new Set(['Component']));
  const all = Number(/^\d+/.exec(await count(page))?.[0]);

  // The counts of a filter say what choosing each value would leave.
  const option = await page.getByLabel('Lifecycle').locator('option', { hasText: /^production/ }).innerText();
  const expected = Number(/\((\d+)\)/.exec(option)?.[1]);
  expect(expected).toBeGreaterThan(0);
  expect(expected).toBeLessThan(all);
  await page.getByLabel('Lifecycle').selectOption('production');
  await counted(page, `${expected} result`);
  expect(new URL(page.url()).search).toBe('?kind=Component&owner=group%3Adefault%2Fteam-payments&lifecycle=production');

  await page.goBack();
  await counted(page, `${all} result`);
  expect(await page.getByLabel('Lifecycle').inputValue()).toBe('');
  await page.getByRole('button', { name: 'Clear query and filters' }).click();
  await counted(page, 'the first 20 are shown');
  expect(new URL(page.url()).search).toBe('');
  expect(faults).toEqual([]);
});

test.each([
  ['payments-api-0', 'Payments Api 0'],
  ['PAYMENTS api 0', 'Payments Api 0'],
  ['component:default/payments-api-0', 'Payments Api 0'],
  ['github.com/acme/payments-api-0', 'github.com/acme/payments-api-0'],
  ['https://github.com/acme/payments-api-0.git', 'github.com/acme/payments-api-0'],
  ['payments', 'Payments'],
  ['team payments', 'Team Payments'],
])('%s finds what has that name first', async (query, title) => {
  const { page, faults } = await set().open(searchPath({ q: query }));
  await found(page);
  // A component and its repository have the same name.
  expect((await titles(page)).slice(0, 2)).toContain(title);
  expect(faults).toEqual([]);
});

test('searching works by keyboard alone, from the header of any page to the result', async () => {
  const { page, faults } = await set().open('');
  await page.getByLabel('Search the catalog').focus();
  await page.keyboard.type('orders-worker');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/search/?q=orders-worker');
  await found(page);
  const field = page.getByLabel('Name, tag or words of the description');
  expect(await field.inputValue()).toBe('orders-worker');
  await field.focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('deploy a service');
  await counted(page, '1 result');
  expect(new URL(page.url()).search).toBe('?q=deploy+a+service');
  expect(await page.locator('#search-results mark').first().innerText()).toMatch(/deploy/i);
  // Past the filters and the button that clears, to the result.
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement?.closest('#search-results') !== null)) break;
  }
  await page.keyboard.press('Enter');
  await page.waitForURL('**/catalog/capability/default/deploy-a-service/');
  expect(faults).toEqual([]);
});

test('what is not there is said, and spelt out what to do', async () => {
  const { page, faults } = await set().open(searchPath({ q: 'zzzz-nothing-of-that-name' }));
  await counted(page, 'Nothing found.');
  expect(await page.locator('#search-empty').isVisible()).toBe(true);
  expect(await page.getByRole('button', { name: 'Show more results' }).isVisible()).toBe(false);
  await page.goto(`${set().server.url}${searchPath({ q: '???' })}`);
  await counted(page, 'Nothing found.');
  await page.goto(`${set().server.url}${searchPath({ owner: 'group:default/nobody', kind: '<script>' })}`);
  await counted(page, 'Nothing found.');
  expect(await page.getByLabel('Owner').inputValue()).toBe('group:default/nobody');
  expect(faults).toEqual([]);
});

test('an answer that comes late never replaces that of a newer query', async () => {
  const { page, faults } = await set().open('search/');
  await found(page);
  const field = page.getByLabel('Name, tag or words of the description');
  for (const query of ['p', 'payments', 'zzzz', 'deploy']) {
    await field.fill(query);
    await field.press('Enter');
  }
  await counted(page, '1 result');
  expect(await titles(page)).toEqual(['Deploy A Service']);
  expect(faults).toEqual([]);
});

test('without JavaScript the page says so and leads to the lists', async () => {
  const { page } = await set().open('search/', { javaScriptEnabled: false });
  expect(await page.locator('.notice').innerText()).toContain('Searching needs JavaScript');
  expect(await page.locator('.search-browse').getByRole('link', { name: 'Components' }).getAttribute('href')).toBe('/almanac/browse/component/');
});

test('an index that cannot be loaded is said, not hidden', async () => {
  const { page } = await set().open('search/', { before: (context) => context.route('**/pagefind/**', (route) => route.abort()) });
  await counted(page, 'The search index could not be loaded.');
});

test('a page opened before the site was published anew asks to be reloaded', async () => {
  const { page } = await set().open('search/');
  await found(page);
  await page.route('**/pagefind/records-*/**', (route) => route.fulfill({ status: 404 }));
  const more = page.getByRole('button', { name: 'Show more results' });
  for (let shown = 20; shown <= 60; shown += 20) {
    await counted(page, `the first ${shown} are shown`);
    await more.click();
  }
  await counted(page, 'has been published anew');
});
