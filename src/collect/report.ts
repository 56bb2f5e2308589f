import type { Finding } from '../schema/finding.ts';
import type { CollectorJob } from './job.ts';
import type { ShardOutcome } from './shard-run.ts';
import type { Listing } from './shards.ts';

/** How a collector's run ended; every fact and bookmark is in place by then. */
export interface CollectorReport {
  readonly id: string;
  readonly shards: number;
  readonly read: number;
  readonly unchanged: number;
  readonly failed: number;
  /** Not reached in the time given. */
  readonly postponed: number;
  /** Not to be read with the credentials given. */
  readonly withheld: number;
  /** Parts and rows that are gone at their source, and stay until that is confirmed. */
  readonly heldBack: number;
  readonly quarantined: number;
  readonly changedRows: number;
  readonly findings: readonly Finding[];
  /** Those among the findings that say why a source could not be listed. */
  readonly unlisted: readonly Finding[];
}

interface Summary extends Pick<CollectorReport, 'heldBack' | 'quarantined' | 'changedRows' | 'findings'> {
  readonly listing: Listing;
  readonly outcomes: ReadonlyMap<string, ShardOutcome>;
  /** Shards among those held back. */
  readonly heldShards: number;
}

/** Counts how the shards went. */
export function reportOf(job: CollectorJob, { listing, outcomes, heldShards, ...rest }: Summary): CollectorReport {
  const { collector } = job.group;
  const states = [...outcomes.values()].map(({ state }) => state);
  const unlisted = [...listing.unlisted.values()].map(({ state, known }) => ({ state, parts: collector.remote === true ? Math.max(1, known.length) : known.length }));
  const count = (state: ShardOutcome['state']): number =>
    states.filter((candidate) => candidate === state).length + unlisted.reduce((sum, one) => sum + (one.state === state ? one.parts : 0), 0);
  return {
    id: collector.id,
    shards: outcomes.size + heldShards + unlisted.reduce((sum, { parts }) => sum + parts, 0),
    read: count('read'),
    unchanged: count('unchanged'),
    failed: count('failed'),
    postponed: count('postponed'),
    withheld: count('withheld'),
    unlisted: listing.findings,
    ...rest,
  };
}

/** The report in a line for the terminal: `122 parts (47 read, 25 unchanged, 50 held back), 10 rows changed`. */
export function reportLine(report: CollectorReport): string {
  const states: readonly (readonly [number, string])[] = [
    [report.read, 'read'],
    [report.unchanged, 'unchanged'],
    [report.failed, 'failed'],
    [report.postponed, 'not reached in time'],
    [report.withheld, 'may not be read'],
    [report.heldBack, 'held back'],
  ];
  const said = states.filter(([count]) => count > 0);
  const [first] = said;
  const all = said.length === 1 && first?.[0] === report.shards ? ` ${first[1]}` : undefined;
  const parts = [
    `${report.shards} ${report.shards === 1 ? 'part' : 'parts'}${all ?? (said.length === 0 ? '' : ` (${said.map(([count, words]) => `${count} ${words}`).join(', ')})`)}`,
    ...(report.quarantined > 0 ? [`${report.quarantined} ${report.quarantined === 1 ? 'record' : 'records'} in quarantine`] : []),
    `${report.changedRows} ${report.changedRows === 1 ? 'row' : 'rows'} changed`,
  ];
  return parts.join(', ');
}
