import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { compareText } from '../findings/codes.ts';
import { instant } from '../schema/primitives.ts';
import { writeJsonAtomically } from '../store/files.ts';
import type { Lake } from '../store/lake.ts';

/** What the kernel remembers of a shard from night to night. */
const bookmark = z.strictObject({
  source: z.string().describe('Digest of the configured source it belongs to'),
  basis: z.string().describe('Digest of all that decides what is read besides the source itself: version, configuration'),
  fingerprint: z.string().optional(),
  position: z.string().optional().describe('How far an incremental shard was read'),
  at: instant.optional().describe('When it was last read whole, or found unchanged; absent if never'),
  again: z.literal(true).optional().describe('It is to be read again whatever its fingerprint says'),
  label: z.string().optional().describe('What people call it, where the id is one that only machines know'),
});
export type Bookmark = z.infer<typeof bookmark>;

const bookmarks = z.strictObject({ shards: z.record(z.string(), bookmark) });

/** Reads a collector's bookmarks. None, or a file that cannot be read, means that everything is collected anew. */
export function readBookmarks(file: string): Map<string, Bookmark> {
  try {
    return new Map(Object.entries(bookmarks.parse(JSON.parse(readFileSync(file, 'utf8'))).shards));
  } catch {
    return new Map();
  }
}

/** Writes them, in order of shard and each with its keys in one order: what is remembered again gives the same bytes. */
export function writeBookmarks(lake: Lake, collector: string, shards: ReadonlyMap<string, Bookmark>): void {
  const sorted = [...shards].toSorted(([a], [b]) => compareText(a, b)).map(([id, { source, basis, fingerprint, position, at, again, label }]) => [id, { source, basis, fingerprint, position, at, again, label }]);
  writeJsonAtomically(lake, lake.bookmarkFile(collector), { shards: Object.fromEntries(sorted) });
}
