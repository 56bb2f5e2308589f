import { describe, expect, it } from 'vitest';
import type { RunManifest } from '../../src/collect/manifest.ts';
import type { Ages, FailedShard } from '../../src/knowledge/ages.ts';
import { eventsUnread, unreadOf, type Withheld } from '../../src/knowledge/unread.ts';
import type { Age } from '../../src/schema/edition/shared.ts';

const never: Age = { state: 'unknown', reason: 'the disk is on fire' };
const stale: Age = { state: 'unknown', observedAt: '2026-10-01T00:00:00Z', days: 51, reason: 'the disk is on fire' };
const old: Age = { state: 'old', observedAt: '2026-11-20T00:00:00Z', days: 1, reason: 'the disk is on fire' };
const current: Age = { state: 'current', observedAt: '2026-11-21T00:00:00Z', days: 0 };

const run = (id: string, kinds: string[]): RunManifest['collectors'][number] => ({ id, title: id, version: '1', staleAfter: '7d', shards: 1, failed: 0, quarantined: 0, kinds });
const manifest: RunManifest = {
  asOf: '2026-11-21T00:00:00Z',
  backdated: false,
  offline: false,
  collectors: [run('git', ['repository']), run('codeowners', ['codeowners']), run('catalog', ['catalog-entry']), run('facts', ['repository', 'codeowners', 'production-change', 'delivery'])],
};

function ages(...failed: readonly (readonly [collector: string, shard: string, age: Age])[]): Ages {
  return {
    of: (collector, shard) => failed.find(([ofCollector, ofShard]) => ofCollector === collector && ofShard === shard)?.[2] ?? current,
    failed: failed.map(([collector, shard, age]): FailedShard => ({ collector, shard, state: 'failed', reason: 'the disk is on fire', age })),
  };
}

const parts = new Map([['example.com/acme/one', new Set(['one'])], ['example.com/acme/two', new Set(['two'])]]);

function unread(of: Ages, owned: readonly { repository: string; collector: string; shard: string }[] = [], declaring: readonly string[] = [], withheld: readonly Withheld[] = []): { codeowners: string[]; catalogFiles: string[] } {
  const codeowners = owned.map(({ repository, collector, shard }) => ({ value: { repository }, collector, shard, version: '1', source: 's', url: undefined, since: '2026-10-01T00:00:00Z' }));
  const found = unreadOf({ manifest, ages: of, parts, codeowners, declaring: new Set(declaring), withheld });
  return { codeowners: [...found.codeowners.keys()], catalogFiles: [...found.catalogFiles.keys()] };
}

describe('repositories of which nothing follows from there being no fact', () => {
  it('are none while every part can be relied on', () => {
    expect(unread(ages())).toEqual({ codeowners: [], catalogFiles: [] });
    expect(unread(ages(['codeowners', 'two', old], ['catalog', 'two', old]))).toEqual({ codeowners: [], catalogFiles: [] });
  });

  it('are those whose clone was never read, or too long ago; a catalog file that was read once still counts', () => {
    expect(unread(ages(['codeowners', 'two', never], ['catalog', 'one', never]))).toEqual({ codeowners: ['example.com/acme/two'], catalogFiles: ['example.com/acme/one'] });
    expect(unread(ages(['codeowners', 'two', stale], ['catalog', 'two', stale]))).toEqual({ codeowners: ['example.com/acme/two'], catalogFiles: [] });
  });

  it('are known by the name of the clone, whichever number each collector gives its source', () => {
    expect(unread(ages(['codeowners', 'two (source 3)', never])).codeowners).toEqual(['example.com/acme/two']);
  });

  it('are not those of which another source says it', () => {
    const failed = ages(['codeowners', 'two', never], ['catalog', 'two', never]);
    expect(unread(failed, [{ repository: 'example.com/acme/two', collector: 'facts', shard: 'facts/codeowners.csv' }], ['example.com/acme/two'])).toEqual({ codeowners: [], catalogFiles: [] });
  });

  it('are those of which a source says that it could not read the file, unless another one could', () => {
    const withheld: Withheld[] = [
      { repository: 'example.com/acme/one', collector: 'github-repositories', field: 'codeowners', reason: 'a permission is lacking' },
      { repository: 'example.com/acme/two', collector: 'github-repositories', field: 'catalogFiles', reason: 'a permission is lacking' },
    ];
    const before = { repository: 'example.com/acme/one', collector: 'github-repositories', shard: 'R_1' };
    expect(unread(ages(), [before], [], withheld)).toEqual({ codeowners: ['example.com/acme/one'], catalogFiles: ['example.com/acme/two'] });
    expect(unread(ages(), [before, { ...before, collector: 'codeowners', shard: 'one' }], ['example.com/acme/two'], withheld)).toEqual({ codeowners: [], catalogFiles: [] });
  });

  it('are all where a file that was never read may be about any of them, and none where its name says that it is not', () => {
    expect(unread(ages(['facts', 'facts/codeowners.csv', never])).codeowners).toEqual([...parts.keys()]);
    expect(unread(ages(['facts', 'facts/export.ndjson', never])).codeowners).toEqual([...parts.keys()]);
    expect(unread(ages(['facts', 'facts/production-change.2026.ndjson', never])).codeowners).toEqual([]);
    expect(unread(ages(['codeowners', 'elsewhere', never])).codeowners).toEqual([]);
  });
});

describe('events', () => {
  it.each([
    ['a file of them was never read', ['facts', 'facts/production-change.ndjson', never], 'it was never read: the disk is on fire'],
    ['it is too old', ['facts', 'facts/production-change.ndjson', stale], 'it was last read 51 days ago: the disk is on fire'],
    ['it was read a day ago', ['facts', 'facts/production-change.ndjson', old], undefined],
    ['a file of another kind was never read', ['facts', 'facts/delivery.ndjson', never], undefined],
    ['a collector that gives none failed', ['git', 'one', never], undefined],
  ] as const)('are not known where %s', (_, failed, reason) => {
    expect(eventsUnread('production-change', manifest, ages(failed))).toBe(reason);
  });
});
