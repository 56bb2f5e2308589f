import { expect, it, onTestFinished } from 'vitest';
import { collector as alerts } from '../../collectors/github-alerts/collector.ts';
import { collector as runs } from '../../collectors/github-runs/collector.ts';
import { fixedClock } from '../../src/clock.ts';
import type { CollectContext } from '../../src/collect/contract.ts';
import { fetchHttp } from '../../src/network/fetch-http.ts';
import { createNetwork } from '../../src/network/network.ts';
import { type GitHubDouble, startGitHubDouble } from '../doubles/github/double.ts';
import { canarySecret } from '../doubles/github/rest/alerts.ts';
import { generateWorld, passDay, type World, type WorldPlan } from '../doubles/github/world.ts';
import type { GitHubSource } from '../../src/github/source.ts';
import { Nights } from './nights.ts';

const day = 86_400_000;

async function gitHub(plan: Partial<WorldPlan>): Promise<{ world: World; double: GitHubDouble; reach: () => Partial<CollectContext>; config: Record<string, unknown> }> {
  const world = generateWorld({ repositories: 20, history: 2, now: '2026-11-20T03:00:00Z', ...plan });
  const double = await startGitHubDouble({ world, clock: () => world.now });
  onTestFinished(async () => double.close());
  const reach = (): Partial<CollectContext> => ({
    env: { GITHUB_TOKEN: double.token },
    network: createNetwork({ http: fetchHttp, clock: fixedClock(new Date(world.now).toISOString()), deadline: undefined, log: () => undefined }),
  });
  return { world, double, reach, config: { org: 'acme', api: double.api, graphql: double.graphql } };
}

/** What of the attempts in the world a collector can know: `run/attempt` with its conclusion, if it ended. */
function attemptsIn({ runs: all, repositories, now }: World): Map<string, string> {
  return new Map(
    all
      .filter(({ repository }) => repositories.has(repository))
      .flatMap(({ id, attempts }) => attempts.flatMap(({ finishedAt, conclusion }, index) => (finishedAt + 321 <= now ? [[`${id}/${index + 1}`, conclusion.replaceAll('_', '-')] as const] : []))),
  );
}

const ended = (nights: Nights<GitHubSource>): Map<string, unknown> => new Map(nights.values().flatMap(({ id, attempt, status, conclusion }) => (status === 'completed' ? [[`${String(id)}/${String(attempt)}`, conclusion] as const] : [])));

it('every attempt that ended comes from the audit log, a hundred a request', async () => {
  const { world, double, reach, config } = await gitHub({});
  const nights = new Nights(runs, config, reach());
  await nights.night(new Date(world.now).toISOString());
  const first = attemptsIn(world);
  expect(ended(nights)).toEqual(first);
  passDay(world);
  const later = new Nights(runs, config, reach());
  for (const [shard, bookmark] of nights.bookmarks) later.bookmarks.set(shard, bookmark);
  double.forget();
  await later.night(new Date(world.now).toISOString());
  const news = [...attemptsIn(world)].filter(([key]) => !first.has(key));
  expect(news.length).toBeGreaterThan(100);
  for (const [key, conclusion] of news) expect(ended(later).get(key)).toBe(conclusion);
  // One request to see whether the log may be read, and an hour that is read again.
  expect(double.requests.filter(({ what }) => what.includes('audit-log')).length).toBeLessThanOrEqual(Math.ceil((news.length * 25) / 24 / 100) + 3);
  expect(double.violations).toEqual([]);
});

it('without an audit log the last attempt of every run comes from the repositories, and runs under way are read until they end', async () => {
  const { world, double, reach, config } = await gitHub({});
  double.grant.delete('organization_administration');
  const nights = new Nights(runs, config, reach());
  for (let n = 0; n < 3; n += 1) {
    const again = new Nights(runs, config, reach());
    for (const [shard, bookmark] of nights.bookmarks) again.bookmarks.set(shard, bookmark);
    await again.night(new Date(world.now).toISOString());
    for (const [key, fact] of again.facts) nights.facts.set(key, fact);
    for (const [shard, bookmark] of again.bookmarks) nights.bookmarks.set(shard, bookmark);
    expect(again.findings.map(({ code }) => code)).toEqual(['ALM1030']);
    passDay(world);
  }
  const archived = new Set([...world.repositories.values()].filter((repository) => repository.archived).map(({ serial }) => serial));
  const known = ended(nights);
  const last = world.runs.filter((run) => !archived.has(run.repository) && run.attempts.every(({ finishedAt }) => finishedAt < world.now - 2 * day));
  expect(last.length).toBeGreaterThan(100);
  for (const { id, attempts } of last) expect(known.get(`${id}/${attempts.length}`), `run ${id}`).toBe(attempts.at(-1)?.conclusion.replaceAll('_', '-'));
  expect(double.violations).toEqual([]);
});

it('alerts are what they are in the world, and the secret never leaves it', async () => {
  const { world, double, reach, config } = await gitHub({ repositories: 200, history: 10 });
  const nights = new Nights(alerts, { ...config, history: 365 }, reach());
  await nights.night(new Date(world.now).toISOString());
  passDay(world);
  const later = new Nights(alerts, { ...config, history: 365 }, reach());
  for (const [shard, bookmark] of nights.bookmarks) later.bookmarks.set(shard, bookmark);
  await later.night(new Date(world.now).toISOString());
  const known = new Map([...nights.values(), ...later.values()].map(({ repositoryKey, tool, id, state }) => [`${String(repositoryKey)} ${String(tool)} ${String(id)}`, state]));
  const there = world.alerts.flatMap(({ repository, tool, number, state, createdAt, resolvedAt }) => {
    const home = world.repositories.get(repository);
    if (home === undefined || createdAt > world.now) return [];
    return [[`${home.nodeId} ${tool} ${number}`, resolvedAt !== null && resolvedAt <= world.now ? (tool === 'secret-scanning' && state === 'open' ? 'fixed' : state) : 'open'] as const];
  });
  expect(there.length).toBeGreaterThan(20);
  expect(known).toEqual(new Map(there));
  expect(JSON.stringify([nights.pages, later.pages])).not.toContain(canarySecret);
  expect(JSON.stringify([nights.pages, later.pages])).not.toContain('secret-place');
  expect(double.violations).toEqual([]);
});
