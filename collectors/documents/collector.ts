import { z } from 'zod';
import { clones as gitClones } from '../../src/clones/clones.ts';
import type { Clone, Clones } from '../../src/clones/contract.ts';
import { cloneFingerprint, cloneShards } from '../../src/collect/clone-shards.ts';
import type { CollectContext, Collector, Shard } from '../../src/collect/contract.ts';
import { documentImageKind, documentNavigationKind, repositoryDocumentKind } from '../../src/schema/facts/document.ts';
import { documentLimits, type DocumentLimits } from './limits.ts';
import { parsePage } from './parse.ts';
import { readClone } from './read-clone.ts';

const config = z.strictObject({
  path: z.string().min(1).describe('Folder that is searched for git clones; READMEs and docs of each are read'),
});

/**
 * The collector of documents: READMEs, docs in Markdown and the images in them, from the tip of every clone below a
 * folder. docs/docs-like-code.md says what counts.
 *
 * @param clones how clones are found and read
 */
export function makeCollector(clones: Clones, limits: DocumentLimits = documentLimits): Collector<z.infer<typeof config>> {
  const open = (shard: Shard, { asOf, backdated, signal }: CollectContext): Promise<Clone> =>
    clones.open(shard.locator, { asOf, backdated, signal });
  return {
    id: 'documents',
    version: '1.0.0',
    title: 'Documents of clones',
    config,
    kinds: [repositoryDocumentKind, documentNavigationKind, documentImageKind],
    staleAfter: '7d',
    // Each may hold the texts and images of a repository.
    concurrency: 2,

    shards: ({ path }, context) => cloneShards(clones, path, context),

    async fingerprint(shard, context) {
      return cloneFingerprint(await open(shard, context), context);
    },

    async *fetch(shard, context) {
      const clone = await open(shard, context);
      if (clone.tip === undefined) return;
      let number = 0;
      for await (const page of readClone(clone, limits, context.signal)) {
        number += 1;
        yield { name: `documents-${String(number).padStart(3, '0')}`, body: JSON.stringify(page) };
      }
    },

    parse: (page) => parsePage(page.body),
  };
}

export const collector = makeCollector(gitClones);
