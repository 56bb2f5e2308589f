import { join } from 'node:path';
import { makeFinding } from '../findings/codes.ts';
import { observedFindingKind } from '../schema/facts/observed-finding.ts';
import { type ShardState, shardStateKind } from '../schema/facts/shard-state.ts';
import type { Finding } from '../schema/finding.ts';
import { stagedRow } from '../store/row.ts';
import type { Bookmark } from './bookmarks.ts';
import type { CollectorJob } from './job.ts';
import type { QuarantinedRecord } from './quarantine.ts';
import { type ShardOutcome, storable } from './shard-run.ts';
import type { Listing } from './shards.ts';
import { Staging } from './staging.ts';

/** The shard under which the kernel files what it has to say itself about a collector's run. */
const kernelShard = '@collection';

/** One row per shard on how it went; a failed one says when it was last good. */
export function stageStates(
  job: CollectorJob,
  staging: Staging,
  listing: Listing,
  outcomes: ReadonlyMap<string, ShardOutcome>,
  known: ReadonlyMap<string, Bookmark>,
): void {
  const add = (shard: string, state: Pick<ShardState, 'state' | 'reason'>): void => {
    const lastGoodAt = state.state === 'failed' ? known.get(shard)?.at : undefined;
    const value = shardStateKind.schema.parse({ collector: job.group.collector.id, shard, ...state, lastGoodAt });
    staging.add(shardStateKind.kind, stagedRow(shardStateKind, value, origin(job, kernelShard)));
  };
  for (const [shard, outcome] of outcomes) {
    add(shard, outcome.state === 'failed' ? { state: 'failed', reason: outcome.reason } : { state: 'ok' });
  }
  for (const [id, bookmark] of known) {
    const reason = listing.unlisted.get(bookmark.source);
    if (reason !== undefined && !outcomes.has(id)) add(id, { state: 'failed', reason });
  }
}

function origin(job: CollectorJob, shard: string): Parameters<typeof stagedRow>[2] {
  const { id, version } = job.group.collector;
  return { collector: id, version, shard, source: id, url: undefined, observedAt: job.context.asOf, order: 0 };
}

interface PublishedFacts {
  readonly changedRows: number;
  readonly duplicates: Finding[];
  /** Shards that lost a key to another one: read again next time, in case the other one goes. */
  readonly losers: ReadonlySet<string>;
}

/** Publishes what the shards gave, kind by kind, and the state of each shard. */
export async function publishFacts(
  job: CollectorJob,
  files: ReadonlyMap<string, string>,
  covered: readonly string[],
  vanished: readonly string[],
  quarantined: readonly QuarantinedRecord[],
): Promise<PublishedFacts> {
  const { collector } = job.group;
  const duplicates: Finding[] = [];
  const losers = new Set<string>();
  let changedRows = 0;
  for (const kind of collector.kinds) {
    const rowsFile = files.get(kind.kind);
    const result = await job.store.publish({ kind, collector: collector.id, asOf: job.context.asOf, rowsFile, covered, vanished, incomplete: incompleteOf(kind.kind, quarantined) });
    changedRows += result.changed + result.tombstones;
    for (const { key, used, lost } of result.duplicates) {
      losers.add(lost);
      // Of things that hang on another (a repository's branches), saying it once is enough.
      if (kind !== collector.kinds[0]) continue;
      const where = used === lost ? `twice in ${used}` : `in ${used} and in ${lost}; the first is used`;
      duplicates.push(makeFinding('ALM0209', { what: `${kind.title}: ${key} is reported ${where}.` }));
    }
  }
  const states = { kind: shardStateKind, collector: collector.id, asOf: job.context.asOf };
  await job.store.publish({ ...states, rowsFile: files.get(shardStateKind.kind), covered: [kernelShard], vanished: [] });
  return { changedRows, duplicates, losers };
}

/** Shards with a record in quarantine that is of the kind, or of none that could be told. */
function incompleteOf(kind: string, quarantined: readonly QuarantinedRecord[]): string[] {
  return [...new Set(quarantined.filter((record) => record.kind === kind || record.kind === 'unknown').map(({ shard }) => shard))];
}

interface FindingsToPublish {
  readonly files: ReadonlyMap<string, string>;
  readonly covered: readonly string[];
  readonly vanished: readonly string[];
  readonly findings: readonly Finding[];
  readonly stagingDir: string;
}

/** Publishes what the shards said together with what the kernel itself has to say, which is complete in every run. */
export async function publishFindings(job: CollectorJob, { files, covered, vanished, findings, stagingDir }: FindingsToPublish): Promise<void> {
  const own = new Staging(join(stagingDir, 'kernel'));
  for (const finding of findings) {
    own.add(observedFindingKind.kind, stagedRow(observedFindingKind, storable(finding, kernelShard), origin(job, kernelShard)));
  }
  const kernelFiles = await own.close();
  const common = { kind: observedFindingKind, collector: job.group.collector.id, asOf: job.context.asOf };
  await job.store.publish({ ...common, rowsFile: files.get(observedFindingKind.kind), covered, vanished });
  await job.store.publish({ ...common, rowsFile: kernelFiles.get(observedFindingKind.kind), covered: [kernelShard], vanished: [] });
}
