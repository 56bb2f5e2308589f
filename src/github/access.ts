import { type CollectContext, type FetchContext, type Shard, SourceError } from '../collect/contract.ts';
import { gitHubApi } from './api.ts';
import { unclaimed } from './claims.ts';
import type { GitHubApi, Inventory, RepositoryStub } from './contract.ts';
import { type Connect, inventoryOf, type Inventories } from './inventory.ts';
import { type GitHubSource, githubSource } from './source.ts';

/** How collectors reach GitHub; tests bring their own. */
export interface GitHubAccess extends Pick<Inventories, 'inventoryOf'> {
  readonly connect: Connect;
}

/** Access over the run's network. */
export const gitHubAccess: GitHubAccess = { connect: gitHubApi, inventoryOf };

/** What a shard is read with. */
export interface ShardReading {
  readonly api: GitHubApi;
  readonly inventory: Inventory;
  readonly source: GitHubSource;
}

/** An organisation as one shard: `github.com/acme`. What it is configured with travels in the locator. */
export async function organisationShards(access: GitHubAccess, collector: string, source: GitHubSource, context: CollectContext): Promise<readonly Shard[]> {
  const { host, org } = await access.inventoryOf({ context, source, collector });
  return unclaimed([{ id: `${host}/${org}`.toLowerCase(), locator: JSON.stringify(source), label: `${host}/${org}` }], { collector, source, context });
}

/** A shard for each repository of the organisation, under the id that a new name does not change. */
export async function repositoryShards(access: GitHubAccess, collector: string, source: GitHubSource, context: CollectContext): Promise<readonly Shard[]> {
  const { repositories } = await access.inventoryOf({ context, source, collector });
  const locator = JSON.stringify(source);
  return unclaimed(repositories.map(({ key, repository }) => ({ id: key, locator, label: repository })), { collector, source, context });
}

/** What the shard is read with: its source, the connection, and the list of repositories. */
export async function readingOf(access: GitHubAccess, collector: string, shard: Shard, context: CollectContext): Promise<ShardReading> {
  const source = githubSource.parse(JSON.parse(shard.locator));
  const api = await access.connect({ context, source });
  const inventory = await access.inventoryOf({ context, source, collector });
  return { api, inventory, source };
}

/** As {@link readingOf}, for a shard that is one repository. */
export async function repositoryReadingOf(access: GitHubAccess, collector: string, shard: Shard, context: FetchContext | CollectContext): Promise<ShardReading & { readonly stub: RepositoryStub }> {
  const reading = await readingOf(access, collector, shard, context);
  const stub = reading.inventory.byKey.get(shard.id);
  if (stub === undefined) throw new SourceError(`${shard.label ?? shard.id} is no longer among the repositories of ${reading.inventory.org}`);
  return { ...reading, stub };
}
