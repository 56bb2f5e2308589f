import { describe, expect, it } from 'vitest';
import { collector } from '../../collectors/gitlab/collector.ts';
import { rotation } from '../../src/github/rotation.ts';
import { ciRunKind } from '../../src/schema/facts/ci-run.ts';
import { deploymentKind } from '../../src/schema/facts/deployment.ts';
import { mergedPullRequestKind } from '../../src/schema/facts/merged-pull-request.ts';
import { observedFindingKind } from '../../src/schema/facts/observed-finding.ts';
import { repositoryKind } from '../../src/schema/facts/repository.ts';
import { shardStateKind } from '../../src/schema/facts/shard-state.ts';
import { gitLabToken } from '../doubles/gitlab/double.ts';
import { addPipeline, passDay } from '../doubles/gitlab/world.ts';
import { firstNight, gitLabNights, secondNight } from './gitlab-nights.ts';
import type { HostNights } from './host-nights.ts';

function everything<C>(nights: HostNights<C>, asOf: string): Promise<Record<string, unknown>> {
  return nights.all([...collector.kinds, observedFindingKind, shardStateKind], asOf);
}

describe('nights of a GitLab group', () => {
  it('reads every project, and asks for nothing that GitLab does not have', async () => {
    const { nights, double, world } = await gitLabNights();
    const { report } = await nights.run(firstNight);
    expect(report.collectors[0]).toMatchObject({ shards: 8, read: 8, failed: 0, quarantined: 0 });
    expect([...double.server.violations]).toEqual([]);
    expect(double.server.concurrent).toBeLessThanOrEqual(4);
    const runs = await nights.facts(ciRunKind, firstNight);
    expect(runs).toHaveLength(world.projects.reduce((sum, { pipelines }) => sum + pipelines.length, 0));
    const merged = await nights.facts(mergedPullRequestKind, firstNight);
    expect(merged).toHaveLength(world.projects.flatMap(({ mergeRequests }) => mergeRequests).filter(({ state }) => state === 'merged').length);
    const deployed = await nights.facts(deploymentKind, firstNight);
    expect(deployed).toHaveLength(world.projects.reduce((sum, { deployments }) => sum + deployments.length, 0));
  });

  it('reads the next night only what changed: also pipelines of a schedule, and those that had not ended', async () => {
    const { nights, double, world } = await gitLabNights();
    await nights.run(firstNight);
    const opened = (values: readonly Record<string, unknown>[]): Map<number, string> => new Map(values.map(({ key, openPullRequests }) => [Number(key), JSON.stringify(openPullRequests)]));
    const before = opened(await nights.facts(repositoryKind, firstNight));
    expect((await nights.facts(ciRunKind, firstNight)).filter(({ status }) => status === 'in-progress')).toHaveLength(1);
    const { worked, scheduled } = passDay(world);
    double.server.forget();
    const { report } = await nights.run(secondNight);
    const after = opened(await nights.facts(repositoryKind, secondNight));
    const ids = world.projects.map(({ record }) => record.id);
    const aged = ids.filter((id) => before.get(id) !== after.get(id));
    const turned = ids.filter((id) => rotation(`gitlab.example.com project ${id}`, firstNight, 30) !== rotation(`gitlab.example.com project ${id}`, secondNight, 30));
    // Project 1 has a pipeline that ended meanwhile.
    const changed = new Set([...worked, scheduled, 1, ...aged, ...turned]);
    expect(changed.size).toBeLessThan(ids.length);
    expect(report.collectors[0]).toMatchObject({ read: changed.size, unchanged: 8 - changed.size });
    const deep = new Set(double.server.asked.flatMap((address) => /projects\/(\d+)\/(?!pipelines)/.exec(address)?.[1] ?? []).map(Number));
    expect([...deep].sort()).toEqual([...changed].sort());
    const runs = await nights.facts(ciRunKind, secondNight);
    expect(runs.filter(({ status }) => status === 'in-progress')).toEqual([]);
    expect(runs).toHaveLength(world.projects.reduce((sum, { pipelines }) => sum + pipelines.length, 0));
    expect(await nights.facts(mergedPullRequestKind, secondNight)).toHaveLength(world.projects.flatMap(({ mergeRequests }) => mergeRequests).filter(({ state }) => state === 'merged').length);
  });

  it('asks on a night on which nothing changed for the lists and one pipeline of each living project', async () => {
    const { nights, double } = await gitLabNights({ projects: 4 });
    await nights.run(firstNight);
    double.server.forget();
    const { report } = await nights.run('2026-11-20T12:00:00.000Z');
    expect(report.collectors[0]).toMatchObject({ read: 0, unchanged: 4 });
    expect(double.server.asked.filter((address) => !/\/projects\/\d+\/pipelines\?per_page=1&/.test(address))).toHaveLength(2);
    expect(double.server.asked).toHaveLength(2 + 2);
  });

  it('gives the same whether or not requests fail for a while', async () => {
    const calm = await gitLabNights({ projects: 3 });
    await calm.nights.run(firstNight);
    const stormy = await gitLabNights({ projects: 3 });
    const { server } = stormy.double;
    server.fail(/\/projects\?/, { kind: 'reply', reply: { status: 502, body: '<html>Bad Gateway</html>' } }, 2);
    server.fail(/\/pipelines/, { kind: 'cut', where: 'before' });
    server.fail(/\/deployments/, { kind: 'cut', where: 'within' });
    server.fail(/graphql/, { kind: 'reply', reply: { status: 503, body: '' } });
    server.fail(/\/releases/, { kind: 'reply', reply: { status: 429, headers: { 'retry-after': '17' }, body: 'Retry later' } });
    await stormy.nights.run(firstNight);
    expect(await everything(stormy.nights, firstNight)).toEqual(await everything(calm.nights, firstNight));
    expect(stormy.nights.log.join('\n')).toContain('17 s');
  });

  it('is taken up after the last page that came when its time was up', async () => {
    const whole = await gitLabNights({ projects: 3 });
    const project = whole.world.projects[0];
    for (let i = 0; i < 250; i++) if (project !== undefined) addPipeline(whole.world, project, whole.world.now - 86_400_000 - i * 60_000);
    const cut = await gitLabNights({ projects: 3 });
    const same = cut.world.projects[0];
    for (let i = 0; i < 250; i++) if (same !== undefined) addPipeline(cut.world, same, cut.world.now - 86_400_000 - i * 60_000);
    await whole.nights.run(firstNight);
    // Nothing else is asked while waiting ten minutes would take longer than the five that are left.
    cut.double.server.fail(/deployments/, { kind: 'reply', reply: { status: 429, headers: { 'retry-after': '600' }, body: '' } });
    const { report } = await cut.nights.run(firstNight, { minutes: 5 });
    expect(report.collectors[0]).toMatchObject({ failed: 0 });
    expect(report.collectors[0]?.postponed).toBeGreaterThan(0);
    const before = [...cut.double.server.asked];
    cut.double.server.forget();
    await cut.nights.run(firstNight);
    const again = cut.double.server.asked.filter((address) => before.includes(address) && !/\/groups\/|\/pipelines\?per_page=1&|graphql/.test(address));
    expect(again.filter((address) => !/deployments/.test(address))).toEqual([]);
    const { [shardStateKind.kind]: _, ...facts } = await everything(cut.nights, firstNight);
    const { [shardStateKind.kind]: __, ...expected } = await everything(whole.nights, firstNight);
    expect(facts).toEqual(expected);
  });

  it('loses no project where one goes away between two pages of the list', async () => {
    const { nights, double, world } = await gitLabNights({ projects: 130, source: { include: ['*-1', '*-101', '*-12'] } });
    let pages = 0;
    double.behaviour.between = (address) => {
      if (/\/groups\/[^/]+\/projects/.test(address) && ++pages === 2) world.projects.splice(10, 1);
    };
    await nights.run(firstNight);
    expect(pages).toBe(4);
    expect(await nights.facts(repositoryKind, firstNight)).toHaveLength(3);
  });

  it('lists a whole instance by keyset', async () => {
    const { nights, double } = await gitLabNights({ projects: 101, source: { group: undefined, all: true, include: ['*/service-1*'] } });
    const { report } = await nights.run(firstNight);
    expect(double.server.asked.filter((address) => /\/projects\?/.test(address))).toEqual([
      '/api/v4/projects?per_page=100&order_by=id&sort=asc&pagination=keyset',
      '/api/v4/projects?per_page=100&order_by=id&sort=asc&pagination=keyset&id_after=100',
    ]);
    expect(report.collectors[0]?.shards).toBe(13);
    expect([...double.server.violations]).toEqual([]);
  });

  it('reads pipelines without times from a GitLab whose GraphQL API is older', async () => {
    const { nights, double, world } = await gitLabNights({ projects: 1 });
    double.behaviour.old = true;
    const [project] = world.projects;
    for (let i = 0; i < 230; i++) if (project !== undefined) addPipeline(world, project, world.now - 86_400_000);
    await nights.run(firstNight);
    const runs = await nights.facts(ciRunKind, firstNight);
    expect(runs).toHaveLength(project?.pipelines.length ?? 0);
    expect(runs.every(({ startedAt, durationSeconds }) => startedAt === undefined && durationSeconds === undefined)).toBe(true);
    expect([...double.server.violations]).toEqual([]);
  });

  it('keeps nobody’s name and no secret: not in facts, pages, bookmarks or findings', async () => {
    const { nights, world } = await gitLabNights();
    const { network } = await nights.run(firstNight);
    passDay(world);
    await nights.run(secondNight);
    const text = `${nights.bytes()}${JSON.stringify(await everything(nights, secondNight))}${nights.log.join('\n')}${JSON.stringify(network.use())}`;
    expect(text).toContain('service-1');
    expect(/.{0,40}canary.{0,40}/i.exec(text)?.[0]).toBeUndefined();
    expect(text).not.toContain(gitLabToken);
  });

  it('gives the same facts again from its cached pages', async () => {
    const { nights } = await gitLabNights({ projects: 3 });
    await nights.run(firstNight);
    const before = await nights.facts(repositoryKind, firstNight);
    await nights.run('2026-11-20T05:00:00.000Z', { offline: true, env: {} });
    expect(await nights.facts(repositoryKind, '2026-11-20T05:00:00.000Z')).toEqual(before);
  });
});
