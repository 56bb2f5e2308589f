import type { Judgement } from './contract.ts';
import type { Group } from './roll-up.ts';
import { noneLast } from './team.ts';

/** Teams by checks. */
export interface HeatMap {
  /** Indexes of the checks: those that count. */
  readonly checks: readonly number[];
  /** In order of reference; entities without a team are left out. */
  readonly rows: readonly HeatMapRow[];
  /** Teams left out. */
  readonly more: number;
}

export interface HeatMapRow {
  readonly team: string;
  /** One for each of the map's checks: how many passed of those that passed or failed, and how many are unknown. */
  readonly cells: readonly { readonly passed: number; readonly judged: number; readonly unknown: number }[];
}

/**
 * @param teams as rolled up
 * @param limit how many teams to show: those with most entities, so that what is left out is small
 */
export function heatMapOf(judgement: Judgement, teams: readonly Group[], limit = 100): HeatMap {
  const checks = [...judgement.scorecard.checks.keys()].filter((check) => !judgement.announced(check));
  const named = teams.flatMap(({ of, entities }) => (of === undefined ? [] : [{ team: of, entities }]));
  const shown = named
    .toSorted((a, b) => b.entities.length - a.entities.length || noneLast(a.team, b.team))
    .slice(0, limit)
    .sort((a, b) => noneLast(a.team, b.team));
  const rows = shown.map(({ team, entities }) => ({
    team,
    cells: checks.map((check) => {
      let passed = 0;
      let failed = 0;
      let unknown = 0;
      for (const entity of entities) {
        const verdict = judgement.verdict(entity, check);
        if (verdict === 'pass') passed += 1;
        else if (verdict === 'fail') failed += 1;
        else if (verdict === 'unknown') unknown += 1;
      }
      return { passed, judged: passed + failed, unknown };
    }),
  }));
  return { checks, rows, more: named.length - shown.length };
}
