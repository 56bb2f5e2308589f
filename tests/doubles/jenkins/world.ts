import { seeded, type Random } from '../../../bench/random.ts';

/** A Jenkins controller, generated from a seed. Wherever Jenkins names a person, the name holds `canary`. */
export interface JenkinsWorld {
  readonly root: Folder;
  now: number;
  readonly random: Random;
}

export type Item = Folder | Multibranch | Job;
export interface Folder {
  readonly type: 'folder';
  readonly name: string;
  readonly items: Item[];
}
export interface Multibranch {
  readonly type: 'multibranch';
  readonly name: string;
  /** Address that the branch source knows; absent for plain git. */
  readonly objectUrl?: string;
  readonly branches: Job[];
}
export interface Job {
  readonly type: 'job';
  readonly name: string;
  readonly primary?: boolean;
  readonly remotes: readonly string[];
  /** Branch that is checked out, as the git plugin writes it. */
  readonly ref: string;
  readonly builds: Build[];
}
export interface Build {
  readonly number: number;
  result: string | null;
  building: boolean;
  readonly timestamp: number;
  duration: number;
}

const minute = 60_000;
const day = 24 * 60 * minute;
const library = 'https://git.example.com/platform/pipeline-library.git';

/**
 * - `acme/payments`: multibranch of a source that knows its host, with a Pull Request and a branch named after somebody
 * - `acme/ledger`: multibranch of plain git, which loads a library beside
 * - `acme/tools/nightly`: a job in a folder in a folder; its address holds a password
 * - `acme/tools/cleanup`: a job without SCM
 * - `long`: a job with 250 builds
 */
export function jenkinsWorld({ seed, now }: { readonly seed: number; readonly now: string }): JenkinsWorld {
  const world: JenkinsWorld = { root: { type: 'folder', name: '', items: [] }, now: Date.parse(now), random: seeded(seed) };
  const payments = ['https://github.com/Acme/payments.git'];
  const ledger = [library, 'git@git.example.com:acme/ledger.git'];
  world.root.items.push(
    {
      type: 'folder',
      name: 'acme',
      items: [
        {
          type: 'multibranch',
          name: 'ledger',
          branches: [job(world, 'main', 'main', ledger, 4), job(world, 'release%2F2.x', 'release/2.x', ledger, 2)],
        },
        {
          type: 'multibranch',
          name: 'payments',
          objectUrl: 'https://github.com/Acme/payments',
          branches: [job(world, 'PR-7', 'PR-7', payments, 2), job(world, 'canary-person%2Ffix', 'canary-person/fix', payments, 1), { ...job(world, 'trunk', 'trunk', payments, 5), primary: true }],
        },
        {
          type: 'folder',
          name: 'tools',
          items: [job(world, 'cleanup', '', [], 3), job(world, 'nightly', 'refs/remotes/origin/master', ['https://robot:s3cretCanaryPassword@git.example.com/acme/nightly.git'], 3)],
        },
      ],
    },
    job(world, 'long', 'origin/main', ['https://git.example.com/acme/long'], 250),
    job(world, 'never built', '', [], 0),
  );
  return world;
}

function job(world: JenkinsWorld, name: string, ref: string, remotes: readonly string[], builds: number): Job {
  const made: Job = { type: 'job', name, remotes, ref, builds: [] };
  for (let i = builds; i > 0; i--) addBuild(world, made, world.now - i * 6 * 60 * minute);
  return made;
}

export function addBuild({ random }: JenkinsWorld, { builds }: Job, timestamp: number, building = false): Build {
  const results = ['SUCCESS', 'SUCCESS', 'FAILURE', 'UNSTABLE', 'ABORTED', 'NOT_BUILT'];
  const build = { number: (builds[0]?.number ?? 0) + 1, result: building ? null : (results[random.int(0, results.length - 1)] ?? null), building, timestamp, duration: building ? 0 : random.int(1, 90) * 10_000 };
  builds.unshift(build);
  return build;
}

/** The job at a full name. */
export function jobAt({ root }: JenkinsWorld, fullName: string): Job {
  const found = itemAt(root, fullName.split('/'));
  if (found?.type !== 'job') throw new Error(`${fullName} is no job`);
  return found;
}

export function itemAt(root: Folder, path: readonly string[]): Item | undefined {
  let at: Item | undefined = root;
  for (const name of path) {
    const inside: readonly Item[] = at?.type === 'folder' ? at.items : at?.type === 'multibranch' ? at.branches : [];
    at = inside.find((item) => item.name === name);
  }
  return at;
}

export { day };
