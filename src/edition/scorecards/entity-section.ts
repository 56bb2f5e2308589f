import { bandOf } from '../../assess/quantiles.ts';
import { tallyEntity } from '../../assess/tally.ts';
import type { CheckResult, EntityScorecard } from '../../schema/edition/assessment.ts';
import { checkPath, entityBadgePath, scorecardPath } from '../routes.ts';
import { optional } from '../summaries.ts';
import { checkResultOf, fixOf } from './check-result.ts';
import type { Past } from './past.ts';
import type { Sources } from './sources.ts';
import type { JudgementView, ScorecardView } from './view.ts';

/** What all scorecards say of one entity, in order of their ids. */
export function entityScorecards(view: ScorecardView, ref: string, past: Past, sources: Sources): EntityScorecard[] {
  return [...view.scorecards.values()].flatMap((scorecard) => {
    const entity = scorecard.judgement.indexOf(ref);
    return entity === -1 ? [] : [entityScorecard(view, scorecard, entity, ref, past, sources)];
  });
}

function entityScorecard(view: ScorecardView, scorecardOf: JudgementView, entity: number, ref: string, past: Past, sources: Sources): EntityScorecard {
  const { judgement, quartiles } = scorecardOf;
  const { scorecard } = judgement;
  const { id, title, levels } = scorecard;
  const results = scorecard.checks.map((check, index) => checkResultOf(judgement, entity, index, check, view.asOf, view.locate, sources));
  const score = judgement.score(entity);
  const rawScore = judgement.rawScore(entity);
  return {
    id,
    title,
    path: scorecardPath(id),
    badge: entityBadgePath(id, ref),
    ...optional('level', levels[judgement.level(entity)]?.title),
    ...optional('potential', potentialOf(scorecardOf, entity, results)),
    levels: levels.map((level, index) => {
      const own = scorecard.checks.flatMap((check, at) => (check.level === index && !judgement.announced(at) ? [judgement.verdict(entity, at)] : []));
      const applying = own.filter((verdict) => verdict !== 'not-applicable');
      return {
        id: level.id,
        title: level.title,
        reached: judgement.level(entity) >= index,
        passed: applying.filter((verdict) => verdict === 'pass' || verdict === 'exempt').length,
        of: applying.length,
      };
    }),
    ...optional('score', score),
    ...optional('rawScore', rawScore === score ? undefined : rawScore),
    counts: tallyEntity(judgement, entity),
    ...optional('band', score === undefined || quartiles === undefined ? undefined : bandOf(score, quartiles)),
    checks: results,
    ...optional('next', nextOf(scorecardOf, entity, results)),
    ...past.entity(id, ref),
  };
}

/** The level it would have if what is unknown could be known, and what that is. */
function potentialOf({ judgement }: JudgementView, entity: number, results: readonly CheckResult[]): EntityScorecard['potential'] {
  const potential = judgement.potential(entity);
  const level = judgement.scorecard.levels[potential];
  if (level === undefined || potential <= judgement.level(entity)) return undefined;
  const needs = new Set<string>();
  for (const [index, { level: of }] of judgement.scorecard.checks.entries()) {
    const result = results[index];
    if (of > potential || judgement.announced(index) || result?.verdict !== 'unknown') continue;
    for (const { fact, unknown } of result.evidence) if (unknown !== undefined) needs.add(fact);
    if (result.error !== undefined) needs.add(result.title);
  }
  return { level: level.title, needs: [...needs].toSorted() };
}

function nextOf({ judgement, steps }: JudgementView, entity: number, results: readonly CheckResult[]): EntityScorecard['next'] {
  const next = steps.next(entity);
  const level = next === undefined ? undefined : judgement.scorecard.levels[next.level];
  if (next === undefined || level === undefined) return undefined;
  return {
    level: level.title,
    steps: next.steps.flatMap(({ check: index, verdict, peers }) => {
      const check = judgement.scorecard.checks[index];
      if (check === undefined) return [];
      return [
        {
          check: check.id,
          title: check.title,
          path: checkPath(judgement.scorecard.id, check.id),
          verdict,
          ...optional('message', results[index]?.message),
          ...optional('fix', fixOf(check)),
          peers: { ...peers },
        },
      ];
    }),
  };
}
