import { seeded, type Random } from '../../../bench/random.ts';
import { addRepository } from './generate.ts';
import { changeSettings, deploy, mergePullRequests, moveAlerts, moveIssues, release } from './happenings.ts';
import { addRuns } from './runs.ts';
import type { World, WorldRepository } from './world.ts';

/** What happens on a day; counts that are absent follow from the number of repositories. */
export interface DayPlan {
  /** Share of the repositories that something is pushed to. */
  readonly changed?: number;
  /** Workflow runs: six for each repository without it, which makes 60,000 at 10,000. */
  readonly runs?: number;
  /** Merged Pull Requests for each changed repository, on average. */
  readonly merged?: number;
  readonly settings?: number;
  readonly renamed?: number;
  readonly transferredAway?: number;
  readonly archived?: number;
  readonly deleted?: number;
  /** Deleted and made again under the same name: another node id. */
  readonly recreated?: number;
  readonly created?: number;
}

/** Length of a day in ms. */
export const dayLength = 86_400_000;

/** Moves the world on by a day, in place. The same day of the same world always passes in the same way. */
export function passDay(world: World, plan: DayPlan = {}): void {
  world.days += 1;
  const random = seeded(world.seed * 1_000_003 + world.days);
  const size = world.repositories.size;
  const { changed = 0.15, runs = size * 6, merged = 1.3 } = plan;
  const some = (share: number): number => Math.floor(size * share + random.next());
  const from = world.now;
  moveRepositories(world, random, plan, some);
  const alive = [...world.repositories.values()].filter(({ archived }) => !archived);
  const pushed = sample(random, alive, Math.round(size * changed));
  for (const repository of pushed) {
    const at = moment(random, from);
    repository.revision += 1;
    repository.pushedAt = at;
    repository.updatedAt = Math.max(at, repository.updatedAt);
    mergePullRequests(world, random, repository, { from, at, merged });
    if (random.chance(0.08)) release(world, random, repository, at);
    if (random.chance(0.3)) deploy(world, random, repository, at);
  }
  for (const repository of sample(random, alive, plan.settings ?? some(0.01))) changeSettings(repository);
  moveIssues(world, random, { alive, from });
  moveAlerts(world, random, { alive, from });
  addRuns(world, random, { pushed, alive, from, count: runs });
  world.pullRequests.sort((a, b) => a.mergedAt - b.mergedAt || a.databaseId - b.databaseId);
  world.now = from + dayLength;
}

/** An instant of the day, in whole seconds. */
export function moment(random: Random, from: number): number {
  return from + Math.floor(random.next() * (dayLength / 1000 - 1)) * 1000;
}

/** That many of them, without repetition, in an order of their own. */
export function sample<T>(random: Random, items: readonly T[], count: number): T[] {
  const rest = [...items];
  const wanted = Math.min(count, rest.length);
  for (let index = 0; index < wanted; index += 1) {
    const other = random.int(index, rest.length - 1);
    const [a, b] = [rest[index], rest[other]];
    if (a === undefined || b === undefined) continue;
    rest[index] = b;
    rest[other] = a;
  }
  return rest.slice(0, wanted);
}

function moveRepositories(world: World, random: Random, plan: DayPlan, some: (share: number) => number): void {
  const all = [...world.repositories.values()];
  const counts = [plan.renamed ?? some(0.001), plan.transferredAway ?? some(0.0005), plan.archived ?? some(0.001), plan.deleted ?? some(0.0005), plan.recreated ?? some(0.0002)] as const;
  const chosen = sample(random, all, counts.reduce((sum, count) => sum + count, 0));
  const take = (count: number): WorldRepository[] => chosen.splice(0, count);
  for (const repository of take(counts[0])) renameRepository(world, repository, `${repository.name}-renamed-${world.days}`);
  for (const repository of take(counts[1])) deleteRepository(world, repository);
  for (const repository of take(counts[2])) archiveRepository(repository, moment(random, world.now));
  for (const repository of take(counts[3])) deleteRepository(world, repository);
  for (const repository of take(counts[4])) recreateRepository(world, repository);
  for (let count = plan.created ?? some(0.001); count > 0; count -= 1) addRepository(world, random, moment(random, world.now));
}

/** Gives it another name; requests for the old one are redirected from then on. */
export function renameRepository(world: World, repository: WorldRepository, name: string): void {
  repository.formerNames.push(`${repository.owner}/${repository.name}`);
  repository.name = name;
  world.version += 1;
}

export function archiveRepository(repository: WorldRepository, at: number): void {
  repository.archived = true;
  repository.updatedAt = Math.max(repository.updatedAt, at);
}

/** Takes it out of the organisation, with all that belongs to it. A transfer to another organisation looks the same from here. */
export function deleteRepository(world: World, repository: WorldRepository): void {
  world.repositories.delete(repository.serial);
  for (const team of world.teams) team.repositories.delete(repository.serial);
  world.version += 1;
}

/** Deleted, and another one made under its name. */
export function recreateRepository(world: World, repository: WorldRepository): WorldRepository {
  deleteRepository(world, repository);
  return addRepository(world, seeded(world.seed + repository.serial), world.now, repository.name);
}
