import { clones as gitClones } from '../../src/clones/clones.ts';
import type { Clones } from '../../src/clones/contract.ts';
import { type CloneSource, cloneCollector } from '../../src/collect/clone-collector.ts';
import type { Collector } from '../../src/collect/contract.ts';
import { supplyChainKind } from '../../src/schema/facts/supply-chain.ts';
import { parsePage } from './parse.ts';
import { readClone } from './read-clone.ts';
import { readingLimits } from './wanted.ts';
import type { ReadingLimits } from './wanted.ts';

/**
 * The collector of what builds take in and are allowed to do, from the tip of every clone below a folder. It follows the
 * checks of OpenSSF Scorecard that files alone can answer; docs/collectors.md says where it differs.
 *
 * @param clones how clones are found and read
 */
export function makeCollector(clones: Clones, limits: ReadingLimits = readingLimits): Collector<CloneSource> {
  return cloneCollector(clones, {
    id: 'supply-chain',
    version: '1.0.0',
    title: 'Supply chain of clones',
    reads: 'workflows, Dockerfiles and scripts of each are read',
    kinds: [supplyChainKind],
    staleAfter: '7d',
    concurrency: 4,
    async *pages(clone, context) {
      // Before its first commit there was no repository; one that has none to this day is known to be empty.
      if (clone.tip === undefined && context.backdated && (clone.defaultBranch !== undefined || clone.detached)) return;
      yield { name: 'supply-chain', body: JSON.stringify(await readClone(clone, limits, context.signal)) };
    },
    parse: (page) => parsePage(page.body),
  });
}

export const collector = makeCollector(gitClones);
