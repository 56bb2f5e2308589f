import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FetchContext } from '../../src/collect/contract.ts';
import type { Clone } from '../../src/clones/contract.ts';
import { findingsOf } from './findings.ts';
import { readHistory } from './history.ts';
import { objectStoreBytes } from './object-store.ts';
import type { ClonePage } from './page.ts';
import { readReferences, toInstant } from './references.ts';
import { readTree } from './tree.ts';

/**
 * Reads everything that is known of a clone: references, history, tree, and texts of licences and links, each in one
 * git process. A backdated run leaves out tags and branches that are later than its instant, and reads history and
 * tree up to the last commit of the default branch before it.
 *
 * @returns undefined if the repository had no commit yet at the instant of a backdated run
 * @throws SourceError with finding ALM0201 if git cannot read it
 */
export async function readClone(clone: Clone, context: FetchContext): Promise<ClonePage | undefined> {
  const { asOf, backdated, signal, minimumGroup } = context;
  const references = await readReferences(clone, backdated ? asOf : undefined, signal);
  const { tip } = clone;
  if (tip === undefined && backdated && (clone.defaultBranch !== undefined || clone.detached)) return undefined;
  if (references.later > 0) context.log(`${clone.repository}: ${references.later} branches and tags are later than ${asOf} and were left out`);

  const candidates = new Set(references.branches.map((branch) => branch.commit));
  const cuts = new Set(clone.shallow ? await readCuts(clone.gitDir) : []);
  const history = tip === undefined ? undefined : await readHistory(clone, { tip, asOf, backdated, minimumGroup, candidates, cuts }, signal);
  const summary = tip === undefined ? undefined : await readTree(clone, signal);

  return {
    repository: clone.repository,
    ...known('remoteUrl', clone.remoteUrl),
    ...known('webUrl', clone.webUrl),
    ...known('description', clone.description),
    ...known('defaultBranch', clone.defaultBranch),
    bare: clone.bare,
    shallow: clone.shallow,
    ...(tip === undefined || !history || !summary
      ? {}
      : {
          tip: {
            head: tip,
            lastCommitAt: toInstant(history.tipCommittedAt ?? 0),
            // What lies behind the cut of a shallow clone is not known: an absent value, never a wrong one.
            ...(clone.shallow || history.firstCommitAt === undefined ? {} : { firstCommitAt: toInstant(history.firstCommitAt) }),
            tree: summary.tree,
          },
        }),
    gitBytes: await objectStoreBytes(clone.gitDir),
    branches: references.branches.map(({ name, commit, lastCommitAt }) => {
      // Where the default branch was at the instant asked for is known, unlike for the others.
      if (name === clone.defaultBranch) return { name, isDefault: true, lastCommitAt: toInstant(history?.tipCommittedAt ?? 0), merged: true };
      return { name, isDefault: false, lastCommitAt, ...known('merged', mergedState(clone, history?.held.has(commit))) };
    }),
    tags: references.tags,
    weeks: history?.weeks ?? [],
    findings: findingsOf(clone, summary),
  };
}

/** In a shallow clone a branch that was not met may have been merged before the cut. */
function mergedState(clone: Clone, held: boolean | undefined): boolean | undefined {
  return held === true ? true : clone.shallow ? undefined : held;
}

async function readCuts(gitDir: string): Promise<string[]> {
  return (await readFile(join(gitDir, 'shallow'), 'latin1')).split('\n').filter((line) => line !== '');
}

function known<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  const entry: { [P in K]?: V } = {};
  if (value !== undefined) entry[key] = value;
  return entry;
}
