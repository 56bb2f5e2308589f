import { z } from 'zod';
import type { Output } from '../../src/collect/contract.ts';
import { formatIssues } from '../../src/content/issues.ts';
import { instantOf } from '../../src/github/instant-of.ts';
import { type CiRun, ciRunKind } from '../../src/schema/facts/ci-run.ts';
import type { Instant } from '../../src/schema/primitives.ts';
import { longestRunDays } from './open-runs.ts';
import { runRecord } from './run-record.ts';

const when = z
  .unknown()
  .transform((value, context): Instant | undefined => {
    const instant = instantOf(value);
    if (instant === undefined && value !== '') context.addIssue({ code: 'custom', message: 'is no instant' });
    return instant;
  })
  .optional();

const read = runRecord.extend({
  id: z.union([z.int().positive(), z.string().regex(/^[1-9]\d*$/)]).transform(String),
  attempt: z.int().positive().default(1),
  workflow: z.string().default(''),
  event: z.string().max(100).optional(),
  status: z.string().optional(),
  conclusion: z.string().optional(),
  created: when,
  started: when,
  updated: when,
  finished: when,
  /** Set where how it ended will never be known: see open-runs.ts. */
  givenUp: z.literal(true).optional(),
});

/** A page's records as facts; one that makes no sense goes to quarantine. */
export function* runFacts(records: readonly unknown[]): Iterable<Output> {
  for (const value of records) {
    const result = read.safeParse(value);
    if (!result.success) {
      yield quarantined(value, formatIssues(result.error));
      continue;
    }
    const run = result.data;
    const begun = run.started ?? run.created;
    if (begun === undefined) {
      yield quarantined(value, 'neither says when it was created nor when it started');
      continue;
    }
    const { repository, repositoryKey, id, attempt, branch, event } = run;
    const ended = ending(run, begun);
    const fact: CiRun = {
      repository,
      ...(repositoryKey === undefined ? {} : { repositoryKey }),
      system: 'github-actions',
      id,
      attempt,
      workflow: run.workflow,
      ...(event === undefined ? {} : { event }),
      ...(branch === undefined ? {} : { branch }),
      ...ended,
      // What GitHub calls created is when the first attempt was; of a later one, and in the audit log, only its start is known.
      createdAt: attempt === 1 ? (run.created ?? begun) : begun,
      startedAt: begun,
    };
    yield { type: 'fact', kind: ciRunKind.kind, value: fact, source: `${repository} run ${id}`, url: `https://${repository}/actions/runs/${id}/attempts/${attempt}` };
  }
}

type Ending = Pick<CiRun, 'status' | 'conclusion' | 'finishedAt' | 'durationSeconds'>;

function ending(run: z.infer<typeof read>, begun: Instant): Ending {
  if (run.givenUp === true) return { status: 'completed', conclusion: 'stale' };
  if (run.status !== 'completed') return { status: run.status === 'in_progress' ? 'in-progress' : 'queued' };
  const conclusion = conclusions.get(run.conclusion ?? '') ?? 'other';
  const finished = run.finished ?? run.updated;
  if (finished === undefined) return { status: 'completed', conclusion };
  const seconds = (Date.parse(finished) - Date.parse(begun)) / 1000;
  // `updated_at` moves when a run is touched long after its end; later than any run can last, it says nothing.
  if (seconds < 0 || seconds > longestRunDays * 86_400) return { status: 'completed', conclusion };
  return { status: 'completed', conclusion, finishedAt: finished, durationSeconds: seconds };
}

/** GitHub, "REST API endpoints for workflow runs", parameter `status`, and schema `workflow-run`. */
const conclusions: ReadonlyMap<string, NonNullable<CiRun['conclusion']>> = new Map([
  ['success', 'success'],
  ['failure', 'failure'],
  ['cancelled', 'cancelled'],
  ['timed_out', 'timed-out'],
  ['skipped', 'skipped'],
  ['neutral', 'neutral'],
  ['action_required', 'action-required'],
  ['startup_failure', 'startup-failure'],
  ['stale', 'stale'],
]);

function quarantined(value: unknown, reason: string): Output {
  const place = runRecord.safeParse(value);
  const source = place.success ? place.data.repository : 'a run';
  return { type: 'quarantine', kind: ciRunKind.kind, record: JSON.stringify(value) ?? '', reason, source };
}
