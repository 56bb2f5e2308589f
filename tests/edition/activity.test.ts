import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyOrganisation } from '../../src/content/organisation.ts';
import { writeEdition } from '../../src/edition/edition.ts';
import { repositoryPage, type RepositoryPage } from '../../src/schema/edition/repository.ts';
import { entityPage } from '../../src/schema/edition/entity.ts';
import { Store } from '../../src/store/store.ts';
import { publishNight, type PublishedPart } from '../knowledge/published.ts';

const asOf = '2026-11-21T03:00:00.000Z';
const ago = (days: number): string => new Date(Date.parse(asOf) - days * 86_400_000).toISOString();
const id = 'github.com/acme/payments';
const other = 'github.com/globex/shop';
const host: PublishedPart = { collector: 'github-repositories', shard: 'R1', facts: { repository: [{ repository: id, key: 'R1', empty: false, formerNames: ['github.com/acme/billing'] }, { repository: other, key: 'R9', empty: false }] } };
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'almanac-activity-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function edition(...parts: readonly PublishedPart[]): Promise<(file: string) => string> {
  const out = mkdtempSync(join(dir, 'edition-'));
  const store = await Store.open(join(out, 'data'));
  await publishNight(store, dir, asOf, [host, ...parts]);
  await writeEdition({ store, organisation: emptyOrganisation('Acme', '/nowhere'), asOf, dir: out, generator: 'test' });
  store.close();
  return (file) => readFileSync(join(out, file), 'utf8');
}

const pageIn = (read: (file: string) => string, repository = id): RepositoryPage => repositoryPage.parse(JSON.parse(read(`api/v1/repositories/${repository}.json`)));
const activity = async (...parts: readonly PublishedPart[]): Promise<RepositoryPage['activity']> => pageIn(await edition(...parts)).activity;

const run = (n: number, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  repository: id, repositoryKey: 'R1', system: 'github-actions', id: String(n), attempt: 1, workflow: '.github/workflows/ci.yml', status: 'completed', conclusion: 'success', createdAt: ago(n % 20), durationSeconds: 60 * n, ...more,
});

describe('CI runs', () => {
  it('are counted over 30 days, each attempt, with the share that succeeded and the median of their durations', async () => {
    const facts = [
      run(1), run(2), run(3, { conclusion: 'failure' }), run(3, { attempt: 2 }), run(4, { conclusion: 'cancelled', durationSeconds: 9000 }),
      run(5, { status: 'in-progress', conclusion: undefined, durationSeconds: undefined }), run(6, { createdAt: ago(31) }), run(7, { createdAt: ago(-1) }),
    ];
    const { runs } = await activity({ collector: 'github-runs', shard: 'github.com/acme', facts: { 'ci-run': facts } });
    expect(runs).toMatchObject({
      n: 4,
      from: ago(30),
      age: { state: 'current' },
      known: { runs: 6, decided: 4, succeeded: 3, unfinished: 1, medianSeconds: 150 },
      sources: [{ collector: 'github-runs', source: 'github.com/acme read by github-runs' }],
    });
  });

  it('follow their repository through a new name, by its id or by the former name, and are not those of a deleted one', async () => {
    const { runs } = await activity({
      collector: 'github-runs',
      shard: 'github.com/acme',
      facts: {
        'ci-run': [
          run(1, { repository: 'github.com/acme/much-earlier' }),
          run(2, { repository: 'github.com/acme/billing', repositoryKey: undefined }),
          run(3, { repositoryKey: 'R0' }),
          // The same run, read before and after the repository was renamed.
          run(4, { repository: 'github.com/acme/billing' }),
          run(4),
        ],
      },
    });
    expect(runs?.known?.runs).toBe(3);
  });

  it('are none where they were read and there are none, unknown with the reason where they were not, and left out where nobody reads them', async () => {
    expect((await activity()).runs).toBeUndefined();
    expect((await activity({ collector: 'github-runs', shard: 'github.com/acme' })).runs).toMatchObject({ n: 0, known: { runs: 0, decided: 0 }, sources: [] });
    const withheld = { collector: 'github-runs', shard: 'github.com/acme', unread: { state: 'failed', reason: 'the token lacks Actions: read' } } as const;
    const unknown = (await activity(withheld)).runs;
    expect(unknown).toMatchObject({ unknown: 'it was never read: the token lacks Actions: read', age: { state: 'unknown' } });
    expect(unknown).not.toHaveProperty('known');
    expect((await activity({ ...withheld, shard: 'github.com/globex' })).runs?.known?.runs).toBe(0);
    expect((await activity({ ...withheld, shard: 'audit-log globex' })).runs?.known?.runs).toBe(0);
    expect((await activity({ ...withheld, shard: 'R9' })).runs?.known?.runs).toBe(0);
    expect((await activity({ ...withheld, shard: 'audit-log acme' })).runs?.unknown).toContain('Actions: read');
    expect((await activity({ ...withheld, shard: 'R1' })).runs?.unknown).toContain('Actions: read');
  });
});

describe('security alerts', () => {
  const alert = (n: number, severity: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({ repository: id, repositoryKey: 'R1', tool: 'dependabot', id: String(n), severity, state: 'open', createdAt: ago(n), ...more });
  const alerts = [alert(1, 'high'), alert(40, 'high'), alert(100, 'critical'), alert(2, 'low', { state: 'fixed' }), alert(3, 'medium', { tool: 'code-scanning' })];

  it('are counted by severity, age and tool while they are open', async () => {
    const { alerts: part } = await activity({ collector: 'github-alerts', shard: 'github.com/acme', facts: { alert: alerts } });
    expect(part?.known).toEqual({
      open: 4, over30Days: 2, over90Days: 1, oldestAt: ago(100),
      bySeverity: [
        { severity: 'critical', open: 1, over30Days: 1, over90Days: 1 },
        { severity: 'high', open: 2, over30Days: 1, over90Days: 0 },
        { severity: 'medium', open: 1, over30Days: 0, over90Days: 0 },
      ],
      byTool: [{ tool: 'dependabot', open: 3 }, { tool: 'code-scanning', open: 1 }, { tool: 'secret-scanning', open: 0 }],
    });
  });

  it('of a tool that could not be read are unknown, and those of the others known', async () => {
    const { alerts: part } = await activity(
      { collector: 'github-alerts', shard: 'dependabot acme', facts: { alert: alerts.slice(0, 3) } },
      { collector: 'github-alerts', shard: 'secret-scanning acme', unread: { state: 'failed', reason: 'the token lacks Secret scanning alerts: read' } },
    );
    expect(part?.known?.byTool).toEqual([{ tool: 'dependabot', open: 3 }, { tool: 'code-scanning', open: 0 }, { tool: 'secret-scanning', unknown: 'it was never read: the token lacks Secret scanning alerts: read' }]);
  });
});

it('shows deployments to production, the last one, environments, releases, issues and what was billed', async () => {
  const deployment = (n: number, more: Record<string, unknown>): Record<string, unknown> => ({ repository: id, id: String(n), environment: 'production', production: true, createdAt: ago(n), succeededAt: ago(n), state: 'success', ...more });
  const page = await activity(
    {
      collector: 'github-deployments', shard: 'R1',
      facts: {
        deployment: [deployment(1, {}), deployment(2, { state: 'failure', succeededAt: undefined }), deployment(60, {}), deployment(3, { environment: 'test', production: undefined })],
        environment: [{ repository: id, name: 'test' }, { repository: id, name: 'production', production: true, reviewRequired: true }],
      },
    },
    { collector: 'github-releases', shard: 'R1', facts: { release: Array.from({ length: 12 }, (_, n) => ({ repository: id, tag: `v1.${n}.0`, publishedAt: ago(100 - n), prerelease: false })) } },
    { collector: 'github-issues', shard: 'github.com/acme', facts: { 'labelled-issue': [
      { repository: id, id: '1', classes: ['incident', 'request'], labels: [], createdAt: ago(3), state: 'open' },
      { repository: id, id: '2', classes: ['incident'], labels: [], createdAt: ago(200), closedAt: ago(199), state: 'completed' },
    ] } },
    { collector: 'facts', shard: 'usage.csv', facts: { 'metered-usage': [
      { account: 'github.com/acme', repository: id, scope: id, day: '2026-11-20', startsAt: ago(1), product: 'actions', sku: 'actions_linux', workflow: '', quantity: 100, unit: 'Minutes', grossAmount: 0.8, discountAmount: 0.3, netAmount: 0.5 },
      { account: 'github.com/acme', scope: 'github.com/acme', day: '2026-11-20', startsAt: ago(1), product: 'copilot', sku: 'seats', workflow: '', quantity: 1, unit: 'seats', grossAmount: 19, discountAmount: 0, netAmount: 19 },
    ] } },
  );
  expect(page.deployments?.known).toEqual({ production: 2, succeeded: 1, failed: 1, unclassified: 1, last: { environment: 'production', at: ago(1) } });
  expect(page.environments?.known).toEqual({ total: 2, list: [{ name: 'production', production: true, reviewRequired: true }, { name: 'test' }] });
  expect(page.releases?.known).toMatchObject({ total: 12 });
  expect(page.releases?.known?.latest.map(({ tag }) => tag)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((n) => `v1.${n}.0`));
  expect(page.issues?.known?.classes).toEqual([{ class: 'incident', open: 1, opened: 1 }, { class: 'request', open: 1, opened: 1 }]);
  expect(page.usage?.known).toEqual({ minutes: 100, netAmount: 0.5, grossAmount: 0.8 });
});

describe('merged Pull Requests', () => {
  const merged = (count: number): PublishedPart => ({
    collector: 'github-pull-requests', shard: 'github.com/acme',
    facts: { 'merged-pull-request': Array.from({ length: count }, (_, n) => ({ repository: id, id: String(n), openedAt: ago(n + 2), mergedAt: ago(n + 1), references: [] })) },
  });
  const team = (members: readonly string[], permission = 'push', more: readonly Record<string, unknown>[] = []): PublishedPart => ({
    collector: 'github-teams', shard: 'github.com/acme',
    facts: { team: [{ team: 'github.com/acme/payments', name: 'Payments', members }, ...more], 'team-permission': [{ team: 'github.com/acme/payments', repository: id, permission }] },
  });

  it('are shown where the teams that may write are large enough', async () => {
    expect((await activity(merged(8), team(['a', 'b', 'c', 'd', 'e']))).merges).toMatchObject({ n: 8, known: { merged: 8, medianHours: 24 } });
    const below = [{ team: 'github.com/acme/cards', name: 'Cards', parent: 'github.com/acme/payments', members: ['c', 'd', 'e'] }];
    expect((await activity(merged(8), team(['a', 'b'], 'maintain', below))).merges?.known?.merged).toBe(8);
  });

  it('are shown where enough people committed in one week', async () => {
    const weeks = { collector: 'git', shard: 'payments', facts: { 'repository-week': [{ repository: id, week: '2026-W40', startsAt: '2026-09-28T00:00:00Z', commits: 9, contributors: 5, suppressed: false }] } };
    expect((await activity(merged(8), weeks)).merges?.known?.merged).toBe(8);
  });

  it.each([
    ['few', merged(4), team(['a', 'b', 'c', 'd', 'e']), 'fewer than 5 were merged, or none: so few could be one person\'s work'],
    ['by a small team', merged(8), team(['a', 'b', 'c', 'd', 'D']), 'it is not known that at least 5 people work in this repository'],
    ['by a team that may only read', merged(8), team(['a', 'b', 'c', 'd', 'e'], 'pull'), 'it is not known that at least 5 people work in this repository'],
    ['by nobody knows whom', merged(8), { collector: 'github-teams', shard: 'github.com/acme' }, 'it is not known that at least 5 people work in this repository'],
  ])('are withheld where they could be one person\'s work: %s', async (_, pulls, teams, reason) => {
    const { merges } = await activity(pulls, teams);
    expect(merges).toMatchObject({ n: 0, withheld: reason });
    expect(merges).not.toHaveProperty('known');
  });
});

it('leads from the page of a former name to the one of today, and names it there', async () => {
  const read = await edition();
  expect(pageIn(read).formerly).toEqual(['github.com/acme/billing']);
  expect(read('site/repositories/github.com/acme/billing/index.html')).toContain('href="/repositories/github.com/acme/payments/"');
});

it('shows on the page of a Group the teams that its annotation names, with how many belong to them, and nobody by name', async () => {
  const group = (name: string, slug: string): Record<string, unknown> => ({
    ref: `group:default/${name}`, declaredIn: id, repository: id, file: 'catalog-info.yaml', line: 1, known: true,
    entity: { apiVersion: 'backstage.io/v1alpha1', kind: 'Group', metadata: { name, annotations: { 'github.com/team-slug': slug } }, spec: { type: 'team', children: [] } },
  });
  const read = await edition(
    { collector: 'catalog', shard: 'payments', facts: { 'catalog-entry': [group('money', 'acme/payments'), group('shop', 'Acme/commerce')] } },
    {
      collector: 'github-teams', shard: 'github.com/acme',
      facts: {
        team: [{ team: 'github.com/acme/payments', name: 'Payments', parent: 'github.com/acme/commerce', members: ['canary-login', 'another'], maintainers: ['another'] }, { team: 'github.com/acme/commerce', name: 'Commerce' }],
        'team-permission': [{ team: 'github.com/acme/payments', repository: id, permission: 'push' }],
      },
    },
  );
  const { team } = entityPage.parse(JSON.parse(read('api/v1/entities/group/default/money.json')));
  expect(team?.hostTeams).toMatchObject([{
    team: 'github.com/acme/payments', members: 2, maintainers: 1, parent: { team: 'github.com/acme/commerce', entity: { ref: 'group:default/shop' } }, permissions: [{ permission: 'push', repositories: 1 }],
  }]);
  expect(pageIn(read).activity.teams?.known).toMatchObject({ total: 1, list: [{ team: 'github.com/acme/payments', permission: 'push', entity: { ref: 'group:default/money' } }] });
  expect(read('api/v1/entities/group/default/money.json') + read(`api/v1/repositories/${id}.json`)).not.toContain('canary-login');
});
