import { type ShardState, shardStateKind } from '../schema/facts/shard-state.ts';
import { stagedRow } from '../store/row.ts';
import type { Bookmark } from './bookmarks.ts';
import type { CollectorJob } from './job.ts';
import { kernelOrigin } from './publishing.ts';
import type { ShardOutcome } from './shard-run.ts';
import type { Listing } from './shards.ts';
import type { Staging } from './staging.ts';

interface StatesToStage {
  readonly listing: Listing;
  readonly outcomes: ReadonlyMap<string, ShardOutcome>;
  readonly known: ReadonlyMap<string, Bookmark>;
  /** Shards that are listed no more and not taken for gone, with the reason. */
  readonly held: ReadonlyMap<string, string>;
}

/** One row per shard on how it went; one that was not read says when it was last good. */
export function stageStates(job: CollectorJob, staging: Staging, { listing, outcomes, known, held }: StatesToStage): void {
  const add = (shard: string, label: string | undefined, state: Pick<ShardState, 'state' | 'reason'>): void => {
    const lastGoodAt = state.state === 'ok' ? undefined : known.get(shard)?.at;
    const value = shardStateKind.schema.parse({ collector: job.group.collector.id, shard, label, ...state, lastGoodAt });
    staging.add(shardStateKind.kind, stagedRow(shardStateKind, value, kernelOrigin(job)));
  };
  const labels = new Map(listing.shards.map(({ shard }) => [shard.id, shard.label]));
  for (const [shard, outcome] of outcomes) {
    const { state } = outcome;
    add(shard, labels.get(shard), state === 'read' || state === 'unchanged' ? { state: 'ok' } : { state, reason: outcome.reason });
  }
  for (const { state, reason, known: shards } of listing.unlisted.values()) {
    for (const shard of shards) add(shard, known.get(shard)?.label, { state, reason });
  }
  for (const [shard, reason] of held) add(shard, known.get(shard)?.label, { state: 'held', reason });
}
