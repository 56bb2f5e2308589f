import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { compareText } from '../findings/codes.ts';
import { moveBookmarks } from './bookmark-moves.ts';
import { type Bookmark, readBookmarks } from './bookmarks.ts';
import { CensusSum } from './census.ts';
import { vanishedShards } from './drop-guard.ts';
import { basis, type CollectorJob, journalFile } from './job.ts';
import { Journal } from './journal.ts';
import { type Coverage, publishFacts, publishFindings } from './publishing.ts';
import { writeQuarantine } from './quarantine.ts';
import { type CollectorReport, reportLine, reportOf } from './report.ts';
import { runShard, type ShardOutcome, type Taken } from './shard-run.ts';
import { stageStates } from './shard-states.ts';
import { type Listing, listShards } from './shards.ts';
import { publishSourceFields } from './source-fields.ts';
import { Staging } from './staging.ts';
import { unreadFindings } from './unread-findings.ts';

export type { CollectorReport } from './report.ts';

/**
 * Runs one collector: lists its shards, reads those that changed, validates and stages what they give, publishes it,
 * and moves the bookmarks last. Killed anywhere, the next run ends in the same state.
 */
export async function runCollector(job: CollectorJob): Promise<CollectorReport> {
  const { collector } = job.group;
  const { lake } = job.store;
  const journal = collector.remote === true && !job.offline ? Journal.open(journalFile(lake.unfinishedDir, collector.id)) : undefined;
  try {
    const known = readBookmarks(lake.bookmarkFile(collector.id));
    const listing = await listShards(job.group, known, job.context, job.offline);
    job.progress.start(collector.id, listing.shards.length);
    const stagingDir = join(lake.stagingDir, collector.id);
    rmSync(stagingDir, { recursive: true, force: true });
    const staging = new Staging(stagingDir);
    const census = new CensusSum();
    const outcomes = await readShards(job, { listing, known, staging, journal, census });
    const vanished = vanishedShards(job, known, listing);
    const coverage = { ...covered(outcomes), gone: vanished.gone };
    const taken = new Map([...outcomes].flatMap(([id, outcome]): [string, Taken][] => (outcome.state === 'read' ? [[id, outcome]] : outcome.state === 'postponed' && outcome.partial !== undefined ? [[id, outcome.partial]] : [])));
    const quarantined = [...taken.values()].flatMap((of) => of.quarantined);
    stageStates(job, staging, { listing, outcomes, known, held: vanished.held });
    const files = await staging.close();
    const published = await publishFacts(job, files, coverage, taken);
    const drift = job.offline ? [] : await publishSourceFields(job, census, stagingDir);
    journal?.counted();
    const findings = [...listing.findings, ...unreadFindings(collector, listing, outcomes), ...vanished.findings, ...published.findings, ...drift];
    await publishFindings(job, { files, coverage, findings, stagingDir });
    const standing = writeQuarantine(lake, collector.id, quarantined, new Set([...coverage.whole, ...coverage.partial, ...coverage.gone]));
    moveBookmarks(job, { listing, outcomes, known, held: new Set(vanished.held.keys()), again: published.again });
    for (const shard of vanished.gone) rmSync(lake.cacheFile(collector.id, shard), { force: true });
    journal?.keepOnly(cutOff(journal, listing, outcomes));
    rmSync(stagingDir, { recursive: true, force: true });
    const report = reportOf(job, {
      listing,
      outcomes,
      heldShards: vanished.held.size,
      heldBack: vanished.held.size + published.heldRows,
      quarantined: standing.length,
      changedRows: published.changedRows,
      findings,
    });
    job.progress.end(collector.id, reportLine(report));
    return report;
  } finally {
    journal?.close();
  }
}

interface Readings {
  readonly listing: Listing;
  readonly known: ReadonlyMap<string, Bookmark>;
  readonly staging: Staging;
  readonly journal: Journal | undefined;
  readonly census: CensusSum;
}

async function readShards(job: CollectorJob, { listing, known, staging, journal, census }: Readings): Promise<Map<string, ShardOutcome>> {
  const { collector } = job.group;
  const limit = pLimit(Math.min(job.concurrency, collector.concurrency ?? job.concurrency) * (collector.together ?? 1));
  const total = listing.shards.length;
  const own = basis(job);
  const outcomes = new Map<string, ShardOutcome>();
  let done = 0;
  await Promise.all(
    inOrder(job, listing, known).map(({ shard, source }) =>
      limit(async () => {
        job.context.signal.throwIfAborted();
        const remembered = known.get(shard.id);
        const outcome = await runShard({
          collector,
          shard,
          source,
          basis: own,
          context: job.context,
          bookmark: remembered?.source === source && remembered.basis === own ? remembered : undefined,
          takenUp: collector.remote === true && job.takenUp === true && !job.offline,
          lake: job.store.lake,
          staging,
          journal,
          census,
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

/** Remote shards that were not read for longest come first, so that a run whose time is up does not starve the same ones every night. */
function inOrder(job: CollectorJob, { shards }: Listing, known: ReadonlyMap<string, Bookmark>): Listing['shards'] {
  if (job.group.collector.remote !== true) return shards;
  return shards.toSorted((a, b) => compareText(known.get(a.shard.id)?.at ?? '', known.get(b.shard.id)?.at ?? '') || compareText(a.shard.id, b.shard.id));
}

function covered(outcomes: ReadonlyMap<string, ShardOutcome>): Omit<Coverage, 'gone'> {
  const whole: string[] = [];
  const partial: string[] = [];
  for (const [id, outcome] of outcomes) {
    if (outcome.state === 'read') whole.push(id);
    else if (outcome.state === 'postponed' && outcome.partial !== undefined) partial.push(id);
  }
  return { whole, partial };
}

/** Shards whose pages the next run can go on with: what came of them is not published. Those of a source that could not be listed may come back. */
function cutOff(journal: Journal, { unlisted }: Listing, outcomes: ReadonlyMap<string, ShardOutcome>): ReadonlySet<string> {
  return new Set(
    journal.shards.filter((id) => {
      const outcome = outcomes.get(id);
      return outcome === undefined ? unlisted.size > 0 : outcome.state === 'postponed' && outcome.partial === undefined;
    }),
  );
}
