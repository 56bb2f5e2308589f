import { createHash } from 'node:crypto';
import { formatIssues } from '../content/issues.ts';
import { makeFinding } from '../findings/codes.ts';
import type { FactKind } from '../schema/fact.ts';
import { type ObservedFinding, observedFindingKind } from '../schema/facts/observed-finding.ts';
import type { Finding } from '../schema/finding.ts';
import type { Lake } from '../store/lake.ts';
import { stagedRow } from '../store/row.ts';
import { type Collector, type CollectContext, type RawPage, type Shard, SourceError } from './contract.ts';
import type { Bookmark } from './bookmarks.ts';
import { PageWriter, readPages } from './page-cache.ts';
import { type QuarantinedRecord, quarantineFindings } from './quarantine.ts';
import type { Staging } from './staging.ts';

/** How one shard went. */
export type ShardOutcome =
  | { readonly state: 'read'; readonly fingerprint: string | undefined; readonly position: string | undefined; readonly quarantined: readonly QuarantinedRecord[] }
  | { readonly state: 'unchanged' }
  | { readonly state: 'failed'; readonly reason: string; readonly finding: Finding };

export interface ShardJob {
  readonly collector: Collector;
  readonly shard: Shard;
  readonly context: CollectContext;
  /** What is remembered of it, if it may be relied on: same source, same basis. */
  readonly bookmark: Bookmark | undefined;
  readonly lake: Lake;
  readonly staging: Staging;
  readonly offline: boolean;
  /** Seconds after which the shard is given up. */
  readonly timeout: number;
}

/** Reads one shard: its pages from the source (or the cache), each parsed, validated and staged as it comes. */
export async function runShard(job: ShardJob): Promise<ShardOutcome> {
  const { collector, shard, bookmark, offline } = job;
  const signal = AbortSignal.any([job.context.signal, AbortSignal.timeout(job.timeout * 1000)]);
  const context = { ...job.context, signal };
  const writer = offline ? undefined : new LazyPageWriter(job);
  try {
    const fingerprint = offline ? bookmark?.fingerprint : await collector.fingerprint?.(shard, context);
    if (!offline && fingerprint !== undefined && fingerprint === bookmark?.fingerprint) return { state: 'unchanged' };
    const intake = new Intake(job);
    const pages = offline ? readPages(job.lake.cacheFile(collector.id, shard.id)) : collector.fetch(shard, { ...context, bookmark: bookmark?.position, resume: undefined });
    let position = bookmark?.position;
    for await (const page of pages) {
      await writer?.write(page);
      await intake.take(page);
      position = page.bookmark ?? position;
      signal.throwIfAborted();
    }
    await intake.finish();
    await writer?.commit();
    return { state: 'read', fingerprint, position, quarantined: intake.quarantined };
  } catch (error) {
    writer?.discard();
    if (job.context.signal.aborted) throw error;
    const reason = reasonOf(error, job);
    const own = error instanceof SourceError ? error.finding : undefined;
    const finding = own ?? makeFinding('ALM0208', { what: `${collector.title}: ${shard.id} could not be collected: ${reason}` });
    return { state: 'failed', reason, finding };
  }
}

function reasonOf(error: unknown, job: ShardJob): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `it took longer than ${job.timeout} seconds`;
  if (job.offline && error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'no pages of it are cached';
  return error instanceof Error ? error.message : String(error);
}

/** Opens the cache file only when there is a first page, so that a shard found unchanged costs nothing. */
class LazyPageWriter {
  readonly #job: ShardJob;
  #writer: PageWriter | undefined;
  constructor(job: ShardJob) {
    this.#job = job;
  }
  async write(page: RawPage): Promise<void> {
    const { lake, collector, shard } = this.#job;
    this.#writer ??= new PageWriter(lake.temporaryFile(), lake.cacheFile(collector.id, shard.id));
    await this.#writer.write(page);
  }
  async commit(): Promise<void> {
    await this.#writer?.commit();
  }
  discard(): void {
    this.#writer?.discard();
  }
}

/** Validates what a collector parsed and stages it; what does not fit its schema goes to quarantine. */
class Intake {
  readonly quarantined: QuarantinedRecord[] = [];
  readonly #job: ShardJob;
  readonly #kinds: ReadonlyMap<string, FactKind>;
  #order = 0;

  constructor(job: ShardJob) {
    this.#job = job;
    this.#kinds = new Map(job.collector.kinds.map((kind) => [kind.kind, kind]));
  }

  async take(page: RawPage): Promise<void> {
    const { collector, shard, context } = this.#job;
    const outputs = collector.parse(page, { shard: shard.id, asOf: context.asOf, minimumGroup: context.minimumGroup });
    for (const output of outputs) {
      if (output.type === 'finding') this.#stageFinding(output.finding);
      else if (output.type === 'quarantine') this.#setAside(output.kind, output.source, output.reason, output.record);
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

