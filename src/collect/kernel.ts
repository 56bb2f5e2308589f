import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { compareText, makeFinding } from '../findings/codes.ts';
import { observedFindingKind } from '../schema/facts/observed-finding.ts';
import { type ShardState, shardStateKind } from '../schema/facts/shard-state.ts';
import type { Finding } from '../schema/finding.ts';
import { stagedRow } from '../store/row.ts';
import type { Store } from '../store/store.ts';
import { type Bookmark, readBookmarks, writeBookmarks } from './bookmarks.ts';
import type { CollectContext } from './contract.ts';
import type { Progress } from './progress.ts';
import { type QuarantinedRecord, writeQuarantine } from './quarantine.ts';
import { runShard, type ShardOutcome, storable } from './shard-run.ts';
import { type Listing, listShards } from './shards.ts';
import type { SourceGroup } from './sources.ts';
import { Staging } from './staging.ts';

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
}

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

/** The shard under which the kernel files what it has to say itself about a collector's run. */
const kernelShard = '@collection';

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
  const published = await publishFacts(job, files, covered, vanished);
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

/** Digest of all that decides what a shard gives besides the source: with another one, everything is read anew. */
function basis(job: CollectorJob): string {
  const { asOf, backdated, minimumGroup } = job.context;
  const parts = [job.group.collector.version, minimumGroup, backdated ? asOf : 'present'];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
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

/** One row per shard on how it went; a failed one says when it was last good. */
function stageStates(
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

async function publishFacts(
  job: CollectorJob,
  files: ReadonlyMap<string, string>,
  covered: readonly string[],
  vanished: readonly string[],
): Promise<PublishedFacts> {
  const { collector } = job.group;
  const duplicates: Finding[] = [];
  const losers = new Set<string>();
  let changedRows = 0;
  for (const kind of collector.kinds) {
    const rowsFile = files.get(kind.kind);
    const result = await job.store.publish({ kind, collector: collector.id, asOf: job.context.asOf, rowsFile, covered, vanished });
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

interface FindingsToPublish {
  readonly files: ReadonlyMap<string, string>;
  readonly covered: readonly string[];
  readonly vanished: readonly string[];
  readonly findings: readonly Finding[];
  readonly stagingDir: string;
}

/** Publishes what the shards said together with what the kernel itself has to say, which is complete in every run. */
async function publishFindings(job: CollectorJob, { files, covered, vanished, findings, stagingDir }: FindingsToPublish): Promise<void> {
  const own = new Staging(join(stagingDir, 'kernel'));
  for (const finding of findings) {
    own.add(observedFindingKind.kind, stagedRow(observedFindingKind, storable(finding), origin(job, kernelShard)));
  }
  const kernelFiles = await own.close();
  const common = { kind: observedFindingKind, collector: job.group.collector.id, asOf: job.context.asOf };
  await job.store.publish({ ...common, rowsFile: files.get(observedFindingKind.kind), covered, vanished });
  await job.store.publish({ ...common, rowsFile: kernelFiles.get(observedFindingKind.kind), covered: [kernelShard], vanished: [] });
}

interface BookmarkMove {
  readonly listing: Listing;
  readonly outcomes: ReadonlyMap<string, ShardOutcome>;
  readonly known: ReadonlyMap<string, Bookmark>;
  readonly losers: ReadonlySet<string>;
}

function moveBookmarks(job: CollectorJob, { listing, outcomes, known, losers }: BookmarkMove): void {
  const next = new Map<string, Bookmark>();
  for (const [id, bookmark] of known) {
    if (listing.unlisted.has(bookmark.source)) next.set(id, bookmark);
  }
  for (const { shard, source } of listing.shards) {
    const bookmark = nextBookmark(job, source, outcomes.get(shard.id), known.get(shard.id));
    if (bookmark === undefined) continue;
    const { fingerprint, ...rest } = bookmark;
    next.set(shard.id, losers.has(shard.id) || fingerprint === undefined ? rest : { ...rest, fingerprint });
  }
  writeBookmarks(job.store.lake, job.group.collector.id, next);
}

function nextBookmark(
  job: CollectorJob,
  source: string,
  outcome: ShardOutcome | undefined,
  old: Bookmark | undefined,
): Bookmark | undefined {
  if (outcome === undefined || outcome.state === 'failed') return old;
  // A replay says nothing about the source, so what is remembered of it stands.
  if (job.offline) return old;
  if (outcome.state === 'unchanged') return old === undefined ? undefined : { ...old, at: job.context.asOf };
  return {
    source,
    basis: basis(job),
    at: job.context.asOf,
    ...(outcome.fingerprint === undefined ? {} : { fingerprint: outcome.fingerprint }),
    ...(outcome.position === undefined ? {} : { position: outcome.position }),
  };
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
    `${report.shards} parts`,
    `${report.read} read`,
    `${report.unchanged} unchanged`,
    ...(report.failed > 0 ? [`${report.failed} failed`] : []),
    ...(report.quarantined > 0 ? [`${report.quarantined} records in quarantine`] : []),
    `${report.changedRows} rows changed`,
  ];
  return parts.join(', ');
}
