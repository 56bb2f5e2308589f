import { setFlagsFromString } from 'node:v8';

/**
 * How much V8's heap may grow, in percent of what is in use, before it is cleaned. By itself V8 lets it double and more: what
 * hosts answer is read, parsed and dropped at once, so that a night of 10,000 repositories had 420 MB of heap for the 80 MB
 * that it uses, and did not give them back. (V8's flag `--heap-growing-percent`.)
 */
const growingPercent = 30;
/** DuckDB's limit while collecting: enough to publish a night of 60,000 runs into a month of two million; where it is not, the store takes more. */
export const collectionMemory = '160MB';

/** V8's own judgement. */
const unset = 0;

/** Does something with a heap that is kept small, at the cost of some time for cleaning it. */
export async function withSmallHeap<T>(work: () => Promise<T>): Promise<T> {
  setFlagsFromString(`--heap-growing-percent=${growingPercent}`);
  try {
    return await work();
  } finally {
    setFlagsFromString(`--heap-growing-percent=${unset}`);
  }
}
