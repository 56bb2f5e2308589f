import type { SortedBlocks } from '../manifest.ts';
import { fetchJson, remembering } from './files.ts';

/** A sorted list on the server, of which only the blocks that are asked for are loaded. Entries begin with their key. */
export interface SortedList<E extends readonly [string, ...unknown[]]> {
  /** Entries whose key begins with `prefix`, in order; at most `blocks` blocks are looked at. */
  beginning(prefix: string, blocks: number): Promise<E[]>;
}

/** The list whose blocks lie in `folder`. `is` tells an entry. */
export function sortedList<E extends readonly [string, ...unknown[]]>(base: URL, { folder, firsts }: SortedBlocks, is: (value: unknown) => value is E): SortedList<E> {
  const isBlock = (value: unknown): value is E[] => Array.isArray(value) && value.every(is);
  const block = remembering((n: number) => fetchJson(new URL(`${folder}/${n}.json`, base), isBlock));
  return {
    async beginning(prefix, blocks) {
      const from = Math.max(0, lastAtMost(firsts, prefix));
      let to = from + 1;
      while (to < firsts.length && to < from + blocks && (firsts[to] ?? '').slice(0, prefix.length) <= prefix) to += 1;
      const found = firsts.length === 0 ? [] : await Promise.all(Array.from({ length: to - from }, (_, n) => block(from + n)));
      return found.flat().filter(([key]) => key.startsWith(prefix));
    },
  };
}

/** Position of the last text that is not after `key`; -1 if all are. */
function lastAtMost(texts: readonly string[], key: string): number {
  let low = 0;
  let high = texts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((texts[middle] ?? '') <= key) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
