import { lstat, opendir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import picomatch from 'picomatch';
import type { Blob } from '../../src/clones/contract.ts';
import { globMatcher } from '../../src/catalog/target.ts';
import type { Tree, TreeEntry } from '../../src/repositories/catalog/tree.ts';

/** The organisation's content folder, as it lies on disk. A symbolic link is followed only as long as it stays inside. */
export function folderTree(root: string): Tree {
  const inside = confinement(root);

  async function entryAt(path: string): Promise<TreeEntry | undefined> {
    const real = await inside(path);
    if (real === undefined) return undefined;
    if (real === 'outside') return { path, bytes: 0, id: path, link: 'outside' };
    const found = await stat(real);
    // A pipe or a device would never end.
    return found.isFile() ? { path, bytes: found.size, id: path } : undefined;
  }

  return {
    async find(paths, patterns) {
      const found = new Map<string, TreeEntry>();
      const add = async (path: string): Promise<void> => {
        const entry = found.has(path) ? undefined : await entryAt(path);
        if (entry !== undefined) found.set(path, entry);
      };
      for (const path of paths) await add(path);
      for (const pattern of patterns) {
        const matches = globMatcher(pattern);
        for await (const { path, leaves } of walk(picomatch.scan(pattern).base, inside)) {
          if (leaves || matches(path)) await add(path);
        }
      }
      return [...found.values()];
    },
    async read(entries, maxBytes) {
      const contents = new Map<string, Blob>();
      for (const entry of entries) {
        const real = await inside(entry.id);
        if (real === undefined || real === 'outside') continue;
        const bytes = await readFile(real).catch(() => undefined);
        if (bytes !== undefined) contents.set(entry.path, { bytes: bytes.subarray(0, maxBytes), size: bytes.length, cut: bytes.length > maxBytes });
      }
      return contents;
    },
    url: () => undefined,
  };
}

/** Resolves a path of the folder to the real one; `outside` if that is not in it, or a link leads to nothing. */
type Confine = (path: string) => Promise<string | 'outside' | undefined>;

function confinement(root: string): Confine {
  let realRoot: Promise<string> | undefined;
  return async (path) => {
    realRoot ??= realpath(root);
    const base = await realRoot;
    let real: string;
    try {
      real = await realpath(join(root, path));
    } catch {
      return (await isLink(join(root, path))) ? 'outside' : undefined;
    }
    return real === base || real.startsWith(base.endsWith(sep) ? base : `${base}${sep}`) ? real : 'outside';
  };
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch {
    return false;
  }
}

/** Everything below a folder that is not a folder itself; each real folder once, so that no cycle is endless. */
async function* walk(start: string, inside: Confine): AsyncGenerator<{ path: string; leaves: boolean }> {
  const visited = new Set<string>();
  const pending = [start === '.' ? '' : start];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const real = await inside(folder);
    if (real === 'outside') yield { path: folder, leaves: true };
    if (real === undefined || real === 'outside' || visited.has(real)) continue;
    visited.add(real);
    const entries = await opendir(real).catch(() => undefined);
    if (entries === undefined) continue;
    for await (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) pending.push(path);
      else if (!entry.isSymbolicLink()) yield { path, leaves: false };
      else {
        const target = await inside(path);
        if (target !== undefined && target !== 'outside' && (await stat(target)).isDirectory()) pending.push(path);
        else yield { path, leaves: target === 'outside' };
      }
    }
  }
}
