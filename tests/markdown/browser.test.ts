import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compareText } from '../../src/findings/codes.ts';
import { contentSecurityPolicy } from '../../src/layouts/policy.ts';
import type { Trust } from '../../src/markdown/contract.ts';
import { renderMarkdown } from '../../src/markdown/render-markdown.ts';
import { launch } from '../browser/browser.ts';

const root = join(import.meta.dirname, '../..');
const origin = 'http://almanac.test';
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** What the pages of these tests may ask for. */
const files: Readonly<Record<string, { contentType: string; body: string }>> = {
  ...Object.fromEntries(readdirSync(join(root, 'src/styles')).filter((name) => name.endsWith('.css')).map((name) => [`/${name}`, { contentType: 'text/css', body: read(`src/styles/${name}`).replaceAll(/@import "\.\/([^"]+)";/g, (_import, file: string) => read(`src/styles/${file}`)) }])),
  '/copy.js': { contentType: 'text/javascript', body: read('src/components/documents/copy.js') },
  '/picture.svg': { contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"><rect width="8" height="4" fill="#357"/></svg>' },
  '/twin.md': { contentType: 'text/markdown', body: '# As it is written\n' },
};

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

async function rendered(folder: string, name: string, trust: Trust): Promise<string> {
  const { body } = await renderMarkdown({ id: name, file: name, format: extname(name) === '.mdx' ? 'mdx' : 'markdown', trust, text: readFileSync(join(import.meta.dirname, folder, name), 'utf8'), firstLine: 1 });
  return body.html.replaceAll(/src="almanac-link:\d+"/g, 'src="/picture.svg"').replaceAll(/href="almanac-link:\d+"/g, 'href="/elsewhere/"');
}

const page = (html: string) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy()}">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Rendered</title><link rel="stylesheet" href="/site.css"><link rel="stylesheet" href="/prose.css"><script src="/copy.js"></script></head>
<body><main id="main"><h1>Rendered</h1><button type="button" data-copy-markdown="/twin.md" hidden>Copy as Markdown</button><div class="rendered">${html}</div></main></body></html>`;

/** Opens a page of its own; what it asks for beyond its files, and what goes wrong, is noted. */
async function open(html: string, options: BrowserContextOptions = {}): Promise<{ tab: Page; troubles: string[] }> {
  const troubles: string[] = [];
  const context = await browser.newContext(options);
  await context.route('**/*', (route) => {
    const url = new URL(route.request().url());
    if (url.href === `${origin}/`) return route.fulfill({ contentType: 'text/html', body: page(html) });
    const file = url.origin === origin ? files[url.pathname] : undefined;
    if (file !== undefined) return route.fulfill(file);
    troubles.push(`asked for ${url.href}`);
    return route.abort();
  });
  const tab = await context.newPage();
  tab.on('console', (message) => troubles.push(`console: ${message.text()}`));
  tab.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  tab.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await tab.goto(`${origin}/`);
  return { tab, troubles };
}

const hostile = readdirSync(join(import.meta.dirname, 'hostile')).toSorted(compareText);

test.each(hostile)('%s runs nothing, asks for nothing and breaks no policy', async (name) => {
  for (const trust of ['organisation', 'repository'] as const) {
    const { tab, troubles } = await open(await rendered('hostile', name, trust));
    // Whatever reacts to a click, a pointer or the focus gets it.
    await tab.evaluate(() => {
      addEventListener('submit', (event) => event.preventDefault());
      addEventListener('click', (event) => event.preventDefault());
      for (const element of document.querySelectorAll<HTMLElement | SVGElement>('.rendered *')) {
        element.focus();
        for (const type of ['mouseover', 'focus', 'toggle', 'error', 'load', 'click']) element.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }));
      }
    });
    await tab.waitForLoadState('networkidle');
    expect(await tab.evaluate(() => ({ ran: 'ran' in window ? String(window.ran) : '', at: location.href, mains: document.querySelectorAll('#main').length }))).toEqual({ ran: '', at: `${origin}/`, mains: 1 });
    expect(troubles).toEqual([]);
    await tab.context().close();
  }
});

test('the policy alone would stop what the tests above look for', async () => {
  const { tab, troubles } = await open('<img src="https://evil.example/x.png"><p style="color:red" onclick="window.ran=1">x</p><script>window.ran = 1</script>');
  expect(troubles.length).toBeGreaterThan(2);
  await tab.context().close();
});

const golden = ['text.md', 'callouts.md', 'tabs.md', 'code.md', 'tables.md', 'diagrams.md', 'components.mdx', 'html.md', 'links.md'];

test.each(golden)('axe finds nothing in %s, in light and dark, and it stays within 360 px', async (name) => {
  const { tab, troubles } = await open(await rendered('input', name, 'organisation'), { viewport: { width: 360, height: 800 } });
  await tab.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
  await tab.evaluate(axe.source);
  const violations: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await tab.emulateMedia({ colorScheme });
    const found = await tab.evaluate<AxeResults>(`axe.run(${colorScheme === 'light' ? '{}' : '{ runOnly: ["color-contrast", "link-in-text-block"] }'})`);
    for (const { id, nodes } of found.violations) violations.push(`${colorScheme} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  }
  expect(violations).toEqual([]);
  expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  expect(troubles).toEqual([]);
  await tab.context().close();
});

test('tabs are moved between by the keyboard, without a script', async () => {
  const { tab } = await open(await rendered('input', 'tabs.md', 'organisation'), { javaScriptEnabled: true });
  const shown = () => tab.evaluate(() => [...document.querySelectorAll<HTMLElement>('.tabset:first-of-type > .tab-panel')].map((panel) => panel.offsetHeight > 0));
  expect(await shown()).toEqual([true, false]);
  await tab.locator('.tab-input').first().focus();
  await tab.keyboard.press('ArrowRight');
  expect(await shown()).toEqual([false, true]);
  await tab.getByText('npm', { exact: true }).first().click();
  expect(await shown()).toEqual([true, false]);
  await tab.context().close();
});

test('a link to what stands in a hidden tab shows it', async () => {
  const { tab } = await open('<p><a href="#inside">go</a></p>' + (await rendered('input', 'tabs.md', 'organisation')).replace('<p>Use pnpm.</p>', '<p id="inside">Use pnpm.</p>'));
  expect(await tab.locator('#inside').isVisible()).toBe(false);
  await tab.getByText('go', { exact: true }).click();
  expect(await tab.locator('#inside').isVisible()).toBe(true);
  await tab.context().close();
});

test('code is copied as it is to be run, and the page as Markdown', async () => {
  const { tab, troubles } = await open(await rendered('input', 'code.md', 'organisation'));
  await tab.evaluate(() => {
    document.execCommand = (command) => {
      const area = document.activeElement;
      document.body.dataset['copied'] = `${command}: ${area instanceof HTMLTextAreaElement ? area.value : ''}`;
      return true;
    };
  });
  const copied = () => tab.evaluate(() => document.body.dataset['copied']);
  await tab.getByRole('button', { name: 'Copy src/main.ts' }).click();
  expect(await copied()).toBe("copy: import { serve } from './serve.ts';\nconst port: number = 8080;\n// Comment with <markup> & \"quotes\"\nserve(`http://localhost:${port}`);\n");
  await tab.getByRole('status').getByText('Copied').waitFor();
  await tab.getByRole('button', { name: 'Copy as Markdown' }).click();
  await expect.poll(copied).toBe('copy: # As it is written\n');
  expect(troubles).toEqual([]);
  await tab.context().close();
});

test('without a script there is no button that does nothing', async () => {
  const { tab } = await open(await rendered('input', 'code.md', 'organisation'), { javaScriptEnabled: false });
  expect(await tab.locator('button:visible').count()).toBe(0);
  await tab.context().close();
});
