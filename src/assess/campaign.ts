import type { Instant } from '../schema/primitives.ts';
import type { Campaign, Judgement } from './contract.ts';
import { dayOf, daysBetween } from './days.ts';
import { checksOf, statusOf, type Need } from './campaign-status.ts';
import { noneLast, teamOf } from './team.ts';
import { trendOf, type CampaignPoint, type Trend } from './trend.ts';

/** An entity that is not done, and the checks that it still needs. */
export interface RemainingEntity {
  /** Position in the judgement. */
  readonly entity: number;
  readonly needs: readonly Need[];
}

/** How a campaign stands. */
export interface CampaignState extends Trend {
  readonly campaign: Campaign;
  /** Whole days to the due day; negative once it has passed. */
  readonly daysLeft: number;
  /** Entities in it: done and not done; exempt ones are not among them. */
  readonly entities: number;
  readonly done: number;
  /** Of those not done, how many fail nothing but lack a fact. */
  readonly unknown: number;
  /** Entities that would not be done but for an exemption: taken out of `entities`. */
  readonly exempt: number;
  /** Entities of which it is not known whether they are in: in none of the counts. */
  readonly undecided: number;
  /** As published before, oldest first, and now. */
  readonly progress: readonly CampaignPoint[];
  /** What remains, by team in order of reference; undefined for entities without one, last. */
  readonly remaining: readonly { readonly team: string | undefined; readonly entities: readonly RemainingEntity[] }[];
}

/**
 * Where a campaign stands as of an instant. An entity is done when all checks that the campaign names pass, as far as
 * they apply to it; one that none of them applies to is not in the campaign. A level stands for the checks of it and of
 * all below that count. Checks that a campaign names count for it while they are still announced: to be ready by the
 * day on which they begin to count is what such a campaign is for.
 *
 * @param judgement of the campaign's scorecard
 * @param history as published, in any order; points after `asOf` are passed over
 */
export function campaignState(campaign: Campaign, judgement: Judgement, history: readonly CampaignPoint[], asOf: Instant): CampaignState {
  const checks = checksOf(campaign, judgement);
  const counts = { done: 0, unknown: 0, exempt: 0, undecided: 0, failing: 0 };
  const teams = new Map<string | undefined, RemainingEntity[]>();
  for (const entity of judgement.entities.keys()) {
    const status = statusOf(campaign, judgement, checks, entity);
    if (status === undefined) continue;
    counts[status.is] += 1;
    if (status.needs.length === 0) continue;
    const team = teamOf(judgement.about(entity));
    const list = teams.get(team);
    if (list === undefined) teams.set(team, [{ entity, needs: status.needs }]);
    else list.push({ entity, needs: status.needs });
  }
  const { done, unknown, exempt } = counts;
  // With `where`, most of those that the scorecard leaves undecided are not meant by the campaign.
  const undecided = counts.undecided + (campaign.where === undefined ? judgement.undecided.length : 0);
  const entities = done + unknown + counts.failing;
  const now = { at: asOf, done, of: entities };
  const before = history.filter(({ at }) => Date.parse(at) < Date.parse(asOf)).sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return {
    campaign,
    ...(entities === 0 ? emptyTrend(campaign, dayOf(asOf), exempt, undecided) : trendOf({ ...campaign, now, history: before })),
    daysLeft: daysBetween(dayOf(asOf), campaign.due),
    entities,
    done,
    unknown,
    exempt,
    undecided,
    progress: [...before, now],
    remaining: [...teams].sort(([a], [b]) => noneLast(a, b)).map(([team, list]) => ({ team, entities: list })),
  };
}

/** Without entities no share can be done: met if that is known, else at risk. */
function emptyTrend({ start, due }: Campaign, today: string, exempt: number, undecided: number): Trend {
  const why = `No entity is in it${exempt > 0 ? ` but ${exempt} exempt` : ''}${undecided > 0 ? `; of ${undecided} it is not known whether they are` : ''}.`;
  const state = today < start ? 'not-started' : undecided === 0 ? 'met' : today > due ? 'late' : 'at-risk';
  return { state, why, projected: undefined };
}
