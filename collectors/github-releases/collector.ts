import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Collector } from '../../src/collect/contract.ts';
import { type GitHubAccess, gitHubAccess, repositoryReadingOf, repositoryShards } from '../../src/github/access.ts';
import type { RepositoryStub } from '../../src/github/contract.ts';
import { permissions } from '../../src/github/permissions.ts';
import { besidesFacts } from '../../src/github/record-page.ts';
import { withholding } from '../../src/github/refusal.ts';
import { rotation } from '../../src/github/rotation.ts';
import { type GitHubSource, githubSource } from '../../src/github/source.ts';
import { releaseKind } from '../../src/schema/facts/release.ts';
import { readReleases } from './read-releases.ts';
import { releasePage } from './record.ts';

const id = 'github-releases';

/** Repositories in one query. */
const together = 100;

/**
 * Days in which the releases of every repository are read once: a pre-release of an older commit leaves no trace in the
 * list of repositories.
 */
const rotationDays = 30;

/**
 * The collector of releases that were published. A repository is read when something was pushed to it (releases make tags),
 * when it has another latest release, and once in thirty days: of 10,000 repositories some 1,800 a night, with 19 requests.
 */
export function makeCollector(access: GitHubAccess): Collector<GitHubSource> {
  return {
    id,
    version: '1.0.0',
    title: 'Releases on GitHub',
    config: githubSource,
    kinds: [releaseKind],
    staleAfter: '30d',
    remote: true,
    concurrency: 2,
    together,
    shards: (source, context) => repositoryShards(access, id, source, context),
    async fingerprint(shard, context) {
      const { stub } = await repositoryReadingOf(access, id, shard, context);
      const seen = [stub.repository, stub.pushedAt, latestReleaseOf(stub), rotation(stub.key, context.asOf, rotationDays)];
      return createHash('sha256').update(JSON.stringify(seen)).digest('hex').slice(0, 32);
    },
    fetch: (shard, context) => withholding(readReleases(access, { collector: id, together }, shard, context), permissions.releases),
    *parse(page) {
      const body = releasePage.parse(JSON.parse(page.body));
      for (const value of body.records) {
        yield { type: 'fact', kind: releaseKind.kind, value, source: `GitHub release ${value.tag} of ${value.repository}`, url: value.url };
      }
      yield* besidesFacts(body, releaseKind.kind, "GitHub's list of releases");
    },
  };
}

const swept = z.looseObject({ latestRelease: z.unknown() });

/** What the list of repositories says of the latest release. */
function latestReleaseOf({ record }: RepositoryStub): unknown {
  return swept.safeParse(JSON.parse(record)).data?.latestRelease;
}

export const collector = makeCollector(gitHubAccess);
