import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GitError, runGit } from './git-process.ts';
import { readLayout } from './state.ts';

/**
 * Counts the files of a checkout that are changed or new and not committed; ignored ones and submodules apart.
 *
 * A clone's settings can name programs that turn a file into what is committed (`filter.<name>.clean`), and git would run
 * them to compare. None is run here: with the filters off, a file that needs one may be counted although it is unchanged.
 *
 * @param dir absolute path of the clone
 * @returns undefined for a bare clone, and where git cannot tell
 */
export async function uncommittedFiles(dir: string, signal: AbortSignal): Promise<number | undefined> {
  if (!existsSync(join(dir, '.git'))) return undefined;
  try {
    const { gitDir } = readLayout(dir);
    const off = await filtersOff(gitDir, signal);
    if (off === undefined) return undefined;
    const status = await runGit(gitDir, [...off, `--work-tree=${dir}`, 'status', '--porcelain=v1', '-z', '--no-renames', '--untracked-files=normal', '--ignore-submodules=all'], { signal });
    return status.toString('latin1').split('\0').filter((entry) => entry !== '').length;
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

/** Options that switch every filter of the configuration off; undefined if one has a name that no option can hold. */
async function filtersOff(gitDir: string, signal: AbortSignal): Promise<string[] | undefined> {
  const listed = await runGit(gitDir, ['config', '-z', '--name-only', '--get-regexp', '^filter\\.'], { signal }).catch((error: unknown) => {
    // git exits with 1 where nothing matches.
    if (error instanceof GitError && error.message.endsWith('exit code 1')) return Buffer.alloc(0);
    throw error;
  });
  const names = listed.toString('utf8').split('\0').filter((name) => name !== '');
  if (names.some((name) => name.includes('=') || name.includes('\n') || name.includes('\uFFFD'))) return undefined;
  const filters = new Set(names.map((name) => name.slice(0, name.lastIndexOf('.'))));
  return [...filters].flatMap((filter) => ['clean=', 'smudge=', 'process=', 'required=false'].flatMap((setting) => ['-c', `${filter}.${setting}`]));
}
