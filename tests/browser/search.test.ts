import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { searchPath } from '../../src/edition/routes.ts';
import { stage } from './site.ts';

const set = stage();

const titles = (page: Page): Promise<string[]> => page.locator('#search-results .search-line > a').allInnerTexts();
const count = (page: Page): Promise<string> => page.locator('#search-count').innerText();
const found = (page: Page): Promise<void> => page.locator('#search-results li').first().waitFor();
const counted = (page: Page, text: string): Promise<void> => page.locator('#search-count', { hasText: text }).waitFor();
const field = (page: Page): ReturnType<Page['locator']> => page.locator('#search-query');

test('without a query everything is listed, the catalog by title first, and more is shown on request, with the focus on it', async () => {
  const { page, faults } = await set().open('search/');
  await found(page);
  const total = Number(/^(\d+) results/.exec(await count(page))?.[1]);
  expect(total).toBeGreaterThan(100);
  const first = await titles(page);
  expect(first).toHaveLength(20);
  expect(first).toEqual([...first].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
  await page.getByRole('button', { name: 'Show more results' }).press('Enter');
  await page.locator('#search-results > li').nth(39).waitFor();
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
  const lifecycle = page.getByLabel('Lifecycle or status');
  const option = await lifecycle.locator('option', { hasText: /^production/ }).innerText();
  const expected = Number(/\((\d+)\)/.exec(option)?.[1]);
  expect(expected).toBeGreaterThan(0);
  expect(expected).toBeLessThan(all);
  await lifecycle.selectOption('production');
  await counted(page, `${expected} result`);
  expect(new URL(page.url()).search).toBe('?kind=Component&owner=group%3Adefault%2Fteam-payments&lifecycle=production');

  await page.goBack();
  await counted(page, `${all} result`);
  expect(await lifecycle.inputValue()).toBe('');
  await page.getByRole('button', { name: 'Clear query and filters' }).click();
  await counted(page, 'the first 20 are shown');
  expect(new URL(page.url()).search).toBe('');
  expect(faults).toEqual([]);
});

test('documents, their kinds and sections are filters like any other', async () => {
  const { page, faults } = await set().open(searchPath({ kind: 'runbook' }));
  await found(page);
  expect(await titles(page)).toEqual(['Payments are declined']);
  expect(await page.getByLabel('Kind').evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.textContent)).toBe('Runbook (1)');
  expect(await page.getByLabel('Section').locator('option').allInnerTexts()).toEqual(['Any', 'Runbooks (1)']);
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
  expect(await page.locator('#search-results > li').first().locator('.search-exact').count()).toBe(1);
  expect(faults).toEqual([]);
});

test('a document is found under its headings, with links to them and the words marked; hostile text stays text', async () => {
  const { page, faults } = await set().open(searchPath({ q: 'quarantine records' }));
  await found(page);
  const first = page.locator('#search-results > li').first();
  expect(await first.locator('.search-line > a').innerText()).toBe('How facts get here');
  expect(await first.locator('.search-parts a').first().getAttribute('href')).toMatch(/^\/almanac\/provenance\/#(main|kinds)$/);
  expect((await first.locator('.search-parts mark').allInnerTexts()).map((text) => text.toLowerCase())).toContain('quarantine');
  await page.goto(`${set().server.url}${searchPath({ q: 'declined desrever' })}`);
  await page.locator('#search-results > li', { hasText: 'Payments are declined' }).waitFor();
  expect(await page.locator('#search-results').innerText()).toContain('<script>alert(1)</script>');
  expect(await page.locator('#search-results :is(script, img)').count()).toBe(0);
  expect(faults).toEqual([]);
});

test('searching works by keyboard alone, from the header of any page to the result', async () => {
  const { page, faults } = await set().open('');
  await page.locator('#find').focus();
  await page.keyboard.type('orders-worker');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/search/?q=orders-worker');
  await found(page);
  expect(await field(page).inputValue()).toBe('orders-worker');
  // On its own page, `/` leads to the field.
  await page.keyboard.press('/');
  expect(await field(page).evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('deploy a service');
  await counted(page, 'result');
  await page.locator('#search-results .search-line > a', { hasText: 'Deploy A Service' }).first().waitFor();
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

test('what is not there is said, with what was searched, what is near and where everything is listed', async () => {
  const { page, faults } = await set().open(searchPath({ q: 'paymintsaapi00' }));
  await counted(page, 'Nothing found.');
  const empty = page.locator('#search-empty');
  expect(await empty.innerText()).toMatch(/Searched were the names, titles, headings and texts of everything in this edition: .*Component \(\d+\)/);
  expect(await empty.getByRole('link', { name: 'Payments Api 0', exact: true }).getAttribute('href')).toBe('/almanac/catalog/component/default/payments-api-0/');
  expect(await empty.getByRole('link', { name: 'Components' }).getAttribute('href')).toBe('/almanac/browse/component/');
  expect(await page.getByRole('button', { name: 'Show more results' }).isVisible()).toBe(false);
  await page.goto(`${set().server.url}${searchPath({ q: '???' })}`);
  await counted(page, 'Nothing found.');
  await page.goto(`${set().server.url}${searchPath({ owner: 'group:default/nobody', kind: '<script>' })}`);
  await counted(page, 'Nothing found.');
  expect(await page.getByLabel('Owner').inputValue()).toBe('group:default/nobody');
  expect(await empty.innerText()).toContain('take one away');
  expect(faults).toEqual([]);
});

test('a slip of the finger is mended, and told', async () => {
  const { page, faults } = await set().open(searchPath({ q: 'quarantien' }));
  await found(page);
  expect((await titles(page))[0]).toBe('How facts get here');
  expect(await page.locator('#search-correction').innerText()).toBe('“quarantien” occurs nowhere; “quarantine” was looked for too.');
  expect(faults).toEqual([]);
});

test('an answer that comes late never replaces that of a newer query', async () => {
  const { page, faults } = await set().open('search/');
  await found(page);
  for (const query of ['p', 'payments', 'zzzz', 'ERR_ACQUIRER_TLS']) {
    await field(page).fill(query);
    await field(page).press('Enter');
  }
  await counted(page, '1 result');
  expect(await titles(page)).toEqual(['Payments are declined']);
  expect(faults).toEqual([]);
});

test('without JavaScript the page says so and leads to the lists, and the header leads to the page', async () => {
  const { page } = await set().open('', { javaScriptEnabled: false });
  await page.locator('#find').fill('payments');
  await page.locator('#find').press('Enter');
  await page.waitForURL('**/search/?q=payments');
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
  await page.route('**/pagefind/hits-*/**', (route) => route.fulfill({ status: 404 }));
  const more = page.getByRole('button', { name: 'Show more results' });
  for (let shown = 20; shown <= 60; shown += 20) {
    await counted(page, `the first ${shown} are shown`);
    await more.click();
  }
  await counted(page, 'has been published anew');
});
