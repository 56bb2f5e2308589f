import { expect, it } from 'vitest';
import { collector as deployments } from '../../collectors/github-deployments/collector.ts';
import { collector as releases } from '../../collectors/github-releases/collector.ts';
import { deploymentKind, environmentKind } from '../../src/schema/facts/deployment.ts';
import { observedFindingKind } from '../../src/schema/facts/observed-finding.ts';
import { releaseKind } from '../../src/schema/facts/release.ts';
import { generateWorld, type DeploymentState, type World, type WorldDeployment, type WorldRepository } from '../doubles/github/world.ts';
import { type Scene, scene } from './double.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const now = Date.parse('2026-11-20T03:00:00Z');
const iso = (at: number): string => new Date(at).toISOString();

type Environments = NonNullable<NonNullable<WorldRepository['details']>['environments']>;

/** Repositories in which nothing was released and nothing deployed. */
function quiet(repositories = 1): { world: World; repository: WorldRepository } {
  const world = generateWorld({ repositories, now, history: 0 });
  for (const repository of world.repositories.values()) Object.assign(repository, { archived: false, pushedAt: now - 200 * day, details: { ...repository.details, environments: [] satisfies Environments } });
  const [repository] = world.repositories.values();
  if (repository === undefined) throw new Error('no repository');
  return { world, repository };
}

let serial = 1;

function release(repository: WorldRepository, at: number, changes: Partial<WorldRepository['releases'][number]> = {}): void {
  serial += 1;
  repository.releases.push({ databaseId: serial, tag: `v${serial}`, name: null, draft: false, prerelease: false, createdAt: at - minute, publishedAt: at, ...changes });
}

function deploy(repository: WorldRepository, at: number, states: readonly DeploymentState[], environment = 'production'): WorldDeployment {
  serial += 1;
  const deployment: WorldDeployment = { databaseId: serial, environment, production: false, sha: 'b'.repeat(40), createdAt: at, updatedAt: at, statuses: [] };
  repository.deployments.push(deployment);
  states.forEach((state, index) => move(deployment, state, at + (index + 1) * minute));
  return deployment;
}

function move(deployment: WorldDeployment, state: DeploymentState, at: number): void {
  serial += 1;
  deployment.statuses.push({ databaseId: serial, state, createdAt: at });
}

const asked = ({ double }: Scene): string[] => double.requests.map(({ what }) => what.replace('graphql Almanac', '')).filter((what) => what !== 'Repositories');

it('gives releases that were published, drafts apart', async () => {
  const { world, repository } = quiet();
  release(repository, now - 3 * day, { tag: 'v1.0.0', name: 'One' });
  release(repository, now - 2 * day, { tag: 'v1.1.0-rc.1', prerelease: true, name: '' });
  release(repository, now - day, { tag: 'v1.1.0', draft: true, publishedAt: null });
  const stage = await scene(world);
  const report = await stage.night(releases);
  const known = { repository: `github.com/acme/${repository.name}`, repositoryKey: repository.nodeId };
  const url = `https://github.com/acme/${repository.name}/releases/tag`;
  expect(await stage.facts(releaseKind)).toEqual([
    { ...known, tag: 'v1.0.0', name: 'One', publishedAt: iso(now - 3 * day), prerelease: false, url: `${url}/v1.0.0` },
    { ...known, tag: 'v1.1.0-rc.1', publishedAt: iso(now - 2 * day), prerelease: true, url: `${url}/v1.1.0-rc.1` },
  ]);
  expect(report).toMatchObject({ failed: 0, quarantined: 0, findings: [] });
  expect(stage.double.violations).toEqual([]);
});

it('reads releases again when something was pushed or released, and only then', async () => {
  const { world, repository } = quiet(40);
  release(repository, now - 3 * day);
  const stage = await scene(world);
  await stage.night(releases);
  expect(asked(stage)).toEqual(['Releases']);
  // A day on which none of so few repositories has its turn would be chance: what is read is only what is due.
  world.now = now + 1;
  expect(await stage.night(releases)).toMatchObject({ read: 0, unchanged: 40 });
  expect(asked(stage)).toEqual([]);
  release(repository, world.now);
  world.now += 1000;
  expect(await stage.night(releases)).toMatchObject({ read: 1, changedRows: 1 });
});

it('reads back as far as the first collection reaches, and afterwards to what is known', async () => {
  const { world, repository } = quiet();
  for (let index = 0; index < 150; index += 1) release(repository, now - index * day);
  const stage = await scene(world);
  await stage.night(releases, { history: 90 });
  expect((await stage.facts(releaseKind)).length).toBe(120);
  expect(asked(stage)).toEqual(['Releases', 'OlderReleases']);
  repository.pushedAt = now;
  release(repository, now + hour);
  world.now = now + day;
  await stage.night(releases, { history: 90 });
  expect(asked(stage)).toEqual(['Releases']);
});

it('tells one reason for all repositories whose releases may not be read', async () => {
  const stage = await scene(quiet(5).world);
  stage.double.grant.delete('contents');
  const report = await stage.night(releases);
  expect(report.withheld).toBe(report.shards);
  expect(report.findings.map(({ what }) => what)).toEqual([`Releases on GitHub: ${report.shards} parts may not be read with the credentials given: the credentials lack the permission \`Contents: read\``]);
});

it('gives deployments with the times of their stages, and environments with what guards them', async () => {
  const { world, repository } = quiet();
  Object.assign(repository, { details: { environments: [{ name: 'production', reviewers: true, waitMinutes: 30, branchesRestricted: true }, { name: 'staging', reviewers: false, waitMinutes: 0, branchesRestricted: false }] } });
  const deployment = deploy(repository, now - day, ['QUEUED', 'IN_PROGRESS', 'SUCCESS']);
  const stage = await scene(world);
  const report = await stage.night(deployments);
  const url = `https://github.com/acme/${repository.name}/deployments`;
  expect(await stage.facts(deploymentKind)).toEqual([
    {
      repository: `github.com/acme/${repository.name}`,
      repositoryKey: repository.nodeId,
      id: String(deployment.databaseId),
      environment: 'production',
      production: true,
      commit: 'b'.repeat(40),
      createdAt: iso(now - day),
      startedAt: iso(now - day + 2 * minute),
      succeededAt: iso(now - day + 3 * minute),
      finishedAt: iso(now - day + 3 * minute),
      state: 'success',
      url: `${url}/production`,
    },
  ]);
  expect(await stage.facts(environmentKind)).toEqual([
    { repository: `github.com/acme/${repository.name}`, name: 'production', production: true, reviewRequired: true, waitMinutes: 30, branchesRestricted: true, url: `${url}/production` },
    { repository: `github.com/acme/${repository.name}`, name: 'staging', production: false, reviewRequired: false, waitMinutes: 0, branchesRestricted: false, url: `${url}/staging` },
  ]);
  expect(report).toMatchObject({ failed: 0, quarantined: 0, findings: [] });
  expect(stage.double.violations).toEqual([]);
});

it('reads unfinished deployments again until they end, and those that another one took the place of', async () => {
  const { world, repository } = quiet();
  const first = deploy(repository, now - day, ['IN_PROGRESS', 'SUCCESS'], 'staging');
  const second = deploy(repository, now - hour, ['IN_PROGRESS'], 'staging');
  const stage = await scene(world);
  const states = async (): Promise<unknown[]> => (await stage.facts(deploymentKind)).map(({ id, state, superseded }) => [id, state, superseded]);
  await stage.night(deployments);
  expect(await states()).toEqual([[String(first.databaseId), 'success', undefined], [String(second.databaseId), 'in-progress', undefined]]);
  move(second, 'SUCCESS', now + hour);
  move(first, 'INACTIVE', now + hour);
  world.now = now + day;
  await stage.night(deployments);
  expect(await states()).toEqual([[String(first.databaseId), 'success', true], [String(second.databaseId), 'success', undefined]]);
  // Nothing is asked of those that have ended, though the repository is looked at: it deploys.
  world.now = now + 2 * day;
  expect(await stage.night(deployments)).toMatchObject({ read: 1, changedRows: 0 });
  expect(asked(stage)).toEqual(['Deployments']);
});

it('gives an unfinished deployment up after seven days', async () => {
  const { world, repository } = quiet();
  deploy(repository, now - hour, ['IN_PROGRESS']);
  const stage = await scene(world);
  await stage.night(deployments);
  for (const [days, statuses] of [[1, true], [6, true], [8, true], [9, false]] as const) {
    world.now = now + days * day;
    await stage.night(deployments);
    expect([days, asked(stage).includes('DeploymentStatuses')]).toEqual([days, statuses]);
  }
});

it('reads on where more was deployed than fits a page', async () => {
  const { world, repository } = quiet();
  for (let index = 0; index < 170; index += 1) deploy(repository, now - index * hour, ['SUCCESS'], `env-${index % 3}`);
  const stage = await scene(world);
  await stage.night(deployments, { history: 5 });
  expect((await stage.facts(deploymentKind)).length).toBe(121);
  expect(asked(stage).filter((what) => what === 'DeploymentStatuses')).toHaveLength(2);
});

it('keeps what is known of environments for a week, and notices then', async () => {
  const { world, repository } = quiet();
  const environment = { name: 'production', reviewers: false, waitMinutes: 0, branchesRestricted: false };
  Object.assign(repository, { details: { environments: [environment] } });
  deploy(repository, now - hour, ['SUCCESS']);
  const stage = await scene(world);
  await stage.night(deployments);
  environment.reviewers = true;
  const seen: boolean[] = [];
  const due: boolean[] = [];
  for (let days = 1; days <= 7; days += 1) {
    world.now = now + days * day;
    await stage.night(deployments);
    due.push(asked(stage).includes('EnvironmentProtection'));
    seen.push((await stage.facts(environmentKind))[0]?.['reviewRequired'] === true);
  }
  expect(due.filter(Boolean)).toHaveLength(1);
  expect(seen).toEqual(due.map((_, index) => due.slice(0, index + 1).includes(true)));
});

it('gives deployments where environments may not be read, and says so once', async () => {
  const { world, repository } = quiet(5);
  deploy(repository, now - hour, ['SUCCESS']);
  const stage = await scene(world);
  stage.double.grant.delete('actions');
  const report = await stage.night(deployments);
  expect(report).toMatchObject({ failed: 0, withheld: 0 });
  expect(await stage.facts(deploymentKind)).toHaveLength(1);
  expect(await stage.facts(environmentKind)).toEqual([]);
  expect(report.findings).toEqual([]);
  const told = (await stage.facts(observedFindingKind)).map(({ code, what }) => [code, what]);
  expect(told).toEqual([['ALM1001', 'Environments of acme could not be read: the credentials lack the permission `Actions: read`']]);
  // All at once with environments, then all without them.
  expect(asked(stage)).toEqual(['Deployments', 'Deployments', 'DeploymentStatuses']);
});

it('is withheld where deployments may not be read', async () => {
  const stage = await scene(quiet(3).world);
  stage.double.grant.delete('deployments');
  const report = await stage.night(deployments);
  expect(report.withheld).toBe(report.shards);
  expect(report.findings.map(({ what }) => what)).toEqual([expect.stringContaining('the credentials lack the permission `Deployments: read`')]);
});

it('loses no repository where GitHub finds a hundred at once too much', async () => {
  const { world } = quiet(60);
  for (const repository of world.repositories.values()) deploy(repository, now - hour, ['SUCCESS']);
  const stage = await scene(world);
  stage.double.faults.tooManyNodes = 1_500;
  expect(await stage.night(deployments)).toMatchObject({ failed: 0 });
  expect(await stage.facts(deploymentKind)).toHaveLength(world.repositories.size);
});
