import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { z } from 'zod';
import { clones as gitClones } from '../../src/clones/clones.ts';
import type { Clone, Clones, DiscoveryProblem } from '../../src/clones/contract.ts';
import { SourceError } from '../../src/collect/contract.ts';
import type { CollectContext, Collector, Shard } from '../../src/collect/contract.ts';
import { makeFinding } from '../../src/findings/codes.ts';
import { supplyChainKind } from '../../src/schema/facts/supply-chain.ts';
import { parsePage } from './parse.ts';
import { readClone } from './read-clone.ts';
import { readingLimits } from './wanted.ts';
import type { ReadingLimits } from './wanted.ts';

const config = z.strictObject({
  path: z.string().min(1).describe('Folder that is searched for git clones; workflows, Dockerfiles and scripts of each are read'),
});

/**
 * The collector of what builds take in and are allowed to do, from the tip of every clone below a folder. It follows the
 * checks of OpenSSF Scorecard that files alone can answer; docs/collectors.md says where it differs.
 *
 * @param clones how clones are found and read
 */
export function makeCollector(clones: Clones, limits: ReadingLimits = readingLimits): Collector<z.infer<typeof config>> {
  const open = (shard: Shard, { asOf, backdated, signal }: CollectContext): Promise<Clone> =>
    clones.open(shard.locator, { asOf, backdated, signal });
  return {
    id: 'supply-chain',
    version: '1.0.0',
    title: 'Supply chain of clones',
    config,
    kinds: [supplyChainKind],
    staleAfter: '7d',
    concurrency: 4,

    async *shards({ path }, context) {
      let found = 0;
      const unreadable: DiscoveryProblem[] = [];
      const report = (problem: DiscoveryProblem): void => {
        if (problem.kind === 'unreadable') unreadable.push(problem);
      };
      for await (const clone of clones.discover(resolve(context.contentDir, path), context.signal, report)) {
        found += 1;
        yield { id: clone.path, locator: clone.dir };
      }
      // A folder that cannot be looked into is a shard that fails: what was known of clones in it stays, with its age.
      for (const problem of unreadable) yield { id: problem.path, locator: problem.dir };
      if (found === 0 && unreadable.length === 0) {
        const what = `No git clone was found in the folder ${basename(path)}`;
        throw new SourceError(what, { finding: makeFinding('ALM0210', { what }) });
      }
    },

    async fingerprint(shard, context) {
      const clone = await open(shard, context);
      // The page depends on the instant only where history is cut at it.
      return createHash('sha256').update(JSON.stringify([clone.fingerprint, context.backdated ? context.asOf : ''])).digest('hex');
    },

    async *fetch(shard, context) {
      const clone = await open(shard, context);
      // Before its first commit there was no repository; one that has none to this day is known to be empty.
      if (clone.tip === undefined && context.backdated && (clone.defaultBranch !== undefined || clone.detached)) return;
      yield { name: 'supply-chain', body: JSON.stringify(await readClone(clone, limits, context.signal)) };
    },

    parse: (page) => parsePage(page.body),
  };
}

export const collector = makeCollector(gitClones);
