import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';

/**
 * Makes something once per test run, however many test files need it and whenever: the first to ask makes it, the
 * others wait. `make` fills the folder that it is given, which is returned. Errors: `make`'s own, told to everyone.
 */
export async function oncePerRun(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(inject('runFolder'), name);
  const [done, failed] = [`${folder}.done`, `${folder}.failed`];
  // Only one can make the folder, and it stays.
  const first = await mkdir(folder).then(() => true, () => false);
  if (first) {
    try {
      await make(folder);
      await writeFile(done, '');
    } catch (error) {
      await writeFile(failed, error instanceof Error ? (error.stack ?? error.message) : String(error));
      throw error;
    }
  }
  while (!(await exists(done))) {
    if (await exists(failed)) throw new Error(`${name} could not be made: ${await readFile(failed, 'utf8')}`);
    await sleep(50);
  }
  return folder;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}
