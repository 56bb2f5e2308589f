import type { WellKnownFile } from '../../src/schema/facts/repository.ts';
import { WellKnownFiles, type WellKnownFileFound } from '../../src/repositories/well-known-files.ts';
import type { Folder } from './deep-record.ts';
import { mayBeThere, rareFolders } from './folders.ts';
import type { WholeTree } from './whole-tree.ts';

/** Folders that were listed, by their place: `''`, `.github/`. */
export type Folders = ReadonlyMap<string, NonNullable<Folder>>;

const submodule = 0o160000;
const symbolicLink = 0o120000;

/** True if the repository has a folder that is listed by a query of its own. */
export function needsRareFolders(folders: Folders): boolean {
  const atRoot = new Set((folders.get('')?.entries ?? []).filter(({ type }) => type === 'tree').map(({ name }) => name));
  return [...rareFolders.values()].some((folder) => mayBeThere(folder, atRoot));
}

/** The modes of files in the folders that were listed, by path. */
export function linksIn(folders: Folders): ReadonlySet<string> {
  return new Set([...folders].flatMap(([place, { entries }]) => entries.filter(({ mode }) => mode === symbolicLink).map(({ name }) => `${place}${name}`)));
}

/** Well-known files, and which of them may lie where nobody looked. */
export interface FilesSeen {
  readonly wellKnownFiles: WellKnownFileFound[];
  readonly unseen: readonly WellKnownFile[];
}

/** What counts anywhere in a tree, so that a look at some folders cannot tell that it is not there. */
const anywhere: readonly WellKnownFile[] = ['dockerfile', 'lockfile', 'tests'];

/** Looks through the folders that were listed, or the whole tree where there is one. */
export function filesSeen(folders: Folders, whole: WholeTree | undefined): FilesSeen {
  const files = new WellKnownFiles();
  let hidden = false;
  for (const { path, type } of whole?.files ?? []) if (type === 'blob') files.add(path);
  for (const [place, { entries }] of folders) {
    for (const { name, type, mode } of entries) {
      if (mode === submodule) continue;
      if (type !== 'tree') files.add(`${place}${name}`);
      else if (place === '') {
        files.add(`${name}/`);
        hidden ||= !folders.has(`${name}/`);
      } else hidden = true;
    }
  }
  if (whole?.cut === false) hidden = false;
  const wellKnownFiles = files.found();
  return { wellKnownFiles, unseen: hidden ? anywhere.filter((file) => !wellKnownFiles.some((found) => found.file === file)) : [] };
}
