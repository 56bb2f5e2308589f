import { clones as gitClones } from '../../src/clones/clones.ts';
import type { Clones } from '../../src/clones/contract.ts';
import { type CloneSource, cloneCollector } from '../../src/collect/clone-collector.ts';
import type { Collector } from '../../src/collect/contract.ts';
import { documentImageKind, documentNavigationKind, repositoryDocumentKind } from '../../src/schema/facts/document.ts';
import { documentLimits, type DocumentLimits } from './limits.ts';
import { parsePage } from './parse.ts';
import { readClone } from './read-clone.ts';

/**
 * The collector of documents: READMEs, docs in Markdown and the images in them, from the tip of every clone below a
 * folder. docs/docs-like-code.md says what counts.
 *
 * @param clones how clones are found and read
 */
export function makeCollector(clones: Clones, limits: DocumentLimits = documentLimits): Collector<CloneSource> {
  return cloneCollector(clones, {
    id: 'documents',
    version: '1.0.0',
    title: 'Documents of clones',
    reads: 'READMEs and docs of each are read',
    kinds: [repositoryDocumentKind, documentNavigationKind, documentImageKind],
    staleAfter: '7d',
    // Each may hold the texts and images of a repository.
    concurrency: 2,
    async *pages(clone, context) {
      if (clone.tip === undefined) return;
      let number = 0;
      for await (const page of readClone(clone, limits, context.signal)) {
        number += 1;
        yield { name: `documents-${String(number).padStart(3, '0')}`, body: JSON.stringify(page) };
      }
    },
    parse: (page) => parsePage(page.body),
  });
}

export const collector = makeCollector(gitClones);
