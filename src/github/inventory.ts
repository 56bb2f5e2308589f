import picomatch from 'picomatch';
import { type CollectContext, once, SourceError } from '../collect/contract.ts';
import { compareText, makeFinding } from '../findings/codes.ts';
import { gitHubApi } from './api.ts';
import type { GitHubApi, Inventory, RepositoryStub } from './contract.ts';
import type { GitHubSource } from './source.ts';
import { NoAccountError, type Sweep, sweep } from './sweep.ts';
import { stubOf } from './sweep-record.ts';

/** What the inventory is asked with. */
export interface InventoryOptions {
  readonly context: CollectContext;
  readonly source: GitHubSource;
  /** Who asks first: whose requests they are. */
  readonly collector: string;
}

/** Connects to the API of a source; made with {@link once}. */
export type Connect = (options: { readonly context: CollectContext; readonly source: GitHubSource }) => Promise<GitHubApi>;

/** The lists of repositories of a run, by a connection; the pages read outlive a run that is cut off. */
export interface Inventories {
  /**
   * Repositories of the source's account that `include` and `exclude` leave.
   *
   * @throws SourceError with a finding if there is no such account, or it may not be seen
   */
  inventoryOf(options: InventoryOptions): Promise<Inventory>;
  /** The list itself with what was odd about it. @throws as above */
  sweepOf(options: InventoryOptions): Promise<Sweep>;
}

/** Inventories through a way to connect. */
export function inventories(connect: Connect): Inventories {
  const sweepOf = once(accountKey, async ({ context, source, collector }: InventoryOptions) => {
    const api = await connect({ context, source });
    const kept = context.run.kept(`github-repositories:${accountKey({ context, source })}`);
    try {
      return await sweep({ api, login: source.org, collector, kept, signal: context.signal });
    } catch (error) {
      throw error instanceof NoAccountError ? noAccount(error, source.org, api.host) : error;
    }
  });
  const inventoryOf = once(
    ({ context, source, collector: _ }: InventoryOptions) => JSON.stringify([accountKey({ context, source }), source.include, source.exclude]),
    async (options) => inventory(await sweepOf(options), options.source),
  );
  return { inventoryOf, sweepOf };
}

/** The inventories of the run's network. */
export const { inventoryOf, sweepOf } = inventories(gitHubApi);

/** Tells accounts apart, and the credentials that they are read with, since these decide what is seen. */
function accountKey({ context, source }: Pick<InventoryOptions, 'context' | 'source'>): string {
  const api = source.api ?? context.env['GITHUB_API_URL'] ?? 'https://api.github.com';
  const credentials = source.app === undefined ? source.token : [source.app.id, source.app.installation];
  return JSON.stringify([api.replace(/\/+$/, ''), source.org.toLowerCase(), credentials]);
}

function inventory({ owner, repositories }: Sweep, { include, exclude }: GitHubSource): Inventory {
  const host = new URL(owner.url).host.toLowerCase();
  const wanted = picomatch([...include], { nocase: true, dot: true, ignore: [...exclude] });
  const stubs: RepositoryStub[] = [];
  for (const record of repositories.values()) {
    const stub = stubOf(record, host);
    if (wanted(stub.name)) stubs.push(stub);
  }
  stubs.sort((a, b) => compareText(a.key, b.key));
  return {
    host,
    org: owner.login,
    repositories: stubs,
    byKey: new Map(stubs.map((stub) => [stub.key, stub])),
    byDatabaseId: new Map(stubs.flatMap((stub): [number, RepositoryStub][] => (stub.databaseId === undefined ? [] : [[stub.databaseId, stub]]))),
    byName: new Map(stubs.map((stub) => [`${stub.owner}/${stub.name}`.toLowerCase(), stub])),
  };
}

function noAccount({ message, forbidden }: NoAccountError, org: string, host: string): SourceError {
  const what = forbidden ? `The credentials may not read ${org} on ${host}: ${message}` : `${host} knows no organisation or user \`${org}\`, or shows none to these credentials`;
  return new SourceError(what, { finding: makeFinding('ALM1010', { what }), withheld: forbidden });
}
