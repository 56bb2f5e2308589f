import { compareText, makeFinding } from '../findings/codes.ts';
import type { Finding } from '../schema/finding.ts';
import type { Collector } from './contract.ts';
import type { ShardOutcome } from './shard-run.ts';
import type { Listing } from './shards.ts';

/** Shards of a remote collector that are named one by one when they fail; the rest are a number. */
const namedFailures = 20;

/** What is said of the shards that were not read, in order of shard. */
export function unreadFindings(collector: Collector, listing: Listing, outcomes: ReadonlyMap<string, ShardOutcome>): Finding[] {
  return [...failures(collector, outcomes), ...withheld(collector, outcomes), ...postponed(collector, listing, outcomes)];
}

function failures(collector: Collector, outcomes: ReadonlyMap<string, ShardOutcome>): Finding[] {
  const all = [...outcomes.values()].flatMap((outcome) => (outcome.state === 'failed' && outcome.finding !== undefined ? [outcome.finding] : []));
  if (collector.remote !== true) return all;
  const named = new Map(all.map((finding) => [`${finding.code} ${finding.what}`, finding]));
  const shown = [...named.values()].slice(0, namedFailures);
  const rest = named.size - shown.length;
  return rest === 0 ? shown : [...shown, makeFinding('ALM0208', { what: `${collector.title}: ${rest} more parts could not be collected; the data-quality page has the reason of each.` })];
}

/** Said once for each reason: credentials that lack a permission lack it for thousands of repositories. */
function withheld(collector: Collector, outcomes: ReadonlyMap<string, ShardOutcome>): Finding[] {
  const own = new Map<string, Finding>();
  const reasons = new Map<string, number>();
  for (const outcome of outcomes.values()) {
    if (outcome.state !== 'withheld') continue;
    if (outcome.finding === undefined) reasons.set(outcome.reason, (reasons.get(outcome.reason) ?? 0) + 1);
    else own.set(`${outcome.finding.code} ${outcome.finding.what}`, outcome.finding);
  }
  const general = [...reasons].toSorted(([a], [b]) => compareText(a, b)).map(([reason, parts]) =>
    makeFinding('ALM0217', { what: `${collector.title}: ${parts === 1 ? '1 part' : `${parts} parts`} may not be read with the credentials given: ${reason}` }),
  );
  return [...own.values(), ...general];
}

function postponed(collector: Collector, listing: Listing, outcomes: ReadonlyMap<string, ShardOutcome>): Finding[] {
  const unlisted = [...listing.unlisted.values()].filter(({ state }) => state === 'postponed');
  const parts = [...outcomes.values()].filter(({ state }) => state === 'postponed').length + unlisted.reduce((sum, { known }) => sum + known.length, 0);
  if (parts === 0 && unlisted.length === 0) return [];
  const what = parts === 0 ? 'the list of its parts was not reached in the time given' : `${parts === 1 ? '1 part was' : `${parts} parts were`} not reached in the time given`;
  return [makeFinding('ALM0216', { what: `${collector.title}: ${what}.` })];
}
