import { join } from 'node:path';
import { makeFinding } from '../findings/codes.ts';
import type { FactKind } from '../schema/fact.ts';
import { observedFindingKind } from '../schema/facts/observed-finding.ts';
import type { Finding } from '../schema/finding.ts';
import { stagedRow } from '../store/row.ts';
import { dropFinding, smallestDrop } from './drop-guard.ts';
import { storable } from './intake.ts';
import type { CollectorJob } from './job.ts';
import { shardStateKind } from '../schema/facts/shard-state.ts';
import type { Taken } from './shard-run.ts';
import { Staging } from './staging.ts';

/** The shard under which the kernel files what it has to say itself about a collector's run. */
export const kernelShard = '@collection';

/** Where a row of the kernel's own comes from. */
export function kernelOrigin(job: CollectorJob): Parameters<typeof stagedRow>[2] {
  const { id, version } = job.group.collector;
  return { collector: id, version, shard: kernelShard, source: id, url: undefined, observedAt: job.context.asOf, order: 0 };
}

/** Which shards a run covers, for all kinds. */
export interface Coverage {
  /** Read whole. */
  readonly whole: readonly string[];
  /** Read in part, of collectors that give events only: what came stands. */
  readonly partial: readonly string[];
  /** Gone from their source. */
  readonly gone: readonly string[];
}

interface PublishedFacts {
  readonly changedRows: number;
  readonly findings: Finding[];
  /**
   * Shards to read again next time: those that lost a key to another one, in case that one goes, and those of which rows were
   * held back.
   */
  readonly again: ReadonlySet<string>;
  /** Rows that were not taken for gone. */
  readonly heldRows: number;
}

/** Publishes what the shards gave, kind by kind, and the state of each shard. */
export async function publishFacts(job: CollectorJob, files: ReadonlyMap<string, string>, { whole, partial, gone }: Coverage, taken: ReadonlyMap<string, Taken>): Promise<PublishedFacts> {
  const { collector } = job.group;
  // Reading files and clones cannot come up short the way an answer of a host can.
  const dropGuard = collector.remote === true && job.dropLimit !== undefined && !job.offline ? { share: job.dropLimit, smallest: smallestDrop } : undefined;
  const findings: Finding[] = [];
  const again = new Set<string>();
  let changedRows = 0;
  let heldRows = 0;
  for (const kind of collector.kinds) {
    const result = await job.store.publish({
      kind,
      collector: collector.id,
      asOf: job.context.asOf,
      rowsFile: files.get(kind.kind),
      covered: [...whole, ...partial],
      vanished: gone,
      incomplete: incompleteOf(kind.kind, taken),
      dropGuard,
    });
    changedRows += result.changed + result.tombstones;
    for (const { key, used, lost } of result.duplicates) {
      again.add(lost);
      // Of things that hang on another (a repository's branches), saying it once is enough.
      if (kind !== collector.kinds[0]) continue;
      const where = used === lost ? `twice in ${used}` : `in ${used} and in ${lost}; the first is used`;
      findings.push(makeFinding('ALM0209', { what: `${kind.title}: ${key} is reported ${where}.` }));
    }
    if (result.held === undefined) continue;
    heldRows += result.held.rows;
    for (const shard of result.held.shards) again.add(shard);
    findings.push(heldRowsFinding(job, kind, result.held));
  }
  const states = { kind: shardStateKind, collector: collector.id, asOf: job.context.asOf };
  await job.store.publish({ ...states, rowsFile: files.get(shardStateKind.kind), covered: [kernelShard], vanished: [] });
  return { changedRows, findings, again, heldRows };
}

function heldRowsFinding({ group }: CollectorJob, kind: FactKind, { rows, of }: { readonly rows: number; readonly of: number }): Finding {
  const { id, title } = group.collector;
  return dropFinding(id, `${title}: ${rows} of the ${of} records of kind ${kind.kind} known of the parts that were read come no more. They were not taken for gone, and what is known of them stays.`);
}

/** Shards of which the kind could not be read, or with a record in quarantine that is of the kind or of none that could be told. */
function incompleteOf(kind: string, taken: ReadonlyMap<string, Taken>): string[] {
  const lacks = ({ quarantined, unread }: Taken): boolean => unread.has(kind) || quarantined.some((record) => record.kind === kind || record.kind === 'unknown');
  return [...taken].filter(([, of]) => lacks(of)).map(([shard]) => shard);
}

interface FindingsToPublish {
  readonly files: ReadonlyMap<string, string>;
  readonly coverage: Coverage;
  readonly findings: readonly Finding[];
  readonly stagingDir: string;
}

/** Publishes what the shards said together with what the kernel itself has to say, which is complete in every run. */
export async function publishFindings(job: CollectorJob, { files, coverage, findings, stagingDir }: FindingsToPublish): Promise<void> {
  const { whole, partial, gone } = coverage;
  const own = new Staging(join(stagingDir, 'kernel'));
  for (const finding of findings) {
    own.add(observedFindingKind.kind, stagedRow(observedFindingKind, storable(finding, kernelShard), kernelOrigin(job)));
  }
  const kernelFiles = await own.close();
  const common = { kind: observedFindingKind, collector: job.group.collector.id, asOf: job.context.asOf };
  await job.store.publish({ ...common, rowsFile: files.get(observedFindingKind.kind), covered: [...whole, ...partial], vanished: gone, incomplete: partial });
  await job.store.publish({ ...common, rowsFile: kernelFiles.get(observedFindingKind.kind), covered: [kernelShard], vanished: [] });
}
