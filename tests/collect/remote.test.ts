import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFinding } from '../../src/findings/codes.ts';
import { SourceError } from '../../src/collect/contract.ts';
import { latestManifest } from '../../src/collect/manifest.ts';
import { ciRunKind } from '../../src/schema/facts/ci-run.ts';
import { observedFindingKind } from '../../src/schema/facts/observed-finding.ts';
import { repositoryKind } from '../../src/schema/facts/repository.ts';
import { shardStateKind } from '../../src/schema/facts/shard-state.ts';
import { digests } from '../cli/command.ts';
import { networkAt, night, Nights } from './nights.ts';
import { late, records, refused, RemoteSource } from './remote-source.ts';

/** Three parts of three pages each. */
function threeByThree(): RemoteSource {
  const source = new RemoteSource();
  for (const shard of ['a', 'b', 'c']) source.shards[shard] = { fingerprint: shard, pages: [0, 1, 2].map((page) => records(`${shard}-${page}`)) };
  return source;
}

/** Stops a run before its n-th page as a kill would: nothing after it happens. */
function killBefore(source: RemoteSource, page: number): AbortSignal {
  const controller = new AbortController();
  source.beforePage = (given) => {
    if (given !== page) return;
    controller.abort(new Error('killed'));
    throw controller.signal.reason;
  };
  return controller.signal;
}

const unfinished = (nights: Nights): string[] => (existsSync(join(nights.dir, 'unfinished')) ? readdirSync(join(nights.dir, 'unfinished'), { recursive: true, encoding: 'utf8' }).toSorted() : []);

/** The data folder after a run that nothing happened to. */
async function undisturbed(): Promise<Record<string, string>> {
  const nights = new Nights();
  await nights.run({ asOf: night(1), collectors: [threeByThree().collector()] });
  return digests(nights.dir);
}

describe('a run that is cut off', () => {
  let whole: Record<string, string> | undefined;

  it.each([0, 2, 3, 4, 8])('before page %i, is taken up after that page, with the same store in the end', async (page) => {
    const nights = new Nights();
    const source = threeByThree();
    await expect(nights.run({ asOf: night(1), collectors: [source.collector()], signal: killBefore(source, page) })).rejects.toThrow('killed');
    expect(unfinished(nights)).toContain('run.json');
    source.beforePage = () => undefined;
    const said: string[] = [];
    await nights.run({ asOf: night(1), collectors: [source.collector()], log: (message) => said.push(message) });
    expect(said).toEqual([`Going on with the run of ${night(1)}, which was cut off.`]);
    expect(source.given).toEqual(['a:0', 'a:1', 'a:2', 'b:0', 'b:1', 'b:2', 'c:0', 'c:1', 'c:2']);
    whole ??= await undisturbed();
    expect(digests(nights.dir)).toEqual(whole);
    expect(unfinished(nights)).toEqual([]);
  });

  it('does not fetch again what an earlier collector had published, or what had come whole', async () => {
    const nights = new Nights();
    const first = threeByThree();
    const second = threeByThree();
    second.kinds = [];
    const collectors = [first.collector('1', 'first'), second.collector('1', 'second')];
    await expect(nights.run({ asOf: night(1), collectors, signal: killBefore(second, 5) })).rejects.toThrow('killed');
    second.beforePage = () => undefined;
    const { collectors: reports } = await nights.run({ asOf: night(1, '09:00'), collectors });
    expect(reports.map(({ id, read, unchanged }) => [id, read, unchanged])).toEqual([['first', 0, 3], ['second', 3, 0]]);
    expect(first.given).toHaveLength(9);
    expect(second.given).toHaveLength(9);
    expect(second.began.map(({ shard, resume }) => `${shard} ${resume ?? 'new'}`)).toEqual(['a new', 'b new', 'b 1', 'c new']);
    // Found unchanged, or read: either way it is as old as that.
    const bookmarks = (id: string): unknown => JSON.parse(readFileSync(join(nights.dir, 'bookmarks', `${id}.json`), 'utf8'));
    expect(bookmarks('first')).toMatchObject({ shards: { a: { at: night(1) } } });
    expect(bookmarks('second')).toMatchObject({ shards: { a: { at: night(1, '09:00') } } });
  });

  it('is not taken up after twelve hours, but a part in the middle of which it was is gone on with for two days', async () => {
    const nights = new Nights();
    const source = threeByThree();
    source.shards['a'] = { pages: [records('a')] };
    await expect(nights.run({ asOf: night(1), collectors: [source.collector()], signal: killBefore(source, 3) })).rejects.toThrow('killed');
    source.beforePage = () => undefined;
    const said: string[] = [];
    await nights.run({ asOf: night(1, '15:01'), collectors: [source.collector()], log: (message) => said.push(message) });
    expect(said).toEqual([]);
    // a came whole, but nothing tells that it did not change since; b goes on.
    expect(source.began.map(({ shard, resume }) => `${shard} ${resume ?? 'new'}`)).toEqual(['a new', 'b new', 'a new', 'b 1', 'c new']);

    const old = new Nights();
    const slow = threeByThree();
    await expect(old.run({ asOf: night(1), collectors: [slow.collector()], signal: killBefore(slow, 2) })).rejects.toThrow('killed');
    slow.beforePage = () => undefined;
    await old.run({ asOf: night(3, '03:01'), collectors: [slow.collector()] });
    expect(slow.began.map(({ shard, resume }) => `${shard} ${resume ?? 'new'}`)).toEqual(['a new', 'a new', 'b new', 'c new']);
  });

  it.each([
    ['version', (source: RemoteSource) => ({ collectors: [source.collector('2')] })],
    ['fingerprint', (source: RemoteSource) => ((source.shards['a'] = { fingerprint: 'other', pages: [records('x'), records('y')] }), { collectors: [source.collector()] })],
    ['source', (source: RemoteSource) => ({ collectors: [source.collector()], digest: 'source-2' })],
  ])('begins a part anew if its %s is another one', async (_, change) => {
    const nights = new Nights();
    const source = threeByThree();
    await expect(nights.run({ asOf: night(1), collectors: [source.collector()], signal: killBefore(source, 2) })).rejects.toThrow('killed');
    source.beforePage = () => undefined;
    await nights.run({ asOf: night(1), ...change(source) });
    expect(source.began.filter(({ shard }) => shard === 'a').map(({ resume }) => resume)).toEqual([undefined, undefined]);
  });

  it('begins a part anew if its pages say nothing of where they end', async () => {
    const nights = new Nights();
    const source = threeByThree();
    source.bookmarks = false;
    await expect(nights.run({ asOf: night(1), collectors: [source.collector()], signal: killBefore(source, 5) })).rejects.toThrow('killed');
    source.beforePage = () => undefined;
    await nights.run({ asOf: night(1), collectors: [source.collector()] });
    expect(source.given).toEqual(['a:0', 'a:1', 'a:2', 'b:0', 'b:1', 'b:0', 'b:1', 'b:2', 'c:0', 'c:1', 'c:2']);
    expect(await nights.rows(repositoryKind, night(1))).toHaveLength(9);
  });

  it('keeps what it has while other collectors run to their end', async () => {
    const nights = new Nights();
    const source = threeByThree();
    const other = threeByThree();
    const collectors = [source.collector('1', 'first'), other.collector('1', 'other')];
    await expect(nights.run({ asOf: night(1), collectors, signal: killBefore(source, 4) })).rejects.toThrow('killed');
    source.beforePage = () => undefined;
    await nights.run({ asOf: night(1), collectors, only: ['other'] });
    await nights.run({ asOf: night(1, '04:00'), collectors });
    expect(source.given).toHaveLength(9);
    expect(unfinished(nights)).toEqual([]);
  });
});

describe('a run whose time is up', () => {
  it('is a finished run that keeps what it has, and the next one goes on in the middle of a part', async () => {
    const nights = new Nights();
    const source = threeByThree();
    source.beforePage = (given) => {
      if (given >= 4) throw late();
    };
    const { collectors, overLimit } = await nights.run({ asOf: night(1), collectors: [source.collector()] });
    expect(overLimit).toEqual([]);
    expect(collectors).toMatchObject([{ shards: 3, read: 1, failed: 0, postponed: 2 }]);
    expect(latestManifest(join(nights.dir, 'runs'))?.collectors).toMatchObject([{ id: 'remote', failed: 0, postponed: 2 }]);
    expect(await nights.rows(repositoryKind, night(1))).toHaveLength(3);
    expect(await nights.rows(shardStateKind, night(1))).toEqual([
      { collector: 'remote', shard: 'a', state: 'ok' },
      { collector: 'remote', shard: 'b', state: 'postponed', reason: 'the time given to the run was up before it was read' },
      { collector: 'remote', shard: 'c', state: 'postponed', reason: 'the time given to the run was up before it was read' },
    ]);
    expect((await nights.rows(observedFindingKind, night(1))).map(({ code, severity, what }) => [code, severity, what])).toEqual([
      ['ALM0216', 'note', 'Remote source: 2 parts were not reached in the time given.'],
    ]);
    expect(unfinished(nights)).toEqual(['journals', 'journals/remote.ndjson']);

    source.beforePage = () => undefined;
    source.shards['a'] = { fingerprint: 'changed', pages: [records('a-new')] };
    await nights.run({ asOf: night(2), collectors: [source.collector()] });
    // Never read ones first; the one cut off goes on.
    expect(source.given.slice(4)).toEqual(['b:1', 'b:2', 'c:0', 'c:1', 'c:2', 'a:0']);
    expect(await nights.rows(shardStateKind, night(2))).toEqual(['a', 'b', 'c'].map((shard) => ({ collector: 'remote', shard, state: 'ok' })));
    expect(unfinished(nights)).toEqual([]);
  });

  it('begins no fetch after the deadline, and says so of sources that are not listed', async () => {
    const nights = new Nights();
    const source = threeByThree();
    const network = networkAt(night(1, '04:00'), night(1, '04:00'));
    await nights.run({ asOf: night(1), collectors: [source.collector()], network });
    expect(source.began).toEqual([]);
    source.unlistable = new SourceError('asked too late', { cause: late() });
    const { collectors } = await nights.run({ asOf: night(2), collectors: [source.collector()], network });
    expect(collectors).toMatchObject([{ shards: 1, failed: 0, postponed: 1 }]);
    expect(collectors[0]?.findings.map(({ what }) => what)).toEqual(['Remote source: the list of its parts was not reached in the time given.']);
  });

  it('reads first what was not read for longest, night after night', async () => {
    const nights = new Nights();
    const source = new RemoteSource();
    for (const shard of ['a', 'b', 'c', 'd']) source.shards[shard] = { pages: [records(shard)] };
    for (let n = 1; n <= 4; n++) {
      const from = source.given.length;
      source.beforePage = (given) => {
        if (given - from >= 2) throw late();
      };
      await nights.run({ asOf: night(n), collectors: [source.collector()] });
    }
    expect(source.given).toEqual(['a:0', 'b:0', 'c:0', 'd:0', 'a:0', 'b:0', 'c:0', 'd:0']);
    expect((await nights.rows(shardStateKind, night(4))).filter(({ state }) => state === 'postponed')).toEqual([
      expect.objectContaining({ shard: 'a', lastGoodAt: night(3) }),
      expect.objectContaining({ shard: 'b', lastGoodAt: night(3) }),
    ]);
  });

  it('publishes what came of events, and goes on from there', async () => {
    const nights = new Nights();
    const source = new RemoteSource();
    source.kinds = [ciRunKind];
    source.kind = ciRunKind;
    const run = (n: number): Record<string, unknown> => ({ repository: 'example.com/acme/a', id: `${n}`, system: 'github-actions', attempt: 1, workflow: 'ci.yml', status: 'completed', createdAt: night(1, `01:0${n}`) });
    source.shards = { log: { pages: [[run(0)], [run(1)], [run(2)]] } };
    source.beforePage = (given) => {
      if (given === 2) throw late();
    };
    const { collectors } = await nights.run({ asOf: night(1), collectors: [source.collector()] });
    expect(collectors).toMatchObject([{ postponed: 1, read: 0, quarantined: 0 }]);
    expect((await nights.rows(ciRunKind, night(1))).map(({ id }) => id)).toEqual(['0', '1']);
    expect(await nights.rows(shardStateKind, night(1))).toEqual([{ collector: 'remote', shard: 'log', state: 'postponed', reason: 'the time given to the run was up before all of it was read' }]);
    source.beforePage = () => undefined;
    await nights.run({ asOf: night(2), collectors: [source.collector()] });
    expect(source.began).toEqual([{ shard: 'log', bookmark: undefined, resume: undefined }, { shard: 'log', bookmark: '1', resume: undefined }]);
  });
});

describe('what the credentials may not read', () => {
  it('is withheld, not failed, and said once', async () => {
    const nights = new Nights();
    const source = threeByThree();
    const finding = makeFinding('ALM1001', { what: 'The token lacks `Alerts: read`.' });
    await nights.run({ asOf: night(1), collectors: [source.collector()] });
    source.shards['a'] = { pages: [], error: refused('the token may not read alerts') };
    source.shards['b'] = { pages: [], error: refused('the token may not read alerts') };
    source.shards['c'] = { pages: [], error: new SourceError('no', { withheld: true, finding }) };
    const { collectors, overLimit } = await nights.run({ asOf: night(2), collectors: [source.collector()] });
    expect(overLimit).toEqual([]);
    expect(collectors).toMatchObject([{ shards: 3, failed: 0, withheld: 3 }]);
    expect(collectors[0]?.findings.map(({ code, what }) => `${code} ${what}`)).toEqual([
      'ALM1001 The token lacks `Alerts: read`.',
      'ALM0217 Remote source: 2 parts may not be read with the credentials given: the token may not read alerts',
    ]);
    expect((await nights.rows(shardStateKind, night(2)))[0]).toEqual({ collector: 'remote', shard: 'a', state: 'withheld', reason: 'the token may not read alerts', lastGoodAt: night(1) });
    expect(await nights.rows(repositoryKind, night(2))).toHaveLength(9);
  });

  it('is no reason to fail where a whole source is withheld; one that is down is', async () => {
    const nights = new Nights();
    const source = new RemoteSource();
    source.unlistable = refused('the token does not see acme');
    const withheld = await nights.run({ asOf: night(1), collectors: [source.collector()] });
    expect(withheld.overLimit).toEqual([]);
    expect(withheld.unlisted.map(({ finding }) => `${finding.code} ${finding.what}`)).toEqual(['ALM0217 Remote source: a source could not be listed: the token does not see acme']);
    source.unlistable = new SourceError('no such host');
    expect((await nights.run({ asOf: night(2), collectors: [source.collector()] })).overLimit).toEqual(['remote']);
  });
});

it('takes secrets out of reasons, findings, logs and pages', async () => {
  const nights = new Nights();
  const source = new RemoteSource();
  const network = networkAt(night(1));
  source.shards = {
    a: { pages: [], error: new SourceError('the host said s3cret') },
    b: { pages: [], error: new SourceError('own', { finding: makeFinding('ALM0208', { what: 'own s3cret', fix: 'forget s3cret' }) }) },
    c: { pages: [[{ repository: 'example.com/acme/c', empty: false, description: 's3cret' }]] },
  };
  const said: string[] = [];
  const collector = source.collector();
  const noisy = { ...collector, shards: (...[config, context]: Parameters<typeof collector.shards>) => (context.log('asking with s3cret'), collector.shards(config, context)) };
  await nights.run({ asOf: night(1), collectors: [noisy], network, log: (message) => said.push(message) });
  expect(said).toEqual(['asking with ***']);
  expect((await nights.rows(observedFindingKind, night(1))).map(({ what, fix }) => `${what} | ${fix}`).toSorted()).toEqual([
    'Remote source: a could not be collected: the host said *** | See the reason given, and run `almanac collect` again.',
    'own *** | forget ***',
  ]);
  expect((await nights.rows(shardStateKind, night(1)))[0]).toMatchObject({ reason: 'the host said ***' });
  expect(await nights.rows(repositoryKind, night(1))).toMatchObject([{ description: '***' }]);
});

it('fetches together what one request can ask for, names parts by their label, and bounds what it says of failures', async () => {
  const nights = new Nights();
  const source = new RemoteSource();
  source.concurrency = 2;
  source.together = 5;
  for (let n = 10; n < 40; n++) source.shards[`R_${n}`] = { label: `acme/${n}`, pages: [], error: new SourceError('it is down') };
  const { collectors } = await nights.run({ asOf: night(1), collectors: [source.collector()] });
  expect(source.mostInFlight).toBe(10);
  const what = collectors[0]?.findings.map((finding) => finding.what) ?? [];
  expect(what).toHaveLength(21);
  expect(what[0]).toBe('Remote source: acme/10 could not be collected: it is down');
  expect(what[20]).toBe('Remote source: 10 more parts could not be collected; the data-quality page has the reason of each.');
  expect((await nights.rows(shardStateKind, night(1)))[0]).toMatchObject({ shard: 'R_10', label: 'acme/10', state: 'failed' });
});

it('runs collectors first that the time given to the last run was not enough for', async () => {
  const nights = new Nights();
  const [first, second] = [threeByThree(), threeByThree()];
  const collectors = [first.collector('1', 'first'), second.collector('1', 'second')];
  second.beforePage = () => {
    throw late();
  };
  const ids = async (n: number): Promise<string[]> => (await nights.run({ asOf: night(n), collectors })).collectors.map(({ id }) => id);
  expect(await ids(1)).toEqual(['first', 'second']);
  expect(await ids(2)).toEqual(['second', 'first']);
  expect(latestManifest(join(nights.dir, 'runs'))?.collectors.map(({ id }) => id)).toEqual(['first', 'second']);
});

it('keeps what hosts were asked in the manifest, and reads one of before without that', async () => {
  const nights = new Nights();
  const use = { host: 'api.github.com', collector: 'remote', resource: 'graphql', requests: 3, points: 5, unchanged: 1, retries: 0, waitedSeconds: 2.5 };
  await nights.run({ asOf: night(1), collectors: [threeByThree().collector()] });
  expect(latestManifest(join(nights.dir, 'runs'))).not.toHaveProperty('hosts');
  await nights.run({ asOf: night(2), collectors: [threeByThree().collector()], network: { ...networkAt(night(2)), use: () => [use] } });
  expect(latestManifest(join(nights.dir, 'runs'))?.hosts).toEqual([use]);
});
