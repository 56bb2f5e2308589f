import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type GitHubDouble, startGitHubDouble } from './double.ts';
import { generateWorld, passDay, type World } from './world.ts';
import { recreateRepository, renameRepository } from './day.ts';

const doubles: GitHubDouble[] = [];
afterEach(async () => {
  for (const double of doubles.splice(0)) await double.close();
});

/** A double whose time stands where the test puts it. */
async function started(repositories = 30, plan: World['plan'] = 'enterprise-cloud'): Promise<{ world: World; double: GitHubDouble; time: { now: number } }> {
  const world = generateWorld({ repositories, seed: 7, plan });
  const time = { now: world.now };
  const double = await startGitHubDouble({ world, clock: () => time.now });
  doubles.push(double);
  return { world, double, time };
}

async function rest(double: GitHubDouble, path: string, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(path.startsWith('http') ? path : `${double.api}${path}`, { headers: { authorization: `Bearer ${double.token}`, ...headers }, redirect: 'manual' });
}

async function graphql(double: GitHubDouble, query: string, variables: Record<string, unknown> = {}): Promise<z.infer<typeof answer>> {
  const response = await fetch(double.graphql, { method: 'POST', headers: { authorization: `Bearer ${double.token}` }, body: JSON.stringify({ query, variables }) });
  return answer.parse(await response.json());
}
const answer = z.object({ data: z.unknown(), errors: z.array(z.looseObject({ type: z.string().optional(), message: z.string() })).optional() });

const listed = z.object({ organization: z.object({ repositories: z.object({ totalCount: z.number(), pageInfo: z.object({ endCursor: z.string().nullable(), hasNextPage: z.boolean() }), nodes: z.array(z.object({ id: z.string() }).nullable()) }) }) });
const listQuery = 'query($after: String) { organization(login: "acme") { repositories(first: 10, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) { totalCount pageInfo { endCursor hasNextPage } nodes { id } } } }';

test('the same world for the same seed, in detail and after a day', () => {
  const [a, b] = [generateWorld({ repositories: 40, seed: 3 }), generateWorld({ repositories: 40, seed: 3 })];
  passDay(a);
  passDay(b);
  expect(JSON.stringify([...a.repositories.values()])).toBe(JSON.stringify([...b.repositories.values()]));
  expect(a.runs).toEqual(b.runs);
  expect(generateWorld({ repositories: 40, seed: 4 }).runs).not.toEqual(b.runs);
});

test('pages through all repositories, and goes on behind one that is gone meanwhile', async () => {
  const { world, double } = await started();
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const { organization } = listed.parse((await graphql(double, listQuery, { after })).data);
    seen.push(...organization.repositories.nodes.flatMap((node) => (node === null ? [] : [node.id])));
    after = organization.repositories.pageInfo.hasNextPage ? organization.repositories.pageInfo.endCursor : null;
    const last = [...world.repositories.values()].find(({ nodeId }) => nodeId === seen.at(-1));
    if (seen.length === 10 && last !== undefined) recreateRepository(world, last);
  } while (after !== null);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBe(world.repositories.size + 1);
  expect(double.violations).toEqual([]);
});

test('a search reaches 1,000 results and counts all', async () => {
  const world = generateWorld({ repositories: 400, seed: 7, history: 8, day: { runs: 0, merged: 6 } });
  const double = await startGitHubDouble({ world });
  doubles.push(double);
  const found = z.object({ search: z.object({ issueCount: z.number(), pageInfo: z.object({ endCursor: z.string().nullable(), hasNextPage: z.boolean() }), nodes: z.array(z.unknown()) }) });
  let after: string | null = null;
  let reached = 0;
  let count = 0;
  do {
    const { search } = found.parse((await graphql(double, 'query($after: String) { search(type: ISSUE, query: "org:acme is:pr is:merged", first: 100, after: $after) { issueCount pageInfo { endCursor hasNextPage } nodes { __typename } } }', { after })).data);
    reached += search.nodes.length;
    count = search.issueCount;
    after = search.pageInfo.hasNextPage ? search.pageInfo.endCursor : null;
  } while (after !== null);
  expect(count).toBe(world.pullRequests.filter(({ repository }) => world.repositories.has(repository)).length);
  expect(count).toBeGreaterThan(1_000);
  expect(reached).toBe(1_000);
});

test.each(['enterprise-cloud', 'team', 'server'] as const)('REST of %s conforms to its description', async (plan) => {
  const { world, double } = await started(60, plan);
  passDay(world);
  const [some] = [...world.repositories.values()].filter(({ serial }) => world.runs.some((run) => run.repository === serial && !run.headGone));
  const run = world.runs.find(({ repository }) => repository === some?.serial);
  const name = `${some?.owner}/${some?.name}`;
  const paths = ['/orgs/acme', '/orgs/acme/properties/values?per_page=100', '/orgs/acme/rulesets', '/orgs/acme/rulesets/72', '/orgs/acme/dependabot/alerts?state=open', '/orgs/acme/code-scanning/alerts?sort=updated', '/orgs/acme/secret-scanning/alerts?per_page=1', '/rate_limit', '/meta', `/repos/${name}/actions/runs?per_page=5`, `/repos/${name}/actions/runs/${run?.id}/attempts/1`, `/repos/${name}/git/trees/HEAD?recursive=1`];
  const statuses = await Promise.all(paths.map(async (path) => (await rest(double, path)).status));
  expect(statuses).toEqual(paths.map(() => 200));
  expect((await rest(double, '/orgs/acme/audit-log?phrase=action:workflows.completed_workflow_run&include=web&order=asc')).status).toBe(plan === 'enterprise-cloud' ? 200 : 404);
  expect(double.violations).toEqual([]);
});

test('a path or parameter that GitHub does not have is a violation', async () => {
  const { double } = await started();
  expect((await rest(double, '/orgs/acme/nonsense')).status).toBe(404);
  expect((await rest(double, '/orgs/acme/properties/values?per_pgae=100')).status).toBe(422);
  expect(double.violations).toEqual(['GitHub has no GET /orgs/acme/nonsense', 'GET /orgs/{org}/properties/values has no parameter per_pgae']);
});

test('what the token may not read is refused in GitHub\'s words', async () => {
  const { double } = await started();
  double.grant.delete('vulnerability_alerts');
  double.grant.delete('members');
  const refused = await rest(double, '/orgs/acme/dependabot/alerts');
  expect([refused.status, refused.headers.get('x-accepted-github-permissions')]).toEqual([403, 'vulnerability_alerts=read']);
  const { errors } = await graphql(double, '{ organization(login: "acme") { login teams(first: 1) { totalCount } } }');
  expect(errors).toMatchObject([{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }]);
  expect((await rest(double, '/orgs/acme', { authorization: 'Bearer wrong' })).status).toBe(401);
});

test('a renamed repository is redirected to its id, an unchanged answer costs nothing', async () => {
  const { world, double } = await started();
  const [repository] = world.repositories.values();
  if (repository === undefined) throw new Error('no repository');
  const before = repository.name;
  renameRepository(world, repository, 'another-name');
  const moved = await rest(double, `/repos/acme/${before}`);
  expect(moved.status).toBe(301);
  const there = await rest(double, moved.headers.get('location') ?? '');
  expect(await there.json()).toMatchObject({ name: 'another-name' });
  const first = await rest(double, '/orgs/acme');
  const { points } = double.spent;
  const spent = points['core'];
  expect((await rest(double, '/orgs/acme', { 'if-none-match': first.headers.get('etag') ?? '' })).status).toBe(304);
  expect(points['core']).toBe(spent);
});

test('budgets end and begin again with the double\'s clock', async () => {
  const { double, time } = await started();
  double.faults.next({ kind: 'primary', status: 403, seconds: 90 });
  const ended = await rest(double, '/orgs/acme');
  expect([ended.status, ended.headers.get('x-ratelimit-remaining'), ended.headers.get('x-ratelimit-reset')]).toEqual([403, '0', String(time.now / 1000 + 90)]);
  expect((await rest(double, '/orgs/acme')).status).toBe(403);
  time.now += 90_000;
  expect((await rest(double, '/orgs/acme')).status).toBe(200);
});

test('asking on when a budget is used up, or more often in a minute than the secondary limit allows, is a violation', async () => {
  const { double, time } = await started();
  const ask = async (): Promise<number> => (await rest(double, '/orgs/acme/audit-log?phrase=action:none')).status;
  for (let asked = 0; asked < 1_750; asked += 1) {
    time.now += 100;
    await ask();
  }
  expect(double.violations).toEqual([]);
  expect(await ask()).toBe(403);
  expect(double.violations).toEqual(['asked of audit_log although nothing remained of its budget']);
  time.now += 3_600_000;
  double.forget();
  for (let asked = 0; asked < 901; asked += 1) await ask();
  expect(double.violations).toEqual(['more requests of REST within a minute than the secondary limit allows']);
});

test('faults: statuses, limits, cut connections, broken bodies, partial data, clock skew, changed records', async () => {
  const { double, time } = await started();
  const { faults } = double;
  faults.next({ kind: 'status', status: 502 });
  expect((await rest(double, '/orgs/acme')).status).toBe(502);
  faults.next({ kind: 'secondary', status: 429, retryAfter: 7 });
  const waiting = await rest(double, '/orgs/acme');
  expect([waiting.status, waiting.headers.get('retry-after')]).toEqual([429, '7']);
  faults.next({ kind: 'cut', where: 'within' });
  await expect(rest(double, '/orgs/acme').then(async (response) => await response.text())).rejects.toThrow();
  faults.next({ kind: 'invalid-json' });
  await expect(rest(double, '/orgs/acme').then(async (response): Promise<unknown> => await response.json())).rejects.toThrow(SyntaxError);
  faults.next({ kind: 'partial' });
  const half = await graphql(double, listQuery);
  expect(half.errors).toMatchObject([{ type: 'RESOURCE_LIMITS_EXCEEDED', path: ['organization', 'repositories', 'nodes', 5] }]);
  expect(listed.parse(half.data).organization.repositories.nodes.filter((node) => node === null)).toHaveLength(5);
  faults.tooManyNodes = 9;
  expect((await fetch(double.graphql, { method: 'POST', headers: { authorization: `Bearer ${double.token}` }, body: JSON.stringify({ query: listQuery }) })).status).toBe(502);
  faults.skewMs = 3_600_000;
  expect(Date.parse((await rest(double, '/orgs/acme')).headers.get('date') ?? '')).toBe(time.now + 3_600_000);
  faults.added = { never_seen: 1 };
  faults.removed = ['repository_name'];
  const [record] = z.array(z.looseObject({})).parse(await (await rest(double, '/orgs/acme/properties/values?per_page=1')).json());
  expect(record).toMatchObject({ never_seen: 1 });
  expect(record).not.toHaveProperty('repository_name');
});
