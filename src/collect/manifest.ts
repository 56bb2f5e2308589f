import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { HostUse } from '../network/contract.ts';
import { type Instant, instant } from '../schema/primitives.ts';
import { writeJsonAtomically } from '../store/files.ts';
import type { Lake } from '../store/lake.ts';

/** How one collector's part of a run went. */
const collectorRun = z.strictObject({
  id: z.string(),
  title: z.string(),
  version: z.string(),
  staleAfter: z.string(),
  shards: z.int().nonnegative(),
  read: z.int().nonnegative().optional().describe('Parts that were read or had not changed; absent in runs before this was kept'),
  failed: z.int().nonnegative(),
  postponed: z.int().nonnegative().optional().describe('Parts that the time given to the run did not reach'),
  withheld: z.int().nonnegative().optional().describe('Parts that the credentials given may not read'),
  heldBack: z.int().nonnegative().optional().describe('Parts and records that are gone at their source, and stay until that is confirmed'),
  quarantined: z.int().nonnegative().describe('Records that stand in quarantine after the run'),
  kinds: z.array(z.string()),
  observedAt: instant.optional().describe('The last run that read its sources, as against replaying cached pages; absent if none did'),
});
export type CollectorRun = z.infer<typeof collectorRun>;

/** What one collector asked of one host in a run; see {@link HostUse}. */
const hostUse = z.strictObject({
  host: z.string().describe('As people know it: api.github.com'),
  collector: z.string(),
  resource: z.string().describe('The budget that was drawn on: core, graphql, search'),
  requests: z.int().nonnegative(),
  points: z.number().nonnegative(),
  unchanged: z.int().nonnegative().describe('Answers that had not changed (304), which cost nothing'),
  retries: z.int().nonnegative().describe('Requests sent again'),
  waitedSeconds: z.number().nonnegative().describe('Waited for the budget, or because the host asked for it'),
}) satisfies z.ZodType<HostUse>;

/**
 * `data/runs/<instant>.json`: written last, when everything a run read is in the store. It names the collectors whose
 * facts an edition of that time is made of.
 */
export const runManifest = z.strictObject({
  asOf: instant,
  backdated: z.boolean(),
  offline: z.boolean(),
  collectors: z.array(collectorRun),
  hosts: z.array(hostUse).optional().describe('What was asked of hosts over the network; absent if nothing was'),
});
export type RunManifest = z.infer<typeof runManifest>;

function fileOf(asOf: Instant): string {
  return `${asOf.replaceAll(':', '-')}.json`;
}

export function writeManifest(lake: Lake, manifest: RunManifest): void {
  writeJsonAtomically(lake, join(lake.runsDir, fileOf(manifest.asOf)), manifest);
}

/** The latest run at or before `asOf`; without one, undefined. */
export function latestManifest(runsDir: string, asOf?: Instant): RunManifest | undefined {
  let names: string[];
  try {
    names = readdirSync(runsDir);
  } catch {
    return undefined;
  }
  const until = asOf === undefined ? undefined : fileOf(asOf);
  const name = names
    .filter((candidate) => candidate.endsWith('.json') && (until === undefined || candidate <= until))
    .toSorted()
    .at(-1);
  return name === undefined ? undefined : runManifest.parse(JSON.parse(readFileSync(join(runsDir, name), 'utf8')));
}
