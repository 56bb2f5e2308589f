import { createHash } from 'node:crypto';
import { formatIssues } from '../content/issues.ts';
import type { FactKind } from '../schema/fact.ts';
import { type ObservedFinding, observedFindingKind } from '../schema/facts/observed-finding.ts';
import type { Finding } from '../schema/finding.ts';
import { stagedRow } from '../store/row.ts';
import type { CollectContext, Collector, RawPage, Shard } from './contract.ts';
import { type QuarantinedRecord, quarantineFindings } from './quarantine.ts';
import type { Staging } from './staging.ts';

/** What is taken in, and where to. */
export interface IntakeJob {
  readonly collector: Collector;
  readonly shard: Shard;
  readonly context: CollectContext;
  readonly staging: Staging;
}

/** Validates what a collector parsed and stages it; what does not fit its schema goes to quarantine. */
export class Intake {
  readonly quarantined: QuarantinedRecord[] = [];
  /** Kinds of which nothing could be read. */
  readonly unread = new Set<string>();
  readonly #job: IntakeJob;
  readonly #kinds: ReadonlyMap<string, FactKind>;
  #order = 0;

  constructor(job: IntakeJob) {
    this.#job = job;
    this.#kinds = new Map(job.collector.kinds.map((kind) => [kind.kind, kind]));
  }

  async take(page: RawPage): Promise<void> {
    const { collector, shard, context } = this.#job;
    const outputs = collector.parse(page, { shard: shard.id, asOf: context.asOf, minimumGroup: context.minimumGroup });
    for (const output of outputs) {
      if (output.type === 'finding') this.#stageFinding(output.finding);
      else if (output.type === 'quarantine') this.#setAside(output.kind, output.source, output.reason, output.record);
      else if (output.type === 'unread') this.unread.add(output.kind);
      else this.#takeFact(output.kind, output.value, output.source, output.url);
      if (this.#order % 1000 === 0) await this.#job.staging.flush();
    }
    await this.#job.staging.flush();
  }

  async finish(): Promise<void> {
    for (const finding of quarantineFindings(this.quarantined)) this.#stageFinding(finding);
    await this.#job.staging.flush();
  }

  #takeFact(kindName: string, value: unknown, source: string, url: string | undefined): void {
    const kind = this.#kinds.get(kindName);
    if (kind === undefined) {
      this.#setAside(kindName, source, `collector ${this.#job.collector.id} does not declare this kind`, excerpt(value));
      return;
    }
    const result = kind.schema.safeParse(value);
    if (result.success) this.#stage(kind, result.data, source, url);
    else this.#setAside(kindName, source, formatIssues(result.error), excerpt(value));
  }

  #stageFinding(finding: Finding): void {
    const value = storable(finding, this.#job.shard.id);
    this.#stage(observedFindingKind, value, value.file ?? this.#job.shard.id, undefined);
  }

  #stage(kind: FactKind, value: Record<string, unknown>, source: string, url: string | undefined): void {
    const { collector, shard, context, staging } = this.#job;
    const { id, version } = collector;
    const order = this.#order++;
    staging.add(kind.kind, stagedRow(kind, value, { collector: id, version, shard: shard.id, source, url, observedAt: context.asOf, order }));
  }

  #setAside(kind: string, source: string, reason: string, record: string): void {
    this.quarantined.push({ shard: this.#job.shard.id, kind, source, reason, record: record.slice(0, 2000) });
  }
}

/**
 * A finding as it is stored. One whose place does not fit the schema (a name that is no name, a line of 0) is kept
 * without its place: what it says matters more.
 *
 * @param shard the part that it was made of
 */
export function storable(finding: Finding, shard: string): ObservedFinding {
  const id = findingId(finding, shard);
  const whole = observedFindingKind.schema.safeParse({ ...finding, id });
  if (whole.success) return whole.data;
  const { code, severity, what, why, fix } = finding;
  return observedFindingKind.schema.parse({ code, severity, what, why, fix, id });
}

/**
 * Identity of a finding: the same defect in the same place is the same finding from night to night. The part it was made
 * of counts too: when two say the same and one is mended, the other's must stay.
 */
function findingId(finding: Finding, shard: string): string {
  const { code, repository, entity, file, line, column, what } = finding;
  const place = [shard, code, repository, entity, file, line, column, what];
  return createHash('sha256').update(JSON.stringify(place)).digest('hex').slice(0, 24);
}

function excerpt(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 2000);
}

