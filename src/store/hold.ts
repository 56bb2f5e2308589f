import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** Another process collects into the folder. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
}

/**
 * Holds a data folder for one process that writes into it: two would throw away what the other has under way. DuckDB asks the
 * operating system for the lock of its file, which ends with the process however that ends. (Node has no such lock.)
 *
 * @returns lets go of it
 * @throws FolderInUseError while another process holds it
 */
export async function holdFolder(dir: string): Promise<() => void> {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'collecting.lock');
  let instance: DuckDBInstance;
  try {
    instance = await DuckDBInstance.create(file);
  } catch (error) {
    const holder = error instanceof Error ? /Conflicting lock is held(?:.*\(PID (\d+)\))?/s.exec(error.message) : null;
    // A file system without locks must not keep a night from its work.
    if (holder === null) return () => undefined;
    const by = holder[1] === undefined ? '' : ` (process ${holder[1]})`;
    throw new FolderInUseError(`Another run${by} is collecting into ${dir}. Wait until it has ended, stop it, or name another folder with --data.`);
  }
  return () => {
    // Before the lock ends, so that nobody holds a file that is not there any more.
    rmSync(file, { force: true });
    instance.closeSync();
  };
}
