import type { Scorecard } from './contract.ts';
import { byte } from './verdict-bytes.ts';

/** Level, potential and scores of each entity. Scores are NaN where nothing was judged. */
export interface Standings {
  readonly levels: Int8Array;
  readonly potentials: Int8Array;
  readonly scores: Float64Array;
  readonly rawScores: Float64Array;
}

/**
 * Where each entity stands. A level is reached unless a check of it, or of one below, fails or is unknown; so the level
 * is the one below the lowest that is held up. An entity that no check applies to has no level, since nothing was asked
 * of it. Score: passed weight over passed and failed weight.
 *
 * @param verdicts after exemptions, entity by entity
 * @param raw before exemptions, likewise
 * @param counting for each check, whether it counts
 */
export function standingsOf({ levels: ladder, checks }: Scorecard, verdicts: Uint8Array, raw: Uint8Array, counting: readonly boolean[]): Standings {
  const counted = checks.flatMap(({ level, weight }, index) => (counting[index] === true ? [{ index, level, weight }] : []));
  const entities = checks.length === 0 ? 0 : verdicts.length / checks.length;
  const levels = new Int8Array(entities);
  const potentials = new Int8Array(entities);
  for (let entity = 0; entity < entities; entity++) {
    let applies = false;
    let held = ladder.length;
    let failed = ladder.length;
    for (const { index, level } of counted) {
      const verdict = verdicts[entity * checks.length + index];
      if (verdict === byte['not-applicable']) continue;
      applies = true;
      if ((verdict === byte.fail || verdict === byte.unknown) && level < held) held = level;
      if (verdict === byte.fail && level < failed) failed = level;
    }
    levels[entity] = applies ? held - 1 : -1;
    potentials[entity] = applies ? failed - 1 : -1;
  }
  const scores = (cells: Uint8Array): Float64Array =>
    Float64Array.from({ length: entities }, (_, entity) => {
      let passed = 0;
      let judged = 0;
      for (const { index, weight } of counted) {
        const verdict = cells[entity * checks.length + index];
        if (verdict === byte.pass) passed += weight;
        if (verdict === byte.pass || verdict === byte.fail) judged += weight;
      }
      return judged === 0 ? Number.NaN : passed / judged;
    });
  return { levels, potentials, scores: scores(verdicts), rawScores: scores(raw) };
}
