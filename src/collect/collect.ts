import { rmSync } from 'node:fs';
import type { Instant } from '../schema/primitives.ts';
import type { Config } from '../schema/config.ts';
import type { Store } from '../store/store.ts';
import { noNetwork } from '../network/no-network.ts';
import type { CollectContext } from './contract.ts';
import { type CollectorReport, runCollector } from './kernel.ts';
import { latestManifest, type RunManifest, writeManifest } from './manifest.ts';
import type { Progress } from './progress.ts';
import { runScope } from './run-scope.ts';
import type { SourceGroup } from './sources.ts';

/** One collection: every configured collector, then the manifest. */
export interface Collection {
  readonly store: Store;
  /** Every collector that is configured. */
  readonly groups: readonly SourceGroup[];
  /** Ids of the collectors to run; the others keep what their last run said. Without it, all run. */
  readonly only?: readonly string[] | undefined;
  readonly config: Config;
  /** Without a network and environment, what reads a host over the network is refused. */
  readonly context: Omit<CollectContext, 'run' | 'env' | 'network'> & Partial<Pick<CollectContext, 'env' | 'network'>>;
  readonly offline: boolean;
  readonly progress: Progress;
}

export interface CollectionReport {
  readonly collectors: readonly CollectorReport[];
  /** Collectors of which more parts failed than `collect.failureLimit` allows. */
  readonly overLimit: readonly string[];
}

/** An observation of the past cannot follow one of the present: see {@link collect}. */
export class HistoryError extends Error {
  override readonly name = 'HistoryError';
}

/**
 * Runs the collectors one after the other (each uses both cores itself) and writes the run's manifest last.
 *
 * @throws HistoryError if the data folder holds observations later than `asOf`: rows between the two would be wrong
 */
export async function collect(collection: Collection): Promise<CollectionReport> {
  const { store, groups, config, offline, progress } = collection;
  const { runsDir, stagingDir, unfinishedDir } = store.lake;
  const context: CollectContext = { env: {}, network: noNetwork, ...collection.context, run: runScope(collection.context.asOf, unfinishedDir) };
  const latest = latestManifest(runsDir);
  if (latest !== undefined && latest.asOf > context.asOf) {
    throw new HistoryError(
      `The data folder ${store.lake.dir} already holds observations of ${latest.asOf}, so collecting as of ${context.asOf} would rewrite history. ` +
        'Run `almanac build --as-of …` to rebuild the site of that day from the facts known then, or name an empty folder with --data.',
    );
  }
  rmSync(stagingDir, { recursive: true, force: true });
  const reports: CollectorReport[] = [];
  for (const group of groups) {
    if (collection.only !== undefined && !collection.only.includes(group.collector.id)) continue;
    reports.push(
      await runCollector({
        group,
        store,
        context,
        offline,
        concurrency: config.collect.concurrency,
        shardTimeout: config.collect.shardTimeout,
        progress,
      }),
    );
  }
  writeManifest(store.lake, manifestOf(collection, reports, latest));
  rmSync(stagingDir, { recursive: true, force: true });
  const overLimit = reports.filter(({ failed, shards }) => shards > 0 && failed / shards > config.collect.failureLimit);
  return { collectors: reports, overLimit: overLimit.map(({ id }) => id) };
}

function manifestOf(collection: Collection, reports: readonly CollectorReport[], latest: RunManifest | undefined): RunManifest {
  const { groups, config, context, offline } = collection;
  const before = new Map(latest?.collectors.map((run) => [run.id, run]));
  const ran = new Map(reports.map((report) => [report.id, report]));
  return {
    asOf: context.asOf,
    backdated: context.backdated,
    offline,
    collectors: groups.flatMap(({ collector }) => {
      const report = ran.get(collector.id);
      const old = before.get(collector.id);
      if (report === undefined) return old === undefined ? [] : [old];
      const observedAt: Instant | undefined = offline ? old?.observedAt : context.asOf;
      return [{
        id: collector.id,
        title: collector.title,
        version: collector.version,
        staleAfter: config.staleAfter[collector.id] ?? collector.staleAfter,
        shards: report.shards,
        failed: report.failed,
        quarantined: report.quarantined,
        kinds: collector.kinds.map(({ kind }) => kind),
        ...(observedAt === undefined ? {} : { observedAt }),
      }];
    }),
  };
}

