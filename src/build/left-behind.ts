import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { processIsAlive } from './output.ts';

/**
 * Removes what killed processes left in a folder: files and folders whose name holds the id of a process that runs no
 * more.
 *
 * @param pattern matches such a name, the id as its first group
 */
export function removeLeftBehind(dir: string, pattern: RegExp): void {
  for (const name of readdirSync(dir)) {
    const pid = Number(pattern.exec(name)?.[1]);
    if (Number.isInteger(pid) && pid !== process.pid && !processIsAlive(pid)) rmSync(join(dir, name), { recursive: true, force: true });
  }
}
