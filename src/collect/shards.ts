import { compareText, makeFinding } from '../findings/codes.ts';
import type { Finding } from '../schema/finding.ts';
import type { Bookmark } from './bookmarks.ts';
import { type CollectContext, type Shard, SourceError } from './contract.ts';
import type { SourceGroup } from './sources.ts';

/** The shards of all sources of a collector. */
export interface Listing {
  readonly shards: readonly { readonly shard: Shard; readonly source: string }[];
  /** Sources that could not be listed, by digest, with the reason: what is known of their shards stands. */
  readonly unlisted: ReadonlyMap<string, string>;
  readonly unlistedShards: number;
  readonly findings: readonly Finding[];
}

/**
 * Lists the shards of every configured source, in order of id. A source that cannot be listed does not stop the others.
 * Offline, the shards are those that were read before.
 */
export async function listShards(
  group: SourceGroup,
  known: ReadonlyMap<string, Bookmark>,
  context: CollectContext,
  offline: boolean,
): Promise<Listing> {
  const unlisted = new Map<string, string>();
  const findings: Finding[] = [];
  const byId = new Map<string, { shard: Shard; source: string }>();
  for (const [index, source] of group.sources.entries()) {
    try {
      const shards = offline
        ? [...known].filter(([, bookmark]) => bookmark.source === source.digest).map(([id]) => ({ id, locator: '' }))
        : await all(group.collector.shards(source.config, context));
      for (const shard of shards) {
        // Two sources may hold a part of the same name; an id names one of them.
        const id = !offline && byId.has(shard.id) ? `${shard.id} (source ${index + 1})` : shard.id;
        byId.set(id, { shard: { ...shard, id }, source: source.digest });
      }
    } catch (error) {
      if (context.signal.aborted) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      unlisted.set(source.digest, reason);
      const own = error instanceof SourceError ? error.finding : undefined;
      findings.push(own ?? makeFinding('ALM0208', { what: `${group.collector.title}: a source could not be listed: ${reason}` }));
    }
  }
  const shards = [...byId.values()].toSorted((a, b) => compareText(a.shard.id, b.shard.id));
  const unlistedShards = [...known].filter(([id, { source }]) => unlisted.has(source) && !byId.has(id)).length;
  return { shards, unlisted, unlistedShards, findings };
}

async function all(shards: AsyncIterable<Shard> | Promise<readonly Shard[]>): Promise<readonly Shard[]> {
  if (shards instanceof Promise) return shards;
  const list: Shard[] = [];
  for await (const shard of shards) list.push(shard);
  return list;
}
