import { verdicts, type Verdict } from '../schema/scorecards/names.ts';
import type { Judgement } from './contract.ts';

/** A verdict after and before exemptions. */
export interface VerdictPair {
  readonly verdict: Verdict;
  readonly raw: Verdict;
}

/** What a scorecard said of one entity. */
export interface AssessedEntity {
  readonly owner?: string | undefined;
  /** Id of the level reached; undefined for none. */
  readonly level: string | undefined;
  /** By id of the check; announced ones left out. */
  readonly verdicts: ReadonlyMap<string, VerdictPair>;
}

/** What a scorecard said of all entities that it judged, by reference. */
export type AssessedEntities = ReadonlyMap<string, AssessedEntity>;

/** One object for each pair there can be, rather than one for each of half a million verdicts. */
const pairs = new Map(verdicts.map((verdict) => [verdict, new Map(verdicts.map((raw) => [raw, { verdict, raw }]))]));

export function verdictPair(verdict: Verdict, raw: Verdict): VerdictPair {
  return pairs.get(verdict)?.get(raw) ?? { verdict, raw };
}

/** A judgement as an edition publishes it. */
export function assessedEntities(judgement: Judgement): AssessedEntities {
  const { levels, checks } = judgement.scorecard;
  const counting = checks.flatMap(({ id }, check) => (judgement.announced(check) ? [] : [{ id, check }]));
  return new Map(
    judgement.entities.map((ref, entity) => [
      ref,
      {
        owner: judgement.about(entity).owner,
        level: levels[judgement.level(entity)]?.id,
        verdicts: new Map(counting.map(({ id, check }) => [id, verdictPair(judgement.verdict(entity, check), judgement.raw(entity, check))])),
      },
    ]),
  );
}
