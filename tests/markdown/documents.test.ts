import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MarkdownSource, RenderingOptions } from '../../src/markdown/contract.ts';
import { renderDocuments } from '../../src/markdown/render-documents.ts';

let cacheDir: string;
beforeEach(() => {
  cacheDir = mkdtempSync(join(tmpdir(), 'almanac-markdown-'));
});
afterEach(() => rmSync(cacheDir, { recursive: true, force: true }));

const source = (id: string, text: string, more: Partial<MarkdownSource> = {}): MarkdownSource => ({ id, file: `${id}.md`, format: 'markdown', trust: 'organisation', text, firstLine: 1, ...more });
const render = (sources: Iterable<MarkdownSource> | AsyncIterable<MarkdownSource>, more: Partial<RenderingOptions> = {}) =>
  renderDocuments(sources, { cacheDir, signal: new AbortController().signal, log: () => undefined, ...more });

/** Renders and reads all of it at once. */
async function read(sources: readonly MarkdownSource[], more: Partial<RenderingOptions> = {}) {
  const documents = await render(sources, more);
  try {
    return { rendered: documents.rendered, cached: documents.cached, documents: sources.map(({ id }) => ({ outline: documents.outline(id), body: documents.body(id) })) };
  } finally {
    documents.close();
  }
}

const three = [source('a', '# A\n\nSee [b](b.md).'), source('b', 'Text of *b*.'), source('c', '<Badge text="c" />', { format: 'mdx' })];

describe('what is asked for', () => {
  test('by id, whatever the order', async () => {
    const documents = await render(three);
    expect(documents.outline('a')).toEqual({
      title: 'A',
      summary: 'See b.',
      headings: [],
      anchors: ['a'],
      links: [{ use: 'link', target: 'b.md', text: 'b', line: 3, column: 5 }],
      findings: [],
      words: 2,
    });
    expect(documents.body('c').html).toBe('<p><span class="text-badge">c</span></p>\n');
    expect(documents.body('b')).toEqual({ html: '<p>Text of <em>b</em>.</p>\n', sections: [{ text: 'Text of b.' }] });
    expect(documents.outline('d')).toBeUndefined();
    expect(() => documents.body('d')).toThrow('No document d was rendered.');
    documents.close();
    expect(() => documents.body('b')).toThrow('The file of rendered documents is closed.');
  });

  test('lines are those of the file, and findings name it', async () => {
    const [first] = (await read([source('a', 'x\n\n[y](javascript:1) [z](z.md)', { firstLine: 8, trust: 'repository', repository: 'github.com/acme/a' })])).documents;
    expect(first?.outline?.links).toEqual([{ use: 'link', target: 'z.md', text: 'z', line: 10, column: 19 }]);
    expect(first?.outline?.findings).toEqual([
      expect.objectContaining({ code: 'ALM0703', severity: 'warning', repository: 'github.com/acme/a', file: 'a.md', line: 10, column: 1, what: 'The address "javascript:1" is left out.' }),
    ]);
  });

  test('in the content of the organisation the same is an error', async () => {
    const [first] = (await read([source('a', '[y](javascript:1)')])).documents;
    expect(first?.outline?.findings.map(({ severity }) => severity)).toEqual(['error']);
  });

  test('anchors carry the prefix, so that documents can share a page', async () => {
    const [first] = (await read([source('a', '## Fixed\n\nNote[^1]\n\n[^1]: n\n\n:::tabs\n::tab[x]\n:::', { anchorPrefix: 'v2-' })])).documents;
    expect(first?.outline?.anchors).toEqual(['v2-fixed', 'v2-note-1-reference', 'v2-note-1']);
    expect(first?.body.html).toContain('href="#v2-note-1"');
    expect(first?.body.html).toContain('id="almanac-v2-tabs-1-1"');
  });

  test('two documents of one id are refused', async () => {
    await expect(render([source('a', 'x'), source('a', 'y')])).rejects.toThrow('Two documents have the id a.');
  });
});

describe('the cache', () => {
  test('gives what it was given, and renders only what is new', async () => {
    const cold = await read(three);
    const warm = await read(three);
    expect([cold.rendered, cold.cached, warm.rendered, warm.cached]).toEqual([3, 0, 0, 3]);
    expect(warm.documents).toEqual(cold.documents);
    const changed = await read([source('a', '# A\n\nchanged'), ...three.slice(1)]);
    expect([changed.rendered, changed.cached]).toEqual([1, 2]);
  });

  test('does not depend on where a text stands in its file, but on how far it is trusted', async () => {
    await read(three);
    const moved = await read(three.map((document) => ({ ...document, firstLine: 9 })));
    expect([moved.rendered, moved.documents[0]?.outline?.links[0]?.line]).toEqual([0, 11]);
    expect((await read(three.map((document) => ({ ...document, trust: 'repository' as const })))).rendered).toBe(3);
  });

  test('holds only what the last rendering gave', async () => {
    await read([source('big', 'word '.repeat(5000)), ...three]);
    const before = statSync(join(cacheDir, 'rendered.ndjson')).size;
    await read(three);
    expect(statSync(join(cacheDir, 'rendered.ndjson')).size).toBeLessThan(before / 10);
    expect(readdirSync(cacheDir).toSorted()).toEqual(['rendered.index.ndjson', 'rendered.ndjson']);
  });

  test.each<[string, (file: (name: string) => string) => void]>([
    ['bodies written over', (file) => writeFileSync(file('rendered.ndjson'), readFileSync(file('rendered.ndjson'), 'utf8').replaceAll('Text', 'Twxt'))],
    ['bodies cut', (file) => writeFileSync(file('rendered.ndjson'), readFileSync(file('rendered.ndjson')).subarray(0, 20))],
    ['bodies gone', (file) => rmSync(file('rendered.ndjson'))],
    ['an index of other things', (file) => writeFileSync(file('rendered.index.ndjson'), '{"key":1}\nnull\n[]\nnot json\n')],
    ['a folder in its place', (file) => rmSync(file('rendered.index.ndjson'))],
  ])('is rendered anew where it is damaged: %s', async (_what, damage) => {
    const cold = await read(three);
    damage((name) => join(cacheDir, name));
    const again = await read(three);
    expect(again.rendered).toBeGreaterThan(0);
    expect(again.documents).toEqual(cold.documents);
  });

  test('stays as it was when a rendering is given up', async () => {
    await read(three);
    const controller = new AbortController();
    async function* endless() {
      for (let number = 0; ; number += 1) {
        if (number === 50) controller.abort(new Error('Stopped by its reader.'));
        yield source(`${number}`, `Text ${number}`);
      }
    }
    await expect(render(endless(), { signal: controller.signal })).rejects.toThrow('Stopped by its reader.');
    expect(readdirSync(cacheDir).toSorted()).toEqual(['rendered.index.ndjson', 'rendered.ndjson']);
    expect((await read(three)).cached).toBe(3);
  });
});

describe('processes', () => {
  test('give what this process gives', async () => {
    const input = join(import.meta.dirname, 'input');
    const sources = readdirSync(input).map((name) => source(name, readFileSync(join(input, name), 'utf8'), { format: name.endsWith('x') ? 'mdx' : 'markdown' }));
    const here = await read(sources);
    rmSync(cacheDir, { recursive: true });
    const there = await read(sources, { processes: 2 });
    expect([here.rendered, there.rendered]).toEqual([sources.length, sources.length]);
    expect(there.documents).toEqual(here.documents);
  });
});
