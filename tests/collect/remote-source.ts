import { z } from 'zod';
import { censusOf } from '../../src/collect/census.ts';
import { type Collector, type Output, SourceError } from '../../src/collect/contract.ts';
import type { FactKind } from '../../src/schema/fact.ts';
import { branchKind } from '../../src/schema/facts/branch.ts';
import { DeadlineError } from '../../src/network/contract.ts';
import { repositoryKind } from '../../src/schema/facts/repository.ts';

/** A part of the fake host: pages of records, each of which becomes a repository fact. */
export interface RemoteShard {
  pages: Record<string, unknown>[][];
  fingerprint?: string;
  label?: string;
  /** Every fetch fails with it. */
  error?: Error;
}

/** A remote collector over an object in memory. A page's bookmark is its number. */
export class RemoteSource {
  shards: Record<string, RemoteShard> = {};
  /** Thrown by the listing. */
  unlistable: Error | undefined;
  kinds: readonly FactKind[] = [repositoryKind, branchKind];
  kind: FactKind = repositoryKind;
  concurrency = 1;
  together = 1;
  bookmarks = true;
  /** Called before a page is given, with how many were given in all; throws to stop the run there. */
  beforePage: (given: number) => void = () => undefined;
  /** `shard:page` in the order in which they were given. */
  given: string[] = [];
  /** What fetches began with. */
  began: { shard: string; bookmark: string | undefined; resume: string | undefined }[] = [];
  inFlight = 0;
  mostInFlight = 0;

  collector(version = '1', id = 'remote'): Collector<Record<string, never>> {
    const source = this;
    return {
      id,
      version,
      title: 'Remote source',
      config: z.strictObject({}),
      kinds: source.kinds,
      staleAfter: '3d',
      remote: true,
      concurrency: source.concurrency,
      together: source.together,
      async shards() {
        if (source.unlistable !== undefined) throw source.unlistable;
        return Object.entries(source.shards).map(([id, { label }]) => ({ id, locator: id, ...(label === undefined ? {} : { label }) }));
      },
      async fingerprint(shard) {
        return source.shards[shard.id]?.fingerprint ?? `${source.began.length}`;
      },
      async *fetch(shard, { bookmark, resume }) {
        const held = source.shards[shard.id];
        source.began.push({ shard: shard.id, bookmark, resume });
        source.inFlight += 1;
        source.mostInFlight = Math.max(source.mostInFlight, source.inFlight);
        try {
          await new Promise((done) => setImmediate(done));
          if (held?.error !== undefined) throw held.error;
          const from = resume === undefined ? 0 : Number(resume) + 1;
          for (const [n, records] of (held?.pages ?? []).entries()) {
            if (n < from) continue;
            source.beforePage(source.given.length);
            source.given.push(`${shard.id}:${n}`);
            yield { name: `page-${n}`, body: JSON.stringify(records), ...(source.bookmarks ? { bookmark: String(n) } : {}), census: [censusOf('thing', records)] };
          }
        } finally {
          source.inFlight -= 1;
        }
      },
      *parse(page): Iterable<Output> {
        for (const value of z.array(z.record(z.string(), z.unknown())).parse(JSON.parse(page.body))) {
          const { extra: _, ...record } = value;
          yield { type: 'fact', kind: source.kind.kind, value: record, source: 'remote' };
        }
      },
    };
  }
}

/** Repository records by name. */
export const records = (...names: string[]): Record<string, unknown>[] => names.map((name) => ({ repository: `example.com/acme/${name}`, empty: false }));

export const late = (): Error => new DeadlineError('The time given to the run is up.');
export const refused = (message: string): Error => new SourceError(message, { withheld: true });
