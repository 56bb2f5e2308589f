import { build, type BuildResult } from '../build/build.ts';
import { latestManifest } from '../collect/manifest.ts';
import type { Finding } from '../schema/finding.ts';
import type { StageReport } from '../schema/cli/report.ts';
import { lakeAt } from '../store/lake.ts';
import { type Collected, collectSources, type CollectionOptions } from './collect-sources.ts';
import { UsageError } from './errors.ts';
import type { Io } from './io.ts';
import { commandProgress } from './progress.ts';
import { finish } from './summary.ts';
import { resolveWorkspace, type Workspace, type WorkspaceOptions } from './workspace.ts';

interface CommandOptions extends WorkspaceOptions {
  readonly json?: boolean;
}

interface NightlyOptions extends CommandOptions, Pick<CollectionOptions, 'maxMinutes' | 'acceptDrop'> {}

interface CollectOptions extends CommandOptions, CollectionOptions {}

/** `almanac nightly`: collect, check, build, index. */
export async function nightly(options: NightlyOptions, io: Io): Promise<number> {
  const from = io.clock.elapsed();
  const workspace = resolveWorkspace(options, io.cwd, io.clock);
  const stages: StageReport[] = [];
  const faults: string[] = [];
  let collected: Collected | undefined;
  if (isHistory(workspace)) {
    io.err(`  collect              skipped: ${workspace.dataDir} holds later observations, so the site of ${workspace.asOf} is rebuilt from what was known then\n`);
  } else {
    collected = await collectSources(workspace, options, io, stages);
    faults.push(...collected.faults);
  }
  const built = await buildSite(workspace, io, stages);
  const findings = [...(collected?.findings ?? []), ...foundIn(built)];
  return finish({ command: 'nightly', workspace, collection: collected?.report, build: built, seconds: secondsSince(from, io), stages, findings, faults }, options.json === true, io);
}

/** `almanac collect`. */
export async function collectCommand(options: CollectOptions, io: Io): Promise<number> {
  const from = io.clock.elapsed();
  const workspace = resolveWorkspace(options, io.cwd, io.clock);
  const stages: StageReport[] = [];
  const { report, findings, faults } = await collectSources(workspace, options, io, stages);
  const all = [...workspace.organisation.findings, ...findings, ...report.collectors.flatMap((collector) => collector.findings)];
  return finish({ command: 'collect', workspace, collection: report, build: undefined, seconds: secondsSince(from, io), stages, findings: all, faults }, options.json === true, io);
}

/** `almanac build`. */
export async function buildCommand(options: CommandOptions, io: Io): Promise<number> {
  const from = io.clock.elapsed();
  const workspace = resolveWorkspace(options, io.cwd, io.clock);
  const stages: StageReport[] = [];
  const built = await buildSite(workspace, io, stages);
  const findings = foundIn(built);
  return finish({ command: 'build', workspace, collection: undefined, build: built, seconds: secondsSince(from, io), stages, findings, faults: [] }, options.json === true, io);
}

/** What keeps a site from being published may be among the edition's findings too: each once. */
function foundIn({ counts, broken }: BuildResult): Finding[] {
  return [...new Set([...counts.findings, ...broken])];
}

function secondsSince(from: number, io: Io): number {
  return (io.clock.elapsed() - from) / 1000;
}

/** True if the data folder already holds observations later than the time asked for: that day is history then. */
function isHistory(workspace: Workspace): boolean {
  const latest = latestManifest(lakeAt(workspace.dataDir).runsDir);
  return workspace.backdated && latest !== undefined && latest.asOf > workspace.asOf;
}

async function buildSite(workspace: Workspace, io: Io, stages: StageReport[]): Promise<BuildResult> {
  const { organisation, dataDir, outDir, asOf } = workspace;
  if (latestManifest(lakeAt(dataDir).runsDir, asOf) === undefined) {
    throw new UsageError(
      `Nothing was collected into ${dataDir} by ${asOf}, so there is nothing to build a site of; ${outDir} is as it was. Run \`almanac collect\` first, or name the data folder with --data.`,
    );
  }
  const verbose = io.env['ALMANAC_VERBOSE'] !== undefined;
  const result = await build({
    organisation,
    dataDir,
    outDir,
    asOf,
    clock: io.clock,
    progress: commandProgress(io),
    log: (line) => {
      if (verbose) io.err(`${line}\n`);
    },
    signal: io.signal,
  });
  stages.push(...result.stages);
  return result;
}

