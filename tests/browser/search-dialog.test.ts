import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { componentName } from '../site/entities.ts';
import { pageKinds, stage } from './site.ts';

const set = stage();
const component = pageKinds['component'] ?? '';

const dialog = (page: Page): ReturnType<Page['locator']> => page.locator('dialog.search-dialog[open]');
const options = (page: Page): ReturnType<Page['locator']> => page.locator('.search-dialog [role="option"]');
const status = (page: Page, text: string | RegExp): Promise<void> => dialog(page).locator('[role="status"]', { hasText: text }).waitFor();
const chosen = (page: Page): Promise<string> => page.locator('.search-dialog [aria-selected="true"] .search-title').innerText();
const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');

test('opened with a slash, by keyboard alone: typing, arrows, Enter lands on the page', async () => {
  const { page, faults } = await set().open(component);
  await page.keyboard.press('/');
  await dialog(page).waitFor();
  expect(await focused(page)).toBe('search-dialog-field');
  await page.keyboard.type('payments');
  await status(page, /^\d+ results/);
  expect(await options(page).count()).toBeGreaterThan(5);

  // The first is chosen; the arrows go round, and the field says which one it is.
  const first = await chosen(page);
  await page.keyboard.press('ArrowDown');
  expect(await chosen(page)).not.toBe(first);
  await page.keyboard.press('ArrowUp');
  expect(await chosen(page)).toBe(first);
  await page.keyboard.press('ArrowUp');
  const active = await page.locator('#search-dialog-field').getAttribute('aria-activedescendant');
  expect(active).toBe(`search-option-${(await options(page).count()) - 1}`);
  await page.keyboard.press('Home');
  expect(await chosen(page)).toBe(first);
  await page.keyboard.press('End');
  expect(await page.locator('#search-dialog-field').getAttribute('aria-activedescendant')).toBe(active);
  expect(await focused(page)).toBe('search-dialog-field');

  await page.keyboard.press('Control+A');
  await page.keyboard.type(componentName(7));
  await page.locator('.search-dialog [role="group"][aria-label="Best match"]').waitFor();
  expect(await page.locator('.search-dialog [aria-selected="true"] .search-exact').innerText()).toBe('exact name');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname.endsWith(`/${componentName(7)}/`));
  expect(faults).toEqual([]);
});

test('Escape closes and gives the focus back; Ctrl-K opens it again; nothing opens while one types elsewhere', async () => {
  const { page, faults } = await set().open(component);
  const link = page.locator('main a').first();
  await link.focus();
  for (const key of ['/', 'Control+k', 'Meta+k']) {
    await page.keyboard.press(key);
    await dialog(page).waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    expect(await link.evaluate((element) => element === document.activeElement), key).toBe(true);
  }
  await page.locator('#find').focus();
  await page.keyboard.type('a/b');
  await page.keyboard.press('Control+k');
  expect(await page.locator('#find').inputValue()).toBe('a/b');
  expect(await dialog(page).count()).toBe(0);
  expect(faults).toEqual([]);
});

test('Tab stays in the dialog and reaches everything in it: field, kinds, all results; a kind filters, also without a query', async () => {
  const { page, faults } = await set().open(component);
  await page.keyboard.press('/');
  await status(page, 'Type a name');
  const inside: string[] = [];
  for (let presses = 0; presses < 25; presses++) {
    await page.keyboard.press('Tab');
    inside.push(await page.evaluate(() => (document.activeElement === document.body ? 'browser' : document.activeElement?.closest('dialog') === null ? 'page' : (document.activeElement?.textContent ?? ''))));
  }
  // Between the last and the first of a dialog the browser's own controls have their turn; the page behind never has.
  expect(inside).not.toContain('page');
  expect(inside.join(' ')).toMatch(/Close.*All results and filters/);

  const runbooks = page.locator('.search-kind[data-kind="Group"]');
  await runbooks.focus();
  await page.keyboard.press('Enter');
  await status(page, /^6 results/);
  expect(await runbooks.getAttribute('aria-pressed')).toBe('true');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-kind'))).toBe('Group');
  expect(new Set(await page.locator('.search-option .badge').allInnerTexts())).toEqual(new Set(['Team']));
  expect(await page.getByRole('link', { name: 'All results and filters' }).getAttribute('href')).toBe('/almanac/search/?kind=Group');
  await page.keyboard.press('Enter');
  await status(page, 'Type a name');
  expect(faults).toEqual([]);
});

test('names answer before the index is there', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { page, faults } = await set().open(component, {
    before: (context) => context.route(/pagefind\/(pagefind\.js|catalog|docs|components)/, (route) => held.then(() => route.continue())),
  });
  await page.keyboard.press('/');
  await dialog(page).waitFor();
  await page.keyboard.type('team-payments');
  await options(page).first().waitFor();
  expect(await chosen(page)).toBe('Team Payments');
  release();
  await status(page, /result/);
  expect(await chosen(page)).toBe('Team Payments');
  expect(faults).toEqual([]);
});

test('a result under a heading leads to its anchor, and on the very page that it is on the dialog closes', async () => {
  const { page, faults } = await set().open('provenance/');
  await page.keyboard.press('/');
  await dialog(page).waitFor();
  await page.keyboard.type('schema quarantine reason');
  await status(page, /result/);
  await page.locator('.search-part', { hasText: 'Quarantine' }).waitFor();
  while ((await chosen(page)) !== 'Quarantine') await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/provenance/#kinds');
  await dialog(page).waitFor({ state: 'detached' });
  expect(faults).toEqual([]);
});

test('nothing found is said with what was searched and where to look', async () => {
  const { page, faults } = await set().open(component);
  await page.keyboard.press('/');
  await dialog(page).waitFor();
  await page.keyboard.type('zzzznothingofthatname');
  await status(page, 'Nothing found.');
  expect(await page.locator('.search-none').innerText()).toMatch(/Searched were .*Component \(\d+\).*All of a kind: Components/s);
  // With nothing to choose, Enter leads to the search page.
  await page.keyboard.press('Enter');
  await page.waitForURL('**/search/?q=zzzznothingofthatname');
  expect(faults).toEqual([]);
});

test('an index that cannot be loaded is said in the dialog too', async () => {
  const { page } = await set().open(component, { before: (context) => context.route('**/pagefind/**', (route) => route.abort()) });
  await page.keyboard.press('/');
  await dialog(page).waitFor();
  await status(page, 'could not be loaded');
});

test('without workers that is said at once, every time; while it is open the page behind stays where it is', async () => {
  const { page } = await set().open(component, { before: (context) => context.addInitScript(() => Reflect.deleteProperty(globalThis, 'Worker')) });
  await page.keyboard.press('/');
  await status(page, 'could not be loaded');
  await page.keyboard.type('payments');
  await status(page, 'could not be loaded');
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).overflowY)).toBe('hidden');
});

test('a dialog that cannot be loaded leads to the field of the header, whose form needs nothing', async () => {
  const { page } = await set().open(component, { before: (context) => context.route(/\/_astro\/dialog/, (route) => route.abort()) });
  await page.keyboard.press('/');
  await page.waitForFunction(() => document.activeElement?.id === 'find');
  await page.keyboard.type('payments');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/search/?q=payments');
});

test('a click on the field of the header opens it with what stands there', async () => {
  const { page, faults } = await set().open(component);
  await page.locator('#find').fill('team-payments');
  await page.locator('#find').click();
  await dialog(page).waitFor();
  await options(page).first().waitFor();
  expect(await chosen(page)).toBe('Team Payments');
  await page.getByRole('button', { name: 'Close' }).click();
  await dialog(page).waitFor({ state: 'detached' });
  expect(await focused(page)).toBe('find');
  expect(faults).toEqual([]);
});

test.each(['light', 'dark'] as const)('axe finds nothing in the open dialog, %s, empty and full, wide and narrow', async (colorScheme) => {
  const { page, faults } = await set().open(component, { colorScheme, reducedMotion: 'reduce' });
  await page.keyboard.press('/');
  await dialog(page).waitFor();
  for (const [query, expected] of [['payments quarantine', /result/], ['zzzznothing', 'Nothing found']] as const) {
    await page.locator('#search-dialog-field').fill(query);
    await status(page, expected);
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 760 });
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<AxeResults>('axe.run(".search-dialog")');
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`), `${query} ${width}`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    }
  }
  expect(await page.locator('.search-dialog').evaluate((element) => getComputedStyle(element).animationName)).toBe('none');
  expect(faults).toEqual([]);
});

test('a page loads 2 KB of it at most, and all else when it is opened', async () => {
  const { page } = await set().open(component);
  const loaded = (): Promise<string[]> => page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => /search|Search|pagefind|dialog|worker/.test(name)));
  const before = await loaded();
  expect(before).toHaveLength(1);
  const response = await page.request.get(before[0] ?? '');
  expect(gzipSync(await response.body()).length).toBeLessThanOrEqual(2048);
  await page.keyboard.press('/');
  await status(page, 'Type a name');
  expect((await loaded()).length).toBeGreaterThan(before.length);
});

test('the policy allows no more than before: no WebAssembly in the page, workers from the site alone', async () => {
  const { page } = await set().open(component);
  const policy = (await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')) ?? '';
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("worker-src 'self'");
  expect(readFileSync(new URL('../../src/layouts/policy.ts', import.meta.url), 'utf8')).not.toMatch(/wasm-unsafe-eval'"|blob:/);
});
