import { describe, expect, it } from 'vitest';
import { ciRunKind } from '../../src/schema/facts/ci-run.ts';
import { observedFindingKind } from '../../src/schema/facts/observed-finding.ts';
import { shardStateKind } from '../../src/schema/facts/shard-state.ts';
import { jenkinsToken } from '../doubles/jenkins/double.ts';
import { addBuild, jobAt } from '../doubles/jenkins/world.ts';
import { firstNight, jenkinsNights, secondNight } from './jenkins-nights.ts';

const minute = 60_000;

describe('nights of a Jenkins controller', () => {
  it('reads every build of every job whose repository it knows', async () => {
    const { nights, server } = await jenkinsNights();
    const { report } = await nights.run(firstNight);
    expect(report.collectors[0]).toMatchObject({ shards: 5, read: 5, failed: 0, quarantined: 0 });
    expect([...server.violations]).toEqual([]);
    expect(server.concurrent).toBeLessThanOrEqual(2);
    const runs = await nights.facts(ciRunKind, firstNight);
    const counts = new Map<unknown, number>();
    for (const { workflow } of runs) counts.set(workflow, (counts.get(workflow) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({ 'acme/ledger': 6, 'acme/payments': 8, 'acme/tools/nightly': 3, long: 250 });
    expect(new Set(runs.map(({ id }) => id)).size).toBe(runs.length);
  });

  it('gives the facts of a multibranch project', async () => {
    const { nights } = await jenkinsNights({ include: ['acme/payments'] });
    await nights.run(firstNight);
    expect(await nights.facts(ciRunKind, firstNight)).toMatchInlineSnapshot(`
      [
        {
          "attempt": 1,
          "branch": "other",
          "conclusion": "unstable",
          "createdAt": "2026-11-19T20:00:00.000Z",
          "durationSeconds": 300,
          "finishedAt": "2026-11-19T20:05:00.000Z",
          "id": "acme/payments/0c7f12905d83#1",
          "repository": "github.com/Acme/payments",
          "startedAt": "2026-11-19T20:00:00.000Z",
          "status": "completed",
          "system": "jenkins",
          "workflow": "acme/payments",
        },
        {
          "attempt": 1,
          "branch": "default",
          "conclusion": "failure",
          "createdAt": "2026-11-18T20:00:00.000Z",
          "durationSeconds": 770,
          "finishedAt": "2026-11-18T20:12:50.000Z",
          "id": "acme/payments/3e341d2d9c67#1",
          "repository": "github.com/Acme/payments",
          "startedAt": "2026-11-18T20:00:00.000Z",
          "status": "completed",
          "system": "jenkins",
          "workflow": "acme/payments",
        },
        {
          "attempt": 1,
          "branch": "default",
          "conclusion": "cancelled",
          "createdAt": "2026-11-19T01:59:56.000Z",
          "durationSeconds": 120,
          "finishedAt": "2026-11-19T02:02:00.000Z",
          "id": "acme/payments/3e341d2d9c67#2",
          "repository": "github.com/Acme/payments",
          "startedAt": "2026-11-19T02:00:00.000Z",
          "status": "completed",
          "system": "jenkins",
          "workflow": "acme/payments",
        },
        {
          "attempt": 1,
          "branch": "default",
          "conclusion": "success",
          "createdAt": "2026-11-19T08:00:00.000Z",
          "durationSeconds": 460,
          "finishedAt": "2026-11-19T08:07:40.000Z",
          "id": "acme/payments/3e341d2d9c67#3",
          "repository": "github.com/Acme/payments",
          "startedAt": "2026-11-19T08:00:00.000Z",
          "status": "completed",
          "system": "jenkins",
          "workflow": "acme/payments",
        },
        {
          "attempt": 1,
          "branch": "default",
          "conclusion": "skipped",
          "createdAt": "2026-11-19T13:59:56.000Z",
          "durationSeconds": 410,
          "finishedAt": "2026-11-19T14:06:50.000Z",
          "id": "acme/payments/3e341d2d9c67#4",
          "repository": "github.com/Acme/payments",
          "startedAt": "2026-11-19T14:00:00.000Z",
          "status": "completed",
          "system": "jenkins",
          "workflow": "acme/payments",
        },
        {
          "attempt": 1,
          "branch": "default",
          "conclusion": "cancelled",
          "createdAt": "2026-11-19T20:00:00.000Z",
          "durationSeconds": 370,
          "finishedAt": "2026-11-19T20:06:10.000Z",
          "id": "acme/payments/3e341d2d9c67#5",
          "repository": "github.com/Acme/payments",
          "startedAt": "2026-11-19T20:00:00.000Z",
          "status": "completed",
          "system": "jenkins",
          "workflow": "acme/payments",
        },
        {
          "attempt": 1,
          "branch": "pull-request",
          "conclusion": "success",
          "createdAt": "2026-11-19T14:00:00.000Z",
          "durationSeconds": 400,
          "finishedAt": "2026-11-19T14:06:40.000Z",
          "id": "acme/payments/7fd7d21a6a62#1",
          "repository": "github.com/Acme/payments",
          "startedAt": "2026-11-19T14:00:00.000Z",
          "status": "completed",
          "system": "jenkins",
          "workflow": "acme/payments",
        },
        {
          "attempt": 1,
          "branch": "pull-request",
          "conclusion": "skipped",
          "createdAt": "2026-11-19T19:59:56.000Z",
          "durationSeconds": 240,
          "finishedAt": "2026-11-19T20:04:00.000Z",
          "id": "acme/payments/7fd7d21a6a62#2",
          "repository": "github.com/Acme/payments",
          "startedAt": "2026-11-19T20:00:00.000Z",
          "status": "completed",
          "system": "jenkins",
          "workflow": "acme/payments",
        },
      ]
    `);
  });

  it('counts jobs whose repository nobody knows, and reads them once it is said', async () => {
    const unsaid = await jenkinsNights();
    await unsaid.nights.run(firstNight);
    const findings = await unsaid.nights.facts(observedFindingKind, firstNight);
    expect(findings.map(({ code, what }) => `${String(code)} ${String(what)}`)).toEqual(['ALM1052 The repository of 1 job of ci.example.com/jenkins is not known: acme/tools/cleanup']);
    const said = await jenkinsNights({ repositories: [{ jobs: 'acme/tools/c*', repository: 'git.example.com/acme/{name}' }] });
    await said.nights.run(firstNight);
    expect(await said.nights.facts(observedFindingKind, firstNight)).toEqual([]);
    expect((await said.nights.facts(ciRunKind, firstNight)).filter(({ repository }) => repository === 'git.example.com/acme/cleanup')).toHaveLength(3);
  });

  it('asks the next night only for jobs with something new, and again for builds that had not ended', async () => {
    const { nights, server, world } = await jenkinsNights();
    const long = jobAt(world, 'long');
    const running = addBuild(world, long, world.now - 5 * minute, true);
    await nights.run(firstNight);
    expect((await nights.facts(ciRunKind, firstNight)).filter(({ status }) => status === 'in-progress').map(({ id }) => id)).toEqual(['long#251']);
    world.now += 24 * 60 * minute;
    Object.assign(running, { building: false, result: 'FAILURE', duration: 42_000 });
    addBuild(world, jobAt(world, 'acme/payments/trunk'), world.now - 60 * minute);
    server.forget();
    await nights.run(secondNight);
    expect(server.asked.map((address) => decodeURIComponent(address).replace(/\?tree=(\w+).*?(\{\d+,\d+\})?$/, ' $1$2'))).toEqual([
      '/jenkins/api/json jobs{0,100}',
      '/jenkins/job/acme/api/json jobs{0,100}',
      '/jenkins/job/acme/job/tools/api/json jobs{0,100}',
      '/jenkins/job/acme/job/payments/job/trunk/api/json allBuilds{0,100}',
      '/jenkins/job/long/api/json allBuilds{0,100}',
      '/jenkins/job/long/251/api/json number',
    ]);
    const runs = await nights.facts(ciRunKind, secondNight);
    expect(runs).toHaveLength(250 + 1 + 6 + 8 + 3 + 1);
    expect(runs.find(({ id }) => id === 'long#251')).toMatchObject({ status: 'completed', conclusion: 'failure', durationSeconds: 42 });
  });

  it('asks on a night on which nothing was built for the list of jobs alone', async () => {
    const { nights, server } = await jenkinsNights();
    await nights.run(firstNight);
    server.forget();
    await nights.run(secondNight);
    expect(server.asked).toHaveLength(3);
    expect(await nights.facts(ciRunKind, secondNight)).toHaveLength(267);
  });

  it('reads a job anew that was deleted and made again', async () => {
    const { nights, world } = await jenkinsNights({ include: ['long'] });
    await nights.run(firstNight);
    const long = jobAt(world, 'long');
    long.builds.length = 0;
    addBuild(world, long, world.now + minute);
    await nights.run(secondNight);
    expect((await nights.facts(ciRunKind, secondNight)).find(({ id }) => id === 'long#1')).toMatchObject({ startedAt: '2026-11-20T02:01:00.000Z' });
  });

  it('reaches back no further than the history', async () => {
    const { nights, server } = await jenkinsNights({ include: ['long'], history: 10 });
    await nights.run(firstNight);
    expect(await nights.facts(ciRunKind, firstNight)).toHaveLength(40);
    expect(server.asked.filter((address) => address.includes('allBuilds'))).toHaveLength(1);
  });

  it('gives the same whether or not requests fail for a while', async () => {
    const calm = await jenkinsNights();
    await calm.nights.run(firstNight);
    const stormy = await jenkinsNights();
    stormy.server.fail(/jenkins\/api\/json/, { kind: 'reply', reply: { status: 503, body: '<html>Please wait while Jenkins is getting ready to work</html>' } }, 4);
    stormy.server.fail(/long\/api/, { kind: 'cut', where: 'within' });
    stormy.server.fail(/nightly/, { kind: 'cut', where: 'before' });
    stormy.server.fail(/ledger/, { kind: 'reply', reply: { status: 502, body: '' } });
    await stormy.nights.run(firstNight);
    expect(await stormy.nights.facts(ciRunKind, firstNight)).toEqual(await calm.nights.facts(ciRunKind, firstNight));
  });

  it('goes on where its time was up, also where builds began meanwhile', async () => {
    const { nights, server, world } = await jenkinsNights({ include: ['long'] });
    server.fail(/%7B200%2C300%7D/, { kind: 'reply', reply: { status: 429, headers: { 'retry-after': '900' }, body: '' } });
    const { report } = await nights.run(firstNight, { minutes: 5 });
    expect(report.collectors[0]).toMatchObject({ postponed: 1, failed: 0 });
    addBuild(world, jobAt(world, 'long'), world.now + minute);
    server.forget();
    await nights.run(secondNight);
    expect(server.asked.filter((address) => address.includes('allBuilds')).map((address) => /\{\d+,\d+\}$/.exec(decodeURIComponent(address))?.[0])).toEqual(['{200,300}']);
    const third = '2026-11-22T02:00:00.000Z';
    addBuild(world, jobAt(world, 'long'), world.now + 2 * minute);
    await nights.run(third);
    expect(await nights.facts(ciRunKind, third)).toHaveLength(252);
  });

  it('keeps nobody’s name, no branch and no secret', async () => {
    const { nights, server, world } = await jenkinsNights();
    server.fail(/canary/, { kind: 'reply', reply: { status: 400, body: '' } }, 20);
    const { findings, network } = await nights.run(firstNight);
    expect(findings).toHaveLength(1);
    addBuild(world, jobAt(world, 'acme/payments/canary-person%2Ffix'), world.now);
    await nights.run(secondNight);
    const kept = { runs: await nights.facts(ciRunKind, secondNight), findings: await nights.facts(observedFindingKind, secondNight), states: await nights.facts(shardStateKind, secondNight) };
    const text = `${nights.bytes()}${JSON.stringify(kept)}${findings.join()}${JSON.stringify(network.use())}`;
    expect(text).toContain('acme/payments');
    expect(/.{0,40}canary.{0,40}/i.exec(text)?.[0]).toBeUndefined();
    expect(text).not.toContain(jenkinsToken);
    expect(text).not.toContain(Buffer.from(`almanac:${jenkinsToken}`).toString('base64'));
  });
});
