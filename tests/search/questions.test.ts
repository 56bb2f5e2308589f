import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readOrganisation } from '../../src/content/organisation.ts';
import { writeEdition } from '../../src/edition/edition.ts';
import { buildSearch } from '../../src/search/build.ts';
import type { Engine } from '../../src/search/engine/engine.ts';
import { pageKinds } from '../../src/search/filters.ts';
import { pageFiles } from '../../src/search/pages.ts';
import { Store } from '../../src/store/store.ts';
import { questions } from './questions.ts';
import { servedEngine } from './served.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
let folder: string;
let engine: Engine;
let close: () => Promise<void>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'almanac-questions-'));
  await promisify(execFile)(process.execPath, [join(root, 'src/cli/main.ts'), 'collect', '--content', join(root, 'content'), '--data', join(folder, 'data')], { cwd: root });
  const store = await Store.open(join(folder, 'data'));
  const edition = join(folder, 'edition');
  await writeEdition({ store, organisation: readOrganisation(join(root, 'content')), asOf: '2100-01-01T00:00:00Z', dir: edition, generator: 'test' });
  store.close();
  await buildSearch({ edition, stage: join(edition, 'stage'), out: folder, elapsed: () => 0 });
  ({ engine, close } = await servedEngine(folder));
});
afterAll(async () => {
  await close?.();
  rmSync(folder, { recursive: true });
});

test('of the questions to the sample organisation, nine in ten find the right page among the first three', async () => {
  expect(questions.sample.length).toBeGreaterThanOrEqual(40);
  const missed: string[] = [];
  for (const { ask, pages } of questions.sample) {
    const { results } = await engine.search({ query: ask, filters: {} }, 0, 3);
    const paths = results.map(({ hit }) => hit.path);
    if (!paths.some((path) => pages.includes(path))) missed.push(`${ask}: ${paths.join(', ')}`);
  }
  expect(missed.length / questions.sample.length, missed.join('\n')).toBeLessThanOrEqual(0.1);
});

test('plans, scorecards, checks and changelogs are found, with filters of their own', async () => {
  for (const kind of pageKinds) expect((await engine.search({ query: '', filters: { kind } }, 0, 1)).total, kind).toBeGreaterThan(0);
  const { results } = await engine.search({ query: 'preview environments with a database', filters: { kind: 'roadmap-item' } }, 0, 1);
  expect(results[0]?.hit).toMatchObject({ path: 'roadmap/#item-preview-databases', kind: 'Roadmap item', section: 'Roadmap', owner: 'Platform' });
});

test('every page that a question names is there', () => {
  const api = join(folder, 'edition', 'api', 'v1');
  const planned = pageFiles(api).flatMap((file) => [...readFileSync(join(api, file), 'utf8').matchAll(/"path":"([^"]+)"/g)].map(([, path]) => path));
  const known = new Set([...planned, ...['entities', 'repositories', 'documents'].flatMap((name) => [...readFileSync(join(api, `${name}.ndjson`), 'utf8').matchAll(/"path":"([^"]+)"/g)].map(([, path]) => path))]);
  expect(questions.sample.flatMap(({ pages }) => pages).filter((page) => !known.has(page))).toEqual([]);
});
