import type { Output, RawPage } from '../../src/collect/contract.ts';
import { makeFinding } from '../../src/findings/codes.ts';
import type { CiRun } from '../../src/schema/facts/ci-run.ts';
import { type Build, jenkinsPage } from './page.ts';

/** Turns a page into its facts. */
export function* parsePage({ body }: RawPage): Generator<Output> {
  const page = jenkinsPage.parse(JSON.parse(body));
  if (page.type === 'none') return;
  if (page.type === 'unknown') {
    if (page.unfit > 0) yield { type: 'quarantine', kind: 'ci-run', record: `${page.unfit} entries of the list of jobs`, reason: 'they have no name', source: `Jenkins ${page.jenkins}` };
    if (page.count > 0) yield { type: 'finding', finding: makeFinding('ALM1052', { what: unknownJobs(page) }) };
    return;
  }
  const source = `Jenkins job ${page.job}`;
  for (const { record, reason } of page.unfit) yield { type: 'quarantine', kind: 'ci-run', record, reason, source };
  const prefix = page.branchKey === '' ? page.job : `${page.job}/${page.branchKey}`;
  for (const build of page.builds) {
    yield { type: 'fact', kind: 'ci-run', value: { repository: page.repository, ...runOf(build, page.job, `${prefix}#${build.number}`) }, source };
  }
}

function unknownJobs({ jenkins, count, examples }: { jenkins: string; count: number; examples: readonly string[] }): string {
  const more = count > examples.length ? ` and ${count - examples.length} more` : '';
  return `The repository of ${count} ${count === 1 ? 'job' : 'jobs'} of ${jenkins} is not known: ${examples.join(', ')}${more}`;
}

/** Jenkins' results (class hudson.model.Result). */
const conclusions: Readonly<Record<string, NonNullable<CiRun['conclusion']>>> = {
  SUCCESS: 'success',
  UNSTABLE: 'unstable',
  FAILURE: 'failure',
  NOT_BUILT: 'skipped',
  ABORTED: 'cancelled',
};

/** `timestamp` is when a build left the queue; when it came in is known where the Metrics plugin says how long it waited. */
function runOf({ result, building, timestamp, duration, queued, branch }: Build, workflow: string, id: string): Omit<CiRun, 'repository' | 'createdAt'> & { createdAt: string | undefined } {
  const startedAt = instantAt(timestamp);
  const finishedAt = building || duration === undefined ? undefined : instantAt(timestamp + duration);
  return {
    system: 'jenkins',
    id,
    attempt: 1,
    workflow: workflow.slice(0, 300),
    ...(branch === undefined ? {} : { branch }),
    ...(building ? { status: 'in-progress' } : { status: 'completed', conclusion: conclusions[result ?? ''] ?? 'other' }),
    createdAt: instantAt(timestamp - (queued ?? 0)),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(finishedAt === undefined ? {} : { finishedAt }),
    ...(building || duration === undefined ? {} : { durationSeconds: duration / 1000 }),
  };
}

function instantAt(ms: number): string | undefined {
  return Number.isFinite(ms) && ms >= 0 && ms < Date.UTC(10_000, 0) ? new Date(ms).toISOString() : undefined;
}
