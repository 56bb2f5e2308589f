import type { RepositoryDocuments } from './contract.ts';

/** For where only the content folder is looked at. */
export const noRepositoryDocuments: RepositoryDocuments = {
  async *documents() {
    // None.
  },
  space: () => undefined,
  frames: () => [],
  async *assets() {
    // None.
  },
  bookOf: () => undefined,
  bookOfRepository: () => undefined,
  findings: [],
};
