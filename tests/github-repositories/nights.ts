import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/clock.ts';
import type { CollectContext, Collector, RunScope } from '../../src/collect/contract.ts';
import { type CollectorReport, runCollector } from '../../src/collect/kernel.ts';
import { silentProgress } from '../../src/collect/progress.ts';
import { passingRun } from '../../src/collect/run-scope.ts';
import type { GitHubSource } from '../../src/github/source.ts';
import { fetchHttp } from '../../src/network/fetch-http.ts';
import { createNetwork } from '../../src/network/network.ts';
import { observedFindingKind } from '../../src/schema/facts/observed-finding.ts';
import { Store } from '../../src/store/store.ts';
import { type GitHubDouble, startGitHubDouble } from '../doubles/github/double.ts';
import type { World } from '../doubles/github/world.ts';
import { collector as registered } from '../../collectors/github-repositories/collector.ts';

/** What came of a night. */
export interface Night {
  readonly report: CollectorReport;
  /** Facts of a kind as they stand after it. */
  facts(kind: string): Promise<Record<string, unknown>[]>;
  /** What the findings of the store say, in order. */
  findings(): Promise<{ code: string; what: string }[]>;
}

/** The network and environment that a double is reached with. */
export function contextFor(double: GitHubDouble, { asOf, signal = new AbortController().signal, run = passingRun(asOf) }: { asOf: string; signal?: AbortSignal; run?: RunScope }): CollectContext {
  const network = createNetwork({ http: fetchHttp, clock: systemClock, deadline: undefined, log: () => undefined });
  return { asOf, backdated: false, signal, minimumGroup: 5, contentDir: '/', env: { GITHUB_TOKEN: double.token, GITHUB_API_URL: double.api, GITHUB_GRAPHQL_URL: double.graphql }, network, run, log: () => undefined };
}

/** Nights of the collector against a double of GitHub, one store for all of them. */
export class Nights {
  readonly double: GitHubDouble;
  readonly world: World;
  readonly #store: Store;
  readonly #dir: string;

  private constructor(double: GitHubDouble, world: World, store: Store, dir: string) {
    this.double = double;
    this.world = world;
    this.#store = store;
    this.#dir = dir;
  }

  static async begin(world: World): Promise<Nights> {
    const dir = mkdtempSync(join(tmpdir(), 'almanac-repositories-'));
    return new Nights(await startGitHubDouble({ world }), world, await Store.open(dir), dir);
  }

  async night(sources: readonly (Partial<GitHubSource> & { readonly org: string })[] = [{ org: 'acme' }], { collector = registered, asOf = new Date(this.world.now).toISOString() }: { collector?: Collector<GitHubSource>; asOf?: string } = {}): Promise<Night> {
    const report = await runCollector({
      group: { collector, sources: sources.map((source, index) => ({ digest: `source-${index}`, config: collector.config.parse(source) })) },
      store: this.#store,
      context: contextFor(this.double, { asOf }),
      offline: false,
      concurrency: 2,
      shardTimeout: 60,
      progress: silentProgress,
    });
    const store = this.#store;
    const facts = async (kind: string): Promise<Record<string, unknown>[]> => {
      const found = [...collector.kinds, observedFindingKind].find((candidate) => candidate.kind === kind);
      if (found === undefined) throw new Error(`no kind ${kind}`);
      const values: Record<string, unknown>[] = [];
      for await (const { value } of store.rows(found, asOf)) values.push(value);
      return values;
    };
    return {
      report,
      facts,
      findings: async () => (await facts(observedFindingKind.kind)).map(({ code, what }) => ({ code: String(code), what: String(what) })),
    };
  }

  async end(): Promise<void> {
    await this.double.close();
    this.#store.close();
    rmSync(this.#dir, { recursive: true, force: true });
  }
}
