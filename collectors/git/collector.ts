import { clones as gitClones } from '../../src/clones/clones.ts';
import type { Clones } from '../../src/clones/contract.ts';
import { type CloneSource, cloneCollector } from '../../src/collect/clone-collector.ts';
import type { Collector } from '../../src/collect/contract.ts';
import { branchKind } from '../../src/schema/facts/branch.ts';
import { repositoryKind } from '../../src/schema/facts/repository.ts';
import { repositoryWeekKind } from '../../src/schema/facts/repository-week.ts';
import { tagKind } from '../../src/schema/facts/tag.ts';
import { parsePage } from './facts.ts';
import { readClone } from './read-clone.ts';

/**
 * The collector of git clones below a folder; the schemas of its fact kinds say what is read of each.
 *
 * @param clones how clones are found and read
 */
export function makeCollector(clones: Clones): Collector<CloneSource> {
  return cloneCollector(clones, {
    id: 'git',
    version: '1.1.0',
    title: 'Git clones',
    reads: 'their history, branches, tags and files are read',
    kinds: [repositoryKind, branchKind, tagKind, repositoryWeekKind],
    staleAfter: '3d',
    concurrency: 4,
    dependsOn: ({ minimumGroup }) => [minimumGroup],
    links: (links, context) => context.log(`Symbolic links that were not followed: ${links.length}, such as ${links[0] ?? ''}`),
    async *pages(clone, context) {
      const page = await readClone(clone, context);
      if (page) yield { name: 'clone', body: JSON.stringify(page) };
    },
    parse: parsePage,
  });
}

export const collector = makeCollector(gitClones);
