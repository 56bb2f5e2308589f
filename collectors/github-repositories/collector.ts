import { createHash } from 'node:crypto';
import { censusOf } from '../../src/collect/census.ts';
import { type CollectContext, type Collector, type FetchContext, once, type RawPage, type Shard } from '../../src/collect/contract.ts';
import { gitHubAccess, organisationShards, repositoryReadingOf, repositoryShards } from '../../src/github/access.ts';
import { inventories, sweepOf } from '../../src/github/inventory.ts';
import type { Connect } from '../../src/github/inventory.ts';
import { batchesOf, nodeRefusal } from '../../src/github/node-shard.ts';
import { withholding } from '../../src/github/refusal.ts';
import { rotation } from '../../src/github/rotation.ts';
import { type GitHubSource, githubSource } from '../../src/github/source.ts';
import { catalogEntryKind } from '../../src/schema/facts/catalog-entry.ts';
import { codeownersKind } from '../../src/schema/facts/codeowners.ts';
import { repositoryKind } from '../../src/schema/facts/repository.ts';
import { readInDepth } from './depth.ts';
import { parsePage } from './facts.ts';
import { type Organisation, organisationOf, organisationPageOf, type RepositoriesAccess } from './organisation.ts';
import type { CustomProperties } from './properties.ts';
import { namesSeen, type Position, positionOf, turnOfCounts } from './position.ts';
import { atOnce, deepQuery, rareFoldersQuery } from './queries.ts';
import { readRepository } from './read-repository.ts';

const id = 'github-repositories';
/** Days in which every repository is read in depth once, whether or not its list says that anything changed. */
const rotationDays = 30;

/**
 * The collector of an organisation's repositories on GitHub. All are listed, a hundred at a time; those of which the list
 * says something new are read in depth, 25 at a time, and a thirtieth of the others.
 *
 * @param access how GitHub is reached
 */
export function makeCollector(access: RepositoriesAccess): Collector<GitHubSource> {
  // Ten thousand shards have the same locator.
  const organisation = once(
    ({ shard }: { readonly shard: Shard; readonly context: CollectContext }) => shard.locator,
    ({ shard, context }) => organisationOf({ access, context, source: githubSource.parse(JSON.parse(shard.locator)), collector: id }),
  );
  const pages = async function* (shard: Shard, context: FetchContext): AsyncGenerator<RawPage> {
    const lists = await organisation({ shard, context });
    if (!lists.inventory.byKey.has(shard.id) && shard.id === accountOf(lists).toLowerCase()) {
      yield organisationPageOf(lists);
      return;
    }
    const { api, source, stub } = await repositoryReadingOf(access, id, shard, context);
    const { signal, asOf } = context;
    const batches = (query: string) => batchesOf({ access, context, source, collector: id, query, size: atOnce });
    const reading = await readInDepth(stub.key, (omitted) => batches(deepQuery(omitted)), signal);
    if (typeof reading.node !== 'object' || reading.node === null) throw nodeRefusal(reading, { what: `${stub.repository} could not be read`, permission: 'Metadata: read' });
    const held = positionOf(context.bookmark);
    const names = namesSeen(held, stub.repository);
    const { page, countsUntil } = await readRepository(reading, {
      asked: { api, collector: id, stub, signal },
      asOf,
      formerNames: names.filter((name) => name !== stub.repository),
      properties: { of: propertiesOf(stub.databaseId, lists.properties.byRepository), unread: lists.properties.unread },
      rareFolders: async () => (await batches(rareFoldersQuery)).read(stub.key, signal),
    });
    yield { name: 'repository', body: JSON.stringify(page), bookmark: JSON.stringify({ names, countsUntil, countsSince: turnOfCounts(held, asOf) } satisfies Position), census: [censusOf('repository', [reading.node])] };
  };
  return {
    id,
    version: '1.0.0',
    title: 'Repositories on GitHub',
    config: githubSource,
    kinds: [repositoryKind, codeownersKind, catalogEntryKind],
    staleAfter: '3d',
    remote: true,
    concurrency: 2,
    together: atOnce,

    async shards(source, context) {
      await organisationOf({ access, context, source, collector: id });
      return [...(await organisationShards(access, id, source, context)), ...(await repositoryShards(access, id, source, context))];
    },

    async fingerprint(shard, context) {
      const lists = await organisation({ shard, context });
      const stub = lists.inventory.byKey.get(shard.id);
      if (stub === undefined) return digest(organisationPageOf(lists));
      return digest([stub.digest, rotation(stub.key, context.asOf, rotationDays), propertiesOf(stub.databaseId, lists.properties.byRepository) ?? 'unread', lists.rulesets, turnOfCounts(positionOf(context.bookmark), context.asOf)]);
    },

    fetch: (shard, context) => withholding(pages(shard, context), 'Contents: read'),

    parse: parsePage,
  };
}

function accountOf({ inventory: { host, org } }: Organisation): string {
  return `${host}/${org}`;
}

/** The properties of a repository; undefined where those of the organisation could not be read. */
function propertiesOf(databaseId: number | undefined, all: ReadonlyMap<number, CustomProperties> | undefined): CustomProperties | undefined {
  return all === undefined || databaseId === undefined ? undefined : (all.get(databaseId) ?? []);
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}

/** The collector through a way to connect, with lists of its own. */
export function collectorOver(connect: Connect): Collector<GitHubSource> {
  return makeCollector({ connect, ...inventories(connect) });
}

export const collector = makeCollector({ ...gitHubAccess, sweepOf });
