import { createHash } from 'node:crypto';
import type { FactKind } from '../schema/fact.ts';
import type { Instant } from '../schema/primitives.ts';
import { valueColumns } from './columns.ts';
import { sqlInstant } from './relation.ts';

/** What the kernel knows of a validated value that is about to be stored. */
export interface RowOrigin {
  readonly collector: string;
  readonly version: string;
  readonly shard: string;
  readonly source: string;
  readonly url: string | undefined;
  readonly observedAt: Instant;
  /** Place of the row among those of its shard; decides between two rows of one key. */
  readonly order: number;
}

/**
 * One line of a staging file: a value that its schema accepted, with the columns that every row has. The digest covers
 * the value and where it was found, not when, so that an unchanged fact is recognised.
 */
export function stagedRow(kind: FactKind, value: Readonly<Record<string, unknown>>, origin: RowOrigin): string {
  const fields: Record<string, unknown> = {};
  for (const { name, role } of columnsOf(kind)) {
    const field = value[name];
    if (field === undefined) continue;
    // One form of each instant, so that the same moment written differently is no change.
    fields[name] = role === 'instant' && typeof field === 'string' ? sqlInstant(new Date(field).toISOString()) : field;
  }
  const { collector, version, shard, source, url, observedAt, order } = origin;
  const digest = createHash('sha256').update(JSON.stringify([fields, source, url, shard])).digest('hex').slice(0, 24);
  return `${JSON.stringify({
    ...fields,
    _collector: collector,
    _version: version,
    _shard: shard,
    _source: source,
    _url: url,
    _observedAt: sqlInstant(observedAt),
    _deleted: false,
    _digest: digest,
    _order: order,
  })}\n`;
}

const columnsByKind = new Map<FactKind, ReturnType<typeof valueColumns>>();

function columnsOf(kind: FactKind): ReturnType<typeof valueColumns> {
  let columns = columnsByKind.get(kind);
  if (columns === undefined) {
    columns = valueColumns(kind);
    columnsByKind.set(kind, columns);
  }
  return columns;
}
