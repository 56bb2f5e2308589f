import { watch } from 'node:fs';
import { sep } from 'node:path';
import { watchFolders } from './folders.ts';

/** Milliseconds of quiet after which changed files are handed on: an editor writes a file in several steps. */
const quiet = 40;

/**
 * Watches a folder and everything in it, and hands on which files changed, as paths below it with `/`: several at once
 * where they changed at once. Hidden files and editors' backups do not count.
 *
 * @returns what ends it
 * @throws if the system refuses to watch the folder
 */
export function watchFolder(dir: string, changed: (files: readonly string[]) => void): () => void {
  const files = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const note = (name: string): void => {
    if (isAside(name)) return;
    files.add(name.split(sep).join('/'));
    clearTimeout(timer);
    timer = setTimeout(() => {
      const all = [...files].toSorted();
      files.clear();
      changed(all);
    }, quiet);
  };
  const stop = watchTree(dir, note);
  return () => {
    clearTimeout(timer);
    stop();
  };
}

function watchTree(dir: string, note: (name: string) => void): () => void {
  if (process.platform !== 'darwin' && process.platform !== 'win32') return watchFolders(dir, isAside, note);
  const watcher = watch(dir, { recursive: true }, (_event, name) => {
    if (name !== null) note(name);
  });
  return () => watcher.close();
}

function isAside(name: string): boolean {
  return name.split(sep).some((part) => part.startsWith('.') || part.startsWith('#')) || /~$|\.(swp|swx|tmp)$|^4913$/.test(name);
}
