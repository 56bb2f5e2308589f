import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collect, HistoryError } from '../../src/collect/collect.ts';
import { silentProgress } from '../../src/collect/progress.ts';
import { config } from '../../src/schema/config.ts';
import type { FactKind } from '../../src/schema/fact.ts';
import { branchKind } from '../../src/schema/facts/branch.ts';
import { observedFindingKind } from '../../src/schema/facts/observed-finding.ts';
import { repositoryKind } from '../../src/schema/facts/repository.ts';
import { shardStateKind } from '../../src/schema/facts/shard-state.ts';
import { Store } from '../../src/store/store.ts';
import { digests } from '../cli/command.ts';
import { FakeSource } from './fake-collector.ts';

let dir: string;
let source: FakeSource;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'almanac-kernel-'));
  source = new FakeSource();
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

interface Options {
  asOf: string;
  offline?: boolean;
  version?: string;
  minimumGroup?: number;
}

async function run({ asOf, offline = false, version = '1', minimumGroup = 5 }: Options): ReturnType<typeof collect> {
  const store = await Store.open(dir);
  try {
    return await collect({
      store,
      groups: [{ collector: source.collector(version), sources: [{ digest: 'source-1', config: {} }] }],
      config: config.parse({}),
      context: { asOf, backdated: false, signal: new AbortController().signal, minimumGroup, contentDir: dir, log: () => undefined },
      offline,
      progress: silentProgress,
    });
  } finally {
    store.close();
  }
}

async function rows(kind: FactKind, asOf: string): Promise<Record<string, unknown>[]> {
  const store = await Store.open(dir);
  try {
    const values: Record<string, unknown>[] = [];
    for await (const { value } of store.rows(kind, asOf)) values.push(value);
    return values;
  } finally {
    store.close();
  }
}

const repository = (name: string, extra: object = {}): object => ({ repository: `example.com/acme/${name}`, empty: false, ...extra });
const day = (n: number): string => `2026-11-${String(n).padStart(2, '0')}T03:00:00.000Z`;
const factFiles = (): string[] => readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.parquet')).toSorted();

describe('snapshot facts', () => {
  it('keeps what each day knew, and writes nothing on a night on which nothing changed', async () => {
    source.shards = { a: { repositories: [repository('a', { license: 'MIT' })] } };
    await run({ asOf: day(1) });
    const before = factFiles().map((name) => readFileSync(join(dir, name)));
    await run({ asOf: day(2) });
    expect(factFiles().map((name) => readFileSync(join(dir, name)))).toEqual(before);
    source.shards = { a: { repositories: [repository('a', { license: 'Apache-2.0', topics: ['x'] })] } };
    await run({ asOf: day(3) });
    expect(await rows(repositoryKind, day(1))).toEqual([repository('a', { license: 'MIT' })]);
    expect(await rows(repositoryKind, day(2))).toEqual([repository('a', { license: 'MIT' })]);
    expect(await rows(repositoryKind, day(3))).toEqual([repository('a', { license: 'Apache-2.0', topics: ['x'] })]);
    expect(await rows(repositoryKind, '2026-10-31T00:00:00.000Z')).toEqual([]);
  });

  it('marks what disappeared, and takes it back when it returns', async () => {
    source.shards = { a: { repositories: [repository('a')], branches: [{ repository: 'example.com/acme/a', name: 'x', isDefault: false, lastCommitAt: day(1) }] }, b: { repositories: [repository('b')] } };
    await run({ asOf: day(1) });
    const a = source.shards['a'];
    source.shards = { b: { repositories: [repository('b')] } };
    await run({ asOf: day(2) });
    expect(await rows(repositoryKind, day(2))).toEqual([repository('b')]);
    expect(await rows(branchKind, day(2))).toEqual([]);
    expect(await rows(repositoryKind, day(1))).toHaveLength(2);
    expect(await rows(branchKind, day(1))).toHaveLength(1);
    source.shards = { a: a ?? {}, b: { repositories: [repository('b')] } };
    await run({ asOf: day(3) });
    expect(await rows(repositoryKind, day(3))).toHaveLength(2);
    expect(await rows(branchKind, day(3))).toHaveLength(1);
  });

  it('treats one instant written in two ways as no change', async () => {
    source.shards = { a: { repositories: [repository('a', { lastCommitAt: '2026-01-02T03:04:05Z' })] } };
    await run({ asOf: day(1) });
    source.shards = { a: { repositories: [repository('a', { lastCommitAt: '2026-01-02T03:04:05.000Z' })] } };
    const { collectors } = await run({ asOf: day(2) });
    expect(collectors[0]?.changedRows).toBe(0);
    expect(await rows(repositoryKind, day(2))).toEqual([repository('a', { lastCommitAt: '2026-01-02T03:04:05.000Z' })]);
  });
});

describe('failures', () => {
  it('keeps the last good facts of a part that fails, says since when, and drops what it gave before it failed', async () => {
    source.shards = { a: { repositories: [repository('a', { license: 'MIT' })] }, b: { repositories: [repository('b')] } };
    await run({ asOf: day(1) });
    source.shards = { a: { repositories: [repository('a', { license: 'GPL-3.0-only' })], fails: 'the disk is on fire' }, b: { repositories: [repository('b', { license: 'MIT' })] } };
    const { collectors } = await run({ asOf: day(2) });
    expect(collectors[0]).toMatchObject({ shards: 2, failed: 1, read: 1 });
    expect(await rows(repositoryKind, day(2))).toEqual([repository('a', { license: 'MIT' }), repository('b', { license: 'MIT' })]);
    expect(await rows(shardStateKind, day(2))).toEqual([
      { collector: 'fake', shard: 'a', state: 'failed', reason: 'the disk is on fire', lastGoodAt: day(1) },
      { collector: 'fake', shard: 'b', state: 'ok' },
    ]);
    await run({ asOf: day(3) });
    expect((await rows(shardStateKind, day(3)))[0]).toMatchObject({ state: 'failed', lastGoodAt: day(1) });
    expect((await rows(observedFindingKind, day(3))).map(({ what }) => what)).toEqual(['Fake source: a could not be collected: the disk is on fire']);
    source.shards = { a: { repositories: [repository('a')] } };
    await run({ asOf: day(4) });
    expect(await rows(observedFindingKind, day(4))).toEqual([]);
    expect(await rows(shardStateKind, day(4))).toEqual([{ collector: 'fake', shard: 'a', state: 'ok' }]);
  });

  it('keeps everything of a source that cannot be listed', async () => {
    source.shards = { a: { repositories: [repository('a')] } };
    await run({ asOf: day(1) });
    source.unlistable = 'no such host';
    const { collectors, overLimit } = await run({ asOf: day(2) });
    expect(collectors[0]).toMatchObject({ shards: 1, failed: 1 });
    expect(overLimit).toEqual(['fake']);
    expect(await rows(repositoryKind, day(2))).toEqual([repository('a')]);
    expect(await rows(shardStateKind, day(2))).toEqual([{ collector: 'fake', shard: 'a', state: 'failed', reason: 'no such host', lastGoodAt: day(1) }]);
  });

  it('refuses to write the past after the present', async () => {
    source.shards = { a: { repositories: [repository('a')] } };
    await run({ asOf: day(2) });
    await expect(run({ asOf: day(1) })).rejects.toThrow(HistoryError);
    await expect(run({ asOf: day(1) })).rejects.toThrow(/already holds observations of 2026-11-02T03:00:00.000Z.*would rewrite history.*almanac build --as-of/s);
  });
});

describe('quarantine', () => {
  it('sets a record aside with the reason and takes the others', async () => {
    source.shards = { a: { fingerprint: 'f1', repositories: [repository('good'), repository('bad', { files: -1 }), { repository: 'x' }, repository('odd', { licence: 'MIT' })] } };
    const { collectors } = await run({ asOf: day(1) });
    expect(collectors[0]?.quarantined).toBe(3);
    expect(await rows(repositoryKind, day(1))).toEqual([repository('good')]);
    const findings = await rows(observedFindingKind, day(1));
    expect(findings.map(({ code }) => code)).toEqual(['ALM0207', 'ALM0207', 'ALM0207']);
    expect(findings.map(({ what }) => String(what)).toSorted()[0]).toBe(
      'A record of kind repository from fake was set aside: files: Too small: expected number to be >=0',
    );
    expect(readFileSync(join(dir, 'quarantine', 'fake.ndjson'), 'utf8').trim().split('\n')).toHaveLength(3);
    // Unchanged, it is not read again, and what stood in quarantine still does.
    await run({ asOf: day(2) });
    expect(readFileSync(join(dir, 'quarantine', 'fake.ndjson'), 'utf8').trim().split('\n')).toHaveLength(3);
    source.shards = { a: { fingerprint: 'f2', repositories: [repository('good')] } };
    expect((await run({ asOf: day(3) })).collectors[0]?.quarantined).toBe(0);
    expect(await rows(observedFindingKind, day(3))).toEqual([]);
  });

  it('takes nothing for gone that a record in it may have been, until all can be understood again', async () => {
    source.shards = { a: { repositories: [repository('good'), repository('other')] } };
    await run({ asOf: day(1) });
    source.shards = { a: { repositories: [repository('good', { license: 'MIT' }), repository('other', { files: -1 })] } };
    await run({ asOf: day(2) });
    expect(await rows(repositoryKind, day(2))).toEqual([repository('good', { license: 'MIT' }), repository('other')]);
    source.shards = { a: { repositories: [repository('good', { license: 'MIT' })] } };
    await run({ asOf: day(3) });
    expect(await rows(repositoryKind, day(3))).toEqual([repository('good', { license: 'MIT' })]);
  });
});

describe('parts that did not change', () => {
  it('are not read again, unless the collector or what decides about its output changed', async () => {
    source.shards = { a: { fingerprint: 'same', repositories: [repository('a')] }, b: { fingerprint: 'one', repositories: [] } };
    await run({ asOf: day(1) });
    source.shards['b'] = { fingerprint: 'two', repositories: [] };
    expect((await run({ asOf: day(2) })).collectors[0]).toMatchObject({ read: 1, unchanged: 1 });
    expect(source.fetched).toEqual(['a', 'b', 'b']);
    await run({ asOf: day(3), version: '2' });
    expect(source.fetched).toEqual(['a', 'b', 'b', 'a', 'b']);
    await run({ asOf: day(4), version: '2', minimumGroup: 7 });
    expect(source.fetched).toHaveLength(7);
  });
});

describe('two parts that report the same thing', () => {
  it('uses the first in order, says so, and the second takes its place when the first goes', async () => {
    source.shards = { b: { fingerprint: 'b', repositories: [repository('x', { license: 'B' })] }, a: { fingerprint: 'a', repositories: [repository('x', { license: 'A' })] } };
    const { collectors } = await run({ asOf: day(1) });
    expect(collectors[0]?.findings.map(({ what }) => what)).toEqual(['Repositories: example.com/acme/x is reported in a and in b; the first is used.']);
    expect(await rows(repositoryKind, day(1))).toEqual([repository('x', { license: 'A' })]);
    expect((await run({ asOf: day(2) })).collectors[0]?.findings).toHaveLength(1);
    expect(await rows(repositoryKind, day(2))).toEqual([repository('x', { license: 'A' })]);
    delete source.shards['a'];
    await run({ asOf: day(3) });
    expect(await rows(repositoryKind, day(3))).toEqual([repository('x', { license: 'B' })]);
  });

  it('gives way when an earlier part turns up later', async () => {
    source.shards = { b: { fingerprint: 'b', repositories: [repository('x', { license: 'B' })] } };
    await run({ asOf: day(1) });
    source.shards['a'] = { fingerprint: 'a', repositories: [repository('x', { license: 'A' })] };
    await run({ asOf: day(2) });
    expect(await rows(repositoryKind, day(2))).toEqual([repository('x', { license: 'A' })]);
  });
});

describe('offline', () => {
  it('runs the same parse over the cached pages', async () => {
    source.shards = { a: { fingerprint: 'a', repositories: [repository('a', { description: 'one\u2028two' })] }, b: { fingerprint: 'b', repositories: [repository('b')] } };
    await run({ asOf: day(1) });
    const online = await rows(repositoryKind, day(1));
    rmSync(join(dir, 'facts'), { recursive: true });
    source.shards = {};
    const { collectors } = await run({ asOf: day(2), offline: true });
    expect(collectors[0]).toMatchObject({ read: 2, failed: 0 });
    expect(await rows(repositoryKind, day(2))).toEqual(online);
    expect(source.fetched).toHaveLength(2);
  });

  it('says of a part without cached pages that there are none', async () => {
    source.shards = { a: { repositories: [repository('a')] } };
    await run({ asOf: day(1) });
    rmSync(join(dir, 'cache'), { recursive: true });
    const { collectors } = await run({ asOf: day(2), offline: true });
    expect(collectors[0]?.findings.map(({ what }) => what)).toEqual(['Fake source: a could not be collected: no pages of it are cached']);
    expect(await rows(repositoryKind, day(2))).toEqual([repository('a')]);
  });
});

it('writes the same bytes when the same is collected again', async () => {
  source.shards = { a: { fingerprint: 'a', repositories: [repository('a')] }, b: { fingerprint: 'b', repositories: [repository('b')] } };
  await run({ asOf: day(1) });
  const before = digests(dir);
  await run({ asOf: day(1) });
  expect(digests(dir)).toEqual(before);
});

it('leaves nothing of a run under way behind', async () => {
  source.shards = { a: { repositories: [repository('a')] } };
  await run({ asOf: day(1) });
  expect(existsSync(join(dir, 'staging'))).toBe(false);
  expect(readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});
