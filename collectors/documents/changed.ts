import { devNull } from 'node:os';
import type { Clone } from '../../src/clones/contract.ts';
import type { Instant } from '../../src/schema/primitives.ts';

/** What a clone's configuration could change of the list: the order of names, the folder they are of, the first commit's. */
const settings = ['-c', `diff.orderFile=${devNull}`, '-c', 'log.showRoot=true', '-c', 'log.follow=false'];
const options = ['--no-renames', '--no-merges', '--no-relative', '--no-ext-diff', '--no-textconv', '--ignore-submodules=all', '--name-only', '--format=%x01%ct'];

/**
 * When the last commit was made that changed each of `paths`, by its committer date; of the newest commit, where a merge
 * brings several. One process lists commits with the names of what they changed, newest first, and is ended as soon as
 * all are found. Paths that no listed commit changed are left out: those that only a merge changed, or that are older
 * than the `limit` newest commits.
 *
 * Nothing is read of a shallow clone: the commit at its edge seems to have changed every file. No name is read at all.
 *
 * @param limit commits to look through
 */
export async function lastChanges(clone: Clone, paths: ReadonlySet<string>, limit: number, signal: AbortSignal): Promise<Map<string, Instant>> {
  const changed = new Map<string, Instant>();
  if (clone.tip === undefined || clone.shallow || clone.partial || paths.size === 0) return changed;
  const args = [...settings, 'log', '-z', ...options, `--max-count=${limit}`, clone.tip, '--'];
  let at: Instant | undefined;
  let first = false;
  let rest = '';
  for await (const chunk of clone.git(args, signal)) {
    const fields = (rest + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1')).split('\0');
    rest = fields.pop() ?? '';
    for (const field of fields) {
      const seconds = /^\u0001(\d{1,12})$/.exec(field)?.[1];
      if (seconds !== undefined) {
        at = new Date(Number(seconds) * 1000).toISOString();
        first = true;
        continue;
      }
      // A line feed stands between the header and the first name.
      const path = Buffer.from(first ? field.replace(/^\n/, '') : field, 'latin1').toString('utf8');
      first = false;
      if (at !== undefined && paths.has(path) && !changed.has(path)) changed.set(path, at);
    }
    if (changed.size === paths.size) break;
  }
  return changed;
}
