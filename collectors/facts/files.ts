import { globSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { compareText } from '../../src/findings/codes.ts';

/**
 * Files that a path or glob of the configuration names, in order. A relative pattern is confined to the content folder:
 * a link that leads out of it is left out. An absolute one is the administrator's word and taken as it is.
 */
export async function matchingFiles(contentDir: string, pattern: string): Promise<{ path: string; relative: string }[]> {
  const confined = !isAbsolute(pattern);
  const root = realpathSync(contentDir);
  const found = globSync(pattern, { cwd: contentDir }).map((name) => resolve(contentDir, name));
  return found
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
    .filter((path) => !confined || realpathSync(path).startsWith(root + sep))
    .map((path) => ({ path, relative: confined ? relative(contentDir, path).split(sep).join('/') : path.split(sep).slice(-2).join('/') }))
    .toSorted((a, b) => compareText(a.path, b.path));
}
