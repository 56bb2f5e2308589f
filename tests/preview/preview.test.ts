import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyData } from '../../src/preview/data-copy.ts';
import { launch } from '../browser/browser.ts';

const root = join(import.meta.dirname, '..', '..');
let dir: string;
let child: ChildProcess;
let said = '';
let url: string;
let browser: Browser;
let page: Page;

/** A preview of a copy of the sample organisation, started as an author would, and a page that stays open. */
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'almanac-preview-test-'));
  cpSync(join(root, 'content'), join(dir, 'content'), { recursive: true });
  // Astro's development server answers nothing where it believes to be part of a test, and an author has not said that this is one.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV)/.test(name)));
  child = spawn(process.execPath, [join(root, 'src', 'cli', 'main.ts'), 'dev', '--content', 'content', '--port', '0'], { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'], env });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  url = await new Promise<string>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const found = / at (http:\S+)/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('close', (code) => reject(new Error(`the preview ended with ${code}: ${said}`)));
  });
  browser = await launch();
  page = await browser.newPage();
});
afterAll(async () => {
  await browser.close();
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.kill('SIGTERM');
  await ended;
  rmSync(dir, { recursive: true, force: true });
});

/** Goes to a page. A reload that an edit before it caused may come in between, and then it goes again. */
async function open(path: string, waitUntil: 'load' | 'networkidle' = 'load'): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await page.goto(url + path, { waitUntil });
      return;
    } catch (error) {
      if (tries === 10) throw error;
      // What came in between has to end first, or it does so again.
      await page.waitForLoadState('load').catch(() => undefined);
    }
  }
}

/** Changes a file of the content folder, and gives what puts it back. */
function edit(file: string, change: (text: string) => string): () => void {
  const path = join(dir, 'content', file);
  const before = readFileSync(path, 'utf8');
  writeFileSync(path, change(before));
  return () => writeFileSync(path, before);
}

test('an open page shows an edit of a document by itself, and one of the catalog', async () => {
  await open('runbooks/position-ingest/');
  await page.getByText('Skipped records go to').first().waitFor();
  edit('runbooks/position-ingest.md', (text) => text.replace('Skipped records go to', 'Every skipped record goes to'));
  await page.getByText('Every skipped record goes to').first().waitFor();

  await open('catalog/group/default/platform/');
  edit('catalog/teams.yaml', (text) => text.replace('title: Platform\n', 'title: Platform and tools\n'));
  await page.getByRole('heading', { level: 1, name: 'Platform and tools' }).waitFor();
});

test('a page that is new is there, and one that is gone is not', async () => {
  const file = join(dir, 'content', 'runbooks', 'made-in-preview.md');
  writeFileSync(file, '---\ntitle: Made in the preview\nentities: [component:ci-runners]\n---\n\nFirst words.\n');
  await expect.poll(async () => (await fetch(`${url}runbooks/made-in-preview/`)).status, { timeout: 60_000 }).toBe(200);
  expect(await (await fetch(`${url}runbooks/made-in-preview.md`)).text()).toContain('First words.');
  rmSync(file);
  await expect.poll(async () => (await fetch(`${url}runbooks/made-in-preview/`)).status, { timeout: 60_000 }).toBe(404);
});

test('a mistake is told with its place, in the page and in the terminal, until it is mended', async () => {
  await open('');
  const mend = edit('owners.yaml', (text) => `${text}\nownerz: []\n`);
  const problems = page.locator('#preview-problems');
  await problems.waitFor();
  const line = readFileSync(join(dir, 'content', 'owners.yaml'), 'utf8').split('\n').indexOf('ownerz: []') + 1;
  expect(await problems.innerText()).toContain(`owners.yaml:${line}:1`);
  expect(await problems.innerText()).toContain('did you mean `owners`?');
  expect(said).toContain(`owners.yaml:${line}:1 error ALM0103: Unknown key \`ownerz\`; did you mean \`owners\`?`);
  mend();
  await problems.waitFor({ state: 'detached' });
});

test('pages are as in a build but for what the development server adds, and nothing breaks their policy', async () => {
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(error.message));
  for (const path of ['', 'catalog/component/default/ci-runners/', 'scorecards/', 'search/']) await open(path, 'networkidle');
  expect(troubles).toEqual([]);
  expect((await fetch(`${url}api/v1/index.json`)).headers.get('content-type')).toMatch('application/json');
  expect((await fetch(`${url}api/v1/..%2f..%2fpreview-problems.json`)).status).toBe(404);
});

test('the data folder that is shown is left as it was', () => {
  const [from, to] = [join(dir, 'from'), join(dir, 'to')];
  cpSync(join(dir, 'content', 'catalog'), join(from, 'facts'), { recursive: true });
  copyData(from, to);
  const name = join('facts', 'teams.yaml');
  expect(statSync(join(to, name)).ino).toBe(statSync(join(from, name)).ino);
  expect(() => statSync(join(dir, 'data'))).toThrow('ENOENT');
});
