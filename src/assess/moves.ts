import type { Judgement } from './contract.ts';

/**
 * The check that alone keeps an entity from its next level; -1 if there is none, or several, or no level above. An
 * announced check keeps nothing up.
 */
export function soleObstacle(judgement: Judgement, entity: number): number {
  const { checks } = judgement.scorecard;
  const next = judgement.level(entity) + 1;
  let found = -1;
  for (let check = 0; check < checks.length; check++) {
    if (checks[check]?.level !== next || judgement.announced(check)) continue;
    const verdict = judgement.verdict(entity, check);
    if (verdict !== 'fail' && verdict !== 'unknown') continue;
    if (found !== -1) return -1;
    found = check;
  }
  return found;
}

/** For each check, how many entities would rise to a higher level if they passed this one check alone. */
export function movesOf(judgement: Judgement): Uint32Array {
  const moves = new Uint32Array(judgement.scorecard.checks.length);
  for (const entity of judgement.entities.keys()) {
    const check = soleObstacle(judgement, entity);
    if (check !== -1) moves[check] = (moves[check] ?? 0) + 1;
  }
  return moves;
}
