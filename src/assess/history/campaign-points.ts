import type { Instant } from '../../schema/primitives.ts';
import type { Verdict } from '../../schema/scorecards/names.ts';
import type { Campaign, Judgement } from '../contract.ts';
import type { CampaignPoint } from '../trend.ts';
import { type Lineage, standingAt, type Standing } from './versions.ts';

/**
 * How far a campaign was at earlier editions, counted from what was published. Who is in it is decided by what is known
 * now, since the facts of then are not at hand; of those, the ones that were judged then count. Done, exempt and not
 * concerned mean what they mean in campaign.ts.
 */
export class CampaignPoints {
  readonly #campaign: Campaign;
  readonly #instants: readonly Instant[];
  readonly #members: ReadonlySet<string>;
  readonly #counts: { done: number; of: number; incomplete: boolean }[];
  readonly #status: (standing: Standing) => Status;

  /** @param judgement of the campaign's scorecard, as judged now */
  constructor(campaign: Campaign, judgement: Judgement, instants: readonly Instant[]) {
    this.#campaign = campaign;
    this.#instants = instants;
    this.#members = membersOf(campaign, judgement);
    this.#counts = instants.map(() => ({ done: 0, of: 0, incomplete: false }));
    this.#status = statusBy(campaign, judgement);
  }

  take({ scorecard, entity, versions }: Lineage): void {
    if (scorecard !== this.#campaign.scorecard || !this.#members.has(entity)) return;
    this.#counts.forEach((count, index) => {
      const version = standingAt(versions, this.#instants[index] ?? '');
      if (version === undefined) return;
      const status = this.#status(version);
      if (status === 'not-judged') count.incomplete = true;
      if (status === 'done') count.done += 1;
      if (status === 'done' || status === 'open') count.of += 1;
    });
  }

  /** Oldest first. Editions at which a check of the campaign did not count yet, or nothing was judged, have no point. */
  result(): CampaignPoint[] {
    return this.#counts.flatMap(({ done, of, incomplete }, index) => (of === 0 || incomplete ? [] : [{ at: this.#instants[index] ?? '', done, of }]));
  }
}

type Status = 'done' | 'open' | 'exempt' | 'not-concerned' | 'not-judged';

function membersOf({ where }: Campaign, judgement: Judgement): Set<string> {
  const members = judgement.entities.filter((_, position) => {
    const outcome = where?.evaluate(judgement.about(position).subject);
    return outcome === undefined || (outcome.state === 'value' && outcome.value);
  });
  return new Set(members);
}

function statusBy(campaign: Campaign, { scorecard }: Judgement): (standing: Standing) => Status {
  const { checks } = campaign;
  if (checks !== undefined) return (standing) => statusOfChecks(checks.map((check) => standing.verdicts.get(check)?.verdict));
  // A ladder may have got new checks since, so the level as published decides, not the checks of today.
  const top = campaign.level ?? scorecard.levels.length - 1;
  const reaching = new Set<string | undefined>(scorecard.levels.slice(top).map(({ id }) => id));
  const asked = scorecard.checks.filter(({ level }) => level <= top).map(({ id }) => id);
  return (standing) => {
    const verdicts = asked.flatMap((check) => standing.verdicts.get(check)?.verdict ?? []);
    if (verdicts.length > 0 && verdicts.every((verdict) => verdict === 'not-applicable')) return 'not-concerned';
    if (!reaching.has(standing.level)) return 'open';
    return verdicts.includes('exempt') ? 'exempt' : 'done';
  };
}

function statusOfChecks(verdicts: readonly (Verdict | undefined)[]): Status {
  if (verdicts.includes(undefined)) return 'not-judged';
  if (verdicts.includes('fail') || verdicts.includes('unknown')) return 'open';
  if (verdicts.includes('exempt')) return 'exempt';
  return verdicts.includes('pass') ? 'done' : 'not-concerned';
}
