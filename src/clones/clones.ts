import type { Clones } from './contract.ts';
import { discover } from './discovery.ts';
import { openClone } from './clone.ts';

/** The clones of this machine, read through the git binary. */
export const clones: Clones = { discover, open: openClone };
