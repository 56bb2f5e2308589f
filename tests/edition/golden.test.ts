import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { collectors } from '../../collectors/registry.ts';
import { collect } from '../../src/collect/collect.ts';
import { silentProgress } from '../../src/collect/progress.ts';
import { resolveSources } from '../../src/collect/sources.ts';
import { readOrganisation } from '../../src/content/organisation.ts';
import { record } from '../../src/assess/history/record.ts';
import { type EditionCounts, writeEdition } from '../../src/edition/edition.ts';
import { Store } from '../../src/store/store.ts';

// The input beside this file gives exactly the output beside it. After a change that is meant, `vitest run -u` writes it.
const input = join(import.meta.dirname, 'input');
const output = join(import.meta.dirname, 'output');
let dir: string;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'almanac-golden-'));
  const organisation = readOrganisation(input);
  const { groups } = resolveSources(organisation, collectors, '/home/nobody');
  const store = await Store.open(join(dir, 'data'));
  const run = async (asOf: string): Promise<void> => {
    const context = { asOf, backdated: false, signal: new AbortController().signal, minimumGroup: 5, contentDir: input, log: () => undefined };
    await collect({ store, groups, config: organisation.config, context, offline: false, progress: silentProgress });
  };
  const edition = (asOf: string, to: string): Promise<EditionCounts> => writeEdition({ store, organisation, asOf, dir: join(dir, to), generator: 'Almanac golden' });
  // Two nights: what did not change since the first keeps its date. The first edition is kept, so that the second compares with it.
  await run('2026-10-31T03:00:00.000Z');
  await record(store, (await edition('2026-10-31T03:00:00.000Z', 'first')).record, '2026-10-31T03:00:00.000Z');
  await run('2026-11-01T03:00:00.000Z');
  await edition('2026-11-01T03:00:00.000Z', 'edition');
  store.close();
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const files = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.startsWith('schemas/'))
    .toSorted();

it('writes the files it wrote before, with the same content', async () => {
  const edition = join(dir, 'edition', 'api', 'v1');
  for (const path of files(edition)) {
    const text = readFileSync(join(edition, path), 'utf8');
    // Indented, so that a difference shows as the lines that differ.
    const shown = path.endsWith('.json') ? `${JSON.stringify(JSON.parse(text), undefined, 2)}\n` : text;
    await expect(shown).toMatchFileSnapshot(join(output, path));
  }
  expect(files(output)).toEqual(files(edition));
});
