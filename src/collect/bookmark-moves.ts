import { type Bookmark, writeBookmarks } from './bookmarks.ts';
import { basis, type CollectorJob } from './job.ts';
import type { ShardOutcome } from './shard-run.ts';
import type { Listing } from './shards.ts';

interface BookmarkMove {
  readonly listing: Listing;
  readonly outcomes: ReadonlyMap<string, ShardOutcome>;
  readonly known: ReadonlyMap<string, Bookmark>;
  /** Shards that are listed no more, and are kept in mind. */
  readonly held: ReadonlySet<string>;
  /** Shards that are to be read again next time, whatever their fingerprint says. */
  readonly again: ReadonlySet<string>;
}

/** Writes the bookmarks that follow from a run: the last step, when everything it read is in the store. */
export function moveBookmarks(job: CollectorJob, { listing, outcomes, known, held, again }: BookmarkMove): void {
  const next = new Map<string, Bookmark>();
  for (const [id, bookmark] of known) {
    if (listing.unlisted.has(bookmark.source) || held.has(id)) next.set(id, bookmark);
  }
  for (const { shard, source } of listing.shards) {
    const outcome = outcomes.get(shard.id);
    const bookmark = nextBookmark(job, source, outcome, known.get(shard.id));
    if (bookmark === undefined) continue;
    const { again: before, label: _, ...rest } = bookmark;
    const repeat = again.has(shard.id) || (before === true && outcome?.state !== 'read');
    next.set(shard.id, { ...rest, ...(repeat ? { again: true } : {}), ...(shard.label === undefined ? {} : { label: shard.label }) });
  }
  writeBookmarks(job.store.lake, job.group.collector.id, next);
}

function nextBookmark(
  job: CollectorJob,
  source: string,
  outcome: ShardOutcome | undefined,
  old: Bookmark | undefined,
): Bookmark | undefined {
  // A replay says nothing about the source, so what is remembered of it stands.
  if (outcome === undefined || job.offline) return old;
  if (outcome.state === 'unchanged') return old === undefined || outcome.earlier === true ? old : { ...old, at: job.context.asOf };
  if (outcome.state === 'postponed' && outcome.partial !== undefined) {
    const { position } = outcome.partial;
    return { source, basis: basis(job), ...(old?.at === undefined ? {} : { at: old.at }), ...(position === undefined ? {} : { position }) };
  }
  if (outcome.state !== 'read') return old;
  return {
    source,
    basis: basis(job),
    at: job.context.asOf,
    ...(outcome.fingerprint === undefined ? {} : { fingerprint: outcome.fingerprint }),
    ...(outcome.position === undefined ? {} : { position: outcome.position }),
  };
}
