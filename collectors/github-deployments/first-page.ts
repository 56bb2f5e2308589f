import { type CollectContext, once } from '../../src/collect/contract.ts';
import type { NodeBatches, NodeReading } from '../../src/github/batches.ts';
import { readWhole } from '../../src/github/node-shard.ts';
import { type Asked, isRefusal } from '../../src/github/refusal.ts';
import type { GitHubSource } from '../../src/github/source.ts';
import { deploymentsOnlyQuery, repositoriesQuery } from './queries.ts';
import { withDeployments, withEnvironments } from './record.ts';

/** How a repository is first asked for. */
export interface FirstPageOptions {
  readonly context: CollectContext;
  readonly source: GitHubSource;
  readonly key: string;
  batches(query: string): Promise<NodeBatches>;
  readonly asked: Asked;
}

/** Whether environments are refused, as far as was seen in a run: thousands of repositories need not be asked for twice. */
const refusals = once(
  ({ source }: { readonly context: CollectContext; readonly source: GitHubSource }) => JSON.stringify(source),
  async () => ({ environments: false }),
);

/** Reads the newest deployments of a repository and its environments; the former alone where the latter are refused. */
export async function firstPage({ context, source, key, batches, asked }: FirstPageOptions): Promise<NodeReading> {
  const refused = await refusals({ context, source });
  const read = async (query: string): Promise<NodeReading> => {
    const queue = await batches(query);
    return readWhole(() => queue.read(key, context.signal), isWhole, asked);
  };
  if (!refused.environments) {
    const reading = await read(repositoriesQuery);
    const problem = reading.node === null && reading.problems.some((candidate) => candidate.path[0] === 'environments' && isRefusal(candidate));
    if (!problem) return reading;
    refused.environments = true;
  }
  return read(deploymentsOnlyQuery);
}

/** True if no deployment and no environment in the lists is null. */
function isWhole(node: unknown): boolean {
  const lists = [withDeployments.safeParse(node).data?.deployments, withEnvironments.safeParse(node).data?.environments];
  return lists.every((list) => list?.nodes?.every((item) => item !== null) ?? true);
}
