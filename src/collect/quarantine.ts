import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { compareText, makeFinding } from '../findings/codes.ts';
import type { Finding } from '../schema/finding.ts';
import { writeAtomically } from '../store/files.ts';
import type { Lake } from '../store/lake.ts';

/** A record that was set aside. */
export const quarantinedRecord = z.strictObject({
  shard: z.string(),
  kind: z.string(),
  source: z.string(),
  reason: z.string(),
  record: z.string().describe('The record as JSON, at most 2,000 characters'),
});
export type QuarantinedRecord = z.infer<typeof quarantinedRecord>;

/** Findings of one shard's quarantine: one a record, at most this many, then one for the rest. */
const findingsPerShard = 20;

/** What is said of a shard's quarantined records on the data-quality page. */
export function quarantineFindings(records: readonly QuarantinedRecord[]): Finding[] {
  const shown = records.slice(0, findingsPerShard).map((record) =>
    makeFinding('ALM0207', { what: `A record of kind ${record.kind} from ${record.source} was set aside: ${record.reason}` }),
  );
  const rest = records.length - shown.length;
  const first = records[0];
  if (rest > 0 && first !== undefined) {
    shown.push(makeFinding('ALM0207', { what: `${rest} more records from the same part (${first.shard}) were set aside.` }));
  }
  return shown;
}

/** Writes what stands in quarantine after a run: records of shards read now, and the old ones of those that were not. */
export function writeQuarantine(
  lake: Lake,
  collector: string,
  fresh: readonly QuarantinedRecord[],
  readOrGone: ReadonlySet<string>,
): QuarantinedRecord[] {
  const file = lake.quarantineFile(collector);
  const kept = readQuarantine(file).filter((record) => !readOrGone.has(record.shard));
  const all = [...kept, ...fresh].toSorted(
    (a, b) => compareText(a.shard, b.shard) || compareText(a.source, b.source) || compareText(a.record, b.record),
  );
  writeAtomically(lake, file, all.map((record) => `${JSON.stringify(record)}\n`).join(''));
  return all;
}

/** Records in quarantine; none if there is no file. */
export function readQuarantine(file: string): QuarantinedRecord[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => (line === '' ? [] : [quarantinedRecord.parse(JSON.parse(line))]));
}
