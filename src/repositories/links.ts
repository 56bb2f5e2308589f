import { posix } from 'node:path';

/** True if a symbolic link at a path of a repository leads out of it. */
export function leadsOut(path: string, target: string): boolean {
  const to = posix.normalize(posix.join(posix.dirname(path), target));
  return target === '' || posix.isAbsolute(target) || to === '..' || to.startsWith('../');
}
