import { z } from 'zod';
import { clones as gitClones } from '../../src/clones/clones.ts';
import type { Clone, Clones } from '../../src/clones/contract.ts';
import { cloneFingerprint, cloneShards } from '../../src/collect/clone-shards.ts';
import type { CollectContext, Collector, Shard } from '../../src/collect/contract.ts';
import { codeownersKind } from '../../src/schema/facts/codeowners.ts';
import { parsePage } from './parse.ts';
import { readClone } from './read-clone.ts';

const config = z.strictObject({
  path: z.string().min(1).describe('Folder that is searched for git clones; the CODEOWNERS file of each is read'),
});

/**
 * The collector of CODEOWNERS files, from the tip of every clone below a folder.
 *
 * @param clones how clones are found and read
 */
export function makeCollector(clones: Clones): Collector<z.infer<typeof config>> {
  const open = (shard: Shard, { asOf, backdated, signal }: CollectContext): Promise<Clone> =>
    clones.open(shard.locator, { asOf, backdated, signal });
  return {
    id: 'codeowners',
    version: '1.0.0',
    title: 'CODEOWNERS files',
    config,
    kinds: [codeownersKind],
    staleAfter: '7d',
    concurrency: 4,

    shards: ({ path }, context) => cloneShards(clones, path, context),

    async fingerprint(shard, context) {
      return cloneFingerprint(await open(shard, context), context);
    },

    async *fetch(shard, context) {
      const page = await readClone(await open(shard, context), context.signal);
      yield { name: 'codeowners', body: JSON.stringify(page) };
    },

    parse: (page) => parsePage(page.body),
  };
}

export const collector = makeCollector(gitClones);
