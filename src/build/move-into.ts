import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Moves what is in a folder into another on the same file system. Folders that both have are merged; nothing that is
 * there is overwritten. A folder that does not exist has nothing in it.
 *
 * @throws Error naming the file that both have
 */
export function moveInto(from: string, to: string): void {
  if (!existsSync(from)) return;
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const [source, target] = [join(from, name), join(to, name)];
    if (!existsSync(target)) renameSync(source, target);
    else if (statSync(source).isDirectory() && statSync(target).isDirectory()) moveInto(source, target);
    else throw new Error(`Two parts of the build wrote ${name} in ${to}`);
  }
}
