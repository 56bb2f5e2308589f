import { edge } from './glob.ts';
import type { Glob } from './glob.ts';

/** Below this many globs, testing each is faster than looking anything up. */
const small = 6;

/** The longest piece that globs are filed under: longer ones are rarer, so fewer globs are tested in vain. */
const longest = 5;

interface Entry<T> {
  readonly glob: Glob;
  readonly value: T;
}

/** Globs filed under one piece. */
interface Box<T> {
  /** Hash of the piece. */
  readonly piece: number;
  readonly entries: Entry<T>[];
  /** Number of the next box in the same slot; 0 if there is none. */
  readonly next: number;
  /** Number of the search that last opened it. */
  opened: number;
}

interface Shelves<T> {
  /** By slot (some bits of a hash): number of the first box there; 0 if there is none. Small, to stay in the cache. */
  readonly slots: Int32Array;
  readonly boxes: readonly (Box<T> | undefined)[];
  /** Globs without any literal character. */
  readonly always: readonly Entry<T>[];
}

/**
 * Globs, each with a value, of which those that match a segment are found without testing all: every glob is filed
 * under one piece of a few characters that its matches must contain, the one that fewest other globs share, and only
 * globs whose piece occurs in the segment are tested.
 */
export class WildIndex<T> {
  private readonly entries = new Map<string, Entry<T>>();
  private list: readonly Entry<T>[] | undefined;
  private shelves: Shelves<T> | undefined;
  private searches = 0;

  /** The value of `glob`, made with `make` if it is not there yet. */
  entry(glob: Glob, make: () => T): T {
    const known = this.entries.get(glob.key);
    if (known) return known.value;
    const value = make();
    this.entries.set(glob.key, { glob, value });
    this.list = undefined;
    this.shelves = undefined;
    return value;
  }

  /** Calls `visit` once with the value of every glob that matches `segment`. */
  find(segment: string, visit: (value: T) => void): void {
    this.list ??= [...this.entries.values()];
    if (this.list.length < small) {
      visitMatches(this.list, segment, visit);
      return;
    }
    this.shelves ??= file(this.list);
    visitMatches(this.shelves.always, segment, visit);
    this.search(this.shelves, segment, visit);
  }

  private search({ slots, boxes }: Shelves<T>, segment: string, visit: (value: T) => void): void {
    this.searches += 1;
    const mask = slots.length - 1;
    const end = segment.length + 1;
    for (let start = 0; start <= end; start += 1) {
      let piece = 0;
      const stop = Math.min(longest, end - start + 1);
      for (let length = 1; length <= stop; length += 1) {
        const index = start + length - 2;
        piece = extend(piece, index === -1 || index === segment.length ? edgeCode : segment.charCodeAt(index));
        for (let number = slots[slotOf(piece, mask)] ?? 0; number !== 0; ) {
          const box = boxes[number];
          if (!box) break;
          number = box.next;
          // A piece can occur twice in a segment, but its globs are to be found once.
          if (box.piece !== piece || box.opened === this.searches) continue;
          box.opened = this.searches;
          visitMatches(box.entries, segment, visit);
        }
      }
    }
  }
}

const edgeCode = edge.charCodeAt(0);

function visitMatches<T>(entries: readonly Entry<T>[], segment: string, visit: (value: T) => void): void {
  for (const entry of entries) if (entry.glob.test(segment)) visit(entry.value);
}

function file<T>(entries: readonly Entry<T>[]): Shelves<T> {
  /** By slot of a piece: how many globs could be filed under it, or under one that shares its slot. */
  const uses = new Int32Array(tableSize(entries.length * 16));
  for (const { glob } of entries) {
    forEachPiece(glob, (piece) => {
      const slot = slotOf(piece, uses.length - 1);
      uses[slot] = (uses[slot] ?? 0) + 1;
    });
  }
  const slots = new Int32Array(tableSize(entries.length * 2));
  const boxes: (Box<T> | undefined)[] = [undefined];
  const byPiece = new Map<number, Box<T>>();
  const always: Entry<T>[] = [];
  for (const entry of entries) {
    let rarest: number | undefined;
    let least = Infinity;
    forEachPiece(entry.glob, (piece) => {
      const shared = uses[slotOf(piece, uses.length - 1)] ?? 0;
      // Of pieces that as many globs share the longer one, which comes later, occurs in fewer segments.
      if (shared <= least) [rarest, least] = [piece, shared];
    });
    const box = rarest === undefined ? undefined : byPiece.get(rarest);
    if (rarest === undefined) always.push(entry);
    else if (box) box.entries.push(entry);
    else {
      const slot = slotOf(rarest, slots.length - 1);
      const made: Box<T> = { piece: rarest, entries: [entry], next: slots[slot] ?? 0, opened: 0 };
      byPiece.set(rarest, made);
      slots[slot] = boxes.push(made) - 1;
    }
  }
  return { slots, boxes, always };
}

/** A power of two. */
function tableSize(least: number): number {
  let size = 64;
  while (size < least && size < 1 << 20) size *= 2;
  return size;
}

/** Calls `visit` with the hash of every piece of a glob's fragments, the shortest first. */
function forEachPiece(glob: Glob, visit: (piece: number) => void): void {
  for (let length = 1; length <= longest; length += 1) {
    for (const fragment of glob.fragments) {
      for (let start = 0; start + length <= fragment.length; start += 1) {
        let piece = 0;
        for (let at = start; at < start + length; at += 1) piece = extend(piece, fragment.charCodeAt(at));
        visit(piece);
      }
    }
  }
}

/** The hash (FNV-1a) of a piece that is one character longer. Pieces may share a hash: that costs a test, no match. */
function extend(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

function slotOf(hash: number, mask: number): number {
  return (hash ^ (hash >>> 15)) & mask;
}
