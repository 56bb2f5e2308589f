import { compareText, makeFinding } from '../findings/codes.ts';
import type { Finding } from '../schema/finding.ts';
import type { Bookmark } from './bookmarks.ts';
import { type CollectContext, type Shard, SourceError } from './contract.ts';
import type { SourceGroup } from './sources.ts';
import { isSpent, redactFinding } from './unread.ts';

/** The shards of all sources of a collector. */
export interface Listing {
  readonly shards: readonly { readonly shard: Shard; readonly source: string }[];
  /** Sources that could not be listed, by digest: what is known of their shards stands. */
  readonly unlisted: ReadonlyMap<string, Unlisted>;
  readonly findings: readonly Finding[];
}

/** Why a source could not be listed. */
export interface Unlisted {
  readonly state: 'failed' | 'withheld' | 'postponed';
  readonly reason: string;
  /** Parts of it that are known. */
  readonly known: readonly string[];
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
  const unlisted = new Map<string, Omit<Unlisted, 'known'>>();
  const findings: Finding[] = [];
  const byId = new Map<string, { shard: Shard; source: string }>();
  for (const [index, source] of group.sources.entries()) {
    try {
      const shards = offline
        ? [...known].filter(([, bookmark]) => bookmark.source === source.digest).map(([id]) => ({ id, locator: '' }))
        : await all(group.collector.shards(source.config, { ...context, remembered: (id) => (known.get(id)?.source === source.digest ? known.get(id)?.position : undefined) }));
      for (const shard of shards) {
        // Two sources may hold a part of the same name; an id names one of them.
        const id = !offline && byId.has(shard.id) ? `${shard.id} (source ${index + 1})` : shard.id;
        byId.set(id, { shard: { ...shard, id }, source: source.digest });
      }
    } catch (error) {
      if (context.signal.aborted) throw error;
      const { finding, ...why } = unlistedBecause(error, group, context);
      unlisted.set(source.digest, why);
      if (finding !== undefined) findings.push(finding);
    }
  }
  const shards = [...byId.values()].toSorted((a, b) => compareText(a.shard.id, b.shard.id));
  const remembered = Map.groupBy([...known].filter(([id]) => !byId.has(id)), ([, { source }]) => source);
  const withKnown = [...unlisted].map(([digest, why]): [string, Unlisted] => [digest, { ...why, known: (remembered.get(digest) ?? []).map(([id]) => id) }]);
  return { shards, unlisted: new Map(withKnown), findings };
}

function unlistedBecause(error: unknown, { collector }: SourceGroup, context: CollectContext): Omit<Unlisted, 'known'> & { readonly finding?: Finding } {
  if (isSpent(error)) return { state: 'postponed', reason: 'the time given to the run was up before its parts were listed' };
  const redact = (text: string): string => context.network.redact(text);
  const reason = redact(error instanceof Error ? error.message : String(error));
  const own = error instanceof SourceError ? error.finding : undefined;
  const withheld = error instanceof SourceError && error.withheld;
  const what = `${collector.title}: a source could not be listed: ${reason}`;
  const finding = own === undefined ? makeFinding(withheld ? 'ALM0217' : 'ALM0208', { what }) : redactFinding(own, redact);
  return { state: withheld ? 'withheld' : 'failed', reason, finding };
}

async function all(shards: AsyncIterable<Shard> | Promise<readonly Shard[]>): Promise<readonly Shard[]> {
  if (shards instanceof Promise) return shards;
  const list: Shard[] = [];
  for await (const shard of shards) list.push(shard);
  return list;
}
