import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CollectionReport } from '../../src/collect/collect.ts';
import { latestManifest } from '../../src/collect/manifest.ts';
import { observedFindingKind } from '../../src/schema/facts/observed-finding.ts';
import { repositoryKind } from '../../src/schema/facts/repository.ts';
import { shardStateKind } from '../../src/schema/facts/shard-state.ts';
import { night, Nights } from './nights.ts';
import { records, RemoteSource, type RemoteShard } from './remote-source.ts';

const names = (count: number): string[] => Array.from({ length: count }, (_, n) => `r${String(n).padStart(3, '0')}`);

/** A part for each name, with one record. */
const parts = (count: number): Record<string, RemoteShard> => Object.fromEntries(names(count).map((name) => [name, { label: `acme/${name}`, fingerprint: 'same', pages: [records(name)] }]));

const whats = ({ collectors }: CollectionReport): string[] => collectors.flatMap(({ findings }) => findings.map(({ what }) => what));

describe('parts that vanish from the list of a source', () => {
  it('stay if they are many at once, until that is accepted or they are back', async () => {
    const nights = new Nights();
    const source = new RemoteSource();
    const run = (n: number, more: object = {}): Promise<CollectionReport> => nights.run({ asOf: night(n), collectors: [source.collector()], ...more });
    source.shards = parts(60);
    await run(1);
    source.shards = parts(40);
    const held = await run(2);
    const what = 'Remote source: 20 of the 60 parts known of its source are listed no more (acme/r040, acme/r041, acme/r042, …). They were not taken for gone, and what is known of them stays.';
    expect(whats(held)).toEqual([what]);
    expect(held.collectors[0]?.findings[0]).toMatchObject({
      code: 'ALM0218',
      severity: 'error',
      fix: 'Look whether the source, or what the credentials see of it, is as it should be. If the drop is right, run once with `--accept-drop remote`.',
    });
    expect(held).toMatchObject({ overLimit: [], collectors: [{ shards: 60, unchanged: 40, failed: 0, heldBack: 20 }] });
    expect(latestManifest(join(nights.dir, 'runs'))?.collectors).toMatchObject([{ heldBack: 20 }]);
    expect(await nights.rows(repositoryKind, night(2))).toHaveLength(60);
    expect((await nights.rows(shardStateKind, night(2))).at(-1)).toEqual({
      collector: 'remote', shard: 'r059', label: 'acme/r059', state: 'held', reason: 'its source lists it no more, and 19 others of 60 with it', lastGoodAt: night(1),
    });
    // Said each night, and of another collector nothing is accepted.
    expect(whats(await run(3, { acceptDrop: ['other'] }))).toEqual([what]);
    source.shards = parts(60);
    expect(whats(await run(4))).toEqual([]);
    source.shards = parts(40);
    const accepted = await run(5, { acceptDrop: ['remote'] });
    expect(whats(accepted)).toEqual([]);
    expect(await nights.rows(repositoryKind, night(5))).toHaveLength(40);
    expect(await nights.rows(repositoryKind, night(4))).toHaveLength(60);
  });

  it('stay if next to nothing is left of a small source', async () => {
    const nights = new Nights();
    const source = new RemoteSource();
    source.shards = parts(4);
    await nights.run({ asOf: night(1), collectors: [source.collector()] });
    source.shards = parts(1);
    expect(whats(await nights.run({ asOf: night(2), collectors: [source.collector()] }))).toHaveLength(1);
    expect(await nights.rows(repositoryKind, night(2))).toHaveLength(4);
    source.shards = parts(2);
    expect(whats(await nights.run({ asOf: night(3), collectors: [source.collector()] }))).toEqual([]);
    expect(await nights.rows(repositoryKind, night(3))).toHaveLength(2);
  });

  it('are gone if they are few, a small share, or of a source that is configured no more', async () => {
    const nights = new Nights();
    const source = new RemoteSource();
    source.shards = parts(90);
    await nights.run({ asOf: night(1), collectors: [source.collector()] });
    source.shards = parts(71);
    expect(whats(await nights.run({ asOf: night(2), collectors: [source.collector()] }))).toEqual([]);
    source.shards = parts(51);
    expect(whats(await nights.run({ asOf: night(3), collectors: [source.collector()] }))).toEqual([]);
    source.shards = parts(5);
    expect(whats(await nights.run({ asOf: night(4), collectors: [source.collector()], collect: { dropLimit: 0.95 } }))).toEqual([]);
    source.shards = parts(90);
    await nights.run({ asOf: night(5), collectors: [source.collector()] });
    source.shards = parts(30);
    expect(whats(await nights.run({ asOf: night(6), collectors: [source.collector()], digest: 'source-2' }))).toEqual([]);
    expect(await nights.rows(repositoryKind, night(6))).toHaveLength(30);
  });
});

describe('records that a source gives no more', () => {
  const one = (count: number): Record<string, RemoteShard> => ({ all: { fingerprint: `${count}`, pages: [records(...names(count))] } });

  it('stay if they are many at once, and are asked for again each night until that is accepted or they are back', async () => {
    const nights = new Nights();
    const source = new RemoteSource();
    const run = (n: number, more: object = {}): Promise<CollectionReport> => nights.run({ asOf: night(n), collectors: [source.collector()], ...more });
    source.shards = one(60);
    await run(1);
    source.shards = one(30);
    const what = 'Remote source: 30 of the 60 records of kind repository known of the parts that were read come no more. They were not taken for gone, and what is known of them stays.';
    const held = await run(2);
    expect(whats(held)).toEqual([what]);
    expect(held.collectors).toMatchObject([{ read: 1, heldBack: 30 }]);
    expect(await nights.rows(repositoryKind, night(2))).toHaveLength(60);
    expect(JSON.parse(readFileSync(join(nights.dir, 'bookmarks', 'remote.json'), 'utf8'))).toMatchObject({ shards: { all: { again: true } } });
    // Its fingerprint is as it was, yet it is read.
    const still = await run(3);
    expect(still.collectors).toMatchObject([{ read: 1, heldBack: 30 }]);
    expect(whats(still)).toEqual([what]);
    expect((await nights.rows(observedFindingKind, night(3))).map(({ code }) => code)).toEqual(['ALM0218']);
    expect(whats(await run(4, { acceptDrop: true }))).toEqual([]);
    expect(await nights.rows(repositoryKind, night(4))).toHaveLength(30);
    expect((await run(5)).collectors).toMatchObject([{ read: 0, unchanged: 1 }]);
  });

  it('takes new records meanwhile, and does not mistake records under new names for a drop', async () => {
    const nights = new Nights();
    const source = new RemoteSource();
    source.shards = one(60);
    await nights.run({ asOf: night(1), collectors: [source.collector()] });
    source.shards = { all: { pages: [records(...names(10), 'new')] } };
    await nights.run({ asOf: night(2), collectors: [source.collector()] });
    expect(await nights.rows(repositoryKind, night(2))).toHaveLength(61);
    source.shards = { all: { pages: [records(...names(61).map((name) => `renamed-${name}`))] } };
    expect(whats(await nights.run({ asOf: night(3), collectors: [source.collector()] }))).toEqual([]);
    expect(await nights.rows(repositoryKind, night(3))).toHaveLength(61);
  });
});
