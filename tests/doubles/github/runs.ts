import type { Random } from '../../../bench/random.ts';
import { moment } from './day.ts';
import type { RunConclusion, World, WorldRepository, WorldRun } from './world.ts';

const workflows = ['.github/workflows/ci.yml', '.github/workflows/ci.yml', '.github/workflows/ci.yml', '.github/workflows/release.yml', '.github/workflows/nightly.yml', 'dynamic/github-code-scanning/codeql'] as const;
const conclusions: readonly [RunConclusion, ...RunConclusion[]] = ['success', 'success', 'success', 'success', 'success', 'success', 'failure', 'failure', 'cancelled', 'skipped', 'timed_out', 'startup_failure'];

/** Runs of a day: most of what was pushed to, some on a schedule; one in a hundred is run again, a few are still under way at its end. */
export function addRuns(world: World, random: Random, { pushed, alive, from, count }: { pushed: readonly WorldRepository[]; alive: readonly WorldRepository[]; from: number; count: number }): void {
  const made: WorldRun[] = [];
  for (let index = 0; index < count; index += 1) {
    const of = random.chance(0.8) && pushed.length > 0 ? pushed : alive;
    const repository = of[random.int(0, of.length - 1)];
    if (repository === undefined || repository.revision === 0) continue;
    made.push(run(world, random, repository, from));
  }
  made.sort((a, b) => a.createdAt - b.createdAt || a.id - b.id);
  for (const item of made) world.runs.push(item);
}

function run(world: World, random: Random, repository: WorldRepository, from: number): WorldRun {
  const id = world.next.run;
  world.next.run += 1;
  const createdAt = moment(random, from);
  const workflow = random.pick(workflows);
  const event = workflow.endsWith('nightly.yml') ? 'schedule' : workflow.endsWith('release.yml') ? 'release' : random.pick(['push', 'pull_request', 'pull_request', 'workflow_dispatch'] as const);
  const startedAt = createdAt + random.int(0, 120) * 1000;
  const seconds = random.chance(0.003) ? random.int(7_200, 40_000) : random.int(10, 1_800);
  const first = { startedAt, finishedAt: startedAt + seconds * 1000, conclusion: random.pick(conclusions) };
  const again = first.conclusion !== 'success' && random.chance(0.05) ? first.finishedAt + random.int(60, 30_000) * 1000 : undefined;
  return {
    id: 20_000_000_000 + id,
    repository: repository.serial,
    repositoryName: `${repository.owner}/${repository.name}`,
    workflow,
    event,
    branch: event === 'push' || event === 'schedule' ? repository.defaultBranch : event === 'release' ? `v1.${repository.releases.length}.0` : `change-${id}`,
    runNumber: id,
    createdAt,
    attempts: again === undefined ? [first] : [first, { startedAt: again, finishedAt: again + 300_000, conclusion: 'success' }],
    headGone: event === 'pull_request' && random.chance(0.01),
  };
}
