import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { latestManifest, writeManifest } from '../../src/collect/manifest.ts';
import { emptyOrganisation } from '../../src/content/organisation.ts';
import { writeEdition } from '../../src/edition/edition.ts';
import { dataQuality, type DataQuality } from '../../src/schema/edition/data-quality.ts';
import { Store } from '../../src/store/store.ts';
import { publishNight, type PublishedPart } from '../knowledge/published.ts';

const asOf = '2026-11-21T03:00:00.000Z';
const before = '2026-11-20T03:00:00.000Z';
let dir: string;
let store: Store;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'almanac-report-'));
  store = await Store.open(join(dir, 'data'));
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

async function quality(): Promise<DataQuality> {
  const out = mkdtempSync(join(dir, 'edition-'));
  await writeEdition({ store, organisation: emptyOrganisation('Acme', '/nowhere'), asOf, dir: out, generator: 'test' });
  return dataQuality.parse(JSON.parse(readFileSync(join(out, 'api', 'v1', 'data-quality.json'), 'utf8')));
}

const unread = (shard: string, state: 'failed' | 'postponed' | 'withheld' | 'held', reason: string, more: { label?: string; lastGoodAt?: string } = {}): PublishedPart => ({ collector: 'github-runs', shard, unread: { state, reason, ...more } });

it('says what was not read by why it was not: failed, not reached, not allowed, held back', async () => {
  await publishNight(store, dir, asOf, [
    unread('R1', 'failed', 'HTTP 502', { label: 'github.com/acme/payments', lastGoodAt: before }),
    ...Array.from({ length: 7 }, (_, n) => unread(`P${n}`, 'postponed', 'the time was up', { label: `github.com/acme/p${n}`, ...(n < 5 ? { lastGoodAt: `2026-11-1${n}T03:00:00.000Z` } : {}) })),
    unread('W1', 'withheld', 'the token lacks Actions: read'),
    unread('H1', 'held', 'its source lists it no more', { label: 'github.com/acme/gone', lastGoodAt: before }),
  ]);
  const { failedShards, failedShardsTotal, postponed, withheld, heldBack } = await quality();
  expect(failedShards).toEqual([{ collector: 'github-runs', shard: 'R1', label: 'github.com/acme/payments', reason: 'HTTP 502', age: { state: 'old', observedAt: before, days: 1, reason: 'HTTP 502' } }]);
  expect(failedShardsTotal).toBe(1);
  expect(postponed).toEqual([
    { collector: 'github-runs', title: 'github-runs', reason: 'the time was up', parts: 7, examples: [0, 1, 2, 3, 4].map((n) => `github.com/acme/p${n}`), neverRead: 2, oldestAt: '2026-11-10T03:00:00.000Z', gives: ['CI runs'] },
  ]);
  expect(withheld).toMatchObject([{ reason: 'the token lacks Actions: read', parts: 1, neverRead: 1, gives: ['CI runs'] }]);
  expect(heldBack).toMatchObject([{ parts: 1, examples: ['github.com/acme/gone'] }]);
});

it('counts fields that could not be read by what would let them, and leaves out those that another source says', async () => {
  const repository = (name: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
    repository: `github.com/acme/${name}`, key: name, empty: false,
    unread: [{ field: 'protection', reason: 'the token lacks Administration: read' }, { field: 'languages', reason: 'the token lacks Contents: read' }], ...more,
  });
  await publishNight(store, dir, asOf, [
    { collector: 'github-repositories', shard: 'sweep', facts: { repository: [repository('a'), repository('b')] } },
    { collector: 'git', shard: 'b', facts: { repository: [{ repository: 'github.com/acme/b', empty: false, bare: true, shallow: false, languages: [{ name: 'Go', bytes: 1 }] }] } },
  ]);
  expect((await quality()).unreadFields).toEqual([
    { field: 'protection', label: 'Protection of the default branch', reason: 'the token lacks Administration: read', repositories: 2 },
    { field: 'languages', label: 'Languages', reason: 'the token lacks Contents: read', repositories: 1 },
  ]);
});

it('names the part of a field that a source could not see', async () => {
  const repository = { repository: 'github.com/acme/a', empty: false, wellKnownFiles: [], unread: [{ field: 'wellKnownFiles.tests', reason: 'only the root is looked into' }] };
  await publishNight(store, dir, asOf, [{ collector: 'github-repositories', shard: 'sweep', facts: { repository: [repository] } }]);
  expect((await quality()).unreadFields).toEqual([{ field: 'wellKnownFiles.tests', label: 'Well-known files: tests', reason: 'only the root is looked into', repositories: 1 }]);
});

it('shows what was asked of hosts, and what changed in their records in the last thirty days', async () => {
  const field = (name: string, more: Record<string, unknown>): Record<string, unknown> => ({ collector: 'github-runs', record: 'workflow-run', field: name, presence: 'always', records: 20, ...more });
  await publishNight(store, dir, asOf, [
    {
      collector: 'github-runs', shard: 'kernel',
      facts: {
        'source-field': [
          field('id', {}),
          field('added', { presence: 'sometimes', drift: 'new', driftAt: before }),
          field('gone', { presence: 'never', drift: 'missing', driftAt: asOf }),
          field('long-ago', { presence: 'never', drift: 'missing', driftAt: '2026-10-01T03:00:00.000Z' }),
        ],
      },
    },
  ]);
  const manifest = latestManifest(store.lake.runsDir, asOf);
  if (manifest === undefined) throw new Error('there is a manifest');
  const use = { host: 'api.github.com', collector: 'github-runs', resource: 'core', requests: 600, points: 600, unchanged: 5, retries: 1, waitedSeconds: 12 };
  const hosts = [use, { ...use, resource: 'graphql', requests: 10, points: 40, unchanged: 0, retries: 0, waitedSeconds: 0 }];
  writeManifest(store.lake, { ...manifest, hosts });
  const report = await quality();
  expect(report.hosts).toEqual({ total: [{ host: 'api.github.com', requests: 610, points: 640, unchanged: 5, retries: 1, waitedSeconds: 12 }], use: hosts });
  expect(report.drift).toEqual({
    since: '2026-10-22T03:00:00.000Z',
    total: 2,
    fields: [
      { collector: 'github-runs', record: 'workflow-run', field: 'gone', change: 'missing', presence: 'never', at: asOf },
      { collector: 'github-runs', record: 'workflow-run', field: 'added', change: 'new', presence: 'sometimes', at: before },
    ],
  });
});
