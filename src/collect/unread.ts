import { DeadlineError } from '../network/contract.ts';
import { makeFinding } from '../findings/codes.ts';
import type { Finding } from '../schema/finding.ts';
import { type Collector, type CollectContext, type Shard, SourceError } from './contract.ts';

/** True if the network's time was up, whoever wrapped that. */
export function isSpent(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof DeadlineError) return true;
  return false;
}

/** @throws DeadlineError after the run's deadline */
export function stopWhenSpent({ network }: Pick<CollectContext, 'network'>): void {
  if (network.deadline !== undefined && network.now() >= network.deadline) throw new DeadlineError('The time given to the run is up.');
}

interface Attempt {
  readonly collector: Collector;
  readonly shard: Shard;
  readonly context: CollectContext;
  readonly offline: boolean;
  readonly timeout: number;
}

/** Why a shard was not read, and what is said of it; of those withheld for the same reason that is said once (see `unread-findings.ts`). */
export function unreadBecause(error: unknown, { collector, shard, context, offline, timeout }: Attempt): { state: 'failed' | 'withheld'; reason: string; finding: Finding | undefined } {
  const redact = (text: string): string => context.network.redact(text);
  const reason = redact(reasonOf(error, offline, timeout));
  const own = error instanceof SourceError && error.finding !== undefined ? redactFinding(error.finding, redact) : undefined;
  if (error instanceof SourceError && error.withheld) return { state: 'withheld', reason, finding: own };
  return { state: 'failed', reason, finding: own ?? makeFinding('ALM0208', { what: `${collector.title}: ${shard.label ?? shard.id} could not be collected: ${reason}` }) };
}

function reasonOf(error: unknown, offline: boolean, timeout: number): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `it took longer than ${timeout} seconds`;
  if (offline && error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'no pages of it are cached';
  return error instanceof Error ? error.message : String(error);
}

/** A finding without the secrets that are known. */
export function redactFinding(finding: Finding, redact: (text: string) => string): Finding {
  const { what, why, fix, excerpt } = finding;
  return { ...finding, what: redact(what), why: redact(why), fix: redact(fix), ...(excerpt === undefined ? {} : { excerpt: redact(excerpt) }) };
}
