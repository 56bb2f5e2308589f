import type { CollectContext, RawPage } from './contract.ts';
import type { KeptReading, Reading } from './journal.ts';
import { redactedPage } from './run-scope.ts';
import type { ShardJob } from './shard-run.ts';
import { stopWhenSpent } from './unread.ts';

/** How long pages of a reading that was cut off are of use. */
const keptMs = 48 * 3_600_000;

/**
 * The pages of a shard: those that a reading which was cut off left behind, then the rest from the source. Pages of remote
 * collectors are in the journal before they are given.
 *
 * @throws DeadlineError if the source would have to be asked after the run's deadline
 */
export async function* reading(job: ShardJob, context: CollectContext, fingerprint: string | undefined): AsyncGenerator<RawPage> {
  const { collector, shard, source, basis, bookmark, journal } = job;
  let kept: KeptReading | undefined;
  if (journal !== undefined) {
    const found = journal.find(shard.id, { source, basis, fingerprint });
    kept = found !== undefined && isOfUse(found, context, fingerprint) && (found.done || journal.resume(shard.id)) ? journal.find(shard.id, { source, basis, fingerprint }) : undefined;
  }
  if (kept !== undefined) yield* kept.pages();
  if (kept?.done === true) return;
  if (collector.remote === true) stopWhenSpent(context);
  if (kept === undefined) journal?.begin(shard.id, { source, basis, fingerprint, begunAt: context.asOf });
  for await (const page of collector.fetch(shard, { ...context, bookmark: bookmark?.position, resume: kept?.resume })) {
    // Hosts may echo what they were sent, and pages stay on disk.
    const clean = redactedPage(page, (text) => context.network.redact(text));
    journal?.add(shard.id, clean);
    yield clean;
  }
  journal?.done(shard.id);
}

/**
 * A whole reading of this run counts; one of an earlier run only if the fingerprint shows that the source did not change
 * since. One that was cut off is gone on with for two days, even in a later run: a shard that takes longer than the time given to
 * a night would never be read otherwise.
 */
function isOfUse({ begunAt, done }: Pick<KeptReading & Reading, 'begunAt' | 'done'>, { asOf, run }: CollectContext, fingerprint: string | undefined): boolean {
  const age = Date.parse(asOf) - Date.parse(begunAt);
  if (age < 0 || age > keptMs) return false;
  return !done || begunAt >= run.begunAt || fingerprint !== undefined;
}
