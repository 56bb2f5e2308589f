import { lstatSync, readdirSync, watch, type FSWatcher } from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * Watches a folder and the folders in it, each by itself, for systems that cannot watch a whole tree. (What Node.js puts
 * in its place there watches files: it loses one that an editor replaces by rename, as most do when they save.)
 *
 * @param skipped names of folders and files that do not count
 * @param changed told the path below `dir` of what appeared, changed or went away
 * @returns what ends it
 * @throws if the system refuses to watch one of the folders that are there
 */
export function watchFolders(dir: string, skipped: (name: string) => boolean, changed: (path: string) => void): () => void {
  const watchers = new Map<string, FSWatcher>();

  const leave = (folder: string): void => {
    for (const [path, watcher] of watchers) {
      if (path !== folder && !path.startsWith(folder + sep)) continue;
      watcher.close();
      watchers.delete(path);
    }
  };

  /** Watches a folder and all below it. What is in a new one may have come before its watcher: it is told. */
  const enter = (folder: string, tell: boolean): void => {
    const watcher = watch(folder, (event, name) => {
      if (name === null || skipped(name)) return;
      const path = join(folder, name);
      changed(relative(dir, path));
      if (event === 'rename') renew(path);
    });
    // A folder that goes away ends its watcher; the folder around it says so.
    watcher.on('error', () => leave(folder));
    watchers.set(folder, watcher);
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (skipped(entry.name)) continue;
      const path = join(folder, entry.name);
      if (tell) changed(relative(dir, path));
      if (entry.isDirectory()) enter(path, tell);
    }
  };

  /** A name that appeared or went away: another folder may stand there now, or none. */
  const renew = (path: string): void => {
    leave(path);
    try {
      if (lstatSync(path).isDirectory()) enter(path, true);
    } catch (error) {
      const gone = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
      if (!gone) throw error;
      leave(path);
    }
  };

  enter(dir, false);
  return () => leave(dir);
}
