import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { z } from 'zod';
import { clones as gitClones } from '../../src/clones/clones.ts';
import type { Clone, Clones, DiscoveryProblem } from '../../src/clones/contract.ts';
import { SourceError } from '../../src/collect/contract.ts';
import type { CollectContext, Collector, Shard } from '../../src/collect/contract.ts';
import { makeFinding } from '../../src/findings/codes.ts';
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
      const page = await readClone(await open(shard, context), context.signal);
      yield { name: 'codeowners', body: JSON.stringify(page) };
    },

    parse: (page) => parsePage(page.body),
  };
}

export const collector = makeCollector(gitClones);
