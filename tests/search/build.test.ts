import { execFile } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { buildSearch } from '../../src/search/build.ts';
import { searchCatalog, searchHit, type SearchHit } from '../../src/search/catalog.ts';
import { writeEdition } from '../site/edition.ts';

let folder: string;
const elapsed = (): number => 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'almanac-search-'));
  writeEdition(join(folder, 'edition'), { components: 120, teams: 7, hostile: true });
});
afterAll(() => rm(folder, { recursive: true }));

async function filesOf(dir: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(paths.sort().map(async (path): Promise<[string, Buffer]> => [relative(dir, path), await readFile(path)])));
}

async function hitsOf(bundle: string): Promise<SearchHit[]> {
  const { records, total, perFile } = searchCatalog.parse(JSON.parse(await readFile(join(bundle, 'catalog.json'), 'utf8')));
  const parts = await Promise.all(Array.from({ length: Math.ceil(total / perFile) }, (_, n) => readFile(join(bundle, records, `${n}.json`), 'utf8')));
  return parts.flatMap((part) => z.array(searchHit).parse(JSON.parse(part)));
}

/** Runs the program that the build starts, which is what users run. */
function main(...args: readonly string[]): Promise<{ stdout: string }> {
  return promisify(execFile)(process.execPath, [fileURLToPath(new URL('../../src/search/main.ts', import.meta.url)), ...args]);
}

test('the same edition gives the same bytes, whatever runs beside it', async () => {
  const edition = join(folder, 'edition');
  const { stdout } = await main('--edition', edition, '--out', join(folder, 'one'));
  const [second, third] = await Promise.all(['two', 'three'].map((name) => main('--edition', edition, '--out', join(folder, name))));
  const files = await filesOf(join(folder, 'one'));
  expect(await filesOf(join(folder, 'two'))).toEqual(files);
  expect(await filesOf(join(folder, 'three'))).toEqual(files);

  const result = z.strictObject({ records: z.int(), bytes: z.int(), files: z.int(), seconds: z.number(), peakRssBytes: z.number() }).parse(JSON.parse(stdout));
  expect(result.bytes).toBe([...files.values()].reduce((sum, { length }) => sum + length, 0));
  expect(result.files).toBe(files.size);
  expect([second?.stdout, third?.stdout].every((line) => line?.includes(`"records":${result.records},`))).toBe(true);
});

test('only what the search page uses is published: no interface of Pagefind, no file per record', async () => {
  await main('--edition', join(folder, 'edition'), '--out', join(folder, 'published'));
  const names = [...(await filesOf(join(folder, 'published'))).keys()].map((path) =>
    path.replaceAll('\\', '/').replace(/records-[0-9a-f]{10}/, 'records').replace(/(index|filter)\/en_[0-9a-f]+/, '$1/en').replace(/pagefind\.en_[0-9a-f]+/, 'pagefind.en'),
  );
  expect([...new Set(names)].sort()).toEqual(
    [
      ...['catalog.json', 'filter/en.pf_filter', 'index/en.pf_index', 'pagefind-entry.json', 'pagefind-worker.js', 'pagefind.en.pf_meta', 'pagefind.js'],
      ...['records/0.json', 'records/1.json', 'records/2.json', 'records/3.json', 'records/4.json', 'wasm.en.pagefind'],
    ].map((name) => `pagefind/${name}`),
  );
});

test('every entity and repository is there once, in the order of titles', async () => {
  const out = join(folder, 'all');
  const { records } = await buildSearch({ edition: join(folder, 'edition'), out, elapsed });
  const hits = await hitsOf(join(out, 'pagefind'));
  const lines = await Promise.all(['entities', 'repositories'].map((name) => readFile(join(folder, 'edition', 'api', 'v1', `${name}.ndjson`), 'utf8')));
  const paths = lines.flatMap((text) => text.trim().split('\n')).map((line) => z.looseObject({ path: z.string() }).parse(JSON.parse(line)).path);
  expect(hits.map(({ path }) => path).sort()).toEqual(paths.sort());
  expect(records).toBe(paths.length);
  const titles = hits.map(({ title }) => title.toLowerCase());
  expect(titles).toEqual([...titles].sort());
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

test('an edition without anything gives an index without anything, and replaces the one before', async () => {
  const edition = join(folder, 'nothing');
  const out = join(folder, 'replaced');
  writeEdition(edition, { components: 0 });
  await buildSearch({ edition: join(folder, 'edition'), out, elapsed });
  expect(await buildSearch({ edition, out, elapsed })).toMatchObject({ records: 0 });
  expect(await hitsOf(join(out, 'pagefind'))).toEqual([]);
  expect([...(await filesOf(out)).keys()].filter((path) => /records|index/.test(path))).toEqual([]);
});

test('an edition that is not whole is told with file and line, and leaves the index that was there', async () => {
  const edition = join(folder, 'broken');
  const out = join(folder, 'kept');
  writeEdition(edition, { components: 3 });
  await buildSearch({ edition, out, elapsed });
  const before = await filesOf(out);
  const file = join(edition, 'api', 'v1', 'entities.ndjson');
  const lines = (await readFile(file, 'utf8')).trim().split('\n').length;
  await appendFile(file, '{"ref":"component:default/half"}\n');
  await expect(buildSearch({ edition, out, elapsed })).rejects.toThrow(`${file}:${lines + 1} cannot be read as summaries`);
  await expect(main('--edition', edition, '--out', out)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(`entities.ndjson:${lines + 1}`) });
  await expect(main('--out', out)).rejects.toMatchObject({ code: 2, stderr: '--edition DIR and --out DIR are required\n' });
  await mkdir(join(folder, 'none', 'api', 'v1'), { recursive: true });
  await writeFile(join(folder, 'none', 'api', 'v1', 'entities.ndjson'), '');
  await expect(buildSearch({ edition: join(folder, 'none'), out, elapsed })).rejects.toThrow('repositories.ndjson cannot be read as summaries');
  expect(await filesOf(out)).toEqual(before);
});
