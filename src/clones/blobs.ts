import type { Blob } from './contract.ts';
import { GitError, streamGit } from './git-process.ts';

const objectId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * Contents of blobs by object id through one `git cat-file --batch`. At most `maxBytes` of each are kept; what is not a
 * blob is left out.
 *
 * @throws GitError if one of them is not there or cannot be read, TypeError for what is not an object id
 */
export async function readBlobs(gitDir: string, ids: readonly string[], maxBytes: number, signal: AbortSignal): Promise<Map<string, Blob>> {
  const wanted = [...new Set(ids)];
  const odd = wanted.find((id) => !objectId.test(id));
  if (odd !== undefined) throw new TypeError(`not an object id: ${JSON.stringify(odd)}`);
  const blobs = new Map<string, Blob>();
  if (wanted.length === 0) return blobs;

  let header: Buffer = Buffer.alloc(0);
  let current: { id: string; blob: boolean; size: number; left: number; parts: Buffer[]; kept: number } | undefined;
  for await (const chunk of streamGit(gitDir, ['cat-file', '--batch'], { signal, input: `${wanted.join('\n')}\n` })) {
    let at = 0;
    while (at < chunk.length) {
      if (!current) {
        const end = chunk.indexOf(10, at);
        header = Buffer.concat([header, chunk.subarray(at, end === -1 ? chunk.length : end)]);
        if (end === -1) break;
        at = end + 1;
        const [id = '', type = '', size] = header.toString('latin1').split(' ');
        header = Buffer.alloc(0);
        if (size === undefined) throw new GitError(`git cat-file: object ${id} is ${type === 'missing' ? 'missing' : 'not readable'}`);
        // A line feed follows every object; it is counted in and left out again.
        current = { id, blob: type === 'blob', size: Number(size), left: Number(size) + 1, parts: [], kept: 0 };
      }
      const part = chunk.subarray(at, at + current.left);
      const room = Math.min(maxBytes, current.size) - current.kept;
      if (current.blob && room > 0) {
        current.parts.push(part.subarray(0, room));
        current.kept += Math.min(room, part.length);
      }
      current.left -= part.length;
      at += part.length;
      if (current.left === 0) {
        const { id, blob, size, parts } = current;
        if (blob) blobs.set(id, { bytes: Buffer.concat(parts), cut: size > maxBytes, size });
        current = undefined;
      }
    }
  }
  return blobs;
}

/**
 * Those of `ids` that are in the object store of a partial clone. Asking git for one that is not would end the whole
 * answer, since it may not be fetched; listing what is there asks for none.
 */
export async function presentObjects(gitDir: string, ids: readonly string[], signal: AbortSignal): Promise<string[]> {
  const wanted = new Set(ids);
  const present = new Set<string>();
  let rest = '';
  for await (const chunk of streamGit(gitDir, ['cat-file', '--batch-all-objects', '--unordered', '--batch-check=%(objectname)'], { signal })) {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const id of lines) if (wanted.has(id)) present.add(id);
  }
  return [...present];
}
