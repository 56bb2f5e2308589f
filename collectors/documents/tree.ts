import type { Clone, TreeFile } from '../../src/clones/contract.ts';
import type { PathLookup } from './nav-findings.ts';

/** What a tree says of paths that documents and navigations name. */
export interface FoundPaths extends PathLookup {
  /** An ordinary file that is there under exactly this path. */
  file(path: string): TreeFile | undefined;
}

/** Looks for files and folders in the tree in one pass, by their path and by their path in another spelling. */
export async function findPaths(clone: Clone, wanted: ReadonlySet<string>, signal: AbortSignal): Promise<FoundPaths> {
  const folded = new Set(Array.from(wanted, fold));
  const files = new Map<string, TreeFile>();
  const there = new Set<string>();
  const spellings = new Map<string, string>();
  const look = (path: string): void => {
    if (wanted.has(path)) there.add(path);
    const key = fold(path);
    if (folded.has(key) && !spellings.has(key)) spellings.set(key, path);
  };
  let folder = '';
  for await (const file of clone.files(signal)) {
    if (!file.clean) continue;
    look(file.path);
    if (wanted.has(file.path) && (file.mode === '100644' || file.mode === '100755')) files.set(file.path, file);
    // Folders are looked at once each: paths come in order, those of one folder together.
    const parent = file.path.slice(0, Math.max(0, file.path.lastIndexOf('/')));
    if (parent === folder) continue;
    folder = parent;
    for (let path = parent; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('/')))) look(path);
  }
  return {
    has: (path) => path === '' || there.has(path),
    file: (path) => files.get(path),
    spelling: (path) => (there.has(path) ? undefined : spellings.get(fold(path))),
  };
}

/** Two names that a file system without regard to case takes for one. */
function fold(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
