import { collectors } from '../../collectors/registry.ts';
import { collect, type CollectionReport } from '../collect/collect.ts';
import { collectionMemory } from '../collect/small-heap.ts';
import { resolveSources } from '../collect/sources.ts';
import { formatFinding } from '../findings/codes.ts';
import { fetchHttp } from '../network/fetch-http.ts';
import { createNetwork } from '../network/network.ts';
import type { StageReport } from '../schema/cli/report.ts';
import type { Config } from '../schema/config.ts';
import type { Finding } from '../schema/finding.ts';
import { holdFolder } from '../store/hold.ts';
import { Store } from '../store/store.ts';
import { visibleText } from '../text/visible-text.ts';
import { UsageError } from './errors.ts';
import type { Io } from './io.ts';
import { commandProgress } from './progress.ts';
import type { Workspace } from './workspace.ts';

/** Options of a collection, as commander gives them. */
export interface CollectionOptions {
  readonly offline?: boolean;
  readonly only?: readonly string[];
  readonly maxMinutes?: string;
  readonly acceptDrop?: readonly string[] | true;
}

/** What collecting gave. */
export interface Collected {
  readonly report: CollectionReport;
  readonly findings: readonly Finding[];
  readonly faults: readonly string[];
}

/** Collects every source of the workspace, over one network. */
export async function collectSources(workspace: Workspace, options: CollectionOptions, io: Io, stages: StageReport[]): Promise<Collected> {
  const { organisation, dataDir, asOf, backdated } = workspace;
  const { config } = organisation;
  const resolved = resolveSources(organisation, collectors, io.home);
  const { only, acceptDrop } = options;
  checkNames(only);
  checkNames(acceptDrop === true ? undefined : acceptDrop);
  const network = createNetwork({ http: fetchHttp, clock: io.clock, deadline: deadlineOf(options, config, io), log: (message) => tell(message, io) });
  const from = io.clock.elapsed();
  const release = await holdFolder(dataDir);
  const store = await Store.open(dataDir, { memoryLimit: collectionMemory });
  try {
    const report = await collect({
      store,
      groups: resolved.groups,
      only,
      acceptDrop,
      config,
      context: {
        asOf,
        backdated,
        signal: io.signal,
        minimumGroup: config.privacy.minimumGroup,
        contentDir: organisation.dir,
        env: io.env,
        network,
        log: (message) => tell(message, io),
      },
      offline: options.offline === true,
      progress: commandProgress(io),
    });
    const seconds = (io.clock.elapsed() - from) / 1000;
    stages.push({ stage: 'collect', seconds, peakRss: process.resourceUsage().maxRSS * 1024, summary: `${report.collectors.length} collectors` });
    tellUnlisted(report, io);
    return { report, findings: resolved.findings, faults: faultsOf(report, config) };
  } finally {
    store.close();
    release();
  }
}

/** @throws UsageError for a name that is no collector's */
function checkNames(ids: readonly string[] = []): void {
  const unknown = ids.filter((id) => !collectors.some((collector) => collector.id === id));
  if (unknown.length > 0) throw new UsageError(`There is no collector ${unknown.join(', ')}. Collectors: ${collectors.map(({ id }) => id).join(', ')}.`);
}

/** Instant after which hosts are asked for nothing more, in ms since 1970. */
function deadlineOf({ maxMinutes }: CollectionOptions, { collect: { maxMinutes: configured } }: Config, io: Io): number | undefined {
  if (maxMinutes === undefined) return configured === undefined ? undefined : io.clock.now().getTime() + configured * 60_000;
  const minutes = Number(maxMinutes);
  if (!/^\d+(\.\d+)?$/.test(maxMinutes) || minutes <= 0) throw new UsageError(`\`${maxMinutes}\` is no number of minutes. --max-minutes takes one above 0, such as 90.`);
  return io.clock.now().getTime() + minutes * 60_000;
}

/** A line of its own, also where a progress line is being drawn. What hosts say may be in it. */
function tell(message: string, io: Io): void {
  io.err(`${io.terminal ? '\r\u001b[2K' : ''}  ${visibleText(message)}\n`);
}

/** Collectors that are down past the limit, and hosts of which nothing can be read; before that, why. */
function faultsOf({ collectors: reports, overLimit }: CollectionReport, { collect: { failureLimit } }: Config): string[] {
  const remote = reports.filter(({ id }) => collectors.some((collector) => collector.id === id && collector.remote === true));
  const nothing = remote.length > 0 && remote.every((report) => report.unlisted.length > 0 && report.read + report.unchanged === 0);
  if (overLimit.length === 0) return nothing ? ['Nothing could be read over the network; last good facts are shown with their age.'] : [];
  const which = overLimit.length === 1 ? `${overLimit.join()} reads` : `each of ${overLimit.join(', ')} reads`;
  return [`More than ${Math.round(failureLimit * 100)}% of what ${which} could not be read; ${overLimit.length === 1 ? 'its' : 'their'} last good facts are shown with their age.`];
}

/** Sources that could not be listed are said at once, and once however many collectors read them: without them little is collected. */
function tellUnlisted({ unlisted }: CollectionReport, io: Io): void {
  for (const text of new Set(unlisted.filter(({ finding }) => finding.severity !== 'error').map(({ finding }) => formatFinding(finding)))) io.err(`${text}\n`);
}
