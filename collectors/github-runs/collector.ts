import { type CollectContext, type Collector, once, type RawPage, type Shard } from '../../src/collect/contract.ts';
import { makeFinding } from '../../src/findings/codes.ts';
import { type GitHubAccess, gitHubAccess, readingOf, repositoryReadingOf } from '../../src/github/access.ts';
import { probeAuditLog } from '../../src/github/audit-log.ts';
import { unclaimed } from '../../src/github/claims.ts';
import { PermissionError } from '../../src/github/contract.ts';
import { permissions } from '../../src/github/permissions.ts';
import { withheld, withholding } from '../../src/github/refusal.ts';
import { type GitHubSource, githubSource } from '../../src/github/source.ts';
import { HostError } from '../../src/network/contract.ts';
import { ciRunKind } from '../../src/schema/facts/ci-run.ts';
import { auditedRuns, completedRun } from './audit-log.ts';
import { runFacts } from './facts.ts';
import { repositoryRuns } from './repository-runs.ts';
import { readRunsPage, runsPage } from './runs-page.ts';

const id = 'github-runs';

/**
 * The collector of workflow runs: from the audit log of Enterprise Cloud and Server where it may be read, else repository by
 * repository. docs/github.md says what each gives and costs.
 *
 * @param access how GitHub is reached
 */
export function makeCollector(access: GitHubAccess): Collector<GitHubSource> {
  const mayReadLog = once(
    ({ source }: Probing) => JSON.stringify(source),
    (probing) => probe(access, probing),
  );
  // Nothing runs in an archived repository.
  const repositoryShards = async (source: GitHubSource, context: CollectContext): Promise<Shard[]> => {
    const { repositories } = await access.inventoryOf({ context, source, collector: id });
    const locator = JSON.stringify(source);
    const shards = repositories.filter(({ archived }) => !archived).map(({ key, repository }) => ({ id: key, locator, label: repository }));
    return unclaimed(shards, { collector: id, source, context });
  };
  return {
    id,
    version: '1.0.0',
    title: 'Workflow runs of GitHub',
    config: githubSource,
    kinds: [ciRunKind],
    staleAfter: '3d',
    overlap: '1d',
    remote: true,

    async *shards(source, context) {
      if (source.runs === 'none') return;
      if (source.runs === 'repositories') {
        yield* await repositoryShards(source, context);
        return;
      }
      // The part is there whether the log may be read or not, so that what it gave before stays its own.
      const log = auditShard(source);
      yield log;
      // A log that was read is not given up for one refusal: thousands of requests would be spent, and runs told otherwise.
      if (source.runs === 'audit-log' || context.remembered?.(log.id) !== undefined) return;
      if (!(await mayReadLog({ source, context }))) yield* await repositoryShards(source, context);
    },

    async *fetch(shard, context) {
      if (!isAuditShard(shard)) {
        const { api, stub, source } = await repositoryReadingOf(access, id, shard, context);
        yield* withholding(repositoryRuns({ api, stub, collector: id, history: source.history }, context), permissions.runs);
        return;
      }
      const { api, inventory, source } = await readingOf(access, id, shard, context);
      if (source.runs === 'auto' && context.bookmark === undefined && !(await mayReadLog({ source, context }))) {
        yield noLog(source);
        return;
      }
      const question = { api, org: source.org, action: completedRun, collector: id, asOf: context.asOf, signal: context.signal };
      try {
        yield* auditedRuns(question, inventory, source.history, context);
      } catch (error) {
        throw refused(error) ? withheld({ permission: permissions.auditLog }) : error;
      }
    },

    *parse(page) {
      const { runs, findings } = readRunsPage(page.body);
      yield* runFacts(runs);
      for (const finding of findings) yield { type: 'finding', finding };
    },
  };
}

interface Probing {
  readonly source: GitHubSource;
  readonly context: CollectContext;
}

const prefix = 'audit-log ';

function auditShard(source: GitHubSource): Shard {
  return { id: `${prefix}${source.org.toLowerCase()}`, locator: JSON.stringify(source), label: `audit log of ${source.org}` };
}

function isAuditShard({ id: name }: Shard): boolean {
  return name.startsWith(prefix);
}

/** In place of the log's events; how far it had been read is left as it was. */
function noLog({ org }: GitHubSource): RawPage {
  const what = `The audit log of ${org} may not be read, so its workflow runs are read repository by repository.`;
  return { name: 'no audit log', body: runsPage([], [makeFinding('ALM1030', { what })]) };
}

/** Only a refusal means no: where the host is down, the source cannot be listed. */
async function probe(access: GitHubAccess, { source, context }: Probing): Promise<boolean> {
  const api = await access.connect({ context, source });
  try {
    await probeAuditLog({ api, org: source.org, action: completedRun, collector: id, asOf: context.asOf, signal: context.signal });
    return true;
  } catch (error) {
    if (refused(error)) return false;
    throw error;
  }
}

/** GitHub answers 404 where there is no such log, and 403 to who may not read it. */
function refused(error: unknown): boolean {
  return error instanceof PermissionError || (error instanceof HostError && (error.status === 403 || error.status === 404));
}

export const collector = makeCollector(gitHubAccess);
