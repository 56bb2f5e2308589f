import { z } from 'zod';
import type { Clone, Clones } from '../clones/contract.ts';
import type { FactKind } from '../schema/fact.ts';
import { cloneFingerprint, cloneShards } from './clone-shards.ts';
import type { CollectContext, Collector, FetchContext, Output, ParseContext, RawPage } from './contract.ts';

/** What one collector reads of clones; finding, opening and fingerprinting them is the same for all. */
export interface CloneReading {
  readonly id: string;
  /** See {@link Collector.version}. */
  readonly version: string;
  readonly title: string;
  /** What is read of each clone, for the description of the setting: `the CODEOWNERS file of each is read`. */
  readonly reads: string;
  readonly kinds: readonly FactKind[];
  readonly staleAfter: string;
  readonly concurrency: number;
  /** Settings besides the clone that what is read depends on. */
  readonly dependsOn?: (context: CollectContext) => readonly (string | number)[];
  /** Told of symbolic links to folders, which are not followed. */
  readonly links?: (paths: readonly string[], context: CollectContext) => void;
  /** The pages of one clone. */
  pages(clone: Clone, context: FetchContext): AsyncIterable<RawPage>;
  parse(page: RawPage, context: ParseContext): Iterable<Output>;
}

/** The one setting of a collector that reads clones. */
export interface CloneSource {
  /** Folder that is searched for git clones, relative to the content folder. */
  readonly path: string;
}

/**
 * A collector with one shard for every clone below a folder, which is read again when the clone changed.
 *
 * @param clones how clones are found and read
 */
export function cloneCollector(clones: Clones, reading: CloneReading): Collector<CloneSource> {
  const { id, version, title, kinds, staleAfter, concurrency } = reading;
  const open = (dir: string, { asOf, backdated, signal }: CollectContext): Promise<Clone> => clones.open(dir, { asOf, backdated, signal });
  return {
    id,
    version,
    title,
    config: z.strictObject({ path: z.string().min(1).describe(`Folder that is searched for git clones, bare or not, at any depth; ${reading.reads}`) }),
    kinds,
    staleAfter,
    concurrency,

    shards: ({ path }, context) => cloneShards(clones, path, context, (links) => reading.links?.(links, context)),

    async fingerprint(shard, context) {
      return cloneFingerprint(await open(shard.locator, context), context, ...(reading.dependsOn?.(context) ?? []));
    },

    async *fetch(shard, context) {
      yield* reading.pages(await open(shard.locator, context), context);
    },

    parse: (page, context) => reading.parse(page, context),
  };
}
