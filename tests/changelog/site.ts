import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { oncePerRun } from '../browser/once.ts';
import { run } from '../cli/in-process.ts';

/** A night of the organisation beside this file, at noon of 20 November 2026; built once per run. Its folder holds `content`, `data` and `dist`. */
export function builtOrganisation(): Promise<string> {
  return oncePerRun('changelog-organisation', async (folder) => {
    cpSync(join(import.meta.dirname, 'organisation'), join(folder, 'content'), { recursive: true });
    const { code, out, err } = await run(['nightly', '--content', 'content'], folder);
    if (code !== 0) throw new Error(`the night ended with ${code}\n${out}${err}`);
  });
}
