import { openClone } from './clone.ts';
import type { Clones } from './contract.ts';

/**
 * One clone as the only one there is, read at the commit that is checked out: in CI that is the branch or the merge that
 * is being tested, which a default branch knows nothing of. Clones nested in it are not found: CI checks others out
 * beside its own.
 *
 * @param dir absolute path of the clone, whatever folder is searched
 */
export function checkoutAt(dir: string): Clones {
  return {
    async *discover() {
      yield { dir, path: '.' };
    },
    open: (of, options) => openClone(of, { ...options, at: 'head' }),
  };
}
