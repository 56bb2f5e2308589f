import { compareText, makeFinding } from '../findings/codes.ts';
import type { SourceField } from '../schema/facts/source-field.ts';
import type { Finding } from '../schema/finding.ts';
import type { Instant } from '../schema/primitives.ts';
import { holderOf } from './census.ts';
import type { FieldCensus } from './contract.ts';

/** Records after which what is said of a field counts: of fewer, one without it would be drift every other night. */
const enough = 20;
/** Fields of one kind of record that are remembered. */
const maximumFields = 500;
const namedFields = 8;
const toldMs = 14 * 86_400_000;

/**
 * What is known of the fields of a collector's records after a run.
 *
 * @param known as it was before
 * @param census of all pages of the run
 */
export function knownFields(collector: string, known: readonly SourceField[], census: readonly FieldCensus[], asOf: Instant): SourceField[] {
  const byRecord = Map.groupBy(known, ({ record }) => record);
  for (const counted of census) byRecord.set(counted.record, ofRecord(collector, byRecord.get(counted.record) ?? [], counted, asOf));
  return [...byRecord.values()].flat().toSorted((a, b) => compareText(a.record, b.record) || compareText(a.field, b.field));
}

function ofRecord(collector: string, known: readonly SourceField[], { record, records, fields }: FieldCensus, asOf: Instant): SourceField[] {
  const counts = new Map(Object.entries(fields));
  const could = (field: string): number => {
    const holder = holderOf(field);
    return holder === undefined ? records : (counts.get(holder) ?? counts.get(field) ?? 0);
  };
  // How well the fields beside it are known: by these a new one is told from one that merely had not come yet.
  const beside = new Map<string | undefined, number>();
  for (const { field, records: seen } of known) beside.set(holderOf(field), Math.max(seen, beside.get(holderOf(field)) ?? 0));
  const next = known.map((field) => seenAgain(field, counts.get(field.field) ?? 0, could(field.field), asOf));
  const names = new Set(known.map(({ field }) => field));
  for (const [field, count] of counts) {
    if (names.has(field) || field.endsWith('[]') || field.endsWith('{}') || next.length >= maximumFields) continue;
    const total = could(field);
    const seen = beside.get(holderOf(field));
    const always = count === total && (seen === undefined || total >= enough);
    const drift = seen !== undefined && seen >= enough ? ({ drift: 'new', driftAt: asOf } as const) : {};
    next.push({ collector, record, field, presence: always ? 'always' : 'sometimes', records: Math.min(enough, total), ...drift });
  }
  return next;
}

/**
 * @param count records of the run that had the field
 * @param total records of the run that could have had it
 */
function seenAgain(field: SourceField, count: number, total: number, asOf: Instant): SourceField {
  if (total === 0) return field;
  const { drift, driftAt: _, ...rest } = field;
  const records = Math.min(enough, field.records + total);
  const gone = count === 0 && total >= enough;
  if (field.presence === 'never') {
    if (count === 0) return field;
    return count === total ? { ...rest, presence: 'always', records: Math.min(enough, total) } : { ...rest, presence: 'sometimes', records };
  }
  if (field.presence === 'always') {
    if (count === total) return { ...field, records };
    // One that turned up lately may be on its way to all records.
    if (field.records < enough || (drift === 'new' && count > 0)) return { ...field, presence: 'sometimes', records };
    return { ...rest, presence: gone ? 'never' : 'sometimes', records, drift: 'missing', driftAt: asOf };
  }
  // It was missing now and then: without it for good, or back.
  if (drift === 'missing' && gone) return { ...rest, presence: 'never', records, drift, driftAt: asOf };
  if (drift === 'missing' && count === total && total >= enough) return { ...rest, presence: 'always', records: enough };
  return { ...field, records };
}

/** What is said of drift that was noticed in the last two weeks: at most three findings for each kind of record. */
export function driftFindings(title: string, fields: readonly SourceField[], asOf: Instant): Finding[] {
  const told = fields.filter(({ drift, driftAt }) => drift !== undefined && driftAt !== undefined && Date.parse(asOf) - Date.parse(driftAt) <= toldMs);
  return [...Map.groupBy(told, ({ record }) => record)].flatMap(([record, ofRecord]) => {
    const added = ofRecord.filter(({ drift }) => drift === 'new');
    const gone = ofRecord.filter(({ drift, presence }) => drift === 'missing' && presence === 'never');
    const partly = ofRecord.filter(({ drift, presence }) => drift === 'missing' && presence !== 'never');
    return [
      ...said(gone, (names) => makeFinding('ALM0215', { what: `${title}: records of kind ${record} had always had fields that come no more: ${names}.` })),
      ...said(partly, (names) => makeFinding('ALM0215', { what: `${title}: records of kind ${record} had always had fields that some lack now: ${names}.`, severity: 'note' })),
      ...said(added, (names) => makeFinding('ALM0214', { what: `${title}: records of kind ${record} have fields that none had before: ${names}.` })),
    ];
  });
}

function said(fields: readonly SourceField[], make: (names: string) => Finding): Finding[] {
  if (fields.length === 0) return [];
  const names = fields.slice(0, namedFields).map(({ field }) => `\`${field}\``);
  const rest = fields.length - names.length;
  return [make(`${names.join(', ')}${rest === 0 ? '' : ` and ${rest} more`}`)];
}
