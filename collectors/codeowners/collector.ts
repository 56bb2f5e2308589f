import { clones as gitClones } from '../../src/clones/clones.ts';
import type { Clones } from '../../src/clones/contract.ts';
import { type CloneSource, cloneCollector } from '../../src/collect/clone-collector.ts';
import type { Collector } from '../../src/collect/contract.ts';
import { codeownersKind } from '../../src/schema/facts/codeowners.ts';
import { parsePage } from '../../src/repositories/codeowners/parse.ts';
import { readClone } from './read-clone.ts';

/**
 * The collector of CODEOWNERS files, from the tip of every clone below a folder.
 *
 * @param clones how clones are found and read
 */
export function makeCollector(clones: Clones): Collector<CloneSource> {
  return cloneCollector(clones, {
    id: 'codeowners',
    version: '1.0.0',
    title: 'CODEOWNERS files',
    reads: 'the CODEOWNERS file of each is read',
    kinds: [codeownersKind],
    staleAfter: '7d',
    concurrency: 4,
    async *pages(clone, context) {
      yield { name: 'codeowners', body: JSON.stringify(await readClone(clone, context.signal)) };
    },
    parse: (page) => parsePage(page.body),
  });
}

export const collector = makeCollector(gitClones);
