import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Collector } from '../../src/collect/contract.ts';
import { type CollectorReport, runCollector } from '../../src/collect/kernel.ts';
import { silentProgress } from '../../src/collect/progress.ts';
import { runScope } from '../../src/collect/run-scope.ts';
import type { GitHubSource } from '../../src/github/source.ts';
import { systemClock } from '../../src/clock.ts';
import { fetchHttp } from '../../src/network/fetch-http.ts';
import { createNetwork } from '../../src/network/network.ts';
import type { FactKind } from '../../src/schema/fact.ts';
import { Store } from '../../src/store/store.ts';
import { type GitHubDouble, startGitHubDouble } from '../doubles/github/double.ts';
import type { World } from '../doubles/github/world.ts';

/** A double of GitHub over a world, and a store that nights are collected into. */
export interface Scene {
  readonly world: World;
  readonly double: GitHubDouble;
  /** Collects the organisation once, as of the world's time, and forgets what was asked before. */
  night(collector: Collector<GitHubSource>, source?: Readonly<Record<string, unknown>>): Promise<CollectorReport>;
  /** Facts of a kind as they are known now, without provenance. */
  facts(kind: FactKind): Promise<Record<string, unknown>[]>;
  /** Everything that the data folder's caches hold of a collector's pages. */
  readonly dir: string;
}

/** Opens a scene that ends with the test. */
export async function scene(world: World): Promise<Scene> {
  const double = await startGitHubDouble({ world, clock: () => world.now });
  const dir = mkdtempSync(join(tmpdir(), 'almanac-github-'));
  const store = await Store.open(dir);
  onTestFinished(async () => {
    store.close();
    await double.close();
    rmSync(dir, { recursive: true, force: true });
  });
  let asOf = '';
  return {
    world,
    double,
    dir,
    async night(collector, source = {}) {
      double.forget();
      asOf = new Date(world.now).toISOString();
      const config = collector.config.parse({ org: world.organisation.login, api: double.api, graphql: double.graphql, ...source });
      const network = createNetwork({ http: fetchHttp, clock: { ...systemClock, now: () => new Date(world.now) }, deadline: undefined, log: () => undefined });
      return runCollector({
        group: { collector, sources: [{ digest: JSON.stringify(source), config }] },
        store,
        context: { asOf, backdated: false, signal: new AbortController().signal, minimumGroup: 5, contentDir: dir, env: { GITHUB_TOKEN: double.token }, network, run: runScope(asOf, join(dir, 'run', asOf.replaceAll(':', ''))), log: () => undefined },
        offline: false,
        concurrency: 4,
        shardTimeout: 60,
        progress: silentProgress,
      });
    },
    async facts(kind) {
      const values: Record<string, unknown>[] = [];
      for await (const { value } of store.rows(kind, asOf)) values.push(value);
      return values;
    },
  };
}
