import { expect, it } from 'vitest';
import { collector as teams } from '../../collectors/github-teams/collector.ts';
import { catalogEntryKind } from '../../src/schema/facts/catalog-entry.ts';
import { teamKind, teamPermissionKind } from '../../src/schema/facts/team.ts';
import { observedFindingKind } from '../../src/schema/facts/observed-finding.ts';
import { shardStateKind } from '../../src/schema/facts/shard-state.ts';
import { nodeId } from '../doubles/github/node-ids.ts';
import { generateWorld, type World, type WorldTeam } from '../doubles/github/world.ts';
import { scene } from './double.ts';

const now = Date.parse('2026-11-20T03:00:00Z');

/** An organisation with repositories and people, and no team. */
function without(repositories = 3): World {
  const world = generateWorld({ repositories, now, history: 0 });
  world.teams.length = 0;
  return world;
}

function team(world: World, slug: string, changes: Partial<WorldTeam> = {}): WorldTeam {
  const databaseId = 500 + world.teams.length;
  const made: WorldTeam = { databaseId, nodeId: nodeId('T', databaseId), slug, name: slug, description: null, secret: false, parent: null, members: [], maintainers: [], repositories: new Map(), ...changes };
  world.teams.push(made);
  return made;
}

it('gives teams with their hierarchy, members and permissions, and a Group for each', async () => {
  const world = without();
  const [first, second] = [...world.repositories.values()];
  team(world, 'commerce', { name: 'Commerce', members: ['user-00002'] });
  team(world, 'payments', { name: 'Payments', description: 'Takes money', parent: 'commerce', members: ['user-00003', 'user-00001'], maintainers: ['user-00003'], repositories: new Map([[first?.serial ?? 0, 'push'], [second?.serial ?? 0, 'maintain']]) });
  const stage = await scene(world);
  const report = await stage.night(teams);
  const url = 'https://github.com/orgs/acme/teams';
  expect(await stage.facts(teamKind)).toEqual([
    { team: 'github.com/acme/commerce', name: 'Commerce', visible: true, members: ['user-00002'], maintainers: [], url: `${url}/commerce` },
    { team: 'github.com/acme/payments', name: 'Payments', description: 'Takes money', parent: 'github.com/acme/commerce', visible: true, members: ['user-00001', 'user-00003'], maintainers: ['user-00003'], url: `${url}/payments` },
  ]);
  expect((await stage.facts(teamPermissionKind)).map(({ team: of, repository, permission }) => [of, repository, permission])).toEqual(
    [first, second].map((repository, index) => ['github.com/acme/payments', `github.com/acme/${repository?.name}`, ['push', 'maintain'][index]]).toSorted(([, a = ''], [, b = '']) => (a < b ? -1 : 1)),
  );
  expect((await stage.facts(catalogEntryKind)).map(({ entity }) => entity)).toEqual([
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: { name: 'commerce', title: 'Commerce', annotations: { 'github.com/team-slug': 'acme/commerce' }, links: [{ url: `${url}/commerce`, title: 'Team on GitHub' }] },
      spec: { type: 'team', children: [] },
    },
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: { name: 'payments', title: 'Payments', description: 'Takes money', annotations: { 'github.com/team-slug': 'acme/payments' }, links: [{ url: `${url}/payments`, title: 'Team on GitHub' }] },
      spec: { type: 'team', parent: 'group:default/commerce', children: [] },
    },
  ]);
  expect(report).toMatchObject({ failed: 0, quarantined: 0, findings: [] });
  expect(stage.double.violations).toEqual([]);
});

it('keeps secret teams out of the catalog, and repositories that are not included out of permissions', async () => {
  const world = without();
  const [first, second] = [...world.repositories.values()];
  team(world, 'red', { secret: true, repositories: new Map([[first?.serial ?? 0, 'admin'], [second?.serial ?? 0, 'pull']]) });
  const stage = await scene(world);
  await stage.night(teams, { include: [first?.name] });
  expect((await stage.facts(teamKind)).map(({ visible }) => visible)).toEqual([false]);
  expect((await stage.facts(teamPermissionKind)).map(({ permission }) => permission)).toEqual(['admin']);
  expect(await stage.facts(catalogEntryKind)).toEqual([]);
});

it('makes no Groups where that is turned off, and none of a name that the catalog may not have', async () => {
  const world = without();
  team(world, `a${'-very'.repeat(16)}-long-name`);
  const stage = await scene(world);
  await stage.night(teams);
  expect(await stage.facts(catalogEntryKind)).toEqual([]);
  expect((await stage.facts(observedFindingKind)).map(({ code, what }) => [code, what])).toEqual([['ALM1022', `The team github.com/acme/a${'-very'.repeat(16)}-long-name has a name that no Group of the catalog may have`]]);
  expect(await stage.facts(teamKind)).toHaveLength(1);
  team(world, 'short');
  await stage.night(teams, { groups: false });
  expect(await stage.facts(teamKind)).toHaveLength(2);
  expect(await stage.facts(catalogEntryKind)).toEqual([]);
});

it('reads lists beyond their first hundred, several at a time', async () => {
  const world = without(230);
  const everything = new Map([...world.repositories.keys()].map((serial) => [serial, 'pull'] as const));
  const everybody = world.users.slice(0, 240).map(({ login }) => login);
  team(world, 'all', { members: everybody, maintainers: everybody.slice(150, 152), repositories: everything });
  team(world, 'some', { repositories: new Map([...everything].slice(0, 110)) });
  const stage = await scene(world);
  const report = await stage.night(teams);
  expect(report.findings).toEqual([]);
  const [all] = await stage.facts(teamKind);
  expect(all).toMatchObject({ members: everybody.toSorted(), maintainers: everybody.slice(150, 152) });
  expect(await stage.facts(teamPermissionKind)).toHaveLength(world.repositories.size + 110);
  // The list of 230 repositories (3), a page of teams, and what goes on after a hundred: three lists, then two.
  expect(stage.double.requests).toHaveLength(6);
});

it('halves its pages where GitHub finds them too much, and asks again for what came as null', async () => {
  const world = without();
  for (let index = 0; index < 70; index += 1) team(world, `team-${index}`, { members: ['user-00001', 'user-00002'] });
  const stage = await scene(world);
  stage.double.faults.tooManyNodes = 3_000;
  expect((await stage.night(teams)).failed).toBe(0);
  expect(await stage.facts(teamKind)).toHaveLength(70);
  stage.double.faults.none();
  world.now += 86_400_000;
  let armed = false;
  stage.double.faults.between = () => {
    if (armed || !stage.double.requests.some(({ what, status }) => what === 'graphql AlmanacRepositories' && status === 200)) return;
    armed = true;
    stage.double.faults.next({ kind: 'null-node' });
  };
  expect(await stage.night(teams)).toMatchObject({ changedRows: 0, quarantined: 0 });
  expect(stage.double.faults.happened.get('null-node')).toBe(1);
});

it('follows a team that is gone and one that was moved', async () => {
  const world = without();
  team(world, 'one');
  team(world, 'two', { parent: 'one' });
  const stage = await scene(world);
  await stage.night(teams);
  world.teams.shift();
  world.teams.splice(0, 1);
  team(world, 'two');
  world.now += 86_400_000;
  await stage.night(teams);
  expect((await stage.facts(teamKind)).map(({ team: name, parent }) => [name, parent])).toEqual([['github.com/acme/two', undefined]]);
  expect(await stage.facts(catalogEntryKind)).toHaveLength(1);
});

it('is withheld, with the permission named, where the credentials may not read teams', async () => {
  const world = without();
  team(world, 'payments');
  const stage = await scene(world);
  stage.double.grant.delete('members');
  const report = await stage.night(teams);
  expect(report).toMatchObject({ failed: 0, withheld: 1 });
  expect(report.findings.map(({ what }) => what)).toEqual(['Teams on GitHub: 1 part may not be read with the credentials given: the credentials lack the permission `Members: read`']);
  expect((await stage.facts(shardStateKind)).map(({ state }) => state)).toEqual(['withheld']);
});
