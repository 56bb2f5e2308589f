import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GitHubDouble, startGitHubDouble } from '../doubles/github/double.ts';
import { generateWorld, passDay } from '../doubles/github/world.ts';
import { night } from './night.ts';
import { stored } from './stored.ts';
import { VirtualClock } from './virtual-clock.ts';
import { askedTwice } from './watch.ts';

/** Requests and points that a night with 15% changed may take: 1,200 and 600 at 10,000 repositories (`node bench/github.ts`). */
const ceiling = (repositories: number): { requests: number; points: number } => ({ requests: Math.ceil(20 + 0.118 * repositories), points: Math.ceil(12 + 0.0588 * repositories) });

const repositories = 300;
const world = generateWorld({ repositories, seed: 11, history: 2 });
const clock = new VirtualClock(world.now);
const dataDir = mkdtempSync(join(tmpdir(), 'almanac-budget-'));
let double: GitHubDouble;
beforeAll(async () => {
  double = await startGitHubDouble({ world, clock: clock.time });
});
afterAll(async () => {
  await double.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('a whole collection and a night with 15% changed stay inside the limits', async () => {
  const first = await night({ world, double, dataDir, clock });
  expect(first.report.overLimit).toEqual([]);
  expect(first.report.collectors.map(({ id, failed, quarantined }) => ({ id, failed, quarantined })).filter(({ failed, quarantined }) => failed + quarantined > 0)).toEqual([]);
  expect(double.violations).toEqual([]);
  expect(askedTwice(double.requests)).toEqual([]);
  const { counts } = await stored(dataDir, clock.time());
  expect(counts).toMatchObject({ 'merged-pull-request': world.pullRequests.filter(({ repository }) => world.repositories.has(repository)).length, release: [...world.repositories.values()].flatMap(({ releases }) => releases).filter(({ draft }) => !draft).length });
  expect(counts['repository']).toBe(world.repositories.size);

  passDay(world, { changed: 0.15 });
  clock.goTo(world.now);
  double.forget();
  await night({ world, double, dataDir, clock });
  const { requests, points } = ceiling(repositories);
  expect(double.spent.requests).toBeLessThanOrEqual(requests);
  expect(double.spent.points['graphql']).toBeLessThanOrEqual(points);
  expect(double.violations).toEqual([]);
  expect(askedTwice(double.requests)).toEqual([]);
  // GraphQL goes as fast as its answers come: not throttled to one a second, as writes are.
  expect(clock.slept).toBe(0);
});
