import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { collect } from '../../src/collect/collect.ts';
import type { Collector } from '../../src/collect/contract.ts';
import { silentProgress } from '../../src/collect/progress.ts';
import { emptyOrganisation } from '../../src/content/organisation.ts';
import { writeEdition } from '../../src/edition/edition.ts';
import { dataQuality } from '../../src/schema/edition/data-quality.ts';
import { entityPage } from '../../src/schema/edition/entity.ts';
import { repositoryPage } from '../../src/schema/edition/repository.ts';
import { Store } from '../../src/store/store.ts';
import { FakeSource } from '../collect/fake-collector.ts';

let dir: string;
let store: Store;
let source: FakeSource;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'almanac-ages-'));
  store = await Store.open(join(dir, 'data'));
  source = new FakeSource();
  source.shards = { a: { repositories: [{ repository: 'example.com/acme/payments', empty: false, license: 'MIT' }] } };
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

const organisation = emptyOrganisation('Acme', '/nowhere');
const day = (n: number): string => `2026-11-${String(n).padStart(2, '0')}T03:00:00.000Z`;

async function night(asOf: string, collectors: readonly Collector[] = [source.collector()], only?: readonly string[]): Promise<void> {
  const context = { asOf, backdated: false, signal: new AbortController().signal, minimumGroup: 5, contentDir: dir, log: () => undefined };
  const groups = collectors.map((collector) => ({ collector, sources: [{ digest: collector.id, config: {} }] }));
  await collect({ store, groups, only, config: organisation.config, context, offline: false, progress: silentProgress });
}

async function editionOf(asOf: string): Promise<(file: string) => unknown> {
  const out = mkdtempSync(join(dir, 'edition-'));
  await writeEdition({ store, organisation, asOf, dir: out, generator: 'test' });
  return (file) => JSON.parse(readFileSync(join(out, 'api', 'v1', file), 'utf8'));
}

it('shows last good facts with their age, and turns them unknown past the limit of their source', async () => {
  await night(day(1));
  source.shards['a'] = { fails: 'the disk is on fire' };
  await night(day(3));
  const old = await editionOf(day(3));
  const age = { state: 'old', observedAt: day(1), days: 2, reason: 'the disk is on fire' };
  const repository = repositoryPage.parse(old('repositories/example.com/acme/payments.json'));
  expect(repository.age).toEqual(age);
  expect(repository.facts.find(({ id }) => id === 'repository.license')).toMatchObject({ value: 'MIT', age, provenance: { observedAt: day(1), since: day(1) } });
  expect(entityPage.parse(old('entities/component/default/payments.json')).age).toEqual(age);
  expect(dataQuality.parse(old('data-quality.json')).failedShards).toEqual([{ collector: 'fake', shard: 'a', reason: 'the disk is on fire', age }]);
  // The source of the test is stale after three days.
  await night(day(5));
  const unknown = await editionOf(day(5));
  const license = repositoryPage.parse(unknown('repositories/example.com/acme/payments.json')).facts.find(({ id }) => id === 'repository.license');
  expect(license).toMatchObject({ unknown: 'it was last read 4 days ago: the disk is on fire', age: { state: 'unknown', days: 4 } });
  expect(license).not.toHaveProperty('value');
  // What was known on the first day is still what was known on it.
  const first = await editionOf(day(1));
  expect(repositoryPage.parse(first('repositories/example.com/acme/payments.json')).age.state).toBe('current');
  expect(entityPage.parse(first('entities/component/default/payments.json'))).not.toHaveProperty('age');
});

it('says so when nothing was collected since', async () => {
  await night(day(1));
  const late = await editionOf(day(20));
  expect(repositoryPage.parse(late('repositories/example.com/acme/payments.json')).age).toEqual({
    state: 'unknown',
    observedAt: day(1),
    days: 19,
    reason: 'nothing was collected since',
  });
});

it('keeps what other collectors know when only one is run, and drops a collector that is configured no more', async () => {
  const other = new FakeSource();
  other.shards = { b: { repositories: [{ repository: 'example.com/acme/ledger', empty: false }] } };
  const second: Collector = { ...other.collector(), id: 'second', title: 'Second source' };
  await night(day(1), [source.collector(), second]);
  await night(day(2), [source.collector(), second], ['second']);
  expect(other.fetched).toEqual(['b', 'b']);
  expect(source.fetched).toEqual(['a']);
  const both = await editionOf(day(2));
  expect(repositoryPage.parse(both('repositories/example.com/acme/payments.json')).age).toEqual({ state: 'current', observedAt: day(1), days: 1 });
  expect(dataQuality.parse(both('data-quality.json')).collectors.map(({ id, lastRunAt }) => [id, lastRunAt])).toEqual([['fake', day(1)], ['second', day(2)]]);
  await night(day(3), [second]);
  const one = await editionOf(day(3));
  expect(() => one('repositories/example.com/acme/payments.json')).toThrow(/ENOENT/);
  one('repositories/example.com/acme/ledger.json');
});
