import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import type { Clone, Clones, DiscoveryProblem } from '../clones/contract.ts';
import { makeFinding } from '../findings/codes.ts';
import { type CollectContext, type Shard, SourceError } from './contract.ts';

/**
 * The clones below a folder as shards, for every collector that reads them: one shard a clone, under its path in the
 * folder.
 *
 * @param path the folder, relative to the content folder
 * @param links is told of symbolic links that were not followed
 * @throws SourceError if there is no clone
 */
export async function* cloneShards(clones: Clones, path: string, context: CollectContext, links?: (paths: readonly string[]) => void): AsyncGenerator<Shard> {
  let found = 0;
  const linked: string[] = [];
  const unreadable: DiscoveryProblem[] = [];
  const report = (problem: DiscoveryProblem): void => {
    if (problem.kind === 'unreadable') unreadable.push(problem);
    else linked.push(problem.path);
  };
  for await (const clone of clones.discover(resolve(context.contentDir, path), context.signal, report)) {
    found += 1;
    yield { id: clone.path, locator: clone.dir };
  }
  // A folder that cannot be looked into is a shard that fails: what was known of clones in it stays, with its age.
  for (const problem of unreadable) yield { id: problem.path, locator: problem.dir };
  if (linked.length > 0) links?.(linked);
  if (found === 0 && unreadable.length === 0) {
    const what = `No git clone was found in the folder ${basename(path)}`;
    throw new SourceError(what, { finding: makeFinding('ALM0210', { what }) });
  }
}

/** A digest of what is read of a clone. What is read depends on the instant only where history is cut at it. */
export function cloneFingerprint(clone: Clone, { backdated, asOf }: CollectContext, ...besides: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify([clone.fingerprint, ...besides, backdated ? asOf : ''])).digest('hex');
}
