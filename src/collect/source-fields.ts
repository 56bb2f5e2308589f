import { join } from 'node:path';
import { type SourceField, sourceFieldKind } from '../schema/facts/source-field.ts';
import type { Finding } from '../schema/finding.ts';
import { stagedRow } from '../store/row.ts';
import type { CensusSum } from './census.ts';
import { driftFindings, knownFields } from './drift.ts';
import type { CollectorJob } from './job.ts';
import { kernelOrigin, kernelShard } from './publishing.ts';
import { Staging } from './staging.ts';

/** Compares the fields that came with those that are known, keeps what is known now, and says what drifted. */
export async function publishSourceFields(job: CollectorJob, census: CensusSum, stagingDir: string): Promise<Finding[]> {
  const { collector } = job.group;
  const { asOf } = job.context;
  const counted = census.total();
  // Without pages that were counted there is nothing to compare, but what was noticed these days is still said.
  if (counted.length === 0 && collector.remote !== true) return [];
  const known: SourceField[] = [];
  for await (const { value } of job.store.rows(sourceFieldKind, asOf, [collector.id])) known.push(value);
  const fields = counted.length === 0 ? known : knownFields(collector.id, known, counted, asOf);
  if (counted.length > 0) {
    const staging = new Staging(join(stagingDir, 'fields'));
    for (const field of fields) staging.add(sourceFieldKind.kind, stagedRow(sourceFieldKind, { ...field }, kernelOrigin(job)));
    const files = await staging.close();
    await job.store.publish({ kind: sourceFieldKind, collector: collector.id, asOf, rowsFile: files.get(sourceFieldKind.kind), covered: [kernelShard], vanished: [] });
  }
  return driftFindings(collector.title, fields, asOf);
}
