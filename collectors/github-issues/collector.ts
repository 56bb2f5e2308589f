import type { Collector, FetchContext, RawPage, Shard } from '../../src/collect/contract.ts';
import { compareText } from '../../src/findings/codes.ts';
import { type GitHubAccess, gitHubAccess, organisationShards, readingOf } from '../../src/github/access.ts';
import type { RepositoryStub } from '../../src/github/contract.ts';
import { permissions } from '../../src/github/permissions.ts';
import { besidesFacts } from '../../src/github/record-page.ts';
import { withholding } from '../../src/github/refusal.ts';
import { overlapHours, searchPages } from '../../src/github/search.ts';
import { type GitHubSource, githubSource } from '../../src/github/source.ts';
import { labelledIssueKind } from '../../src/schema/facts/labelled-issue.ts';
import { foundIssue, type FoundIssue, issuePage, issuesQuery, type KeptIssue } from './record.ts';

const id = 'github-issues';

/**
 * The collector of issues whose labels mean something to the organisation, by when they were last changed. An issue that
 * loses its label later is no longer found, and stays as it was last seen.
 */
export function makeCollector(access: GitHubAccess): Collector<GitHubSource> {
  return {
    id,
    version: '1.0.0',
    title: 'Labelled issues on GitHub',
    config: githubSource,
    kinds: [labelledIssueKind],
    staleAfter: '3d',
    overlap: `${overlapHours}h`,
    remote: true,
    shards: (source, context) => organisationShards(access, id, source, context),
    fetch: (shard, context) => withholding(read(access, shard, context), permissions.issues),
    *parse(page) {
      const body = issuePage.parse(JSON.parse(page.body));
      for (const { name, ...value } of body.records) {
        yield { type: 'fact', kind: labelledIssueKind.kind, value, source: `GitHub issue ${name}`, url: value.url };
      }
      yield* besidesFacts(body, labelledIssueKind.kind, "GitHub's search for issues");
    },
  };
}

async function* read(access: GitHubAccess, shard: Shard, context: FetchContext): AsyncGenerator<RawPage> {
  const { api, inventory, source } = await readingOf(access, id, shard, context);
  const classes = new LabelClasses(source.labels);
  if (classes.names.length === 0) return;
  const labels = classes.names.map((name) => `"${name.replaceAll(/["\\]/g, '\\$&')}"`).join(',');
  yield* searchPages(
    {
      api,
      collector: id,
      query: issuesQuery,
      terms: (window) => `org:${inventory.org} is:issue label:${labels} updated:${window} sort:updated-asc`,
      what: `labelled issues of ${inventory.org}`,
      record: 'issue',
      schema: foundIssue,
      project(found) {
        const stub = inventory.byKey.get(found.repository.id);
        return stub === undefined ? undefined : kept(found, stub, classes);
      },
      permission: permissions.issues,
      signal: context.signal,
    },
    { asOf: context.asOf, history: source.history, bookmark: context.bookmark, resume: context.resume },
  );
}

/** What labels mean. GitHub takes labels for the same that differ in case only. */
class LabelClasses {
  /** Labels that mean something, sorted. */
  readonly names: readonly string[];
  readonly #classes = new Map<string, Set<string>>();

  constructor(labels: GitHubSource['labels']) {
    for (const [name, list] of Object.entries(labels)) {
      for (const label of list) {
        const key = label.toLowerCase();
        const classes = this.#classes.get(key) ?? new Set();
        this.#classes.set(key, classes.add(name));
      }
    }
    this.names = [...this.#classes.keys()].toSorted(compareText);
  }

  of(label: string): readonly string[] {
    return [...(this.#classes.get(label.toLowerCase()) ?? [])];
  }
}

function kept(found: FoundIssue, stub: RepositoryStub, classes: LabelClasses): KeptIssue | undefined {
  const { number, url, createdAt, closedAt } = found;
  const labels = (found.labels?.nodes ?? []).flatMap((label) => (label?.name == null || classes.of(label.name).length === 0 ? [] : [label.name]));
  // The search lags behind: the label may be gone by now.
  if (labels.length === 0) return undefined;
  return {
    name: `${stub.owner}/${stub.name}#${number}`,
    repository: stub.repository,
    repositoryKey: stub.key,
    id: String(number),
    classes: [...new Set(labels.flatMap((label) => classes.of(label)))].toSorted(compareText),
    labels: labels.toSorted(compareText),
    createdAt,
    ...(closedAt == null ? {} : { closedAt }),
    state: stateOf(found),
    ...(url == null ? {} : { url }),
  };
}

/** GitHub's reasons: COMPLETED, NOT_PLANNED, DUPLICATE, and REOPENED of an open one; older issues have none. */
function stateOf({ state, stateReason }: FoundIssue): KeptIssue['state'] {
  if (state.toUpperCase() !== 'CLOSED') return 'open';
  return stateReason === 'NOT_PLANNED' || stateReason === 'DUPLICATE' ? 'not-planned' : 'completed';
}

export const collector = makeCollector(gitHubAccess);
