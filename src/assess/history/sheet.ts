import type { Judgement } from '../contract.ts';
import { codeOf, type VerdictTable } from './verdicts.ts';
import type { Standing } from './versions.ts';

/** What a scorecard said, or says, of all entities that it judged: published, judged again, or judged now. */
export interface Sheet<S extends Standing = Standing> {
  /** Id of the scorecard. */
  readonly scorecard: string;
  /** Digest of its rules. */
  readonly rules: string;
  /** By reference, in order of it. */
  readonly standings: ReadonlyMap<string, S>;
}

/** A judgement as an edition publishes it: announced checks are left out. */
export function sheetOf(judgement: Judgement, table: VerdictTable): Sheet {
  const { scorecard, entities } = judgement;
  const counting = countingChecks(judgement);
  const ids = counting.map((index) => scorecard.checks[index]?.id ?? '').join(',');
  const standings = new Map<string, Standing>();
  entities.forEach((entity, position) => {
    let codes = '';
    for (const check of counting) codes += codeOf(judgement.verdict(position, check), judgement.raw(position, check));
    standings.set(entity, {
      owner: judgement.about(position).owner,
      level: scorecard.levels[judgement.level(position)]?.id,
      score: judgement.score(position),
      verdicts: table.verdicts(ids, codes),
    });
  });
  return { scorecard: scorecard.id, rules: scorecard.digest, standings };
}

/** All judgements as sheets, by id of the scorecard. */
export function sheetsOf(judgements: ReadonlyMap<string, Judgement>, table: VerdictTable): Map<string, Sheet> {
  return new Map([...judgements].map(([id, judgement]) => [id, sheetOf(judgement, table)]));
}

/** Positions of the checks that count, in the order of the scorecard. */
export function countingChecks(judgement: Judgement): number[] {
  return [...judgement.scorecard.checks.keys()].filter((check) => !judgement.announced(check));
}
