import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleKinds } from './kinds.ts';
import { sampleStage, type Visit } from './site.ts';

const set = sampleStage();

/** Opened anew for each test where the tab's history or the keyboard matter; pages alone share one, which saves a third of the time. */
let shared: Visit;
beforeAll(async () => {
  shared = await set().visit();
  await shared.page.context().addInitScript(axe.source);
});
afterAll(() => shared?.close());

test.each(sampleKinds)('%s: one heading, nothing from elsewhere, as wide as a phone, axe in both themes', async (kind, find) => {
  const path = find(set().edition);
  if (path === undefined) throw new Error(`The sample organisation has no page of the kind: ${kind}`);
  const { page, faults } = shared;
  faults.length = 0;
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 900 });
  expect(await shared.go(path), path).toBe(kind === 'not found' ? 404 : 200);
  if (path === 'search/') await page.locator('#search-results li').first().waitFor();
  expect(await page.locator('h1').count(), path).toBe(1);
  expect(await repeatedIds(page), path).toEqual([]);

  // What is folded is read too.
  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
  expect(await violations(page, '{}'), `${path} in light`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  // Of axe's rules only these depend on colours.
  expect(await violations(page, '{ runOnly: ["color-contrast", "link-in-text-block"] }'), `${path} in dark`).toEqual([]);

  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), `${path}: width at 360 px`).toBe(360);
  expect(await tooWide(page), path).toEqual([]);
  expect(faults, path).toEqual([]);
});

describe('by keyboard alone', () => {
  test('the skip link comes first and leads past the header', async () => {
    const { page, go, close } = await set().visit();
    await go('');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('main')?.id)).toBe('main');
    await close();
  });

  test('on a phone the menu leads to another part of the site', async () => {
    const { page, faults, go, close } = await set().visit({ viewport: { width: 360, height: 740 } });
    await go('');
    await tabTo(page, 'button.menu-button');
    await page.keyboard.press('Enter');
    await tabTo(page, '#menu a[href$="/catalog/"]');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/catalog/');
    expect(await page.locator('h1').innerText()).toBe('Catalog');
    expect(faults).toEqual([]);
    await close();
  });

  test('the sidebar of a section: a link at a wide window, a drawer that Escape closes on a phone', async () => {
    const path = pathOf('a page with tabs');
    const { page, faults, go, close } = await set().visit();
    await go(path);
    await tabTo(page, 'nav.docs-side a:not([aria-current])');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname !== `/${path}`);
    await page.setViewportSize({ width: 360, height: 740 });
    await go(path);
    expect(await page.locator('nav.docs-side').isVisible()).toBe(false);
    await tabTo(page, 'button.docs-open');
    await page.keyboard.press('Enter');
    expect(await page.locator('nav.docs-side').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.locator('nav.docs-side').isVisible()).toBe(false);
    expect(await focusIs(page, 'button.docs-open')).toBe(true);
    expect(faults).toEqual([]);
    await close();
  });

  test('tabs are chosen with the arrows', async () => {
    const { page, go, close } = await set().visit();
    await go(pathOf('a page with tabs'));
    await tabTo(page, '.tabset .tab-input');
    const shown = () => page.locator('.tabset').first().locator('> .tab-panel:visible').innerText();
    const before = await shown();
    await page.keyboard.press('ArrowRight');
    expect(await shown()).not.toBe(before);
    await page.keyboard.press('ArrowLeft');
    expect(await shown()).toBe(before);
    await close();
  });

  test('a table is sorted both ways', async () => {
    const { page, go, close } = await set().visit();
    await go(pathOf('list of components'));
    const names = () => page.locator('#entities tbody th > a').allInnerTexts();
    await tabTo(page, '#entities thead button');
    await page.keyboard.press('Enter');
    const up = await names();
    await page.keyboard.press('Space');
    expect(await names()).toEqual(up.toReversed());
    expect(up.length).toBeGreaterThan(5);
    await close();
  });

  test('a slash opens search, typing finds, Escape gives the focus back', async () => {
    const { page, faults, go, close } = await set().visit();
    await go('');
    await tabTo(page, 'main a');
    await page.keyboard.press('/');
    await page.locator('dialog.search-dialog[open]').waitFor();
    await page.keyboard.type('rollback');
    await page.locator('.search-dialog [role="option"]').first().waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog.search-dialog[open]').waitFor({ state: 'detached' });
    expect(await focusIs(page, 'main a')).toBe(true);
    expect(faults).toEqual([]);
    await close();
  });
});

function pathOf(kind: string): string {
  const path = sampleKinds.find(([name]) => name === kind)?.[1](set().edition);
  if (path === undefined) throw new Error(`The sample organisation has no page of the kind: ${kind}`);
  return path;
}

const focusIs = (page: Page, selector: string): Promise<boolean> => page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector);

/** Presses Tab until the focus is on what the selector names. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    if (await focusIs(page, selector)) return;
  }
  throw new Error(`60 times Tab did not lead to ${selector}`);
}

async function violations(page: Page, options: string): Promise<string[]> {
  const found = await page.evaluate<AxeResults>(`axe.run(${options})`);
  expect(found.passes.length).toBeGreaterThan(0);
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

const repeatedIds = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    return ids.filter((id, at) => ids.indexOf(id) !== at);
  });

/** Elements that stick out of a phone's screen, and are not within something that scrolls. */
const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const cut = (element: Element): boolean => {
      for (let outer: Element | null = element; outer !== null && outer !== document.body; outer = outer.parentElement) if (getComputedStyle(outer).overflowX !== 'visible') return true;
      return false;
    };
    return [...document.querySelectorAll('main *')]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 && element.checkVisibility() && !cut(element))
      .map(({ outerHTML }) => outerHTML.slice(0, 120));
  });
