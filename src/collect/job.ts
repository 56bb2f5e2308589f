import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Store } from '../store/store.ts';
import type { CollectContext } from './contract.ts';
import type { Progress } from './progress.ts';
import type { SourceGroup } from './sources.ts';

/** Everything a run of one collector needs. */
export interface CollectorJob {
  readonly group: SourceGroup;
  readonly store: Store;
  readonly context: CollectContext;
  /** Replays cached pages instead of reading sources. */
  readonly offline: boolean;
  readonly concurrency: number;
  readonly shardTimeout: number;
  readonly progress: Progress;
  /** True if an earlier run was cut off and this one goes on with it. */
  readonly takenUp?: boolean;
  /** Share of what is known that may disappear at once; see `drop-guard.ts`. Without it, all may. */
  readonly dropLimit?: number | undefined;
}

/** Digest of all that decides what a shard gives besides the source: with another one, everything is read anew. */
export function basis(job: CollectorJob): string {
  const { asOf, backdated, minimumGroup } = job.context;
  const parts = [job.group.collector.version, minimumGroup, backdated ? asOf : 'present'];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

/** The file of a collector's {@link Journal}. */
export function journalFile(unfinishedDir: string, collector: string): string {
  return join(unfinishedDir, 'journals', `${collector}.ndjson`);
}
