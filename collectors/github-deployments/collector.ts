import { createHash } from 'node:crypto';
import type { Collector } from '../../src/collect/contract.ts';
import { type GitHubAccess, gitHubAccess, repositoryReadingOf, repositoryShards } from '../../src/github/access.ts';
import { permissions } from '../../src/github/permissions.ts';
import { besidesFacts } from '../../src/github/record-page.ts';
import { withholding } from '../../src/github/refusal.ts';
import { rotation } from '../../src/github/rotation.ts';
import { type GitHubSource, githubSource } from '../../src/github/source.ts';
import { deploymentKind, environmentKind } from '../../src/schema/facts/deployment.ts';
import { speaksForAll } from './environments.ts';
import { isActive, positionOf } from './position.ts';
import { readDeployments } from './read-deployments.ts';
import { deploymentsPage } from './record.ts';

const id = 'github-deployments';

/** Repositories, deployments or environments in one query. */
const together = 100;

/** Days in which every repository is looked at once: deployments leave no trace in the list of repositories. */
const rotationDays = 30;

/**
 * The collector of deployments and environments. A repository that deployed in the last thirty days is read every night, any
 * other when something was pushed to it and once in thirty days. Of 10,000 repositories, 15% of them pushed to
 * and 4.5% deployed on a day, some 4,700 are read a night: 50 requests of 2 points, 20 of 1 point for new and unfinished
 * deployments, and 10 of 1 point for environments whose rules are due, which they are once a week.
 */
export function makeCollector(access: GitHubAccess): Collector<GitHubSource> {
  return {
    id,
    version: '1.0.0',
    title: 'Deployments on GitHub',
    config: githubSource,
    kinds: [deploymentKind, environmentKind],
    staleAfter: '3d',
    overlap: '1h',
    remote: true,
    concurrency: 2,
    together,
    shards: (source, context) => repositoryShards(access, id, source, context),
    async fingerprint(shard, context) {
      const { stub, inventory } = await repositoryReadingOf(access, id, shard, context);
      const active = isActive(positionOf(context.bookmark), context.asOf) || speaksForAll(stub, inventory) ? context.run.begunAt : '';
      const seen = [stub.repository, stub.pushedAt, stub.archived, rotation(stub.key, context.asOf, rotationDays), active];
      return createHash('sha256').update(JSON.stringify(seen)).digest('hex').slice(0, 32);
    },
    fetch: (shard, context) => withholding(readDeployments(access, { collector: id, together }, shard, context), permissions.deployments),
    *parse(page) {
      const { deployments, environments, findings } = deploymentsPage.parse(JSON.parse(page.body));
      for (const value of deployments.records) {
        yield { type: 'fact', kind: deploymentKind.kind, value, source: `GitHub deployment ${value.id} of ${value.repository}`, url: value.url };
      }
      for (const value of environments.records) {
        yield { type: 'fact', kind: environmentKind.kind, value, source: `GitHub environment ${value.name} of ${value.repository}`, url: value.url };
      }
      yield* besidesFacts({ unfit: deployments.unfit, findings }, deploymentKind.kind, "GitHub's list of deployments");
      yield* besidesFacts({ unfit: environments.unfit, findings: [] }, environmentKind.kind, "GitHub's list of environments");
    },
  };
}

export const collector = makeCollector(gitHubAccess);
