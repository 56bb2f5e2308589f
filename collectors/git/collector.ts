import { z } from 'zod';
import type { CollectContext, Collector, Shard } from '../../src/collect/contract.ts';
import { clones as gitClones } from '../../src/clones/clones.ts';
import type { Clone, Clones } from '../../src/clones/contract.ts';
import { cloneFingerprint, cloneShards } from '../../src/collect/clone-shards.ts';
import { branchKind } from '../../src/schema/facts/branch.ts';
import { repositoryKind } from '../../src/schema/facts/repository.ts';
import { repositoryWeekKind } from '../../src/schema/facts/repository-week.ts';
import { tagKind } from '../../src/schema/facts/tag.ts';
import { parsePage } from './facts.ts';
import { readClone } from './read-clone.ts';

const config = z.strictObject({
  path: z.string().min(1).describe('Folder that is searched for git clones, bare or not, at any depth'),
});

/**
 * The collector of git clones below a folder; the schemas of its fact kinds say what is read of each.
 *
 * @param clones how clones are found and read
 */
export function makeCollector(clones: Clones): Collector<z.infer<typeof config>> {
  const open = (shard: Shard, { asOf, backdated, signal }: CollectContext): Promise<Clone> =>
    clones.open(shard.locator, { asOf, backdated, signal });
  return {
    id: 'git',
    version: '1.1.0',
    title: 'Git clones',
    config,
    kinds: [repositoryKind, branchKind, tagKind, repositoryWeekKind],
    staleAfter: '3d',
    concurrency: 4,

    shards({ path }, context) {
      return cloneShards(clones, path, context, (links) => context.log(`Symbolic links that were not followed: ${links.length}, such as ${links[0] ?? ''}`));
    },

    async fingerprint(shard, context) {
      return cloneFingerprint(await open(shard, context), context, context.minimumGroup);
    },

    async *fetch(shard, context) {
      const clone = await open(shard, context);
      const page = await readClone(clone, context);
      if (page) yield { name: 'clone', body: JSON.stringify(page) };
    },

    parse: parsePage,
  };
}

export const collector = makeCollector(gitClones);
