import type { Finding } from '../schema/finding.ts';
import type { Lake } from '../store/lake.ts';
import type { CensusSum } from './census.ts';
import type { Collector, CollectContext, RawPage, Shard } from './contract.ts';
import type { Bookmark } from './bookmarks.ts';
import { Intake } from './intake.ts';
import type { Journal } from './journal.ts';
import { PageWriter, readPages } from './page-cache.ts';
import type { QuarantinedRecord } from './quarantine.ts';
import { reading } from './reading.ts';
import { isSpent, unreadBecause } from './unread.ts';
import type { Staging } from './staging.ts';

/** How one shard went. */
export type ShardOutcome =
  | ({ readonly state: 'read'; readonly fingerprint: string | undefined } & Taken)
  | { readonly state: 'unchanged'; /** True if an earlier part of this run read it. */ readonly earlier?: true }
  | { readonly state: 'failed' | 'withheld'; readonly reason: string; readonly finding: Finding | undefined }
  | { readonly state: 'postponed'; readonly reason: string; /** What came before the time was up, where it can stand by itself. */ readonly partial?: Taken };

/** What was taken in of a shard. */
export interface Taken {
  readonly position: string | undefined;
  readonly quarantined: readonly QuarantinedRecord[];
  /** Kinds of which nothing could be read, so that what is known stands. */
  readonly unread: ReadonlySet<string>;
}

export interface ShardJob {
  readonly collector: Collector;
  readonly shard: Shard;
  /** Digest of the source it belongs to. */
  readonly source: string;
  readonly basis: string;
  readonly context: CollectContext;
  /** What is remembered of it, if it may be relied on: same source, same basis. */
  readonly bookmark: Bookmark | undefined;
  /** True if an earlier run was cut off and this one goes on with it. */
  readonly takenUp: boolean;
  readonly lake: Lake;
  readonly staging: Staging;
  /** Of a remote collector that is not replayed. */
  readonly journal: Journal | undefined;
  readonly census: CensusSum;
  readonly offline: boolean;
  /** Seconds after which the shard is given up, if it is not remote. */
  readonly timeout: number;
}

/** Reads one shard: its pages from the source (or the cache), each parsed, validated and staged as it comes. */
export async function runShard(job: ShardJob): Promise<ShardOutcome> {
  const { collector, shard, bookmark, offline, takenUp } = job;
  if (takenUp && bookmark?.at !== undefined && bookmark.again !== true && bookmark.at >= job.context.run.begunAt) return { state: 'unchanged', earlier: true };
  const { signal: stop } = job.context;
  const signal = collector.remote === true ? stop : AbortSignal.any([stop, AbortSignal.timeout(job.timeout * 1000)]);
  const context = { ...job.context, signal };
  const writer = offline ? undefined : new LazyPageWriter(job);
  const intake = new Intake(job);
  let position = bookmark?.position;
  let pagesTaken = 0;
  try {
    const fingerprint = offline ? bookmark?.fingerprint : await collector.fingerprint?.(shard, { ...context, bookmark: position });
    if (!offline && bookmark?.again !== true && fingerprint !== undefined && fingerprint === bookmark?.fingerprint) return { state: 'unchanged' };
    const pages = offline ? readPages(job.lake.cacheFile(collector.id, shard.id)) : reading(job, context, fingerprint);
    for await (const page of pages) {
      await writer?.write(page);
      await intake.take(page);
      job.census.add(page.census);
      pagesTaken += 1;
      position = page.bookmark ?? position;
      signal.throwIfAborted();
    }
    await intake.finish();
    await writer?.commit();
    return { state: 'read', fingerprint, position, quarantined: intake.quarantined, unread: intake.unread };
  } catch (error) {
    if (!stop.aborted && isSpent(error) && pagesTaken > 0 && collector.kinds.every(({ policy }) => policy === 'event')) {
      await intake.finish();
      await writer?.commit();
      return { state: 'postponed', reason: 'the time given to the run was up before all of it was read', partial: { position, quarantined: intake.quarantined, unread: intake.unread } };
    }
    writer?.discard();
    if (stop.aborted) throw error;
    if (isSpent(error)) return { state: 'postponed', reason: 'the time given to the run was up before it was read' };
    return unreadBecause(error, job);
  }
}

/** Opens the cache file only when there is a first page, so that a shard found unchanged costs nothing. */
class LazyPageWriter {
  readonly #job: ShardJob;
  #writer: PageWriter | undefined;
  constructor(job: ShardJob) {
    this.#job = job;
  }
  async write(page: RawPage): Promise<void> {
    const { lake, collector, shard } = this.#job;
    this.#writer ??= new PageWriter(lake.temporaryFile(), lake.cacheFile(collector.id, shard.id));
    await this.#writer.write(page);
  }
  async commit(): Promise<void> {
    await this.#writer?.commit();
  }
  discard(): void {
    this.#writer?.discard();
  }
}
