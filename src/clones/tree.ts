import type { TreeFile } from './contract.ts';
import { GitError, streamGit } from './git-process.ts';
import { showName } from './names.ts';

const entry = /^(\d{6}) \w+ ([0-9a-f]+)(?: +(\d+|-|BAD))?$/;

/**
 * Every entry of the tree of `commit`, recursively, in git's order. `sizes` is false for a partial clone: asking for the
 * size of an object that is not there would fail.
 *
 * @throws GitError if git cannot read it
 */
export async function* listTree(gitDir: string, commit: string, sizes: boolean, signal: AbortSignal): AsyncGenerator<TreeFile> {
  const args = ['ls-tree', '-r', ...(sizes ? ['-l'] : []), '-z', '--full-tree', commit, '--'];
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of streamGit(gitDir, args, { signal })) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let to = bytes.indexOf(0, from); to !== -1; to = bytes.indexOf(0, from)) {
      yield parseEntry(bytes.subarray(from, to));
      from = to + 1;
    }
    rest = bytes.subarray(from);
  }
}

/** git writes `BAD` in place of the size of an object that is not there or damaged, and goes on. */
function parseEntry(record: Buffer): TreeFile {
  const tab = record.indexOf(9);
  const head = record.subarray(0, tab).toString('latin1');
  const name = showName(record.subarray(tab + 1));
  const [, mode, id, size] = entry.exec(head) ?? [];
  if (mode === undefined || id === undefined) throw new GitError(`git ls-tree: unexpected answer for ${name.text}`);
  const bytes = size === undefined || !/^\d+$/.test(size) ? undefined : Number(size);
  return { path: name.text, clean: name.clean, mode, id, size: bytes, ...(size === 'BAD' ? { damaged: true } : {}) };
}
