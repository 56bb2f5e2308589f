import type { Deployment } from '../../src/schema/facts/deployment.ts';
import type { FoundDeployment } from './record.ts';

/** How a deployment went, by all of its statuses. */
export interface Outcome extends Pick<Deployment, 'state' | 'startedAt' | 'succeededAt' | 'finishedAt' | 'superseded'> {
  /** True once it has ended. */
  readonly ended: boolean;
}

const endings: ReadonlyMap<string, 'success' | 'failure'> = new Map([['SUCCESS', 'success'], ['FAILURE', 'failure'], ['ERROR', 'failure']] as const);

/**
 * How a deployment went (GitHub, "REST API endpoints for deployment statuses"). The last status that ends one decides; INACTIVE
 * after a success says that another deployment took its place, and does not undo it; without one it says that nothing came of it.
 */
export function outcomeOf({ state, statuses }: Pick<FoundDeployment, 'state' | 'statuses'>): Outcome {
  const passed = (statuses?.nodes ?? []).flatMap((status) => (status == null ? [] : [status])).toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt) || rank(a.state) - rank(b.state));
  const first = (wanted: string): string | undefined => passed.find((status) => status.state === wanted)?.createdAt;
  const startedAt = first('IN_PROGRESS');
  const succeededAt = first('SUCCESS');
  const times = { ...(startedAt === undefined ? {} : { startedAt }), ...(succeededAt === undefined ? {} : { succeededAt }) };
  const ending = passed.findLast((status) => endings.has(status.state));
  const inactiveAt = first('INACTIVE');
  if (ending !== undefined) {
    const ended = endings.get(ending.state) ?? 'failure';
    // Of several successes the first is when it was there.
    const finishedAt = ended === 'success' ? (firstOfLastRun(passed) ?? ending.createdAt) : ending.createdAt;
    return { state: ended, ...times, finishedAt, ...(ended === 'success' && passed.at(-1)?.state === 'INACTIVE' ? { superseded: true } : {}), ended: true };
  }
  if (inactiveAt !== undefined) return { state: 'cancelled', ...times, finishedAt: inactiveAt, ended: true };
  return { ...withoutEnding(passed.at(-1)?.state ?? state ?? ''), ...times };
}

/** When the success that it ended with was first said: later statuses of the same kind repeat it. */
function firstOfLastRun(passed: readonly { readonly state: string; readonly createdAt: string }[]): string | undefined {
  const failed = passed.findLastIndex((status) => endings.get(status.state) === 'failure');
  return passed.slice(failed + 1).find((status) => status.state === 'SUCCESS')?.createdAt;
}

/** The order of statuses with one time: as a deployment passes them. */
function rank(state: string): number {
  return ['QUEUED', 'PENDING', 'WAITING', 'IN_PROGRESS', 'SUCCESS', 'FAILURE', 'ERROR', 'INACTIVE'].indexOf(state);
}

/** What its last status, or its own state, says of one without an ending. WAITING waits for somebody's approval. */
function withoutEnding(state: string): Pick<Outcome, 'state' | 'ended'> {
  if (state === 'IN_PROGRESS') return { state: 'in-progress', ended: false };
  if (state === 'QUEUED' || state === 'PENDING' || state === 'WAITING' || state === '') return { state: 'queued', ended: false };
  if (state === 'ACTIVE' || state === 'SUCCESS') return { state: 'success', ended: true };
  if (state === 'FAILURE' || state === 'ERROR') return { state: 'failure', ended: true };
  if (state === 'INACTIVE' || state === 'ABANDONED') return { state: 'cancelled', ended: true };
  return { state: 'other', ended: state === 'DESTROYED' };
}
