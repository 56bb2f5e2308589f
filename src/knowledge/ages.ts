import type { RunManifest } from '../collect/manifest.ts';
import type { Age } from '../schema/edition/shared.ts';
import { type ShardState, shardStateKind } from '../schema/facts/shard-state.ts';
import { durationMs, type Instant } from '../schema/primitives.ts';
import type { Store } from '../store/store.ts';

const dayMs = 86_400_000;

/** A part of a source that was not read: it failed, was not reached in time, may not be read, or is held back. */
export interface FailedShard {
  readonly collector: string;
  readonly shard: string;
  /** What people call it, where the id is one that only machines know. */
  readonly label?: string;
  readonly state: Exclude<ShardState['state'], 'ok'>;
  readonly reason: string;
  readonly age: Age;
}

/** How old the facts of each part of each source are, as of the edition. */
export interface Ages {
  of(collector: string, shard: string): Age;
  readonly failed: readonly FailedShard[];
}

/**
 * The ages as of an instant. A part that the last run read is as old as that run; one that it did not read, for whatever
 * reason, is as old as its last good reading. Past the collector's `staleAfter` an age turns `unknown`, and its facts with it.
 */
export async function readAges(store: Store, manifest: RunManifest | undefined, asOf: Instant): Promise<Ages> {
  const runs = new Map(manifest?.collectors.map((run) => [run.id, run]));
  const failures = new Map<string, Omit<FailedShard, 'age'> & { readonly lastGoodAt: Instant | undefined }>();
  for await (const { value } of store.rows(shardStateKind, asOf, [...runs.keys()])) {
    const { collector, shard, label, state, reason, lastGoodAt } = value;
    if (state === 'ok') continue;
    failures.set(key(collector, shard), { collector, shard, ...(label === undefined ? {} : { label }), state, reason: reason ?? 'no reason was given', lastGoodAt });
  }
  const of = (collector: string, shard: string): Age => {
    const run = runs.get(collector);
    const failure = failures.get(key(collector, shard));
    const observedAt = failure === undefined ? run?.observedAt : failure.lastGoodAt;
    if (run === undefined || observedAt === undefined) return { state: 'unknown', reason: failure?.reason ?? 'it was never read' };
    const elapsed = Math.max(0, Date.parse(asOf) - Date.parse(observedAt));
    const days = Math.floor(elapsed / dayMs);
    const tooOld = elapsed > durationMs(run.staleAfter);
    if (failure === undefined && !tooOld) return { state: 'current', observedAt, days };
    const reason = failure?.reason ?? 'nothing was collected since';
    return { state: tooOld ? 'unknown' : 'old', observedAt, days, reason };
  };
  const failed = [...failures.values()].map(({ lastGoodAt: _, ...failure }) => ({ ...failure, age: of(failure.collector, failure.shard) }));
  return { of, failed };
}

function key(collector: string, shard: string): string {
  return `${collector}\n${shard}`;
}
