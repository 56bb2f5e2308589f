import { clones as gitClones } from '../../src/clones/clones.ts';
import type { Clones } from '../../src/clones/contract.ts';
import { type CloneSource, cloneCollector } from '../../src/collect/clone-collector.ts';
import type { Collector } from '../../src/collect/contract.ts';
import { releaseNotesKind } from '../../src/schema/facts/release-notes.ts';
import { parsePage } from './parse.ts';
import { readClone } from './read-clone.ts';

/**
 * The collector of what releases brought, from the changelogs at the tip of every clone below a folder or, where there is
 * none, from its conventional commits. docs/changelogs.md says what counts.
 *
 * @param clones how clones are found and read
 */
export function makeCollector(clones: Clones): Collector<CloneSource> {
  return cloneCollector(clones, {
    id: 'changelog',
    version: '1.0.0',
    title: 'Changelogs of clones',
    reads: 'changelogs of each are read, or else its conventional commits',
    kinds: [releaseNotesKind],
    staleAfter: '30d',
    concurrency: 4,
    async *pages(clone, context) {
      if (clone.tip === undefined) return;
      yield { name: 'changelog', body: JSON.stringify(await readClone(clone, context)) };
    },
    parse: (page) => parsePage(page.body),
  });
}

export const collector = makeCollector(gitClones);
