import { collectors } from '../../collectors/registry.ts';
import { collect, type CollectionReport } from '../../src/collect/collect.ts';
import { silentProgress } from '../../src/collect/progress.ts';
import { collectionMemory } from '../../src/collect/small-heap.ts';
import { resolveSources } from '../../src/collect/sources.ts';
import type { Http, HostUse } from '../../src/network/contract.ts';
import { fetchHttp } from '../../src/network/fetch-http.ts';
import { createNetwork } from '../../src/network/network.ts';
import { config as configSchema } from '../../src/schema/config.ts';
import { Store } from '../../src/store/store.ts';
import type { GitHubDouble } from '../doubles/github/double.ts';
import type { World } from '../doubles/github/world.ts';
import { VirtualClock } from './virtual-clock.ts';

export interface NightOptions {
  readonly world: World;
  readonly double: Pick<GitHubDouble, 'api' | 'graphql' | 'token'>;
  readonly dataDir: string;
  /** Without it time stands where the world is told up to. */
  readonly clock?: VirtualClock;
  /** In place of the network: to cut, watch or count. */
  readonly http?: Http;
  /** Further keys of the source. */
  readonly source?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Minutes after which nothing is sent. */
  readonly minutes?: number;
  readonly only?: readonly string[];
  readonly acceptDrop?: true;
  /** Instant of the run, in ms since 1970; that of the clock without it. */
  readonly asOf?: number;
}

export interface Night {
  readonly report: CollectionReport;
  readonly use: readonly HostUse[];
  readonly log: readonly string[];
}

/** Milliseconds that a request takes of virtual time. */
const requestMs = 20;

/** One collection of the whole organisation, as a night makes it. */
export async function night({ world, double, dataDir, clock = new VirtualClock(world.now), http = fetchHttp, source = {}, env = {}, minutes, only, acceptDrop, asOf = clock.time() }: NightOptions): Promise<Night> {
  const parsed = configSchema.parse({ sources: { github: [{ org: world.organisation.login, api: double.api, graphql: double.graphql, history: 30, ...source }] } });
  const { groups, findings } = resolveSources({ config: parsed, exists: true, lineOf: () => undefined }, collectors, '/');
  if (findings.some(({ severity }) => severity === 'error')) throw new Error(JSON.stringify(findings));
  const github = groups.filter(({ collector }) => collector.id.startsWith('github-'));
  const log: string[] = [];
  const deadline = minutes === undefined ? undefined : clock.time() + minutes * 60_000;
  const network = createNetwork({ http: clock.timed(http, requestMs), clock, deadline, log: (message) => void log.push(message) });
  const store = await Store.open(dataDir, { memoryLimit: collectionMemory });
  try {
    const report = await collect({
      store,
      groups: github,
      only,
      acceptDrop,
      config: parsed,
      context: { asOf: new Date(asOf).toISOString(), backdated: false, signal: new AbortController().signal, minimumGroup: 5, contentDir: '/nonexistent', env: { GITHUB_TOKEN: double.token, ...env }, network, log: (message) => void log.push(message) },
      offline: false,
      progress: silentProgress,
    });
    return { report, use: network.use(), log };
  } finally {
    store.close();
  }
}
