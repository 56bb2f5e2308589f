import { compareText } from '../findings/codes.ts';
import type { Judgement } from './contract.ts';
import { soleObstacle } from './moves.ts';
import { noneLast, teamOf } from './team.ts';

/** Something for a team to do: one check, on all its entities that do not pass it. */
export interface Action {
  /** Id of the scorecard. */
  readonly scorecard: string;
  /** Index of the check in it. */
  readonly check: number;
  /** Entities whose level rises with this check alone. */
  readonly rises: number;
  /** Weight that would be added to what the team's entities passed. */
  readonly weight: number;
  /** Positions of the entities that fail it, ascending. */
  readonly failing: readonly number[];
  /** Of those on which its verdict is unknown: here the action is to make the fact known. */
  readonly unknown: readonly number[];
}

interface Draft extends Action {
  rises: number;
  weight: number;
  readonly failing: number[];
  readonly unknown: number[];
}

/**
 * What each team can do, ordered by how much it moves: levels raised, then weight won, then entities; then by scorecard
 * and its order of checks. Announced checks and exempt entities ask for nothing.
 *
 * @returns by team, in order of reference; undefined for entities without one, last
 */
export function actionsOf(judgements: Iterable<Judgement>): ReadonlyMap<string | undefined, readonly Action[]> {
  const teams = new Map<string | undefined, Draft[]>();
  for (const judgement of judgements) {
    for (const [team, drafts] of draftsOf(judgement)) {
      const all = teams.get(team) ?? [];
      teams.set(team, all);
      for (const draft of drafts) if (draft !== undefined) all.push(draft);
    }
  }
  for (const actions of teams.values()) actions.sort(greatestFirst);
  return new Map([...teams].filter(([, actions]) => actions.length > 0).sort(([a], [b]) => noneLast(a, b)));
}

function draftsOf(judgement: Judgement): Map<string | undefined, (Draft | undefined)[]> {
  const { id, checks } = judgement.scorecard;
  const teams = new Map<string | undefined, (Draft | undefined)[]>();
  for (const entity of judgement.entities.keys()) {
    const team = teamOf(judgement.about(entity));
    const drafts = teams.get(team) ?? [];
    teams.set(team, drafts);
    const obstacle = soleObstacle(judgement, entity);
    for (const [check, { weight }] of checks.entries()) {
      const verdict = judgement.verdict(entity, check);
      if ((verdict !== 'fail' && verdict !== 'unknown') || judgement.announced(check)) continue;
      const draft = (drafts[check] ??= { scorecard: id, check, rises: 0, weight: 0, failing: [], unknown: [] });
      draft[verdict === 'fail' ? 'failing' : 'unknown'].push(entity);
      draft.weight += weight;
      if (check === obstacle) draft.rises += 1;
    }
  }
  return teams;
}

function greatestFirst(a: Action, b: Action): number {
  return (
    b.rises - a.rises ||
    b.weight - a.weight ||
    b.failing.length + b.unknown.length - (a.failing.length + a.unknown.length) ||
    compareText(a.scorecard, b.scorecard) ||
    a.check - b.check
  );
}
