import type { Instant } from '../schema/primitives.ts';
import type { Exemption, Judgement } from './contract.ts';
import { dayOf, daysBetween } from './days.ts';
import { noneLast, teamOf } from './team.ts';

/** Days before its end from which an exemption is listed as about to expire. */
export const expiringDays = 30;

/** An exemption as it stands on a day. */
export interface ExemptionState {
  readonly exemption: Exemption;
  /** pending: its first day is still to come; expiring: it holds, with 30 days left or fewer. */
  readonly state: 'pending' | 'active' | 'expiring' | 'expired';
  /** Whole days to its last one; negative once it has expired. */
  readonly daysLeft: number;
  /** Entities that it selects among those that the check applies to, in order. */
  readonly entities: readonly string[];
  /** Those of them that fail the check or are unknown: what it excuses, or did. */
  readonly excused: readonly string[];
  /** How many of `excused` each team owns, in order of team; undefined for those without one, last. */
  readonly teams: ReadonlyMap<string | undefined, number>;
  /** Of how many entities it is not known whether it selects them. */
  readonly undecided: number;
  /** True if it holds or is still to, but no entity that the check applies to matches. */
  readonly selectsNothing: boolean;
}

/**
 * How exemptions stand, in the order given. One of a scorecard or check that is not there is left out: reading the
 * content reports it.
 *
 * @param judgements by id of the scorecard
 */
export function exemptionStates(exemptions: readonly Exemption[], judgements: ReadonlyMap<string, Judgement>, asOf: Instant): ExemptionState[] {
  return exemptions.flatMap((exemption) => {
    const judgement = judgements.get(exemption.scorecard);
    const check = judgement?.scorecard.checks.findIndex(({ id }) => id === exemption.check) ?? -1;
    return judgement === undefined || check === -1 ? [] : [stateOf(exemption, judgement, check, dayOf(asOf))];
  });
}

function stateOf(exemption: Exemption, judgement: Judgement, check: number, day: string): ExemptionState {
  const daysLeft = daysBetween(day, exemption.expires);
  const pending = exemption.from !== undefined && exemption.from > day;
  const state = daysLeft < 0 ? 'expired' : pending ? 'pending' : daysLeft <= expiringDays ? 'expiring' : 'active';
  const { selected, undecided } = selection(exemption, judgement, check);
  const excused = selected.filter((entity) => ['fail', 'unknown'].includes(judgement.raw(entity, check)));
  const teams = new Map<string | undefined, number>();
  for (const team of excused.map((entity) => teamOf(judgement.about(entity))).sort(noneLast)) teams.set(team, (teams.get(team) ?? 0) + 1);
  const refs = (list: readonly number[]): string[] => list.map((entity) => judgement.entities[entity] ?? '');
  const selectsNothing = state !== 'expired' && selected.length === 0 && undecided === 0;
  return { exemption, state, daysLeft, entities: refs(selected), excused: refs(excused), teams, undecided, selectsNothing };
}

function selection({ entities, where }: Exemption, judgement: Judgement, check: number): { selected: number[]; undecided: number } {
  const candidates = entities === undefined ? [...judgement.entities.keys()] : [...entities].map((ref) => judgement.indexOf(ref)).filter((entity) => entity !== -1);
  const selected: number[] = [];
  let undecided = 0;
  for (const entity of candidates.sort((a, b) => a - b)) {
    if (judgement.raw(entity, check) === 'not-applicable') continue;
    const outcome = where?.evaluate(judgement.about(entity).subject);
    if (outcome === undefined || (outcome.state === 'value' && outcome.value)) selected.push(entity);
    else if (outcome.state !== 'value') undecided += 1;
  }
  return { selected, undecided };
}
