import { mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildSearch } from '../../src/search/build.ts';
import type { Answer, Engine } from '../../src/search/engine/engine.ts';
import type { FilterName } from '../../src/search/filters.ts';
import { writeEdition } from '../site/edition.ts';
import { testDocuments, writeStage } from './documents.ts';
import type { SearchDocument } from '../../src/schema/edition/document.ts';
import { servedEngine } from './served.ts';

/** What people write beside plain English. */
const scripts: SearchDocument = {
  kind: 'minutes',
  title: 'A page of all scripts',
  path: 'knowledge/',
  entities: [],
  words: 60,
  sections: [
    { text: '如果数据库连接失败，请联系平台团队。 データベースの接続に失敗した場合。 Café in Zürich. Развертывание и откат. The xylograph hangs there.' },
    { text: "Written in C# and run with --as-of 2026-01-01: TypeError: Cannot read properties of undefined (reading 'map')" },
  ],
};

let folder: string;
let engine: Engine;
let close: () => Promise<void>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'almanac-engine-'));
  const edition = join(folder, 'edition');
  writeEdition(edition, { components: 45, teams: 5, hostile: true });
  await buildSearch({ edition, stage: writeStage(edition, [...testDocuments, scripts]), out: folder, elapsed: () => 0 });
  ({ engine, close } = await servedEngine(folder));
});
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

const ask = (query: string, filters: Readonly<Partial<Record<FilterName, string>>> = {}): Promise<Answer> => engine.search({ query, filters }, 0, 10);
const titles = ({ results }: Answer): string[] => results.map(({ hit }) => hit.title);
const counts = ({ facets }: Answer, name: FilterName): Record<string, number> => Object.fromEntries((facets.find((facet) => facet.name === name)?.values ?? []).map(({ value, count }) => [value, count]));

test('counts of filters are sums over all indexes, of everything and of what was found', async () => {
  const all = await ask('');
  const kinds = counts(all, 'kind');
  expect(kinds).toMatchObject({ doc: 1, question: 1, runbook: 1, 'repository-doc': 30 });
  expect(Object.values(kinds).reduce((sum, count) => sum + count, 0)).toBe(all.total);

  const found = await ask('payments');
  const of = counts(found, 'kind');
  expect(Object.keys(of)).toEqual(expect.arrayContaining(['Component', 'Repository', 'runbook', 'repository-doc']));
  expect(Object.values(of).reduce((sum, count) => sum + count, 0)).toBe(found.total);
  for (const [kind, count] of Object.entries(of)) expect((await ask('payments', { kind })).total, kind).toBe(count);
});

test('with a filter set, its own counts stay those without it, and the others are those within it', async () => {
  const found = await ask('payments', { kind: 'Component' });
  expect(counts(found, 'kind')).toEqual(counts(await ask('payments'), 'kind'));
  for (const [owner, count] of Object.entries(counts(found, 'owner'))) expect((await ask('payments', { kind: 'Component', owner })).total, owner).toBe(count);
  expect(await ask('payments', { kind: 'no-such-kind' })).toMatchObject({ total: 0, results: [] });
  expect(counts(await ask('', { kind: 'runbook' }), 'section')).toEqual({ Runbooks: 1 });
  // A document belongs to the systems of what it is about.
  expect(Object.values(counts(await ask('', { kind: 'runbook' }), 'system'))).toEqual([1]);
});

test.each([
  ['payments-api-0', 'Payments Api 0'],
  ['PAYMENTS api 0', 'Payments Api 0'],
  ['component:default/payments-api-0', 'Payments Api 0'],
  ['https://github.com/acme/payments-api-0.git', 'github.com/acme/payments-api-0'],
  ['how facts get here', 'How facts get here'],
  ['Is there a REST endpoint?', 'How do I read the static API?'],
])('%s is a name: it is known without the index, and stands first', async (query, title) => {
  const named = await engine.names(query);
  expect(named.filter(({ match }) => match === 'name').map((thing) => thing.title)).toContain(title);
  const { results } = await ask(query);
  const exact = results.filter((result) => result.exact);
  expect(exact.map(({ hit }) => hit.title)).toContain(title);
  expect(results.slice(0, exact.length)).toEqual(exact);
});

test('a beginning of a name, or of a later word of it, leads there', async () => {
  expect((await engine.names('payments-api-0')).map(({ title }) => title)).toContain('Payments Api 0');
  expect((await engine.names('api 0')).map(({ title }) => title)).toContain('Payments Api 0');
  expect(await engine.names('ERR_ACQUIRER_TLS')).toMatchObject([{ path: 'data-quality/#main', match: 'heading' }]);
  expect(await engine.names('x')).toEqual([]);
});

test.each([
  ['where do records go that do not match their schema', 'How facts get here'],
  ['static api json', 'How do I read the static API?'],
  ['ERR_ACQUIRER_TLS', 'Payments are declined'],
  ['err acquirer tls', 'Payments are declined'],
  ['k8s', 'How facts get here'],
  ['certifcate expired', 'Payments are declined'],
  ['"card payments are declined"', 'Payments are declined'],
  ['rotating certs', 'Payments are declined'],
])('%s finds %s first', async (query, title) => {
  expect(titles(await ask(query))[0]).toBe(title);
});

test.each([
  ['数据库', 'A page of all scripts'],
  ['接続に失敗', 'A page of all scripts'],
  ['CAFE', 'A page of all scripts'],
  ['zurich', 'A page of all scripts'],
  ['откат', 'A page of all scripts'],
  ['C#', 'A page of all scripts'],
  ['--as-of', 'A page of all scripts'],
  ["TypeError: Cannot read properties of undefined (reading 'map')", 'A page of all scripts'],
])('%s is found where it stands, and nowhere else', async (query, title) => {
  expect(titles(await ask(query))).toEqual([title]);
});

test('Chinese is shown as it was written, with what was looked for marked', async () => {
  const { results } = await ask('数据库');
  const pieces = results[0]?.excerpt ?? [];
  expect(pieces.map(({ text }) => text).join('')).toContain('如果数据库连接失败，请联系平台团队。');
  expect(pieces.filter(({ marked }) => marked).map(({ text }) => text)).toEqual(['数据库']);
});

test('a word that only some parts of the site have finds nothing else in the others that begins like it', async () => {
  // The docs of repositories have nothing like it but words with an x.
  expect(titles(await ask('xylograph'))).toEqual(['A page of all scripts']);
  expect((await ask('x'.repeat(200))).total).toBe(0);
});

test("the organisation's own words count", async () => {
  expect(titles(await ask('money declined'))[0]).toBe('Payments are declined');
});

test('a word that occurs nowhere is corrected and told; one that nothing is near to finds nothing, not what begins like it', async () => {
  expect((await ask('quarantien')).corrections).toEqual([{ typed: 'quarantien', word: 'quarantine' }]);
  expect(await ask('paymentsquarantinething')).toMatchObject({ total: 0, corrections: [] });
  expect((await ask('xylophone')).total).toBe(0);
});

test('results are parted by heading, with the words marked where they stand', async () => {
  const { results } = await ask('quarantine');
  const [first] = results;
  expect(first?.parts.map(({ id, title }) => [id, title])).toEqual([['main', 'Ages of sources'], ['kinds', 'Quarantine']].slice(-(first?.parts.length ?? 0)));
  const marked = first?.parts.flatMap(({ excerpt }) => excerpt.filter((piece) => piece.marked).map(({ text }) => text));
  expect(new Set(marked)).toEqual(new Set(['quarantine']));
});

test('nothing found says what was searched and what is near', async () => {
  const { searched, suggestions, lists, total } = await ask('paymintsaapi00');
  expect(total).toBe(0);
  expect(searched.find(({ value }) => value === 'Component')?.count).toBeGreaterThan(40);
  expect(suggestions.map(({ title }) => title)).toContain('Payments Api 0');
  expect(lists.length).toBeGreaterThan(3);
  expect(await ask('???')).toMatchObject({ total: 0 });
});

test('pages of results join without a gap, and past the end there is nothing', async () => {
  const state = { query: 'payments', filters: {} };
  const whole = await engine.search(state, 0, 40);
  const parts = [await engine.search(state, 0, 13), await engine.search(state, 13, 27)];
  expect(parts.flatMap(({ results }) => results.map(({ number }) => number))).toEqual(whole.results.map(({ number }) => number));
  expect((await engine.search(state, whole.total, 10)).results).toEqual([]);
});

test('a file that is gone is told from one that cannot be had', async () => {
  const own = mkdtempSync(join(tmpdir(), 'almanac-gone-'));
  try {
    writeEdition(join(own, 'edition'), { components: 12 });
    await buildSearch({ edition: join(own, 'edition'), out: own, elapsed: () => 0 });
    const { engine: one, close: end } = await servedEngine(own);
    expect((await one.search({ query: '', filters: {} }, 0, 1)).total).toBeGreaterThan(12);
    await rm(join(own, 'pagefind'), { recursive: true });
    await expect(one.search({ query: 'payments', filters: {} }, 0, 1)).rejects.toThrow(/(names|words)-[0-9a-f]+\/0\.json is gone/);
    await end();
  } finally {
    rmSync(own, { recursive: true });
  }
});
