import type { CollectContext, RunScope, Shard } from '../collect/contract.ts';
import type { GitHubSource } from './source.ts';

const claims = new WeakMap<RunScope, Map<string, GitHubSource>>();

/**
 * The shards that no other source of the run gave before: an organisation that is configured twice, or a repository that
 * moved from one organisation to another while both were listed, is read once, for the first entry.
 */
export function unclaimed(shards: readonly Shard[], { collector, source, context }: { readonly collector: string; readonly source: GitHubSource; readonly context: Pick<CollectContext, 'run'> }): Shard[] {
  const held = claims.get(context.run) ?? new Map<string, GitHubSource>();
  claims.set(context.run, held);
  return shards.filter(({ id }) => {
    const name = `${collector} ${id}`;
    const owner = held.get(name) ?? source;
    held.set(name, owner);
    return owner === source;
  });
}
