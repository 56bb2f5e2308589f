import { lstat, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readHead } from '../clones/git-files.ts';
import { pagesOf } from '../clones/hosts.ts';
import { parseRemote } from '../clones/remote.ts';
import { readLayout } from '../clones/state.ts';
import type { Layout } from '../clones/state.ts';
import type { Dialect } from './file.ts';
import { allPlaces, sizeLimit } from './places.ts';
import type { Candidate } from './places.ts';

/** The checkout that a folder lies in. */
export interface WorkingTree {
  /** Absolute path without symbolic links. */
  readonly root: string;
  /** Which host it was cloned from, if its remote tells. */
  readonly host: Dialect | undefined;
}

/** Finds the checkout that `folder` lies in; undefined if there is none (a bare repository has no files either). */
export async function findWorkingTree(folder: string): Promise<WorkingTree | undefined> {
  const start = await realpath(folder);
  for (let root = start; ; root = dirname(root)) {
    const layout = (await exists(join(root, '.git'))) ? await layoutOf(root) : undefined;
    if (layout) return { root, host: pagesOf(layout.remote && parseRemote(layout.remote.url)).kind };
    if (root === dirname(root)) return undefined;
  }
}

/** What the git directory of a checkout says; undefined if `.git` is something else. */
async function layoutOf(root: string): Promise<Layout | undefined> {
  try {
    const layout = await readLayout(root);
    return (await readHead(layout.gitDir)) === undefined ? undefined : layout;
  } catch {
    return undefined;
  }
}

function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** A CODEOWNERS file of a checkout. */
export interface CheckedOut extends Candidate {
  /** True for a symbolic link, which is not followed. */
  readonly link: boolean;
}

/** Reads the CODEOWNERS files of a checkout as they stand, committed or not. */
export async function readCandidates(root: string): Promise<CheckedOut[]> {
  const found: CheckedOut[] = [];
  for (const path of allPlaces) {
    const file = join(root, path);
    const stat = await lstat(file).catch(() => undefined);
    if (stat?.isSymbolicLink() === true) found.push({ path, text: undefined, link: true });
    else if (stat?.isFile() === true) {
      found.push({ path, text: stat.size < sizeLimit ? await readFile(file, 'utf8') : undefined, link: false });
    }
  }
  return found;
}
