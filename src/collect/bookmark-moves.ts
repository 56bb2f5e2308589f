import { type Bookmark, writeBookmarks } from './bookmarks.ts';
import { basis, type CollectorJob } from './job.ts';
import type { ShardOutcome } from './shard-run.ts';
import type { Listing } from './shards.ts';

interface BookmarkMove {
  readonly listing: Listing;
  readonly outcomes: ReadonlyMap<string, ShardOutcome>;
  readonly known: ReadonlyMap<string, Bookmark>;
  readonly losers: ReadonlySet<string>;
}

/** Writes the bookmarks that follow from a run: the last step, when everything it read is in the store. */
export function moveBookmarks(job: CollectorJob, { listing, outcomes, known, losers }: BookmarkMove): void {
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
