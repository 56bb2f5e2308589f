import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { repositoryKind } from '../../src/schema/facts/repository.ts';
import { sourceFieldKind } from '../../src/schema/facts/source-field.ts';
import { Store } from '../../src/store/store.ts';
import { archiveRepository, deleteRepository, recreateRepository, renameRepository } from '../doubles/github/day.ts';
import { type GitHubDouble, startGitHubDouble } from '../doubles/github/double.ts';
import { generateWorld, passDay, type World, type WorldRepository } from '../doubles/github/world.ts';
import { night, type Night } from './night.ts';
import { stored } from './stored.ts';
import { VirtualClock } from './virtual-clock.ts';

let world: World;
let clock: VirtualClock;
let double: GitHubDouble;
let dataDir: string;
beforeEach(async () => {
  world = generateWorld({ repositories: 30, seed: 21, history: 2 });
  clock = new VirtualClock(world.now);
  double = await startGitHubDouble({ world, clock: clock.time, happened: () => world.now });
  dataDir = mkdtempSync(join(tmpdir(), 'almanac-changes-'));
});
afterEach(async () => {
  await double.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const quiet = { changed: 0, runs: 0, settings: 0, renamed: 0, transferredAway: 0, archived: 0, deleted: 0, recreated: 0, created: 0 };

/** A day on which nothing happens but what the test does, and the night after it. */
async function nextNight(happens: () => void, acceptDrop?: true): Promise<Night> {
  passDay(world, quiet);
  clock.goTo(world.now);
  happens();
  return await night({ world, double, dataDir, clock, asOf: world.now, ...(acceptDrop === undefined ? {} : { acceptDrop }) });
}

async function repositories(): Promise<Map<string | undefined, { readonly repository: string; readonly archived?: boolean | undefined; readonly formerNames?: readonly string[] | undefined }>> {
  const store = await Store.open(dataDir);
  try {
    const found = new Map<string | undefined, { repository: string; archived?: boolean | undefined; formerNames?: readonly string[] | undefined }>();
    for await (const { value } of store.rows(repositoryKind, new Date(world.now).toISOString())) found.set(value.key, value);
    return found;
  } finally {
    store.close();
  }
}

function pick(position: number): WorldRepository {
  const found = [...world.repositories.values()].filter(({ archived, revision }) => !archived && revision > 0)[position];
  if (found === undefined) throw new Error('the world is too small');
  return found;
}

test('renamed, transferred, archived, deleted and made again: each followed by its lasting id', async () => {
  await night({ world, double, dataDir, clock, asOf: world.now });
  const [renamed, transferred, archived, deleted, recreated] = [pick(0), pick(1), pick(2), pick(3), pick(4)];
  const before = `github.com/acme/${renamed.name}`;
  await nextNight(() => {
    renameRepository(world, renamed, 'another-name');
    deleteRepository(world, transferred);
    archiveRepository(archived, world.now - 1_000);
    deleteRepository(world, deleted);
    recreateRepository(world, recreated);
  });
  const known = await repositories();
  expect(known.size).toBe(world.repositories.size);
  expect(known.get(renamed.nodeId)).toMatchObject({ repository: 'github.com/acme/another-name', formerNames: [before] });
  expect(known.get(archived.nodeId)).toMatchObject({ archived: true });
  for (const { nodeId } of [transferred, deleted, recreated]) expect(known.get(nodeId)).toBeUndefined();
  const again = [...world.repositories.values()].find(({ name }) => name === recreated.name);
  expect(known.get(again?.nodeId)).toMatchObject({ repository: `github.com/acme/${recreated.name}` });
  expect(double.violations).toEqual([]);
});

test('an organisation that is suddenly empty is held back until somebody says that it is right', async () => {
  await night({ world, double, dataDir, clock, asOf: world.now });
  const before = (await repositories()).size;
  const held = await nextNight(() => {
    for (const repository of [...world.repositories.values()]) deleteRepository(world, repository);
  });
  expect(held.report.collectors.some(({ heldBack }) => heldBack > 0)).toBe(true);
  expect((await repositories()).size).toBe(before);
  await nextNight(() => undefined, true);
  expect((await repositories()).size).toBe(0);
});

test('records with fields that nobody knows, and without usual ones: no other record is lost, and the drift is told', async () => {
  // Two nights say what is usual, the third brings the change.
  await night({ world, double, dataDir, clock, asOf: world.now });
  await nextNight(() => undefined);
  const before = await stored(dataDir, world.now);
  const changed = await nextNight(() => {
    double.faults.added = { never_seen_before: { deep: 1 } };
    double.faults.removed = ['repository_full_name', 'html_url', 'display_title'];
    for (const alert of world.alerts) alert.updatedAt = world.now - 1_000;
  });
  const after = await stored(dataDir, world.now);
  expect(changed.report.collectors.map(({ id, failed, quarantined }) => [id, failed, quarantined]).filter(([, failed, quarantined]) => failed !== 0 || quarantined !== 0)).toEqual([]);
  expect([...before.rows.keys()].filter((key) => !after.rows.has(key))).toEqual([]);
  const fields = new Map<string, string>();
  const store = await Store.open(dataDir);
  try {
    for await (const { value } of store.rows(sourceFieldKind, new Date(world.now).toISOString())) fields.set(`${value.collector} ${value.field}`, value.presence);
  } finally {
    store.close();
  }
  expect([...fields].filter(([field]) => field.endsWith('never_seen_before') || field.includes('never_seen_before.')).length).toBeGreaterThan(0);
  expect(fields.get('github-repositories repository_full_name')).toBe('never');
});

test('what a token may not read is withheld with the permission that is missing, and all else goes on', async () => {
  for (const permission of ['vulnerability_alerts', 'members', 'organization_administration', 'administration', 'issues']) double.grant.delete(permission);
  const { report } = await night({ world, double, dataDir, clock, asOf: world.now });
  const { counts, notRead } = await stored(dataDir, world.now);
  expect(counts['repository']).toBe(world.repositories.size);
  expect(counts['merged-pull-request']).toBeGreaterThan(0);
  expect(report.overLimit).toEqual([]);
  expect([...notRead].filter(([shard]) => /dependabot|teams/.test(shard)).map(([, why]) => why.split(':')[0])).toEqual(['withheld', 'withheld']);
  expect(double.violations).toEqual([]);
});
