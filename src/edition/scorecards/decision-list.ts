import type { DecisionList } from '../../schema/edition/scorecard.ts';
import { checkPath, decisionAnchor, scorecardPath } from '../routes.ts';
import { optional } from '../summaries.ts';
import type { ScorecardView } from './view.ts';

const entityLimit = 100;
const order = { expired: 0, expiring: 1, active: 2, pending: 3 } as const;

/** All exemptions: those that expired first, then by what is left of them. */
export function decisionList({ asOf, exemptions, scorecards, context }: ScorecardView): DecisionList {
  const views = exemptions.flatMap(({ exemption, state, daysLeft, entities }) => {
    const scorecard = scorecards.get(exemption.scorecard)?.judgement.scorecard;
    const check = scorecard?.checks.find(({ id }) => id === exemption.check);
    if (scorecard === undefined || check === undefined) return [];
    const { file, line } = exemption.place;
    return [
      {
        anchor: decisionAnchor(file, line),
        scorecard: { id: scorecard.id, title: scorecard.title, path: scorecardPath(scorecard.id) },
        check: { id: check.id, title: check.title, path: checkPath(scorecard.id, check.id) },
        entities: entities.slice(0, entityLimit).map((ref) => context.summaries.link(ref)),
        total: entities.length,
        reason: exemption.reason,
        approvedBy: exemption.approvedBy,
        ...optional('from', exemption.from),
        expires: exemption.expires,
        state,
        daysLeft,
        source: `${file}:${line}`,
      },
    ];
  });
  return { asOf, exemptions: views.toSorted((a, b) => order[a.state] - order[b.state] || a.daysLeft - b.daysLeft) };
}
