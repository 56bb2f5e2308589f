import { posix } from 'node:path';
import type { Blob, Clone, TreeFile } from '../../src/clones/contract.ts';
import { globMatcher } from '../../src/catalog/target.ts';
import type { Tree, TreeEntry } from '../../src/repositories/catalog/tree.ts';

/** Longest target of a symbolic link that is followed, in bytes: Linux's own limit on a path. */
const maxLinkBytes = 4096;

/** Longest path that is held against a pattern, so that its matching time stays bounded. */
const maxMatchedPath = 512;

/** The tree at the tip of a clone's default branch. */
export function cloneTree(clone: Clone, signal: AbortSignal): Tree {
  return {
    async find(paths, patterns) {
      const matchers = patterns.map(globMatcher);
      const last = [...paths].reduce((a, b) => (a > b ? a : b), '');
      const found: TreeFile[] = [];
      let missing = paths.size;
      for await (const file of clone.files(signal)) {
        // Paths come in byte order: nothing that is looked for can follow any more.
        if (patterns.length === 0 && (missing === 0 || (file.clean && isAscii(last) && file.path > last))) break;
        const named = paths.has(file.path);
        if (named) missing -= 1;
        if (file.mode === '160000' || !file.clean) continue;
        if (named || (file.path.length <= maxMatchedPath && matchers.some((matches) => matches(file.path)))) found.push(file);
      }
      const links = found.filter((file) => file.mode === '120000');
      const targets = links.length === 0 ? new Map<string, Blob>() : await clone.read(links.map((file) => file.id), maxLinkBytes, signal);
      return found.map((file): TreeEntry => {
        const entry = { path: file.path, bytes: file.size ?? 0, id: file.id };
        if (file.mode !== '120000') return entry;
        const target = new TextDecoder().decode(targets.get(file.id)?.bytes ?? new Uint8Array());
        const to = posix.normalize(posix.join(posix.dirname(file.path), target));
        const outside = target === '' || target.startsWith('/') || to === '..' || to.startsWith('../');
        return { ...entry, link: outside ? 'outside' : { to } };
      });
    },
    async read(entries, maxBytes) {
      if (entries.length === 0) return new Map();
      const blobs = await clone.read(entries.map((entry) => entry.id), maxBytes, signal);
      return new Map(
        entries.flatMap((entry): [string, Blob][] => {
          const blob = blobs.get(entry.id);
          return blob === undefined ? [] : [[entry.path, blob]];
        }),
      );
    },
    url: (path, line) => clone.fileUrl(path, line),
  };
}

function isAscii(text: string): boolean {
  return !/[^\x20-\x7e]/.test(text);
}
