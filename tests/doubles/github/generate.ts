import { seeded, type Random } from '../../../bench/random.ts';
import { passDay, type DayPlan } from './day.ts';
import { nodeId } from './node-ids.ts';
import type { Plan, World, WorldRepository, WorldRuleset, WorldTeam } from './world.ts';

export interface WorldPlan {
  readonly repositories: number;
  readonly seed?: number;
  /** Instant up to which the world is told, in ms since 1970 or as text. */
  readonly now?: number | string;
  readonly plan?: Plan;
  readonly organisation?: string;
  readonly host?: string;
  /** Days before `now` on which things happened. */
  readonly history?: number;
  /** What happens on each of them. */
  readonly day?: DayPlan;
  /** Teams; one for forty repositories without it. */
  readonly teams?: number;
}

const day = 86_400_000;
const areas = ['payments', 'search', 'orders', 'identity', 'ledger', 'catalog', 'shipping', 'pricing', 'media', 'platform'] as const;
const parts = ['api', 'web', 'worker', 'library', 'infra', 'docs', 'jobs', 'gateway', 'schema', 'tools'] as const;

/** An organisation of any size: the same for the same plan. 10,000 repositories take a second or two. */
export function generateWorld({ repositories, seed = 1, now = '2026-11-01T00:00:00Z', plan = 'enterprise-cloud', organisation = 'acme', host = plan === 'server' ? 'github.example.com' : 'github.com', history = 3, day: happens = {}, teams = Math.max(2, Math.ceil(repositories / 40)) }: WorldPlan): World {
  const end = typeof now === 'number' ? now : Date.parse(now);
  const random = seeded(seed);
  const world: World = {
    seed,
    plan,
    host,
    organisation: { login: organisation, databaseId: 4_000_000 + seed, nodeId: nodeId('O', 4_000_000 + seed), name: organisation.toUpperCase() },
    now: end - history * day,
    repositories: new Map(),
    runs: [],
    pullRequests: [],
    issues: [],
    alerts: [],
    teams: [],
    users: Array.from({ length: Math.max(12, Math.round(repositories * 1.2)) }, (_, index) => ({ databaseId: 9_000_000 + index, login: `user-${String(index).padStart(5, '0')}` })),
    rulesets: organisationRulesets,
    next: { repository: 1, run: 1, pullRequest: 1, issue: 1, alert: 1, deployment: 1, release: 1 },
    days: 0,
    version: 0,
  };
  for (let index = 0; index < repositories; index += 1) addRepository(world, random, world.now - day * (10 + random.next() * 2_000));
  addTeams(world, random, teams);
  for (let passed = 0; passed < history; passed += 1) passDay(world, happens);
  world.now = end;
  return world;
}

/** A new repository with a name of its own, or with the one given. */
export function addRepository(world: World, random: Random, createdAt: number, name?: string): WorldRepository {
  const serial = world.next.repository;
  world.next.repository += 1;
  const databaseId = 600_000_000 + serial * 11;
  const empty = random.chance(0.02);
  const last = empty ? null : createdAt + random.next() * Math.max(0, world.now - createdAt);
  const repository: WorldRepository = {
    serial,
    databaseId,
    nodeId: nodeId('R', databaseId),
    owner: world.organisation.login,
    name: name ?? `${random.pick(areas)}-${random.pick(parts)}-${serial}`,
    formerNames: [],
    createdAt: Math.floor(createdAt / 1000) * 1000,
    pushedAt: last === null ? null : Math.floor(last / 1000) * 1000,
    updatedAt: Math.floor((last ?? createdAt) / 1000) * 1000,
    archived: random.chance(0.08),
    visibility: world.plan === 'enterprise-cloud' ? random.pick(['internal', 'private', 'private', 'public'] as const) : random.pick(['private', 'private', 'public'] as const),
    fork: random.chance(0.03),
    template: random.chance(0.02),
    defaultBranch: random.chance(0.9) ? 'main' : 'master',
    revision: empty ? 0 : 1,
    settings: 0,
    nextNumber: 1,
    releases: [],
    deployments: [],
  };
  world.repositories.set(serial, repository);
  world.version += 1;
  return repository;
}

const organisationRulesets: WorldRuleset[] = [
  { databaseId: 71, name: 'baseline', enforcement: 'active', repositories: ['~ALL'], rules: [{ type: 'DELETION' }, { type: 'NON_FAST_FORWARD' }] },
  { databaseId: 72, name: 'payments', enforcement: 'active', repositories: ['payments-*'], rules: [{ type: 'PULL_REQUEST', approvals: 2, codeOwnerReview: true }, { type: 'REQUIRED_STATUS_CHECKS', checks: ['build', 'security'] }] },
  { databaseId: 73, name: 'trial', enforcement: 'evaluate', repositories: ['~ALL'], rules: [{ type: 'REQUIRED_SIGNATURES' }] },
];

function addTeams(world: World, random: Random, count: number): void {
  const serials = [...world.repositories.keys()];
  for (let index = 0; index < count; index += 1) {
    const parent = index >= 5 && random.chance(0.8) ? (world.teams[random.int(0, 4)]?.slug ?? null) : null;
    const members = Array.from({ length: random.int(3, 12) }, () => world.users[random.int(0, world.users.length - 1)]?.login ?? 'user-00000');
    const team: WorldTeam = {
      databaseId: 5_000_000 + index,
      nodeId: nodeId('T', 5_000_000 + index),
      slug: `team-${index}`,
      name: `Team ${index}`,
      description: random.chance(0.5) ? `Looks after area ${index}` : random.chance(0.5) ? '' : null,
      secret: random.chance(0.05),
      parent,
      members: [...new Set(members)],
      maintainers: members.slice(0, 1),
      repositories: new Map(),
    };
    for (let position = index; position < serials.length; position += count) {
      const serial = serials[position];
      if (serial !== undefined) team.repositories.set(serial, random.pick(['push', 'maintain', 'admin'] as const));
    }
    world.teams.push(team);
  }
}
