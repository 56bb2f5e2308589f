import { execFile } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { SearchDocument } from '../../src/schema/edition/document.ts';
import { buildSearch } from '../../src/search/build.ts';
import { nameEntry, searchColumns, searchHit, searchManifest, type SearchHit, type SearchManifest } from '../../src/search/manifest.ts';
import { writeEdition } from '../site/edition.ts';
import { testDocuments, writeStage } from './documents.ts';

let folder: string;
let edition: string;
let stage: string;
const elapsed = (): number => 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'almanac-search-'));
  edition = join(folder, 'edition');
  writeEdition(edition, { components: 120, teams: 7, hostile: true });
  stage = writeStage(edition);
});
afterAll(() => rm(folder, { recursive: true }));

async function filesOf(dir: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(paths.sort().map(async (path): Promise<[string, Buffer]> => [relative(dir, path).replaceAll('\\', '/'), await readFile(path)])));
}

async function json(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}

async function manifestOf(out: string): Promise<SearchManifest> {
  return searchManifest.parse(await json(join(out, 'pagefind', 'search.json')));
}

async function hitsOf(out: string): Promise<SearchHit[]> {
  const { bundles, hits } = await manifestOf(out);
  const files = bundles.flatMap(({ id, records, perFile }) => Array.from({ length: Math.ceil(records / perFile) }, (_, n) => join(out, 'pagefind', hits, id, `${n}.json`)));
  return (await Promise.all(files.map(async (file) => z.array(searchHit).parse(await json(file))))).flat();
}

/** Runs the program that the build starts, which is what users run. */
function main(...args: readonly string[]): Promise<{ stdout: string }> {
  return promisify(execFile)(process.execPath, [fileURLToPath(new URL('../../src/search/main.ts', import.meta.url)), ...args]);
}

test('the same edition gives the same bytes, whatever runs beside it', async () => {
  const run = (name: string): Promise<{ stdout: string }> => main('--edition', edition, '--stage', stage, '--out', join(folder, name));
  const { stdout } = await run('one');
  const [second, third] = await Promise.all(['two', 'three'].map(run));
  const files = await filesOf(join(folder, 'one'));
  expect(await filesOf(join(folder, 'two'))).toEqual(files);
  expect(await filesOf(join(folder, 'three'))).toEqual(files);

  const result = z.strictObject({ records: z.int(), bytes: z.int(), files: z.int(), seconds: z.number(), peakRssBytes: z.number() }).parse(JSON.parse(stdout));
  expect(result.bytes).toBe([...files.values()].reduce((sum, { length }) => sum + length, 0));
  expect(result.files).toBe(files.size);
  expect([second?.stdout, third?.stdout].every((line) => line?.includes(`"records":${result.records},`))).toBe(true);
});

test('what an earlier build left is taken where nothing of it changed, and the bytes are those of a build without it', async () => {
  const cache = join(folder, 'cache');
  const own = join(folder, 'edited');
  writeEdition(own, { components: 12 });
  const left = writeStage(own);
  const built = async (name: string, from?: string): Promise<ReadonlyMap<string, Buffer>> => {
    await buildSearch({ edition: own, stage: left, out: join(folder, name), cache: from, elapsed });
    return filesOf(join(folder, name));
  };
  const kept = async (): Promise<string[]> => (await readdir(cache)).sort();
  expect(await built('cached-1', cache)).toEqual(await built('uncached-1'));
  const first = await kept();
  expect(first.map((name) => name.replace(/-.*/, ''))).toEqual(['bundle', 'bundle', 'bundle', 'whole']);
  // Taken whole: what is kept is what is published, even if somebody changed it.
  const whole = join(cache, first.at(-1) ?? '', 'index', 'search.json');
  await appendFile(whole, '\n');
  expect((await built('cached-2', cache)).get('pagefind/search.json')?.at(-1)).toBe(10);
  expect(await kept()).toEqual(first);
  // The documents changed: indexes of the catalog and of repositories are taken, even where their numbers moved.
  await appendFile(join(left, 'search-documents.ndjson'), `${JSON.stringify({ ...testDocuments[0], path: 'new/', title: 'A new one' })}\n`);
  expect(await built('cached-3', cache)).toEqual(await built('uncached-3'));
  const second = await kept();
  expect(second.filter((name) => first.includes(name))).toHaveLength(2);
  expect(second).toHaveLength(4);
  // What cannot be read is made again.
  for (const name of second) await (name.startsWith('whole') ? rm(join(cache, name, 'built.json')) : writeFile(join(cache, name), 'torn'));
  expect(await built('cached-4', cache)).toEqual(await built('uncached-3'));
});

test('only what a browser uses is published: no interface of Pagefind, no file per record, WebAssembly once', async () => {
  const out = join(folder, 'published');
  await buildSearch({ edition, stage, out, elapsed });
  const names = [...(await filesOf(join(out, 'pagefind'))).keys()].map((path) => path.replace(/(hits|names|words|columns)-[0-9a-f]{10}/, '$1').replace(/en_[0-9a-f]+/, 'en').replace(/\d+\.json$/, 'n.json'));
  expect([...new Set(names)].sort()).toEqual(
    [
      ...['pagefind.js', 'search.json', 'columns.json', 'names/n.json', 'words/n.json', 'catalog/wasm.en.pagefind'],
      ...['catalog', 'docs', 'components'].flatMap((id) => [`${id}/index/en.pf_index`, `${id}/pagefind-entry.json`, `${id}/pagefind.en.pf_meta`, `hits/${id}/n.json`]),
    ].sort(),
  );
});

test('everything is there once: the catalog and documents in the order of titles, docs of repositories by book', async () => {
  const out = join(folder, 'all');
  const { records } = await buildSearch({ edition, stage, out, elapsed });
  const hits = await hitsOf(out);
  const lines = await Promise.all(['entities', 'repositories'].map((name) => readFile(join(edition, 'api', 'v1', `${name}.ndjson`), 'utf8')));
  const paths = lines.flatMap((text) => text.trim().split('\n')).map((line) => z.looseObject({ path: z.string() }).parse(JSON.parse(line)).path);
  expect(hits.map(({ path }) => path).sort()).toEqual([...paths, ...testDocuments.map(({ path }) => path)].sort());
  expect(records).toBe(hits.length);
  const { bundles, total } = await manifestOf(out);
  expect(bundles.map(({ group }) => group)).toEqual(['catalog', 'docs', 'components']);
  expect(total).toBe(bundles.reduce((sum, bundle) => sum + bundle.records, 0));
  const [catalog = [], docs = [], components = []] = bundles.map((bundle) => hits.slice(bundle.from, bundle.from + bundle.records));
  for (const titles of [catalog, docs].map((part) => part.map(({ title }) => title.toLowerCase()))) expect(titles).toEqual([...titles].sort());
  expect(components.map(({ path }) => path)).toEqual(components.map(({ path }) => path).sort());
  expect(hits.find(({ path }) => path === 'catalog/component/default/payments-api-0/')).toEqual({
    path: 'catalog/component/default/payments-api-0/',
    title: 'Payments Api 0',
    kind: 'Component',
    description: expect.stringContaining('card payments'),
    owner: 'Team Payments',
    ownerPath: 'catalog/group/default/team-payments/',
    lifecycle: 'production',
    type: 'service',
  });
});

test('of the docs of repositories only the beginning is kept, and all headings; nothing of a document is a mark of Pagefind', async () => {
  const out = join(folder, 'capped');
  await buildSearch({ edition, stage, out, elapsed });
  const hits = await hitsOf(out);
  const book = hits.filter(({ kind }) => kind === 'Component doc');
  expect(book).toHaveLength(30);
  for (const { sections = [] } of book) {
    expect(sections.reduce((words, { text }) => words + (text === '' ? 0 : text.split(' ').length), 0)).toBe(200);
    expect(sections.map(({ title }) => title)).toEqual([undefined, 'Install']);
  }
  const hostile = hits.find(({ title }) => title === 'Payments are declined')?.sections?.at(-1);
  expect(hostile?.text).toBe('__PAGEFIND_WEIGHT___9 </script><script>alert(1)</script> \u202Edesrever zero width');
});

test('names, filters and words are those of the records', async () => {
  const out = join(folder, 'names');
  await buildSearch({ edition, stage, out, elapsed });
  const { names, words, columns, total, synonyms, lists } = await manifestOf(out);
  const hits = await hitsOf(out);
  const blocks = await Promise.all(names.firsts.map(async (_, n) => z.array(nameEntry).parse(await json(join(out, 'pagefind', names.folder, `${n}.json`)))));
  const entries = blocks.flat();
  const keys = entries.map(([key]) => key);
  expect(keys).toEqual([...keys].sort());
  blocks.slice(1).forEach((block, n) => {
    const first = names.firsts[n + 1] ?? '';
    expect(first > (blocks[n]?.at(-1)?.[0] ?? '') && first <= (block[0]?.[0] ?? '')).toBe(true);
  });
  for (const [, , kind, path, number] of entries) expect(hits[number]).toMatchObject({ kind, path: path.replace(/#.*/, '') });
  const found = (key: string): (string | number)[][] => entries.filter(([name]) => name === key).map(([, title, , path, , what]) => [title, path, what]);
  expect(found('paymentsapi0')).toEqual([['github.com/acme/payments-api-0', 'repositories/github.com/acme/payments-api-0/', 1], ['Payments Api 0', 'catalog/component/default/payments-api-0/', 1]]);
  expect(found('api0')).toContainEqual(['Payments Api 0', 'catalog/component/default/payments-api-0/', 0]);
  expect(found('istherearestendpoint')).toEqual([['How do I read the static API?', 'api/', 1]]);
  expect(found('quarantine')).toEqual([['Quarantine (How facts get here)', 'provenance/#kinds', 2]]);
  // Thirty pages have it: it leads nowhere.
  expect(found('install')).toEqual([]);
  expect(found('gettingstarted')).toEqual([]);

  const { titles, facets } = searchColumns.parse(await json(join(out, 'pagefind', columns)));
  expect(titles).toHaveLength(total);
  for (const { cells, values } of facets) {
    expect(cells).toHaveLength(total);
    expect(Math.max(...cells.flat())).toBe(values.length);
  }
  expect(facets.find(({ name }) => name === 'kind')?.values).toContainEqual({ value: 'repository-doc', label: 'Component doc' });
  expect(words.firsts.length).toBeGreaterThan(0);
  expect(synonyms).toEqual([['money', 'payments']]);
  expect(lists).toContainEqual({ title: 'Components', path: 'browse/component/' });
});

test('many records make several indexes of one size', async () => {
  const many = join(folder, 'many');
  const out = join(folder, 'split');
  writeEdition(many, { components: 0 });
  const documents = Array.from({ length: 4100 }, (_, n): SearchDocument => ({ kind: 'doc', title: `Page ${n}`, path: `docs/${n}/`, entities: [], words: 1, sections: [{ text: `word${n}` }] }));
  await buildSearch({ edition: many, stage: writeStage(many, documents), out, elapsed });
  expect((await manifestOf(out)).bundles.map(({ id, from, records }) => [id, from, records])).toEqual([['docs', 0, 2050], ['docs-2', 2050, 2050]]);
});

test('an edition without anything gives an index without anything, and replaces the one before', async () => {
  const nothing = join(folder, 'nothing');
  const out = join(folder, 'replaced');
  writeEdition(nothing, { components: 0 });
  await buildSearch({ edition, stage, out, elapsed });
  expect(await buildSearch({ edition: nothing, stage: join(nothing, 'stage'), out, elapsed })).toMatchObject({ records: 0 });
  expect(await hitsOf(out)).toEqual([]);
  expect([...(await filesOf(out)).keys()].map((path) => path.replace(/-[0-9a-f]{10}/, ''))).toEqual(['pagefind/columns.json', 'pagefind/search.json']);
});

test('an edition that is not whole is told with file and line, and leaves the index that was there', async () => {
  const broken = join(folder, 'broken');
  const out = join(folder, 'kept');
  writeEdition(broken, { components: 3 });
  const left = writeStage(broken);
  await buildSearch({ edition: broken, stage: left, out, elapsed });
  const before = await filesOf(out);
  const documents = join(left, 'search-documents.ndjson');
  await appendFile(documents, '{"kind":"doc"}\n');
  await expect(buildSearch({ edition: broken, stage: left, out, elapsed })).rejects.toThrow(`${documents}:${testDocuments.length + 1} cannot be read for search`);
  const file = join(broken, 'api', 'v1', 'entities.ndjson');
  const lines = (await readFile(file, 'utf8')).trim().split('\n').length;
  await appendFile(file, '{"ref":"component:default/half"}\n');
  await expect(main('--edition', broken, '--out', out)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(`entities.ndjson:${lines + 1}`) });
  await expect(main('--out', out)).rejects.toMatchObject({ code: 2, stderr: '--edition DIR and --out DIR are required\n' });
  await mkdir(join(folder, 'none', 'api', 'v1'), { recursive: true });
  await writeFile(join(folder, 'none', 'api', 'v1', 'entities.ndjson'), '');
  await expect(buildSearch({ edition: join(folder, 'none'), out, elapsed })).rejects.toThrow('repositories.ndjson cannot be read for search');
  expect(await filesOf(out)).toEqual(before);
});
