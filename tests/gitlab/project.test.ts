import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogEntryKind } from '../../src/schema/facts/catalog-entry.ts';
import { ciRunKind } from '../../src/schema/facts/ci-run.ts';
import { codeownersKind } from '../../src/schema/facts/codeowners.ts';
import { deploymentKind, environmentKind } from '../../src/schema/facts/deployment.ts';
import { mergedPullRequestKind } from '../../src/schema/facts/merged-pull-request.ts';
import { observedFindingKind } from '../../src/schema/facts/observed-finding.ts';
import { releaseKind } from '../../src/schema/facts/release.ts';
import { repositoryKind } from '../../src/schema/facts/repository.ts';
import { firstNight, gitLabNights } from './gitlab-nights.ts';

const kinds = [repositoryKind, codeownersKind, catalogEntryKind, environmentKind, releaseKind, ciRunKind, deploymentKind, mergedPullRequestKind];

describe('a GitLab project', () => {
  it('gives its facts', async () => {
    const { nights } = await gitLabNights({ projects: 1 });
    await nights.run(firstNight);
    await expect(`${JSON.stringify(await nights.all(kinds, firstNight), undefined, 2)}\n`).toMatchFileSnapshot(join(import.meta.dirname, 'golden/project.json'));
  });

  it('that is empty has no more than its record', async () => {
    const { nights, double } = await gitLabNights({ projects: 2 });
    await nights.run(firstNight);
    const [, empty] = await nights.facts(repositoryKind, firstNight);
    expect(empty).toMatchObject({ repository: 'gitlab.example.com/acme/platform/service-2', empty: true });
    expect(empty).not.toHaveProperty('defaultBranch');
    expect(empty).not.toHaveProperty('protection');
    expect(double.server.asked.filter((address) => /\/projects\/2\/(?!releases|environments)/.test(address))).toEqual([]);
  });

  it('says what the token may not read, and why', async () => {
    const { nights, double } = await gitLabNights({ projects: 4 });
    double.server.fail(/projects\/1\/deployments/, { kind: 'reply', reply: { status: 403, body: '{"message":"403 Forbidden"}' } });
    await nights.run(firstNight);
    const fourth = (await nights.facts(repositoryKind, firstNight)).find(({ repository }) => String(repository).endsWith('service-4'));
    expect(fourth).not.toHaveProperty('protection');
    expect(fourth?.['unread']).toContainEqual({ field: 'protection', reason: 'the token may not read protected branches: it needs the role Maintainer' });
    const findings = await nights.facts(observedFindingKind, firstNight);
    expect(findings.filter(({ code }) => code === 'ALM1044').map(({ what }) => what)).toEqual([
      'The token may not read the deployments of gitlab.example.com/acme/platform/service-1: it needs the role Reporter or higher',
    ]);
  });

  it('goes without its open merge requests where GitLab does not give the list of them', async () => {
    const { nights, double } = await gitLabNights({ projects: 1 });
    double.server.fail(/groups\/[^/]+\/merge_requests/, { kind: 'reply', reply: { status: 500, body: '{"message":"500 Internal Server Error"}' } }, 20);
    await nights.run(firstNight);
    const [fact] = await nights.facts(repositoryKind, firstNight);
    expect(fact).not.toHaveProperty('openPullRequests');
    expect(fact?.['unread']).toContainEqual({ field: 'openPullRequests', reason: 'GitLab did not give the list of open merge requests' });
  });

  it('is told to be unprotected also where protected branches are withheld', async () => {
    const { nights, world } = await gitLabNights({ projects: 1 });
    const [project] = world.projects;
    if (project?.branch !== undefined) project.branch['protected'] = false;
    if (project !== undefined) project.protectedBranches = undefined;
    await nights.run(firstNight);
    const [fact] = await nights.facts(repositoryKind, firstNight);
    expect(fact?.['protection']).toMatchObject({ sources: [], pullRequest: false, forcePushes: true });
  });

  it('whose record makes no sense goes to quarantine by its id alone; fields that nobody knows lose nothing', async () => {
    const { nights, world } = await gitLabNights({ projects: 3 });
    Object.assign(world.projects[1]?.record ?? {}, { path_with_namespace: 17 });
    Object.assign(world.projects[2]?.record ?? {}, { brand_new: { canary: true }, topics: undefined, description: undefined });
    const { report } = await nights.run(firstNight);
    expect(report.collectors[0]).toMatchObject({ quarantined: 1 });
    expect(await nights.facts(repositoryKind, firstNight)).toHaveLength(2);
    const quarantine = readFileSync(join(nights.dir, 'quarantine/gitlab.ndjson'), 'utf8');
    expect(quarantine).toContain('path_with_namespace');
    expect(quarantine).not.toMatch(/canary/i);
  });
});
