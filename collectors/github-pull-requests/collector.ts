import type { Collector, FetchContext, RawPage, Shard } from '../../src/collect/contract.ts';
import { type GitHubAccess, gitHubAccess, organisationShards, readingOf } from '../../src/github/access.ts';
import type { RepositoryStub } from '../../src/github/contract.ts';
import { permissions } from '../../src/github/permissions.ts';
import { besidesFacts } from '../../src/github/record-page.ts';
import { References } from '../../src/github/references.ts';
import { withholding } from '../../src/github/refusal.ts';
import { overlapHours, searchPages } from '../../src/github/search.ts';
import { type GitHubSource, githubSource } from '../../src/github/source.ts';
import { mergedPullRequestKind } from '../../src/schema/facts/merged-pull-request.ts';
import { foundPullRequest, type FoundPullRequest, type KeptPullRequest, pullRequestPage, pullRequestsQuery } from './record.ts';

const id = 'github-pull-requests';

/**
 * The collector of Pull Requests that were merged, over all repositories of an organisation by GitHub's search. Titles,
 * texts and names of branches are looked through for ids of tickets, and dropped before anything is cached.
 */
export function makeCollector(access: GitHubAccess): Collector<GitHubSource> {
  return {
    id,
    version: '1.0.0',
    title: 'Merged Pull Requests on GitHub',
    config: githubSource,
    kinds: [mergedPullRequestKind],
    staleAfter: '3d',
    overlap: `${overlapHours}h`,
    remote: true,
    shards: (source, context) => organisationShards(access, id, source, context),
    fetch: (shard, context) => withholding(read(access, shard, context), permissions.pullRequests),
    *parse(page) {
      const body = pullRequestPage.parse(JSON.parse(page.body));
      for (const { name, url, ...value } of body.records) {
        yield { type: 'fact', kind: mergedPullRequestKind.kind, value, source: `GitHub Pull Request ${name}`, url };
      }
      yield* besidesFacts(body, mergedPullRequestKind.kind, "GitHub's search for merged Pull Requests");
    },
  };
}

async function* read(access: GitHubAccess, shard: Shard, context: FetchContext): AsyncGenerator<RawPage> {
  const { api, inventory, source } = await readingOf(access, id, shard, context);
  const references = new References(source.references);
  yield* searchPages(
    {
      api,
      collector: id,
      query: pullRequestsQuery,
      terms: (window) => `org:${inventory.org} is:pr is:merged merged:${window} sort:created-asc`,
      what: `merged Pull Requests of ${inventory.org}`,
      record: 'pull-request',
      schema: foundPullRequest,
      project(found) {
        const stub = inventory.byKey.get(found.repository.id);
        return stub === undefined ? undefined : kept(found, stub, references);
      },
      permission: permissions.pullRequests,
      signal: context.signal,
    },
    { asOf: context.asOf, history: source.history, bookmark: context.bookmark, resume: context.resume },
  );
}

function kept(found: FoundPullRequest, stub: RepositoryStub, references: References): KeptPullRequest {
  const { number, url, title, body, headRefName, baseRefName, createdAt, mergedAt, mergeCommit } = found;
  const firstCommitAt = found.commits?.nodes?.[0]?.commit?.authoredDate;
  const firstReviewAt = found.reviews?.nodes?.[0]?.submittedAt;
  return {
    name: `${stub.owner}/${stub.name}#${number}`,
    ...(url == null ? {} : { url }),
    repository: stub.repository,
    repositoryKey: stub.key,
    id: String(number),
    ...(baseRefName == null || stub.defaultBranch === undefined ? {} : { toDefault: baseRefName === stub.defaultBranch }),
    ...(firstCommitAt == null ? {} : { firstCommitAt }),
    openedAt: createdAt,
    ...(firstReviewAt == null ? {} : { firstReviewAt }),
    mergedAt,
    ...(mergeCommit?.oid == null ? {} : { mergeCommit: mergeCommit.oid }),
    references: references.of([title, body, headRefName]),
  };
}

export const collector = makeCollector(gitHubAccess);
