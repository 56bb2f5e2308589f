import { afterEach, expect, test } from 'vitest';
import { archiveRepository, deleteRepository, recreateRepository, renameRepository } from '../doubles/github/day.ts';
import { generateWorld, passDay, type World, type WorldRepository } from '../doubles/github/world.ts';
import { Nights } from './nights.ts';

const now = '2026-11-01T03:00:00Z';
const day = 86_400_000;
let nights: Nights | undefined;

async function begin(world: World): Promise<Nights> {
  nights = await Nights.begin(world);
  return nights;
}
afterEach(async () => {
  await nights?.end();
  nights = undefined;
});

const small = (repositories: number): World => generateWorld({ repositories, now, history: 1, day: { changed: 0 } });
const quietDay = { changed: 0, created: 0, renamed: 0, transferredAway: 0, archived: 0, deleted: 0, recreated: 0 };

function at(world: World, index: number): WorldRepository {
  const found = [...world.repositories.values()][index];
  if (found === undefined) throw new Error(`no repository ${index}`);
  return found;
}

const namesOf = (facts: readonly Record<string, unknown>[]): string[] => facts.map(({ repository }) => String(repository)).sort();
const spent = ({ double }: Nights, what: string): number => double.requests.filter((request) => request.what.includes(what)).length;

test('a first collection and a night after it spend what they must and no more', async () => {
  const world = small(110);
  const held = await begin(world);
  const first = await held.night();
  expect(await first.facts('repository')).toHaveLength(110);
  expect(first.report).toMatchObject({ failed: 0, quarantined: 0 });
  expect({ sweep: spent(held, 'AlmanacRepositories') - spent(held, 'InDepth'), depth: spent(held, 'InDepth') }).toEqual({ sweep: 2, depth: 5 });
  held.double.forget();
  passDay(world, { ...quietDay, changed: 0.1 });
  const second = await held.night();
  // 11 that changed, and a thirtieth of the others.
  expect(second.report.read).toBeGreaterThanOrEqual(11);
  expect(second.report.read).toBeLessThan(25);
  expect(spent(held, 'InDepth')).toBe(1);
  expect(held.double.spent.points['graphql']).toBeLessThanOrEqual(4 + 2);
  expect(held.double.violations).toEqual([]);
});

test('each repository is read in depth once in thirty days, though nothing of it changes', async () => {
  const world = small(16);
  const held = await begin(world);
  await held.night();
  let read = 0;
  for (let passed = 1; passed <= 3; passed += 1) {
    held.double.forget();
    const { report } = await held.night([{ org: 'acme' }], { asOf: new Date(Date.parse(now) + passed * 10 * day).toISOString() });
    read += report.read;
  }
  expect(read).toBe(16);
});

test('a repository that is renamed keeps its identity and tells its former names', async () => {
  const world = small(3);
  const held = await begin(world);
  await held.night();
  const before = at(world, 0).name;
  renameRepository(world, at(world, 0), 'second-name');
  await held.night([{ org: 'acme' }], { asOf: '2026-11-02T03:00:00.000Z' });
  renameRepository(world, at(world, 0), 'third-name');
  const night = await held.night([{ org: 'acme' }], { asOf: '2026-11-03T03:00:00.000Z' });
  const facts = await night.facts('repository');
  expect(facts).toHaveLength(3);
  expect(facts.find(({ key }) => key === at(world, 0).nodeId)).toMatchObject({
    repository: 'github.com/acme/third-name',
    webUrl: 'https://github.com/acme/third-name',
    formerNames: [`github.com/acme/${before}`, 'github.com/acme/second-name'].sort(),
  });
});

test('archived ones say so, deleted ones go, and one made again under the same name is another one', async () => {
  const world = small(12);
  const held = await begin(world);
  const first = await held.night();
  const keys = new Map((await first.facts('repository')).map(({ repository, key }) => [repository, key]));
  const [archived, gone, again] = [at(world, 0), at(world, 1), at(world, 2)];
  archiveRepository(archived, world.now);
  deleteRepository(world, gone);
  recreateRepository(world, again);
  const night = await held.night([{ org: 'acme' }], { asOf: '2026-11-02T03:00:00.000Z' });
  const facts = await night.facts('repository');
  const named = (name: string) => facts.find(({ repository }) => repository === `github.com/acme/${name}`);
  expect(named(archived.name)).toMatchObject({ archived: true });
  expect(named(gone.name)).toBeUndefined();
  expect(named(again.name)?.['key']).toEqual(expect.any(String));
  expect(named(again.name)?.['key']).not.toBe(keys.get(`github.com/acme/${again.name}`));
  expect(facts).toHaveLength(11);
});

test('an organisation that is configured twice is read once; patterns choose repositories', async () => {
  const world = small(6);
  at(world, 0).name = 'payments-api';
  at(world, 1).name = 'payments-web';
  at(world, 2).name = 'sandbox-1';
  world.version += 1;
  const held = await begin(world);
  const night = await held.night([{ org: 'acme', include: ['Payments-*'] }, { org: 'Acme', exclude: ['sandbox-?'] }]);
  const names = namesOf(await night.facts('repository'));
  expect(names).toHaveLength(5);
  expect(names).toEqual(expect.arrayContaining(['github.com/acme/payments-api', 'github.com/acme/payments-web']));
  expect(night.report.findings).toEqual([]);
  expect(spent(held, 'graphql AlmanacRepositories') - spent(held, 'InDepth')).toBe(1);
});

test('a second organisation that is not there leaves the first alone', async () => {
  const held = await begin(small(2));
  const night = await held.night([{ org: 'acme' }, { org: 'nobody' }]);
  expect(await night.facts('repository')).toHaveLength(2);
  expect((await night.findings()).filter(({ code }) => code === 'ALM1010').map(({ what }) => what)).toEqual([expect.stringMatching(/ knows no organisation or user `nobody`, or shows none to these credentials$/)]);
});

test('queries that are too much are halved until they are not', async () => {
  const held = await begin(small(30));
  held.double.faults.tooManyNodes = 1_000;
  const night = await held.night();
  expect(night.report.failed).toBe(0);
  expect(await night.facts('repository')).toHaveLength(30);
});

test('a hundred and more open Pull Requests are all counted', async () => {
  const world = small(2);
  at(world, 0).revision = 3;
  at(world, 0).pushedAt = world.now - day;
  at(world, 0).details = { openPullRequests: Array.from({ length: 230 }, (_, index) => ({ number: index + 1, createdAt: Date.parse(now) - (230 - index) * day, draft: index % 2 === 0 })) };
  const held = await begin(world);
  const facts = await (await held.night()).facts('repository');
  expect(facts.find(({ key }) => key === at(world, 0).nodeId)?.['openPullRequests']).toEqual({ total: 230, drafts: 115, over7Days: 223, over30Days: 200, over90Days: 140, oldestAt: new Date(Date.parse(now) - 230 * day).toISOString() });
  expect(spent(held, 'AlmanacOpenPullRequests')).toBe(2);
});

test('counts of open Pull Requests by age are right on the day one passes an age, though nothing changes, and are then left alone', async () => {
  const world = small(3);
  const one = at(world, 0);
  one.revision = 1;
  one.pushedAt = world.now - day;
  one.details = { openPullRequests: [{ number: 1, createdAt: world.now - 29.5 * day, draft: false }] };
  const held = await begin(world);
  const countsOf = (facts: readonly Record<string, unknown>[]): unknown => facts.find(({ key }) => key === one.nodeId)?.['openPullRequests'];
  expect(countsOf(await (await held.night()).facts('repository'))).toMatchObject({ over7Days: 1, over30Days: 0 });
  const asOf = (days: number): { asOf: string } => ({ asOf: new Date(world.now + days * day).toISOString() });
  const org = [{ org: 'acme' }];
  const second = await held.night(org, asOf(1));
  expect(countsOf(await second.facts('repository'))).toMatchObject({ over7Days: 1, over30Days: 1 });
  held.double.forget();
  const third = await held.night(org, asOf(1.01));
  expect({ read: third.report.read, depth: spent(held, 'InDepth') }).toEqual({ read: 0, depth: 0 });
});

test('a Pull Request that is closed without a push is counted no more the night after', async () => {
  const world = small(3);
  const one = at(world, 0);
  one.revision = 1;
  one.pushedAt = world.now - day;
  const opened = [100, 101].map((number) => ({ number, createdAt: world.now - number * day, draft: false }));
  one.details = { openPullRequests: opened };
  const held = await begin(world);
  await held.night();
  one.details = { openPullRequests: opened.slice(1) };
  world.version += 1;
  const night = await held.night([{ org: 'acme' }], { asOf: new Date(world.now + day / 24).toISOString() });
  expect((await night.facts('repository')).find(({ key }) => key === one.nodeId)?.['openPullRequests']).toMatchObject({ total: 1, over90Days: 1 });
});
