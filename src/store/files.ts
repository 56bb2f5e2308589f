import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Lake } from './lake.ts';

/**
 * Writes a file so that a reader, or the next run after a crash, sees the old one or the new one and nothing between:
 * into the staging folder, flushed, then renamed. What a crash leaves there is removed by the next run.
 */
export function writeAtomically(lake: Lake, path: string, contents: string): void {
  const temporary = lake.temporaryFile();
  const handle = openSync(temporary, 'w');
  try {
    const bytes = Buffer.from(contents);
    for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  moveInto(temporary, path);
}

/** JSON with keys as given, two spaces, and a newline at the end. */
export function writeJsonAtomically(lake: Lake, path: string, value: unknown): void {
  writeAtomically(lake, path, `${JSON.stringify(value, undefined, 2)}\n`);
}

/** Renames a finished file to its place, whose folder is made if it is not there. */
export function moveInto(temporary: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  renameSync(temporary, path);
}
