import { z } from 'zod';
import { type Collector, type Output, SourceError } from '../../src/collect/contract.ts';
import { branchKind } from '../../src/schema/facts/branch.ts';
import { repositoryKind } from '../../src/schema/facts/repository.ts';

/** What a part of the fake source holds; a test changes it between runs. */
export interface FakeShard {
  /** Values given as repository facts. */
  repositories?: unknown[];
  branches?: unknown[];
  /** Fails with this message, after the first record. */
  fails?: string;
  fingerprint?: string;
}

/** A collector whose source is an object in memory, and which counts how often each part was fetched. */
export class FakeSource {
  shards: Record<string, FakeShard> = {};
  /** Fails the listing of shards with this message. */
  unlistable: string | undefined;
  fetched: string[] = [];

  collector(version = '1'): Collector<Record<string, never>> {
    const source = this;
    return {
      id: 'fake',
      version,
      title: 'Fake source',
      config: z.strictObject({}),
      kinds: [repositoryKind, branchKind],
      staleAfter: '3d',
      async *shards() {
        if (source.unlistable !== undefined) throw new SourceError(source.unlistable);
        // Reverse order: the kernel sorts.
        for (const id of Object.keys(source.shards).toReversed()) yield { id, locator: id };
      },
      async fingerprint(shard) {
        return source.shards[shard.id]?.fingerprint ?? String(source.fetched.length);
      },
      async *fetch(shard) {
        source.fetched.push(shard.id);
        const held = source.shards[shard.id] ?? {};
        yield { name: 'page-1', body: JSON.stringify({ ...held, fails: undefined }), bookmark: `after ${source.fetched.length}` };
        if (held.fails !== undefined) throw new SourceError(held.fails);
      },
      *parse(page): Iterable<Output> {
        const held = z.object({ repositories: z.array(z.unknown()).default([]), branches: z.array(z.unknown()).default([]) }).parse(JSON.parse(page.body));
        for (const value of held.repositories) yield { type: 'fact', kind: 'repository', value, source: 'fake' };
        for (const value of held.branches) yield { type: 'fact', kind: 'branch', value, source: 'fake' };
      },
    };
  }
}
