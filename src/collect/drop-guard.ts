import { compareText, makeFinding } from '../findings/codes.ts';
import type { Finding } from '../schema/finding.ts';
import type { Bookmark } from './bookmarks.ts';
import type { CollectorJob } from './job.ts';
import type { Listing } from './shards.ts';

/** Fewer than this that disappear at once are no sudden drop, whatever their share. */
export const smallestDrop = 20;
/** Unless nearly nothing is left. */
const smallestEmptying = 3;

/** What became of shards that are remembered and listed no more. */
export interface Vanished {
  /** Taken for gone, in order of id. */
  readonly gone: readonly string[];
  /** So many of one source at once that they stay until it is confirmed, by id with the reason. */
  readonly held: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

/**
 * Shards remembered that are listed no more. Those of a source that could not be listed stay, and those of one that lists too
 * few all at once. Parts of a source that is configured no more, or otherwise, are gone.
 */
export function vanishedShards(job: CollectorJob, known: ReadonlyMap<string, Bookmark>, listing: Listing): Vanished {
  const { collector, sources } = job.group;
  const listed = new Set(listing.shards.map(({ shard }) => shard.id));
  const gone: string[] = [];
  const held = new Map<string, string>();
  const findings: Finding[] = [];
  for (const [digest, remembered] of Map.groupBy(known, ([, { source }]) => source)) {
    if (listing.unlisted.has(digest)) continue;
    const missing = remembered.filter(([id]) => !listed.has(id)).toSorted(([a], [b]) => compareText(a, b));
    const index = sources.findIndex((source) => source.digest === digest);
    if (index < 0 || !isDrop(missing.length, remembered.length, job)) {
      gone.push(...missing.map(([id]) => id));
      continue;
    }
    const reason = `its source lists it no more, and ${missing.length - 1} others of ${remembered.length} with it`;
    for (const [id] of missing) held.set(id, reason);
    const which = sources.length === 1 ? 'its source' : `its source ${index + 1}`;
    const examples = missing.slice(0, 3).map(([id, { label }]) => label ?? id).join(', ');
    findings.push(
      dropFinding(collector.id, `${collector.title}: ${missing.length} of the ${remembered.length} parts known of ${which} are listed no more (${examples}, …). They were not taken for gone, and what is known of them stays.`),
    );
  }
  return { gone: gone.toSorted(compareText), held, findings };
}

/**
 * True if so many of so many are more than may disappear at once. Of a host that lists next to nothing any more, a few are
 * enough: credentials that see less look just like that.
 */
function isDrop(missing: number, of: number, { dropLimit, group }: CollectorJob): boolean {
  if (dropLimit === undefined || missing <= dropLimit * of) return false;
  return missing >= smallestDrop || (group.collector.remote === true && missing >= smallestEmptying && of - missing <= 1);
}

/** What is said of a drop, with the command that accepts it. */
export function dropFinding(collector: string, what: string): Finding {
  return makeFinding('ALM0218', {
    what,
    fix: `Look whether the source, or what the credentials see of it, is as it should be. If the drop is right, run once with \`--accept-drop ${collector}\`.`,
  });
}
