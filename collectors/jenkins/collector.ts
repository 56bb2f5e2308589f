import { z } from 'zod';
import { type CollectContext, type Collector, type FetchContext, type RawPage, SourceError } from '../../src/collect/contract.ts';
import { jenkinsApi, jobPath } from '../../src/jenkins/api.ts';
import { type JenkinsJob, listJobs } from '../../src/jenkins/jobs.ts';
import { meant, repositoryFinder } from '../../src/jenkins/remotes.ts';
import { type JenkinsSource, jenkinsSource } from '../../src/jenkins/source.ts';
import { branchKindName, ciRunKind } from '../../src/schema/facts/ci-run.ts';
import { repositoryId } from '../../src/schema/primitives.ts';
import { branchKinds } from './branches.ts';
import type { unknownPage } from './page.ts';
import { parsePage } from './parse.ts';
import { branchKey, positionOf } from './position.ts';
import { readTarget } from './reading.ts';

/** What is built under one name. */
const target = z.strictObject({ fullName: z.string(), key: z.string(), last: z.int(), kind: branchKindName.optional() });
type LocatedTarget = z.infer<typeof target>;

/** What `fetch` needs to know of a shard. It travels as JSON in the shard's locator. */
const locator = z.union([
  z.strictObject({ source: jenkinsSource, job: z.string(), repository: repositoryId, targets: z.array(target) }),
  z.strictObject({ source: jenkinsSource, jenkins: z.string(), unknown: z.array(z.string()), unfit: z.int() }),
]);
type Locator = z.infer<typeof locator>;
type JobLocator = Extract<Locator, { job: string }>;

/** Jobs named in the finding about those whose repository is not known. */
const mostExamples = 10;
const dayMs = 86_400_000;

/** The collector of Jenkins builds: one shard for each job, a multibranch project being one job. */
export const collector: Collector<JenkinsSource> = {
  id: 'jenkins',
  version: '1',
  title: 'Jenkins',
  config: jenkinsSource,
  kinds: [ciRunKind],
  staleAfter: '3d',
  overlap: '1d',
  remote: true,
  concurrency: 2,

  async *shards(source, context) {
    refusePast(context);
    const api = await jenkinsApi({ context, source });
    const { jobs, unfit } = await listJobs(api, context.signal);
    const isMeant = meant(source);
    const repositoryOf = repositoryFinder(source);
    const unknown: string[] = [];
    for (const job of jobs) {
      const targets = targetsOf(job);
      if (targets.length === 0 || !isMeant(job.fullName)) continue;
      const repository = repositoryOf(job);
      if (repository === undefined) unknown.push(job.fullName);
      else yield { id: `${api.name} job ${job.fullName}`, locator: JSON.stringify({ source, job: job.fullName, repository, targets } satisfies Locator) };
    }
    if (unknown.length + unfit > 0) yield { id: `${api.name} jobs without a repository`, locator: JSON.stringify({ source, jenkins: api.name, unknown, unfit } satisfies Locator) };
  },

  async *fetch(shard, context) {
    const read = locator.parse(JSON.parse(shard.locator));
    if ('unknown' in read) {
      const page: z.infer<typeof unknownPage> = { type: 'unknown', jenkins: read.jenkins, count: read.unknown.length, examples: read.unknown.slice(0, mostExamples), unfit: read.unfit };
      yield { name: 'unknown', body: JSON.stringify(page) };
    } else yield* pages(read, context);
  },

  parse: (page) => parsePage(page),
};

/** Reads those branches of a job that have something new; the list of jobs has told which. */
async function* pages({ source, job, repository, targets }: JobLocator, context: FetchContext): AsyncGenerator<RawPage> {
  const api = await jenkinsApi({ context, source });
  const oldest = Date.parse(context.asOf) - source.history * dayMs;
  const start = positionOf(context.resume ?? context.bookmark);
  const keys = new Set(targets.map(({ key }) => key));
  // Branches that are gone need no position.
  let position = { ...start, targets: Object.fromEntries(Object.entries(start.targets).filter(([key]) => keys.has(key))) };
  for (const { fullName, key, last, kind } of targets) {
    const reached = position.targets[key];
    if (reached !== undefined && reached.last === last && reached.open.length === 0) continue;
    for await (const read of readTarget({ api, repository, job, fullName, shown: key === '' ? jobPath(job) : `${jobPath(job)}/job/…`, key, last, kind, oldest, signal: context.signal }, position)) {
      position = read.position;
      yield { ...read.page, bookmark: JSON.stringify(position) };
    }
  }
  yield { name: 'end', body: JSON.stringify({ type: 'none' }), bookmark: JSON.stringify(position) };
}

function targetsOf({ fullName, branches, self }: JenkinsJob): LocatedTarget[] {
  if (self !== undefined) return [{ fullName, key: '', last: self.last }];
  const kindOf = branchKinds(branches ?? []);
  return (branches ?? []).map((branch) => {
    const kind = kindOf(branch);
    return { fullName: `${fullName}/${branch.name}`, key: branchKey(branch.name), last: branch.last, ...(kind === undefined ? {} : { kind }) };
  });
}

function refusePast({ backdated, asOf }: CollectContext): void {
  if (backdated) throw new SourceError(`Jenkins only tells how builds stand now, not how they stood at ${asOf}: collect without --as-of, or build as of that day from what was collected by then`);
}
