import { expect, test } from 'vitest';
import { entityPath, repositoryPath, searchPath } from '../../src/edition/routes.ts';
import { hostileId } from '../site/hostile.ts';
import { stage } from './site.ts';

const set = stage();

test.each([
  ['the page of a hostile entity', entityPath('component:default/hostile')],
  ['the page of a hostile repository', repositoryPath(hostileId)],
  ['the lists that hold them', 'browse/component/3/'],
  ['the findings about them', 'data-quality/alm0305/'],
  ['a search that finds them', searchPath({ q: 'alert' })],
  ['a search for markup', searchPath({ q: '<img src=x onerror=alert(1)>', kind: '"><script>alert(1)</script>' })],
])('%s: text stays text, and nothing runs, opens or leaves', async (_, path) => {
  const { page, faults } = await set().open(path);
  if (path.startsWith('search/')) await page.locator('#search-count:not(:empty)').waitFor();
  const found = await page.evaluate(() => ({
    injected: [...document.querySelectorAll('main :is(script:not([src]), img, iframe, object, embed, base, form form, [onerror], [onmouseover], [style])')].map(({ outerHTML }) => outerHTML),
    addresses: [...document.querySelectorAll('[href]')].map((link) => link.getAttribute('href') ?? '').filter((href) => !/^(https?:|\/|#|\.|$)/.test(href)),
    reordering: /[\u202A-\u202E\u2066-\u2069\u200B]/.test(document.body.innerText),
  }));
  expect(found).toEqual({ injected: [], addresses: [], reordering: false });
  expect(faults).toEqual([]);
});

test('the hostile entity is found, its markup shown as it was written', async () => {
  const { page, faults } = await set().open(searchPath({ q: 'hostile' }));
  const first = page.locator('#search-results li', { hasText: '<script>alert("almanac")</script>' }).first();
  await first.waitFor();
  expect(await first.innerText()).toContain('[U+202E]');
  expect(faults).toEqual([]);
});

test('the policy stops a script that got into a page all the same', async () => {
  const { page, faults } = await set().open('');
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "ran"';
    document.body.append(script);
    document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="document.title = \'ran\'"><p style="position:fixed">');
  });
  await page.waitForTimeout(200);
  expect(await page.title()).not.toBe('ran');
  expect(faults.filter((fault) => fault.includes('Content Security Policy')).length).toBeGreaterThan(1);
});

test('the theme is chosen with a button, stays on other pages and after a reload, and goes back to the system’s', async () => {
  const { page, faults } = await set().open('', { colorScheme: 'light' });
  const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  const button = page.getByRole('button', { name: /^Theme/ });
  await button.press('Enter');
  await button.press('Enter');
  expect(await button.innerText()).toBe('Theme: dark');
  const dark = await paper();
  expect(dark).not.toBe(light);
  await page.goto(`${set().server.url}data-quality/`);
  expect(await paper()).toBe(dark);
  await page.reload();
  expect(await paper()).toBe(dark);
  await button.press('Enter');
  expect(await button.innerText()).toBe('Theme: auto');
  expect(await paper()).toBe(light);
  expect(faults).toEqual([]);
});
