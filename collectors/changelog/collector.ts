import { z } from 'zod';
import { clones as gitClones } from '../../src/clones/clones.ts';
import type { Clone, Clones } from '../../src/clones/contract.ts';
import { cloneFingerprint, cloneShards } from '../../src/collect/clone-shards.ts';
import type { CollectContext, Collector, Shard } from '../../src/collect/contract.ts';
import { releaseNotesKind } from '../../src/schema/facts/release-notes.ts';
import { parsePage } from './parse.ts';
import { readClone } from './read-clone.ts';

const config = z.strictObject({
  path: z.string().min(1).describe('Folder that is searched for git clones; changelogs of each are read, or else its conventional commits'),
});

/**
 * The collector of what releases brought, from the changelogs at the tip of every clone below a folder or, where there is
 * none, from its conventional commits. docs/changelogs.md says what counts.
 *
 * @param clones how clones are found and read
 */
export function makeCollector(clones: Clones): Collector<z.infer<typeof config>> {
  const open = (shard: Shard, { asOf, backdated, signal }: CollectContext): Promise<Clone> =>
    clones.open(shard.locator, { asOf, backdated, signal });
  return {
    id: 'changelog',
    version: '1.0.0',
    title: 'Changelogs of clones',
    config,
    kinds: [releaseNotesKind],
    staleAfter: '30d',
    concurrency: 4,

    shards: ({ path }, context) => cloneShards(clones, path, context),

    async fingerprint(shard, context) {
      return cloneFingerprint(await open(shard, context), context);
    },

    async *fetch(shard, context) {
      const clone = await open(shard, context);
      if (clone.tip === undefined) return;
      yield { name: 'changelog', body: JSON.stringify(await readClone(clone, context)) };
    },

    parse: (page) => parsePage(page.body),
  };
}

export const collector = makeCollector(gitClones);
