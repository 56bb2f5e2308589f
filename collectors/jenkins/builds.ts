import { z } from 'zod';
import { censusOf } from '../../src/collect/census.ts';
import { type FieldCensus, SourceError } from '../../src/collect/contract.ts';
import { type BranchKind, branchKindOf } from '../../src/github/branch-kind.ts';
import { type JenkinsApi, jobPath } from '../../src/jenkins/api.ts';
import type { Build } from './page.ts';

/** Builds asked for at once. */
export const perWindow = 100;

const fields = 'number,result,timestamp,duration,building,actions[queuingDurationMillis,lastBuiltRevision[branch[name]]]';

const record = z.looseObject({
  number: z.int().positive(),
  result: z.string().nullish(),
  timestamp: z.number(),
  duration: z.number().nullish(),
  building: z.boolean().nullish(),
  actions: z.array(z.unknown()).nullish(),
});
const job = z.looseObject({ allBuilds: z.array(z.unknown()).nullish() });
const queued = z.looseObject({ queuingDurationMillis: z.number().nonnegative() });
const checkedOut = z.looseObject({ lastBuiltRevision: z.looseObject({ branch: z.array(z.looseObject({ name: z.string() })) }) });

export interface Builds {
  readonly builds: readonly Build[];
  readonly unfit: readonly { readonly record: string; readonly reason: string }[];
  /** How many there were, made sense or not. */
  readonly count: number;
  readonly census: readonly FieldCensus[];
}

/** What is asked for: a job, or a branch's. */
export interface BuildsOf {
  readonly api: JenkinsApi;
  readonly fullName: string;
  /** Path as messages name it. */
  readonly shown: string;
  /** Kind of the branch, where the job is one's. */
  readonly kind: BranchKind | undefined;
  readonly signal: AbortSignal;
}

/** A window of builds, newest first. `allBuilds` is used since `builds` ends after a hundred. */
export async function readWindow(of: BuildsOf, skip: number): Promise<Builds> {
  const answer = await of.api.read(jobPath(of.fullName), `allBuilds[${fields}]{${skip},${skip + perWindow}}`, of.signal, of.shown);
  if (answer === undefined) return { builds: [], unfit: [], count: 0, census: [] };
  const read = job.safeParse(answer);
  if (!read.success) throw new SourceError(`${of.api.name} answered for the builds of a job with something that is no list`);
  return sift(read.data.allBuilds ?? [], of.kind);
}

/** One build; nothing where it was deleted. */
export async function readBuild(of: BuildsOf, number: number): Promise<Builds> {
  const answer = await of.api.read(`${jobPath(of.fullName)}/${number}`, fields, of.signal, `${of.shown}/${number}`);
  return sift(answer === undefined ? [] : [answer], of.kind);
}

function sift(raw: readonly unknown[], kind: BranchKind | undefined): Builds {
  const builds: Build[] = [];
  const unfit: { record: string; reason: string }[] = [];
  for (const each of raw) {
    const read = record.safeParse(each);
    if (read.success) builds.push(buildOf(read.data, kind));
    else unfit.push({ record: nameOf(each), reason: read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ').slice(0, 500) });
  }
  return { builds, unfit, count: raw.length, census: raw.length === 0 ? [] : [censusOf('build', raw)] };
}

const numbered = z.looseObject({ number: z.number() });

function nameOf(each: unknown): string {
  const read = numbered.safeParse(each);
  return read.success ? `build ${read.data.number}` : 'a build without a number';
}

function buildOf({ number, result, timestamp, duration, building, actions }: z.infer<typeof record>, kind: BranchKind | undefined): Build {
  const waited = (actions ?? []).flatMap((action) => {
    const read = queued.safeParse(action);
    return read.success ? [read.data.queuingDurationMillis] : [];
  })[0];
  const branch = kind ?? checkedOutKind(actions ?? []);
  return {
    number,
    ...(result === null || result === undefined ? {} : { result }),
    building: building === true,
    timestamp,
    ...(duration === null || duration === undefined ? {} : { duration: Math.max(0, duration) }),
    ...(waited === undefined ? {} : { queued: waited }),
    ...(branch === undefined ? {} : { branch }),
  };
}

/** Kind of the branch that a job without branches of its own checked out; not known where it checked out several. */
function checkedOutKind(actions: readonly unknown[]): BranchKind | undefined {
  const kinds = new Set(
    actions.flatMap((action) => {
      const read = checkedOut.safeParse(action);
      if (!read.success) return [];
      return read.data.lastBuiltRevision.branch.flatMap(({ name }) => kindOfRef(name.replace(/^(?:refs\/remotes\/)?origin\//, '')) ?? []);
    }),
  );
  return kinds.size === 1 ? [...kinds][0] : undefined;
}

/** Jenkins does not tell the default branch of a job's repository; by far most are called one of these. */
export const usualDefaults: readonly string[] = ['main', 'master'];

export function kindOfRef(name: string): BranchKind | undefined {
  // A checkout without a branch, such as that of a commit.
  if (name === '' || name === 'detached') return undefined;
  if (usualDefaults.includes(name)) return 'default';
  return branchKindOf(name, undefined, undefined);
}
