import { rmSync } from 'node:fs';
import type { Instant } from '../schema/primitives.ts';
import type { Config } from '../schema/config.ts';
import type { Finding } from '../schema/finding.ts';
import type { Store } from '../store/store.ts';
import type { HostUse } from '../network/contract.ts';
import { noNetwork } from '../network/no-network.ts';
import type { CollectContext } from './contract.ts';
import { type CollectorReport, runCollector } from './kernel.ts';
import { type CollectorRun, latestManifest, type RunManifest, writeManifest } from './manifest.ts';
import type { Progress } from './progress.ts';
import { passingRun, withoutSecrets } from './run-scope.ts';
import { withSmallHeap } from './small-heap.ts';
import type { SourceGroup } from './sources.ts';
import { beginRun } from './unfinished-run.ts';

/** One collection: every configured collector, then the manifest. */
export interface Collection {
  readonly store: Store;
  /** Every collector that is configured. */
  readonly groups: readonly SourceGroup[];
  /** Ids of the collectors to run; the others keep what their last run said. Without it, all run. */
  readonly only?: readonly string[] | undefined;
  /** Ids of the collectors of which a sudden drop is right, or true for all. */
  readonly acceptDrop?: readonly string[] | true | undefined;
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
  /** What kept sources from being listed. */
  readonly unlisted: readonly { readonly collector: string; readonly finding: Finding }[];
  /** What was asked of hosts. */
  readonly hosts: readonly HostUse[];
}

/** An observation of the past cannot follow one of the present: see {@link collect}. */
export class HistoryError extends Error {
  override readonly name = 'HistoryError';
}

/**
 * Runs the collectors one after the other (each uses both cores itself) and writes the run's manifest last. A run with
 * remote collectors that was cut off is taken up by the next one.
 *
 * @throws HistoryError if the data folder holds observations later than `asOf`: rows between the two would be wrong
 */
export async function collect(collection: Collection): Promise<CollectionReport> {
  const { store, groups, config, offline, progress, acceptDrop } = collection;
  const { runsDir, stagingDir } = store.lake;
  const latest = latestManifest(runsDir);
  if (latest !== undefined && latest.asOf > collection.context.asOf) {
    throw new HistoryError(
      `The data folder ${store.lake.dir} already holds observations of ${latest.asOf}, so collecting as of ${collection.context.asOf} would rewrite history. ` +
        'Run `almanac build --as-of …` to rebuild the site of that day from the facts known then, or name an empty folder with --data.',
    );
  }
  rmSync(stagingDir, { recursive: true, force: true });
  const running = inOrder(groups, latest).filter(({ collector }) => collection.only === undefined || collection.only.includes(collector.id));
  const remote = groups.filter(({ collector }) => collector.remote === true).map(({ collector }) => collector.id);
  const begun = !offline && running.some(({ collector }) => collector.remote === true) ? beginRun(store.lake, collection.context, remote) : undefined;
  const context = contextOf(collection, begun?.scope ?? passingRun(collection.context.asOf));
  if (begun?.takenUp === true) context.log(`Going on with the run of ${begun.scope.begunAt}, which was cut off.`);
  const reports: CollectorReport[] = [];
  for (const group of running) {
    const { id } = group.collector;
    const run = (): Promise<CollectorReport> =>
      runCollector({
        group,
        store,
        context,
        offline,
        concurrency: config.collect.concurrency,
        shardTimeout: config.collect.shardTimeout,
        progress,
        takenUp: begun?.takenUp ?? false,
        dropLimit: acceptDrop === true || acceptDrop?.includes(id) === true ? undefined : config.collect.dropLimit,
      });
    reports.push(await (group.collector.remote === true ? withSmallHeap(run) : run()));
  }
  writeManifest(store.lake, manifestOf(collection, context, reports, latest));
  begun?.end();
  rmSync(stagingDir, { recursive: true, force: true });
  const overLimit = reports.filter(({ failed, shards }) => shards > 0 && failed / shards > config.collect.failureLimit);
  const unlisted = reports.flatMap((report) => report.unlisted.map((finding) => ({ collector: report.id, finding })));
  return { collectors: reports, overLimit: overLimit.map(({ id }) => id), unlisted, hosts: context.network.use() };
}

/** Collectors that the time given to the last run was not enough for come first, so that it is not the same ones every night. */
function inOrder(groups: readonly SourceGroup[], latest: RunManifest | undefined): readonly SourceGroup[] {
  const postponed = new Set(latest?.collectors.filter((run) => (run.postponed ?? 0) > 0).map(({ id }) => id));
  return [...groups.filter(({ collector }) => postponed.has(collector.id)), ...groups.filter(({ collector }) => !postponed.has(collector.id))];
}

/** Secrets are taken out of everything that is logged or kept. */
function contextOf({ context }: Collection, run: CollectContext['run']): CollectContext {
  const network = context.network ?? noNetwork;
  return { env: {}, ...context, network, run: withoutSecrets(run, network), log: (message) => context.log(network.redact(message)) };
}

function manifestOf(collection: Collection, context: CollectContext, reports: readonly CollectorReport[], latest: RunManifest | undefined): RunManifest {
  const { groups, config, offline } = collection;
  const before = new Map(latest?.collectors.map((run) => [run.id, run]));
  const ran = new Map(reports.map((report) => [report.id, report]));
  const hosts = context.network.use();
  return {
    asOf: context.asOf,
    backdated: context.backdated,
    offline,
    collectors: groups.flatMap(({ collector }): CollectorRun[] => {
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
        read: report.read + report.unchanged,
        failed: report.failed,
        ...(report.postponed > 0 ? { postponed: report.postponed } : {}),
        ...(report.withheld > 0 ? { withheld: report.withheld } : {}),
        ...(report.heldBack > 0 ? { heldBack: report.heldBack } : {}),
        quarantined: report.quarantined,
        kinds: collector.kinds.map(({ kind }) => kind),
        ...(observedAt === undefined ? {} : { observedAt }),
      }];
    }),
    ...(hosts.length === 0 ? {} : { hosts: hosts.map((use) => ({ ...use })) }),
  };
}
