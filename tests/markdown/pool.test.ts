import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { RenderPool } from '../../src/markdown/render-pool.ts';
import type { Rendering } from '../../src/markdown/rendering.ts';

const folder = mkdtempSync(join(tmpdir(), 'almanac-pool-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A process that answers with the text itself, dies of some and never comes back from others. */
const dying = join(folder, 'dying.mjs');
writeFileSync(
  dying,
  `process.on('message', ({ documents }) => {
    const next = () => {
      const [document] = documents.splice(0, 1);
      if (document === undefined) return;
      if (document.source.text === 'die') process.abort();
      if (document.source.text === 'hang') for (;;);
      const rendering = { outline: { headings: [], anchors: [], links: [], problems: [], words: 1 }, body: { html: document.source.text, sections: [] } };
      process.send({ number: document.number, rendering }, next);
    };
    next();
  });
  process.send({ ready: true });`,
);
const neverReady = join(folder, 'never-ready.mjs');
writeFileSync(neverReady, 'process.exit(3);');

const options = { processes: 2, timeLimit: 60_000, signal: new AbortController().signal };

test('a process that dies takes one document with it', async () => {
  const said: string[] = [];
  const pool = new RenderPool({ ...options, script: dying, log: (line) => said.push(line) });
  const results = new Map<string, Rendering>();
  const texts = ['one', 'die', 'two', 'three', 'die', 'four'];
  for (const [index, text] of texts.entries()) pool.add({ id: `${index}`, file: `${index}.md`, format: 'markdown', trust: 'repository', text, firstLine: 1 }, (rendering) => results.set(`${index}`, rendering));
  await pool.until(0);
  pool.close();
  expect(texts.map((_, index) => results.get(`${index}`)?.body.html)).toEqual(['one', '<pre class="as-written" tabindex="0">die</pre>\n', 'two', 'three', '<pre class="as-written" tabindex="0">die</pre>\n', 'four']);
  expect(results.get('1')?.outline.problems).toEqual([{ code: 'ALM0701', what: 'The text is not rendered: the parser gave up.' }]);
  expect(said.toSorted()).toEqual(['1.md: shown as it is written, because rendering it ended the process', '4.md: shown as it is written, because rendering it ended the process']);
});

test('one that does not come back within the time limit too', async () => {
  const said: string[] = [];
  const pool = new RenderPool({ ...options, timeLimit: 3000, script: dying, log: (line) => said.push(line) });
  const results = new Map<string, Rendering>();
  const texts = [...Array.from({ length: 40 }, (_, index) => `before ${index}`), 'hang', ...Array.from({ length: 40 }, (_, index) => `after ${index}`)];
  for (const [index, text] of texts.entries()) pool.add({ id: `${index}`, file: `${index}.md`, format: 'markdown', trust: 'repository', text, firstLine: 1 }, (rendering) => results.set(`${index}`, rendering));
  await pool.until(0);
  pool.close();
  expect(texts.map((_, index) => results.get(`${index}`)?.body.html)).toEqual(texts.map((text) => (text === 'hang' ? '<pre class="as-written" tabindex="0">hang</pre>\n' : text)));
  expect(results.get('40')?.outline.problems).toEqual([{ code: 'ALM0702', what: 'The text is not rendered within 3 s.' }]);
  expect(said).toEqual(['40.md: shown as it is written, because rendering it took longer than 3 s']);
});

test('a repository holds up the build three times and no more', async () => {
  const pool = new RenderPool({ ...options, processes: 1, timeLimit: 500, script: dying, log: () => undefined });
  const results = new Map<string, Rendering>();
  const texts = [...Array.from({ length: 6 }, () => 'hang'), 'mine'];
  for (const [index, text] of texts.entries()) pool.add({ id: `${index}`, file: `${index}.md`, repository: text === 'hang' ? 'acme/evil' : 'acme/good', format: 'markdown', trust: 'repository', text, firstLine: 1 }, (rendering) => results.set(`${index}`, rendering));
  await pool.until(0);
  pool.close();
  const late = { code: 'ALM0702', what: 'The text is not rendered within 0.5 s.' };
  const given = { code: 'ALM0702', what: 'The text is not rendered: 3 others of its repository took longer than 0.5 s.' };
  expect(texts.map((_, index) => results.get(`${index}`)?.outline.problems)).toEqual([[late], [late], [late], [given], [given], [given], []]);
});

test('processes that cannot be started are a fault', async () => {
  const pool = new RenderPool({ ...options, script: neverReady, log: () => undefined });
  pool.add({ id: 'x', file: 'x.md', format: 'markdown', trust: 'repository', text: 'x', firstLine: 1 }, () => undefined);
  await expect(pool.until(0)).rejects.toThrow('Processes that render documents cannot be started.');
  pool.close();
});
