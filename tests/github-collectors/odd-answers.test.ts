import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { makeCollector as deploymentsOf } from '../../collectors/github-deployments/collector.ts';
import { makeCollector as pullRequestsOf } from '../../collectors/github-pull-requests/collector.ts';
import { makeCollector as releasesOf } from '../../collectors/github-releases/collector.ts';
import { makeCollector as teamsOf } from '../../collectors/github-teams/collector.ts';
import type { Collector, Output, RawPage } from '../../src/collect/contract.ts';
import { type CollectorReport, runCollector } from '../../src/collect/kernel.ts';
import { localContext } from '../../src/collect/local-context.ts';
import { silentProgress } from '../../src/collect/progress.ts';
import { PermissionError } from '../../src/github/contract.ts';
import type { GitHubSource } from '../../src/github/source.ts';
import { DeadlineError } from '../../src/network/contract.ts';
import { Store } from '../../src/store/store.ts';
import { collectOnce } from '../collect/collect-once.ts';
import { type Answering, fakeAccess, stub } from './fake-api.ts';

const shop = stub('shop');
const once = (collector: Collector<GitHubSource>) => collectOnce(collector, { org: 'acme' }, '/');

/** A merged Pull Request as the search gives it. */
function merged(number: number, changes: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    id: `PR_${number}`,
    number,
    url: `https://github.com/acme/shop/pull/${number}`,
    title: 'Zoe Canary',
    body: null,
    headRefName: '',
    baseRefName: 'main',
    createdAt: '2026-11-10T08:00:00Z',
    mergedAt: '2026-11-11T08:00:00Z',
    mergeCommit: null,
    repository: { id: shop.key },
    commits: { nodes: [null] },
    reviews: { nodes: [] },
    ...changes,
  };
}

const found = (nodes: readonly unknown[], count = nodes.length, next: string | null = null) => ({ data: { search: { issueCount: count, pageInfo: { hasNextPage: next !== null, endCursor: next }, nodes } } });

it('loses no other record for one that makes no sense, and keeps nothing of what that says', async () => {
  const records = [
    merged(1),
    merged(2, { mergedAt: 'Zoe Canary, last Tuesday' }),
    merged(3, { number: 'three' }),
    merged(4, { title: 7, body: { nested: true }, commits: null, reviews: undefined, mergeCommit: 'abc', shinyNewField: 1 }),
    merged(5, { createdAt: '2026-11-10T09:00:00+01:00' }),
  ];
  const { facts, report } = await once(pullRequestsOf(fakeAccess([shop], () => found(records))));
  expect(facts.map(({ id, openedAt }) => [id, openedAt])).toEqual(['1', '4', '5'].map((id) => [id, '2026-11-10T08:00:00.000Z']));
  expect(report).toMatchObject({ failed: 0, quarantined: 2 });
});

/** Pages of the organisation's one shard, and what they give. */
async function pagesOf(collector: Collector<GitHubSource>): Promise<{ readonly pages: readonly RawPage[]; readonly outputs: readonly Output[] }> {
  const context = { ...localContext({ asOf: '2026-11-20T00:00:00Z', backdated: false, signal: new AbortController().signal, minimumGroup: 5, contentDir: '/', log: () => undefined }), bookmark: undefined, resume: undefined };
  const shard = { id: 'github.com/acme', locator: JSON.stringify(collector.config.parse({ org: 'acme' })) };
  const pages: RawPage[] = [];
  for await (const page of collector.fetch(shard, context)) pages.push(page);
  return { pages, outputs: pages.flatMap((page) => [...collector.parse(page, { shard: shard.id, asOf: context.asOf, minimumGroup: 5 })]) };
}

it('names what is odd in quarantine by its address, and by the path that does not fit', async () => {
  const { pages, outputs } = await pagesOf(pullRequestsOf(fakeAccess([shop], () => found([merged(2, { mergedAt: 'Zoe Canary' })]))));
  expect(pages.map(({ body }) => body).join('')).not.toContain('Canary');
  expect(pages[0]?.census?.[0]).toMatchObject({ record: 'pull-request', records: 1 });
  expect(outputs).toEqual([
    { type: 'quarantine', kind: 'merged-pull-request', record: 'https://github.com/acme/shop/pull/2', reason: 'mergedAt: is no instant', source: "GitHub's search for merged Pull Requests" },
  ]);
});

it.each<[string, Answering, string]>([
  ['an error without anything', () => ({ errors: [{ type: undefined, message: 'Something is off', path: [] }] }), 'merged Pull Requests of acme could not be searched: GitHub says: Something is off'],
  ['another form', () => ({ data: { search: { results: [] } } }), 'merged Pull Requests of acme could not be searched: GitHub answered in a form that is not known'],
])('fails with the reason on %s', async (_what, answer, reason) => {
  const { report } = await once(pullRequestsOf(fakeAccess([shop], answer)));
  expect(report.findings.map(({ code, what }) => [code, what])).toEqual([['ALM0208', `Merged Pull Requests on GitHub: github.com/acme could not be collected: ${reason}`]]);
});

it.each<[string, Answering, string]>([
  ['a refusal', () => ({ data: { search: null }, errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration', path: ['search'] }] }), 'Pull requests: read'],
  ['scopes', () => ({ errors: [{ type: 'INSUFFICIENT_SCOPES', message: "The 'x' field requires one of the following scopes: ['repo']", path: ['search'] }] }), 'scope repo'],
  ['what the API noticed', () => { throw new PermissionError('no', 'scope read:org'); }, 'scope read:org'],
])('is withheld on %s, with the permission named', async (_what, answer, permission) => {
  const { report } = await once(pullRequestsOf(fakeAccess([shop], answer)));
  expect(report).toMatchObject({ failed: 0, withheld: 1 });
  expect(report.findings.map(({ what }) => what)).toEqual([`Merged Pull Requests on GitHub: 1 part may not be read with the credentials given: the credentials lack the permission \`${permission}\``]);
});

it('says where the search gives less than it counts, and where a second holds more than it shows', async () => {
  const short = await pagesOf(pullRequestsOf(fakeAccess([shop], () => found([merged(1), null], 2))));
  const told = (outputs: readonly Output[]): unknown[] => outputs.flatMap((output) => (output.type === 'finding' ? [[output.finding.code, output.finding.what]] : []));
  expect(told(short.outputs)).toEqual([['ALM1021', 'merged Pull Requests of acme: GitHub counts 2 from 2026-08-22T00:00:00Z to 2026-11-20T00:00:00Z and gave 1']]);
  const crowd = Array.from({ length: 1_000 }, (_, index) => merged(index + 1));
  const crowded = await pagesOf(
    pullRequestsOf(
      fakeAccess([shop], ({ query, after }) => {
        const [, from = '', to = ''] = /merged:(\S+)\.\.(\S+)/.exec(String(query)) ?? [];
        if (from > '2026-11-11T08:00:00Z' || to < '2026-11-11T08:00:00Z') return found([]);
        const at = typeof after === 'string' ? Number(after) : 0;
        return found(crowd.slice(at, at + 100), 1_500, at + 100 < crowd.length ? String(at + 100) : null);
      }),
    ),
  );
  expect(told(crowded.outputs)).toEqual([['ALM1020', 'merged Pull Requests of acme: GitHub counts 1500 at 2026-11-11T08:00:00Z and shows 1000']]);
  expect(crowded.outputs.filter(({ type }) => type === 'fact')).toHaveLength(1_000);
});

it('keeps what arrived before the time was up, and goes on from there', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'almanac-deadline-'));
  const store = await Store.open(dir);
  onTestFinished(() => {
    store.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const all = Array.from({ length: 250 }, (_, index) => merged(index + 1));
  let left = 2;
  const collector = pullRequestsOf(
    fakeAccess([shop], ({ after }) => {
      if (left === 0) throw new DeadlineError('The time given to the run is up.');
      left -= 1;
      const from = typeof after === 'string' ? Number(after) : 0;
      return found(all.slice(from, from + 100), all.length, from + 100 < all.length ? String(from + 100) : null);
    }),
  );
  const night = async (asOf: string): Promise<CollectorReport> =>
    runCollector({
      group: { collector, sources: [{ digest: 'one', config: collector.config.parse({ org: 'acme' }) }] },
      store,
      context: localContext({ asOf, backdated: false, signal: new AbortController().signal, minimumGroup: 5, contentDir: dir, log: () => undefined }),
      offline: false,
      concurrency: 2,
      shardTimeout: 60,
      progress: silentProgress,
    });
  const count = async (asOf: string): Promise<number> => {
    let rows = 0;
    const [kind] = collector.kinds;
    if (kind !== undefined) for await (const _ of store.rows(kind, asOf)) rows += 1;
    return rows;
  };
  await night('2026-11-20T03:00:00.000Z');
  expect(await count('2026-11-20T03:00:00.000Z')).toBe(200);
  left = 10;
  expect(await night('2026-11-21T03:00:00.000Z')).toMatchObject({ failed: 0, read: 1 });
  expect(await count('2026-11-21T03:00:00.000Z')).toBe(250);
});

it('goes on after the page of teams that it had', async () => {
  const asked: unknown[] = [];
  const collector = teamsOf(
    fakeAccess([shop], (variables) => {
      asked.push(variables['after']);
      return { data: { organization: { teams: { totalCount: 0, pageInfo: { hasNextPage: variables['after'] !== 'second', endCursor: 'second' }, nodes: [] } } } };
    }),
  );
  const context = { ...localContext({ asOf: '2026-11-20T00:00:00Z', backdated: false, signal: new AbortController().signal, minimumGroup: 5, contentDir: '/', log: () => undefined }), bookmark: undefined };
  const shard = { id: 'github.com/acme', locator: JSON.stringify(collector.config.parse({ org: 'acme' })) };
  const bookmarks: (string | undefined)[] = [];
  for await (const page of collector.fetch(shard, { ...context, resume: undefined })) bookmarks.push(page.bookmark);
  expect(asked).toEqual([null, 'second']);
  for await (const page of collector.fetch(shard, { ...context, resume: bookmarks[0] })) expect(page.name).toBe('page-0002');
  expect(asked).toEqual([null, 'second', 'second']);
  for await (const page of collector.fetch(shard, { ...context, resume: bookmarks[1] })) expect(page).toBeUndefined();
  expect(asked).toHaveLength(3);
});

it('reads a repository once more that came in part, and fails for that repository alone', async () => {
  let times = 0;
  const other = stub('other');
  const collector = releasesOf(
    fakeAccess([shop, other], ({ ids }) => {
      times += 1;
      const nodes = (Array.isArray(ids) ? ids : []).map((id: unknown) => (id === shop.key ? null : { releases: { pageInfo: { hasNextPage: false }, nodes: [{ tagName: 'v1', publishedAt: '2026-11-01T00:00:00Z' }] } }));
      return { data: { nodes }, errors: [{ type: undefined, message: 'Something went wrong', path: ['nodes', (Array.isArray(ids) ? ids : []).indexOf(shop.key)] }] };
    }),
  );
  const { facts, report } = await once(collector);
  expect(facts).toEqual([{ repository: 'github.com/acme/other', repositoryKey: 'R_other', tag: 'v1', publishedAt: '2026-11-01T00:00:00.000Z', prerelease: false }]);
  expect(report.findings.map(({ what }) => what)).toEqual(['Releases on GitHub: github.com/acme/shop could not be collected: Releases of acme/shop could not be read: GitHub says: Something went wrong']);
  expect(times).toBe(2);
});

it('understands deployments with fields missing, and sets aside those that say nothing', async () => {
  const deployment = (id: string, changes: Readonly<Record<string, unknown>>): unknown => ({ id, createdAt: '2026-11-19T00:00:00Z', state: 'ACTIVE', environment: 'live', statuses: null, ...changes });
  const all = [deployment('DE_1', {}), deployment('DE_2', { createdAt: 'soon' }), deployment('DE_3', { environment: null }), null];
  const collector = deploymentsOf(
    fakeAccess([shop], ({ ids }, query) => {
      if (query.includes('AlmanacDeployments(')) return { data: { nodes: [{ deployments: { pageInfo: { hasNextPage: false }, nodes: all }, environments: { pageInfo: { hasNextPage: false }, nodes: null } }] } };
      return { data: { nodes: (Array.isArray(ids) ? ids : []).map((id: unknown) => all.find((one) => typeof one === 'object' && one !== null && 'id' in one && one.id === id) ?? null) } };
    }),
  );
  const { facts, report } = await once(collector);
  expect(facts).toEqual([{ repository: 'github.com/acme/shop', repositoryKey: 'R_shop', id: 'DE_1', environment: 'live', production: true, createdAt: '2026-11-19T00:00:00.000Z', state: 'success', url: 'https://github.com/acme/shop/deployments/live' }]);
  expect(report).toMatchObject({ failed: 0, quarantined: 2 });
});

it('keeps of an environment that is made for a branch only what stands before the name of that', async () => {
  const names = ['review/zoe-canary', 'review/max-canary', 'production/eu'];
  const all = names.map((environment, index) => ({ id: `DE_${index}`, createdAt: '2026-11-19T00:00:00Z', state: 'ACTIVE', environment, statuses: null }));
  const environments = names.map((name, index) => ({ id: `EN_${index}`, name }));
  const collector = deploymentsOf(
    fakeAccess([shop], ({ ids }, query) => {
      if (query.includes('AlmanacDeployments(')) return { data: { nodes: [{ deployments: { pageInfo: { hasNextPage: false }, nodes: all }, environments: { pageInfo: { hasNextPage: false }, nodes: environments } }] } };
      return { data: { nodes: (Array.isArray(ids) ? ids : []).map((id: unknown) => all.find((one) => one.id === id) ?? null) } };
    }),
  );
  const { facts, report } = await once(collector);
  expect(facts.map(({ environment }) => environment).toSorted()).toEqual(['production/eu', 'review/*', 'review/*']);
  expect(JSON.stringify(facts)).not.toContain('canary');
  // Three deployments and two environments.
  expect(report.changedRows).toBe(5);
});

it.each([
  ['leads in a circle', { hasNextPage: true, endCursor: 'A' }, 'The teams of acme could not be read: the list leads back to a page that was read before, and so has no end'],
  ['promises more without a place', { hasNextPage: true, endCursor: null }, 'The teams of acme could not be read: GitHub says that there are more, and not where'],
])('fails for a list of teams that %s, since teams that come no more are taken for gone', async (_, pageInfo, reason) => {
  let asked = 0;
  const collector = teamsOf(
    fakeAccess([shop], () => {
      asked += 1;
      return { data: { organization: { teams: { totalCount: 1, pageInfo, nodes: [] } } } };
    }),
  );
  const { report } = await once(collector);
  expect(report.failed).toBe(1);
  expect(report.findings.map(({ what }) => what)).toEqual([expect.stringContaining(reason)]);
  expect(asked).toBeLessThan(5);
});

it('fails for releases that lead in a circle', async () => {
  const releases = { pageInfo: { hasNextPage: true, endCursor: 'A' }, nodes: [{ id: 'RE_1', tagName: 'v1', createdAt: '2999-01-01T00:00:00Z', publishedAt: '2026-11-01T00:00:00Z' }] };
  const { report } = await once(releasesOf(fakeAccess([shop], (_, query) => ({ data: query.includes('Older') ? { node: { releases } } : { nodes: [{ releases }] } }))));
  expect(report.findings.map(({ what }) => what)).toEqual([expect.stringContaining('Releases of acme/shop could not be read: the list leads back to a page that was read before, and so has no end')]);
});
