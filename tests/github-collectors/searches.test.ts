import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { collector as issues } from '../../collectors/github-issues/collector.ts';
import { collector as pullRequests } from '../../collectors/github-pull-requests/collector.ts';
import { labelledIssueKind } from '../../src/schema/facts/labelled-issue.ts';
import { mergedPullRequestKind } from '../../src/schema/facts/merged-pull-request.ts';
import { sourceFieldKind } from '../../src/schema/facts/source-field.ts';
import { generateWorld, type World, type WorldIssue, type WorldPullRequest } from '../doubles/github/world.ts';
import { scene } from './double.ts';

const day = 86_400_000;
const now = Date.parse('2026-11-20T03:00:00Z');

/** An organisation of three repositories in which nothing happened yet. */
function quiet(): World {
  const world = generateWorld({ repositories: 3, now, history: 0 });
  world.repositories.forEach((repository) => Object.assign(repository, { defaultBranch: 'main', archived: false, revision: 1, pushedAt: now - 30 * day }));
  return world;
}

let serial = 70_000;

function merged(world: World, at: number, changes: Partial<WorldPullRequest> = {}): WorldPullRequest {
  serial += 1;
  const pullRequest = {
    databaseId: serial,
    repository: 1,
    number: serial - 70_000,
    title: 'Pay faster (PAY-12)',
    body: 'Zoe Canary wrote this. Closes OPS-3.',
    head: 'zoe-canary/PAY-13-faster',
    base: 'main',
    author: 'zoe-canary',
    createdAt: at - 5 * 3_600_000,
    firstCommitAt: at - 20 * 3_600_000,
    commits: 2,
    firstReviewAt: at - 3_600_000,
    mergedAt: at,
    mergeCommit: 'a'.repeat(40),
    labels: [],
    updatedAt: at,
    ...changes,
  };
  world.pullRequests.push(pullRequest);
  return pullRequest;
}

function raised(world: World, at: number, changes: Partial<WorldIssue> = {}): WorldIssue {
  serial += 1;
  const issue: WorldIssue = { databaseId: serial, repository: 2, number: serial - 70_000, title: 'Zoe Canary broke it', labels: ['incident'], createdAt: at, closedAt: null, stateReason: null, updatedAt: at, ...changes };
  world.issues.push(issue);
  return issue;
}

/** Everything that lies in a folder, as one text. */
function everythingIn(dir: string): string {
  return readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')).join('\n');
}

it('keeps when a merged Pull Request passed its stages, and nothing of who or what it was', async () => {
  const world = quiet();
  const { number } = merged(world, now - day);
  const stage = await scene(world);
  const report = await stage.night(pullRequests);
  const [repository] = world.repositories.values();
  expect(await stage.facts(mergedPullRequestKind)).toEqual([
    {
      repository: `github.com/acme/${repository?.name}`,
      repositoryKey: repository?.nodeId,
      id: String(number),
      toDefault: true,
      firstCommitAt: '2026-11-18T07:00:00.000Z',
      openedAt: '2026-11-18T22:00:00.000Z',
      firstReviewAt: '2026-11-19T02:00:00.000Z',
      mergedAt: '2026-11-19T03:00:00.000Z',
      mergeCommit: 'a'.repeat(40),
      references: ['OPS-3', 'PAY-12', 'PAY-13'],
    },
  ]);
  expect(report).toMatchObject({ read: 1, failed: 0, quarantined: 0, findings: [] });
  expect(stage.double.violations).toEqual([]);
  const kept = everythingIn(stage.dir);
  for (const canary of ['Canary', 'canary', 'Pay faster', stage.double.token]) expect(kept).not.toContain(canary);
});

it('tells a Pull Request into another branch, and one that nobody reviewed', async () => {
  const world = quiet();
  merged(world, now - day, { base: 'release/1', firstReviewAt: null });
  const stage = await scene(world);
  await stage.night(pullRequests);
  const [fact] = await stage.facts(mergedPullRequestKind);
  expect(fact).toMatchObject({ toDefault: false });
  expect(fact).not.toHaveProperty('firstReviewAt');
});

it('leaves out repositories that the source does not include, and what is older than its history', async () => {
  const world = quiet();
  const [first, second] = [...world.repositories.values()];
  merged(world, now - day, { repository: first?.serial ?? 0 });
  merged(world, now - day, { repository: second?.serial ?? 0 });
  merged(world, now - 11 * day, { repository: first?.serial ?? 0 });
  const stage = await scene(world);
  await stage.night(pullRequests, { include: [first?.name], history: 10 });
  expect((await stage.facts(mergedPullRequestKind)).map(({ repositoryKey }) => repositoryKey)).toEqual([first?.nodeId]);
});

it('reads on from the last night with an hour of overlap, since the search finds some late', async () => {
  const world = quiet();
  for (let index = 0; index < 250; index += 1) merged(world, now - day - index * 60_000);
  const stage = await scene(world);
  await stage.night(pullRequests);
  expect(await stage.facts(mergedPullRequestKind)).toHaveLength(250);
  // Merged before the first night's end, but found by the search only after it.
  merged(world, now - 50 * 60_000);
  world.now = now + day;
  merged(world, now + 3_600_000);
  const report = await stage.night(pullRequests);
  expect(await stage.facts(mergedPullRequestKind)).toHaveLength(252);
  expect(report.changedRows).toBe(2);
  expect(stage.double.requests.map(({ what }) => what)).toEqual(['graphql AlmanacRepositories', 'graphql AlmanacMergedPullRequests']);
});

it('reads more than a thousand in windows, none lost and none twice', async () => {
  const world = quiet();
  for (let index = 0; index < 2_300; index += 1) merged(world, now - 3 * day + Math.floor((index * index) / 40) * 1000);
  const stage = await scene(world);
  const report = await stage.night(pullRequests);
  expect(await stage.facts(mergedPullRequestKind)).toHaveLength(2_300);
  expect(report.findings).toEqual([]);
  expect(stage.double.violations).toEqual([]);
});

it('asks for less where GitHub finds a page too much, and again for results that came as null', async () => {
  const world = quiet();
  for (let index = 0; index < 120; index += 1) merged(world, now - day - index * 60_000);
  const stage = await scene(world);
  stage.double.faults.tooManyNodes = 100;
  const report = await stage.night(pullRequests, { include: ['*'] });
  expect(report.failed).toBe(0);
  expect(await stage.facts(mergedPullRequestKind)).toHaveLength(120);
  stage.double.faults.none();
  world.now = now + day;
  for (let index = 0; index < 60; index += 1) merged(world, now + index * 60_000);
  // After the list of repositories.
  let armed = false;
  stage.double.faults.between = () => {
    if (armed || !stage.double.requests.some(({ what, status }) => what === 'graphql AlmanacRepositories' && status === 200)) return;
    armed = true;
    stage.double.faults.next({ kind: 'null-node' });
  };
  expect((await stage.night(pullRequests)).findings).toEqual([]);
  expect(stage.double.faults.happened.get('null-node')).toBe(1);
  expect(await stage.facts(mergedPullRequestKind)).toHaveLength(180);
});

it('counts the fields of records as they came, so that drift is seen', async () => {
  const world = quiet();
  merged(world, now - day);
  const stage = await scene(world);
  await stage.night(pullRequests);
  const fields = (await stage.facts(sourceFieldKind)).map(({ record, field, presence }) => `${String(record)} ${String(field)} ${String(presence)}`);
  expect(fields).toContain('pull-request headRefName always');
  expect(fields).toContain('pull-request mergeCommit.oid always');
});

it('gives issues by what their labels mean, without regard to case, and follows them', async () => {
  const world = quiet();
  const first = raised(world, now - 2 * day, { labels: ['Incident', 'sev "1"', 'noise'] });
  raised(world, now - day, { labels: ['noise'] });
  raised(world, now - day, { labels: ['request'], closedAt: now - 3_600_000, stateReason: 'NOT_PLANNED', updatedAt: now - 3_600_000 });
  const stage = await scene(world);
  const labels = { labels: { incident: ['incident'], severe: ['incident', 'sev1'], request: ['request'] } };
  const report = await stage.night(issues, labels);
  const seen = (await stage.facts(labelledIssueKind)).map(({ classes, labels: held, state, closedAt }) => ({ classes, labels: held, state, closedAt }));
  expect(seen).toEqual([
    { classes: ['incident', 'severe'], labels: ['Incident'], state: 'open', closedAt: undefined },
    { classes: ['request'], labels: ['request'], state: 'not-planned', closedAt: '2026-11-20T02:00:00.000Z' },
  ]);
  expect(report.findings).toEqual([]);
  world.now = now + day;
  Object.assign(first, { closedAt: now + 3_600_000, stateReason: 'COMPLETED', updatedAt: now + 3_600_000 });
  expect((await stage.night(issues, labels)).changedRows).toBe(1);
  const [followed] = await stage.facts(labelledIssueKind);
  expect(followed).toMatchObject({ state: 'completed', closedAt: '2026-11-20T04:00:00.000Z', url: `https://github.com/acme/${[...world.repositories.values()][1]?.name}/issues/${first.number}` });
  expect(everythingIn(stage.dir)).not.toContain('Canary');
});

it('asks for nothing where no label means anything', async () => {
  const stage = await scene(quiet());
  const report = await stage.night(issues, { labels: {} });
  expect(report).toMatchObject({ read: 1, failed: 0 });
  expect(stage.double.requests).toHaveLength(1);
});
