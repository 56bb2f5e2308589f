import type { Random } from '../../../bench/random.ts';
import { dayLength, moment, sample } from './day.ts';
import { commitId } from './details.ts';
import type { DeploymentState, World, WorldRepository } from './world.ts';

/** What happens in repositories on a day: merges, releases, deployments, issues, alerts, changes of settings. */

interface Day {
  readonly alive: readonly WorldRepository[];
  readonly from: number;
}

export function mergePullRequests(world: World, random: Random, repository: WorldRepository, { from, at, merged }: { from: number; at: number; merged: number }): void {
  const count = Math.floor(merged * 2 * random.next() + 0.5);
  for (let index = 0; index < count; index += 1) {
    const mergedAt = Math.max(from, at - index * 60_000);
    const createdAt = mergedAt - 60_000 - Math.floor(random.next() * 5 * 86_400) * 1000;
    const number = repository.nextNumber;
    repository.nextNumber += 1;
    const id = world.next.pullRequest;
    world.next.pullRequest += 1;
    world.pullRequests.push({
      databaseId: 1_000_000_000 + id,
      repository: repository.serial,
      number,
      title: random.chance(0.6) ? `PAY-${random.int(1, 9_999)}: change ${number}` : `Change ${number}`,
      body: random.chance(0.3) ? `Closes OPS-${random.int(1, 999)}` : '',
      head: random.chance(0.5) ? `feature/PAY-${random.int(1, 9_999)}-change` : `change-${number}`,
      base: random.chance(0.95) ? repository.defaultBranch : 'release/1.x',
      author: world.users[random.int(0, world.users.length - 1)]?.login ?? 'user-00000',
      createdAt,
      firstCommitAt: createdAt - Math.floor(random.next() * 172_800) * 1000,
      commits: random.int(1, 9),
      firstReviewAt: random.chance(0.8) ? createdAt + Math.floor((mergedAt - createdAt) * random.next() / 1000) * 1000 : null,
      mergedAt,
      mergeCommit: commitId(world.seed, repository.serial, 'merge', number),
      labels: random.chance(0.2) ? ['bug'] : [],
      updatedAt: mergedAt,
    });
  }
}

export function release(world: World, random: Random, repository: WorldRepository, at: number): void {
  const id = world.next.release;
  world.next.release += 1;
  const draft = random.chance(0.05);
  repository.releases.push({ databaseId: 200_000_000 + id, tag: `v1.${repository.releases.length}.0`, name: random.chance(0.5) ? `Release 1.${repository.releases.length}` : random.chance(0.5) ? '' : null, draft, prerelease: random.chance(0.1), createdAt: at - 60_000, publishedAt: draft ? null : at });
}

export function deploy(world: World, random: Random, repository: WorldRepository, at: number): void {
  for (const environment of ['staging', 'production']) {
    if (environment === 'production' && random.chance(0.3)) continue;
    const id = world.next.deployment;
    world.next.deployment += 1;
    const createdAt = at + (environment === 'production' ? 1_800_000 : 60_000);
    const ended: DeploymentState = random.chance(0.92) ? 'SUCCESS' : random.pick(['FAILURE', 'ERROR']);
    const endedAt = createdAt + random.int(60, 900) * 1000;
    // The one before is superseded: which moves its `updatedAt`, long after it was made.
    const before = repository.deployments.findLast((deployment) => deployment.environment === environment);
    if (before !== undefined && ended === 'SUCCESS') {
      before.statuses.push({ databaseId: 400_000_000 + id * 10 + 9, state: 'INACTIVE', createdAt: endedAt });
      before.updatedAt = endedAt;
    }
    repository.deployments.push({
      databaseId: 300_000_000 + id,
      environment,
      production: environment === 'production',
      sha: commitId(world.seed, repository.serial, repository.revision),
      createdAt,
      updatedAt: endedAt,
      statuses: [
        { databaseId: 400_000_000 + id * 10, state: 'QUEUED', createdAt: createdAt + 1_000 },
        { databaseId: 400_000_001 + id * 10, state: 'IN_PROGRESS', createdAt: createdAt + 5_000 },
        { databaseId: 400_000_002 + id * 10, state: ended, createdAt: endedAt },
      ],
    });
  }
}

/** Settings change without a trace in `pushedAt` and `updatedAt`. */
export function changeSettings(repository: WorldRepository): void {
  repository.settings += 1;
}

export function moveIssues(world: World, random: Random, { alive, from }: Day): void {
  for (const repository of sample(random, alive, Math.ceil(alive.length * 0.02))) {
    const createdAt = moment(random, from);
    const id = world.next.issue;
    world.next.issue += 1;
    world.issues.push({ databaseId: 2_000_000_000 + id, repository: repository.serial, number: repository.nextNumber, title: `Something ${id}`, labels: [random.pick(['incident', 'request', 'bug', 'question'])], createdAt, closedAt: null, stateReason: null, updatedAt: createdAt });
    repository.nextNumber += 1;
  }
  const recent = world.issues.slice(-500).filter(({ closedAt, createdAt }) => closedAt === null && createdAt < from);
  for (const issue of sample(random, recent, Math.ceil(recent.length * 0.3))) {
    issue.closedAt = moment(random, from);
    issue.updatedAt = issue.closedAt;
    issue.stateReason = random.chance(0.8) ? 'COMPLETED' : 'NOT_PLANNED';
  }
}

const tools = ['dependabot', 'dependabot', 'code-scanning', 'secret-scanning'] as const;

export function moveAlerts(world: World, random: Random, { alive, from }: Day): void {
  for (const repository of sample(random, alive, Math.ceil(alive.length * 0.01))) {
    const tool = random.pick(tools);
    const id = world.next.alert;
    world.next.alert += 1;
    const createdAt = moment(random, from);
    const rule = tool === 'dependabot' ? `GHSA-${(1_000 + (id % 9_000)).toString()}-aaaa-bbbb` : tool === 'code-scanning' ? 'js/sql-injection' : 'some_service_api_key';
    world.alerts.push({ databaseId: 3_000_000_000 + id, repository: repository.serial, tool, number: id, severity: random.pick(['critical', 'high', 'medium', 'low']), rule, package: `package-${id % 50}`, createdAt, updatedAt: createdAt, state: 'open', resolvedAt: null });
  }
  const open = world.alerts.slice(-1_000).filter((alert) => alert.state === 'open' && alert.createdAt < from);
  for (const alert of sample(random, open, Math.ceil(open.length * 0.2))) {
    alert.resolvedAt = Math.min(moment(random, from), from + dayLength - 1000);
    alert.updatedAt = alert.resolvedAt;
    alert.state = random.chance(0.8) ? 'fixed' : 'dismissed';
  }
}
