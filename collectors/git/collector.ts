import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { z } from 'zod';
import { SourceError } from '../../src/collect/contract.ts';
import type { CollectContext, Collector, Shard } from '../../src/collect/contract.ts';
import { clones as gitClones } from '../../src/clones/clones.ts';
import type { Clone, Clones, DiscoveryProblem } from '../../src/clones/contract.ts';
import { makeFinding } from '../../src/findings/codes.ts';
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

    async *shards({ path }, context) {
      let found = 0;
      const links: string[] = [];
      const unreadable: DiscoveryProblem[] = [];
      const report = (problem: DiscoveryProblem) => {
        if (problem.kind === 'unreadable') unreadable.push(problem);
        else links.push(problem.path);
      };
      for await (const clone of clones.discover(resolve(context.contentDir, path), context.signal, report)) {
        found += 1;
        yield { id: clone.path, locator: clone.dir };
      }
      // A folder that cannot be looked into is a shard that fails: what was known of clones in it stays, with its age.
      for (const problem of unreadable) yield { id: problem.path, locator: problem.dir };
      if (links.length > 0) context.log(`Symbolic links that were not followed: ${links.length}, such as ${links[0]}`);
      if (found === 0 && unreadable.length === 0) {
        const what = `No git clone was found in the folder ${basename(path)}`;
        throw new SourceError(what, { finding: makeFinding('ALM0210', { what }) });
      }
    },

    async fingerprint(shard, context) {
      const clone = await open(shard, context);
      // The page depends on these as well: on the instant only where history is cut at it.
      return createHash('sha256').update(JSON.stringify([clone.fingerprint, context.minimumGroup, context.backdated ? context.asOf : ''])).digest('hex');
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
