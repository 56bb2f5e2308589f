import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { compareText } from '../findings/codes.ts';
import type { Finding } from '../schema/finding.ts';
import { moveBookmarks } from './bookmark-moves.ts';
import { type Bookmark, readBookmarks } from './bookmarks.ts';
import { basis, type CollectorJob } from './job.ts';
import { publishFacts, publishFindings, stageStates } from './publishing.ts';
import { type QuarantinedRecord, writeQuarantine } from './quarantine.ts';
import { runShard, type ShardOutcome } from './shard-run.ts';
import { type Listing, listShards } from './shards.ts';
import { Staging } from './staging.ts';

/** How a collector's run ended; every fact and bookmark is in place by then. */
export interface CollectorReport {
  readonly id: string;
  readonly shards: number;
  readonly read: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly quarantined: number;
  readonly changedRows: number;
  readonly findings: readonly Finding[];
}

/**
 * Runs one collector: lists its shards, reads those that changed, validates and stages what they give, publishes it,
 * and moves the bookmarks last. Killed anywhere, the next run ends in the same state.
 */
export async function runCollector(job: CollectorJob): Promise<CollectorReport> {
  const { collector } = job.group;
  const { lake } = job.store;
  const known = readBookmarks(lake.bookmarkFile(collector.id));
  const listing = await listShards(job.group, known, job.context, job.offline);
  job.progress.start(collector.id, listing.shards.length);
  const stagingDir = join(lake.stagingDir, collector.id);
  rmSync(stagingDir, { recursive: true, force: true });
  const staging = new Staging(stagingDir);
  const outcomes = await readShards(job, listing, known, staging);
  const quarantined = [...outcomes.values()].flatMap((outcome) => (outcome.state === 'read' ? outcome.quarantined : []));
  const vanished = vanishedShards(known, listing);
  const covered = [...outcomes].filter(([, outcome]) => outcome.state === 'read').map(([id]) => id);
  stageStates(job, staging, listing, outcomes, known);
  const findings = [...listing.findings, ...failureFindings(outcomes)];
  const files = await staging.close();
  const published = await publishFacts(job, files, covered, vanished, quarantined);
  findings.push(...published.duplicates);
  await publishFindings(job, { files, covered, vanished, findings, stagingDir });
  const standing = writeQuarantine(lake, collector.id, quarantined, new Set([...covered, ...vanished]));
  moveBookmarks(job, { listing, outcomes, known, losers: published.losers });
  for (const shard of vanished) rmSync(lake.cacheFile(collector.id, shard), { force: true });
  rmSync(stagingDir, { recursive: true, force: true });
  const report = summarise(job, listing, outcomes, standing, published.changedRows, findings);
  job.progress.end(collector.id, reportLine(report));
  return report;
}

async function readShards(
  job: CollectorJob,
  listing: Listing,
  known: ReadonlyMap<string, Bookmark>,
  staging: Staging,
): Promise<Map<string, ShardOutcome>> {
  const { collector } = job.group;
  const limit = pLimit(Math.min(job.concurrency, collector.concurrency ?? job.concurrency));
  const total = listing.shards.length;
  const outcomes = new Map<string, ShardOutcome>();
  let done = 0;
  await Promise.all(
    listing.shards.map(({ shard, source }) =>
      limit(async () => {
        job.context.signal.throwIfAborted();
        const remembered = known.get(shard.id);
        const reliable = remembered?.source === source && remembered.basis === basis(job);
        const outcome = await runShard({
          collector,
          shard,
          context: job.context,
          bookmark: reliable ? remembered : undefined,
          lake: job.store.lake,
          staging,
          offline: job.offline,
          timeout: job.shardTimeout,
        });
        outcomes.set(shard.id, outcome);
        job.progress.step(collector.id, ++done, total);
      }),
    ),
  );
  return new Map([...outcomes].toSorted(([a], [b]) => compareText(a, b)));
}

/** Shards remembered that are listed no more. Those of a source that could not be listed stay. */
function vanishedShards(known: ReadonlyMap<string, Bookmark>, listing: Listing): string[] {
  const listed = new Set(listing.shards.map(({ shard }) => shard.id));
  return [...known]
    .filter(([id, bookmark]) => !listed.has(id) && !listing.unlisted.has(bookmark.source))
    .map(([id]) => id)
    .toSorted(compareText);
}

function failureFindings(outcomes: ReadonlyMap<string, ShardOutcome>): Finding[] {
  return [...outcomes.values()].flatMap((outcome) => (outcome.state === 'failed' ? [outcome.finding] : []));
}

function summarise(
  job: CollectorJob,
  listing: Listing,
  outcomes: ReadonlyMap<string, ShardOutcome>,
  standing: readonly QuarantinedRecord[],
  changedRows: number,
  findings: readonly Finding[],
): CollectorReport {
  const states = [...outcomes.values()].map(({ state }) => state);
  const count = (state: ShardOutcome['state']): number => states.filter((candidate) => candidate === state).length;
  const unlistedShards = listing.unlistedShards;
  return {
    id: job.group.collector.id,
    shards: outcomes.size + unlistedShards,
    read: count('read'),
    unchanged: count('unchanged'),
    failed: count('failed') + unlistedShards,
    quarantined: standing.length,
    changedRows,
    findings,
  };
}

function reportLine(report: CollectorReport): string {
  const parts = [
    `${report.shards} ${report.shards === 1 ? 'part' : 'parts'}`,
    `${report.read} read`,
    `${report.unchanged} unchanged`,
    ...(report.failed > 0 ? [`${report.failed} failed`] : []),
    ...(report.quarantined > 0 ? [`${report.quarantined} ${report.quarantined === 1 ? 'record' : 'records'} in quarantine`] : []),
    `${report.changedRows} ${report.changedRows === 1 ? 'row' : 'rows'} changed`,
  ];
  return parts.join(', ');
}
