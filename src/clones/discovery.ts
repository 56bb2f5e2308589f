import { opendir } from 'node:fs/promises';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import { SourceError } from '../collect/contract.ts';
import { compareText, makeFinding } from '../findings/codes.ts';
import type { CloneFound, DiscoveryProblem } from './contract.ts';
import { showName } from './names.ts';

/** Reads one folder; injected so that folders that refuse to be read can be tested under any user. */
export type ReadFolder = (dir: string) => Promise<readonly Pick<Dirent, 'name' | 'isDirectory' | 'isFile' | 'isSymbolicLink'>[]>;

/**
 * Folders that are never entered: installed packages and caches of tools. They hold more folders than everything else
 * together, and clones in them belong to a package manager.
 */
const noise = new Set([
  'node_modules',
  'bower_components',
  '.pnpm-store',
  '.yarn',
  '.npm',
  '.cache',
  '.venv',
  '__pycache__',
  '.tox',
  '.gradle',
  '.m2',
  '.cargo',
  '.rustup',
  '.terraform',
  '.nx',
  '.next',
]);

/** Folders read ahead of the one that is due: enough to keep the disk busy. */
const readAhead = 16;

const readFolder: ReadFolder = async (dir) => {
  const entries: Dirent[] = [];
  for await (const entry of await opendir(dir, { bufferSize: 256 })) entries.push(entry);
  return entries;
};

type Report = (problem: DiscoveryProblem) => void;

/** Finds clones below `root`: see `Clones.discover` in contract.ts. Order: a folder before what is in it, then by name. */
export function discover(root: string, signal: AbortSignal, report: Report = () => undefined): AsyncIterable<CloneFound> {
  return discoverWith(readFolder, root, signal, report);
}

/** {@link discover} with its access to the file system injected. */
export async function* discoverWith(read: ReadFolder, root: string, signal: AbortSignal, report: Report): AsyncGenerator<CloneFound> {
  const reading = new Map<string, Promise<Folder>>();
  const start = (dir: string) => {
    const known = reading.get(dir);
    if (known) return known;
    const begun = look(read, dir);
    reading.set(dir, begun);
    return begun;
  };
  /** Folders still to visit, the next one last. */
  const due: { dir: string; path: string }[] = [{ dir: root, path: '.' }];
  for (let next = due.pop(); next; next = due.pop()) {
    signal.throwIfAborted();
    const { dir, path } = next;
    const folder = await start(dir);
    reading.delete(dir);
    if (folder.problem !== undefined) {
      if (path === '.') throw unreadableRoot(folder.problem);
      report({ kind: 'unreadable', dir, path, reason: folder.problem });
      continue;
    }
    if (folder.clone) yield { dir, path };
    const below = path === '.' ? '' : `${path}/`;
    for (const name of folder.links) report({ kind: 'link', dir: join(dir, name), path: below + show(name), reason: 'is a symbolic link, which is not followed' });
    for (const name of folder.folders.toReversed()) due.push({ dir: join(dir, name), path: below + show(name) });
    for (const ahead of due.slice(-readAhead)) void start(ahead.dir);
  }
}

interface Folder {
  readonly clone: boolean;
  /** Names of folders to enter, sorted; none in a bare repository. */
  readonly folders: readonly string[];
  /** Names of symbolic links, sorted; only outside of clones, whose own links are looked at in their trees. */
  readonly links: readonly string[];
  readonly problem?: string;
}

async function look(read: ReadFolder, dir: string): Promise<Folder> {
  try {
    const entries = await read(dir);
    const kinds = new Map(entries.map((entry) => [entry.name, entry]));
    const isFolder = (name: string) => kinds.get(name)?.isDirectory() === true;
    if (isFolder('objects') && isFolder('refs') && (kinds.get('HEAD')?.isFile() || kinds.get('HEAD')?.isSymbolicLink())) return { clone: true, folders: [], links: [] };
    const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== '.git' && !noise.has(entry.name)).map((entry) => entry.name).sort(compareText);
    // A `.git` file leads to a linked worktree or a submodule: part of another repository, not one of its own.
    const links = entries.filter((entry) => entry.isSymbolicLink()).map((entry) => entry.name).sort(compareText);
    return { clone: isFolder('.git'), folders, links };
  } catch (error) {
    return { clone: false, folders: [], links: [], problem: reasonOf(error) };
  }
}

const reasons: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  ENOENT: 'is not there, or has a name that is not UTF-8',
  ENOTDIR: 'is not a folder',
  ENAMETOOLONG: 'its path is too long',
  EIO: 'the disk failed',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return code === undefined ? 'cannot be read' : (reasons[code] ?? code);
}

function unreadableRoot(reason: string): SourceError {
  const what = `The folder of clones cannot be searched: it ${/^(is|has)/.test(reason) ? reason : `could not be read (${reason})`}`;
  return new SourceError(what, { finding: makeFinding('ALM0210', { what }) });
}

function show(name: string): string {
  return showName(Buffer.from(name)).text;
}
