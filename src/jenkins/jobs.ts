import { z } from 'zod';
import { censusOf } from '../collect/census.ts';
import type { FieldCensus } from '../collect/contract.ts';
import { SourceError } from '../collect/contract.ts';
import { type JenkinsApi, jobPath } from './api.ts';
import { repositoriesIn } from './remotes.ts';

/** Entries asked for at once, and branches of each multibranch project among them. */
const perPage = 100;
/** Folders in one another that are looked into. */
const deepest = 30;

const build = 'number,building,actions[remoteUrls]';
const branchFields = `_class,name,actions[_class],lastBuild[${build}],lastSuccessfulBuild[${build}]`;
const jobFields = `_class,name,actions[_class,objectUrl],lastBuild[${build}],lastSuccessfulBuild[${build}]`;

const actions = z.array(z.unknown()).nullish();
const lastBuild = z.looseObject({ number: z.int(), building: z.boolean().nullish(), actions }).nullish();
const entry = z.looseObject({ _class: z.string().nullish(), name: z.string().min(1), actions, lastBuild, lastSuccessfulBuild: lastBuild, jobs: z.array(z.unknown()).nullish() });
type Entry = z.infer<typeof entry>;
const named = z.looseObject({ name: z.string() });
const container = z.looseObject({ jobs: z.array(z.unknown()).nullish() });
const action = z.looseObject({ _class: z.string().nullish(), objectUrl: z.string().nullish() });

/** Something that is built under one name: a job, or one branch of a multibranch project. */
export interface Target {
  /** Last part of the full name; of a branch its name. */
  readonly name: string;
  /** Number of its last build. */
  readonly last: number;
  /** True if the branch's source calls it the one that everything is merged into. */
  readonly primary: boolean;
}

/** A job that builds, with its branches if it is a multibranch project. */
export interface JenkinsJob {
  readonly fullName: string;
  /** For a multibranch project: its branches, Pull Requests and tags that were built. */
  readonly branches: readonly Target[] | undefined;
  /** For any other: itself, if it was ever built. */
  readonly self: Target | undefined;
  /** Repositories that its last builds checked out; several where a library is loaded. */
  readonly checkedOut: readonly string[];
  /** Repository that a multibranch project says it is of. */
  readonly source: string | undefined;
}

/** All jobs of a Jenkins, and what did not make sense. */
export interface Jobs {
  readonly jobs: readonly JenkinsJob[];
  readonly unfit: number;
  readonly census: readonly FieldCensus[];
}

/**
 * Lists the jobs of a controller, folder by folder; branches of multibranch projects come with the folder they are in.
 * Folders, organisations and multibranch projects are told by having jobs, and the last by their class.
 */
export async function listJobs(api: JenkinsApi, signal: AbortSignal): Promise<Jobs> {
  const jobs: JenkinsJob[] = [];
  const census: FieldCensus[] = [];
  let unfit = 0;
  const folders = [''];
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    const names = new NewNames(api, folder);
    for (let from = 0; ; from += perPage) {
      const raw = await entries(api, folder, `jobs[${jobFields},jobs[${branchFields}]{0,${perPage}}]{${from},${from + perPage}}`, signal);
      names.check(raw);
      census.push(censusOf('job', raw));
      for (const record of raw) {
        const read = entry.safeParse(record);
        if (!read.success) {
          unfit += 1;
          continue;
        }
        const fullName = folder === '' ? read.data.name : `${folder}/${read.data.name}`;
        if (read.data.jobs === null || read.data.jobs === undefined) jobs.push(jobOf(fullName, read.data));
        else if (/multi-?branch/i.test(read.data._class ?? '')) jobs.push(await multibranch(api, fullName, read.data, signal));
        else if (fullName.split('/').length < deepest) folders.push(fullName);
        else unfit += 1;
      }
      if (raw.length < perPage) break;
    }
  }
  return { jobs, unfit, census };
}

/** Sees that a list goes on: a host that does not understand windows gives its first page for each. */
class NewNames {
  readonly #api: JenkinsApi;
  readonly #folder: string;
  readonly #seen = new Set<string>();

  constructor(api: JenkinsApi, folder: string) {
    this.#api = api;
    this.#folder = folder;
  }

  /** @throws SourceError for a full page of which all names came before */
  check(raw: readonly unknown[]): void {
    const before = this.#seen.size;
    for (const record of raw) {
      const read = named.safeParse(record);
      if (read.success) this.#seen.add(read.data.name);
    }
    if (raw.length >= perPage && this.#seen.size === before) throw new SourceError(`${this.#api.name} gives the same entries of ${this.#folder === '' ? 'the list of jobs' : jobPath(this.#folder)} again and again`);
  }
}

async function entries(api: JenkinsApi, folder: string, tree: string, signal: AbortSignal): Promise<unknown[]> {
  const path = folder === '' ? '' : jobPath(folder);
  const answer = await api.read(path, tree, signal);
  // A folder that went away since it was listed.
  if (answer === undefined) return [];
  const read = container.safeParse(answer);
  if (read.success) return read.data.jobs ?? [];
  throw new SourceError(`${api.name} answered ${path}/api/json with something that is no list of jobs`);
}

function jobOf(fullName: string, read: Entry): JenkinsJob {
  return { fullName, branches: undefined, self: targetOf(read), checkedOut: checkedOutBy([read]), source: undefined };
}

async function multibranch(api: JenkinsApi, fullName: string, read: Entry, signal: AbortSignal): Promise<JenkinsJob> {
  const raw = [...(read.jobs ?? [])];
  const names = new NewNames(api, fullName);
  names.check(raw);
  for (let from = perPage; raw.length === from; from += perPage) {
    const further = await entries(api, fullName, `jobs[${branchFields}]{${from},${from + perPage}}`, signal);
    names.check(further);
    for (const branch of further) raw.push(branch);
  }
  const branches = raw.flatMap((record) => {
    const branch = entry.safeParse(record);
    return branch.success ? [branch.data] : [];
  });
  return {
    fullName,
    branches: branches.flatMap((branch) => targetOf(branch) ?? []),
    self: undefined,
    checkedOut: checkedOutBy(branches),
    source: repositoriesIn(actionsOf(read.actions).flatMap(({ objectUrl }) => objectUrl ?? []))[0],
  };
}

function targetOf({ name, lastBuild: last, actions: of }: Entry): Target | undefined {
  if (last === null || last === undefined) return undefined;
  return { name, last: last.number, primary: actionsOf(of).some(({ _class }) => _class?.endsWith('.PrimaryInstanceMetadataAction') === true) };
}

function actionsOf(list: z.infer<typeof actions>): z.infer<typeof action>[] {
  return (list ?? []).flatMap((each) => {
    const read = action.safeParse(each);
    return read.success ? [read.data] : [];
  });
}

const checkout = z.looseObject({ remoteUrls: z.array(z.string()) });

/** Addresses may hold passwords: they are turned into repositories at once. */
function checkedOutBy(list: readonly Entry[]): string[] {
  const urls = list.flatMap(({ lastBuild: last, lastSuccessfulBuild: good }) =>
    [...(last?.actions ?? []), ...(good?.actions ?? [])].flatMap((each) => {
      const read = checkout.safeParse(each);
      return read.success ? read.data.remoteUrls : [];
    }),
  );
  return repositoriesIn(urls);
}
