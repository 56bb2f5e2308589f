import { accessSync, constants, mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system in memory, on Linux. */
const memory = '/dev/shm';
/** Bytes that must be free in it: containers often give it 64 MB only. */
const enough = 1_000_000_000;

/**
 * A new folder for the editions of a preview: in memory where there is room. Every edit writes an edition's small files
 * anew, and on a disk making them takes longer than all the rest.
 */
export function makeWorkFolder(): string {
  return mkdtempSync(join(hasRoom() ? memory : tmpdir(), 'almanac-preview-'));
}

function hasRoom(): boolean {
  try {
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= enough;
  } catch {
    return false;
  }
}
