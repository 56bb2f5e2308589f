import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { pageKinds, stage } from './site.ts';

const set = stage();
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

declare global {
  // What the file at `axePath` leaves in a page.
  var axe: { run(options: axe.RunOptions): Promise<axe.AxeResults> };
}

// One visit for each kind of page, with everything that can be seen on it: opening pages is what takes the time.
test.each(Object.entries(pageKinds))('%s: keyboard, axe in light and dark, 360 px, print, and nothing from elsewhere', async (_, path) => {
  const { page, faults } = await set().open(path, { colorScheme: 'light', before: (context) => context.addInitScript({ path: axePath }) });
  await firstTab(page);
  if (path === 'search/') await page.locator('#search-results li').first().waitFor();

  expect(await violations(page, {}), 'in light').toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).not.toBe('rgb(251, 250, 246)');
  // Of axe's rules only these depend on colours.
  expect(await violations(page, { runOnly: ['color-contrast', 'link-in-text-block'] }), 'in dark').toEqual([]);

  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), 'width of the page at 360 px').toBeLessThanOrEqual(360);

  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const printed = await page.evaluate(() => {
    const visible = (selector: string): boolean => document.querySelector(selector)?.checkVisibility() ?? false;
    return { heading: visible('h1'), navigation: visible('nav[aria-label=Main]'), find: visible('.find'), paper: getComputedStyle(document.body).backgroundColor };
  });
  expect(printed).toEqual({ heading: true, navigation: false, find: false, paper: 'rgb(255, 255, 255)' });

  expect(faults).toEqual([]);
  await page.context().close();
});

/** The first key leads to the skip link, which shows itself and leads past the header. */
async function firstTab(page: Page): Promise<void> {
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the content' });
  expect(await skip.evaluate((link) => link === document.activeElement && link.getBoundingClientRect().top >= 0)).toBe(true);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('main, footer')?.localName)).toMatch(/main|footer/);
}

async function violations(page: Page, options: axe.RunOptions): Promise<string[]> {
  const found = await page.evaluate((run) => globalThis.axe.run(run), options);
  expect(found.passes.length).toBeGreaterThan(0);
  return found.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).slice(0, 3).join(' ')}`);
}
