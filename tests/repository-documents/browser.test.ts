import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serve } from '../../src/serve/server.ts';
import { launch } from '../browser/browser.ts';
import { temporaryFolder } from '../clones/repositories.ts';
import { runRender } from '../site/rendered.ts';
import { gif, inputFiles, nightOver, png, repositoryOf } from './reading.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const docs = 'repositories/github.com/acme/payments/docs/';

/** Names of the pictures of a page, each with whether the browser could draw it. */
const pictures = (page: Page): Promise<string[]> =>
  page.$$eval('main img', (images) => images.map((image) => (image instanceof HTMLImageElement ? `${new URL(image.currentSrc === '' ? image.src : image.currentSrc).pathname} ${image.naturalWidth > 0 ? 'drawn' : 'broken'}` : '')));

it('leads from a component to its docs, their pictures, their sidebar and back to its files', async () => {
  const folder = temporaryFolder();
  const hostile = { 'docs/guides/hostile.md': '# Hostile\n\n<script>document.title = "taken over"</script>\n\n<img src="x" onerror="document.title = \'taken over\'">\n\n[a link](javascript:document.title="taken over")\n' };
  repositoryOf({ ...inputFiles('payments'), ...hostile, 'docs/img/photo.png': png, 'docs/img/wide.gif': gif }, 'payments', folder);
  const edition = await nightOver(folder);
  const out = join(temporaryFolder(), 'dist');
  expect(await runRender(['--edition', edition.dir, '--out', out, '--base', '/'])).toMatchObject({ code: 0 });
  for (const [from, to] of [['api', 'api'], ['site', '']] as const) cpSync(join(edition.dir, from), join(out, to), { recursive: true });

  const server = await serve({ dir: out, port: 0, base: '/' });
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== new URL(server.url).origin) faults.push(`a request left the site: ${request.url()}`);
    });

    await page.goto(`${server.url}catalog/component/default/payments/`);
    await page.click(`main a[href="/${docs}"]`);
    expect(new URL(page.url()).pathname).toBe(`/${docs}`);
    expect(await page.textContent('h1')).toBe('Payments');
    await page.evaluate(() => document.querySelectorAll('img').forEach((image) => (image.loading = 'eager')));
    await page.waitForLoadState('networkidle');
    expect((await pictures(page)).filter((one) => one.includes('/media/'))).toEqual(expect.arrayContaining(['/media/github.com/acme/payments/docs/img/logo.svg drawn', '/media/github.com/acme/payments/docs/img/photo.png drawn']));

    await page.click(`nav a[href="/${docs}guides/refunds/"]`);
    expect(await page.textContent('h1')).toBe('Refunds');
    expect(await page.getAttribute('nav [aria-current="page"][href]', 'href')).toBe(`/${docs}guides/refunds/`);
    expect(await page.getAttribute('main a:text-is("the entry point")', 'href')).toBe('https://github.com/acme/payments/blob/main/src/main.ts');
    expect(await page.textContent('main article p')).toContain('nothing and out');
    expect(await page.locator('main article a[href]:text-is("out"), main article a[href]:text-is("nothing")').count()).toBe(0);

    await page.goto(`${server.url}${docs}guides/hostile/`);
    expect(await page.textContent('h1')).toBe('Hostile');
    expect(await page.title()).not.toContain('taken over');

    await page.goto(`${server.url}repositories/github.com/acme/payments/`);
    await page.click(`#docs + ul a`);
    expect(new URL(page.url()).pathname).toBe(`/${docs}`);
    expect(faults).toEqual([]);
  } finally {
    await server.close();
  }
});
