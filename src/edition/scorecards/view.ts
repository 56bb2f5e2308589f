import { type Action, actionsOf } from '../../assess/actions.ts';
import type { Assessed } from '../../assess/assess.ts';
import type { Judgement } from '../../assess/contract.ts';
import type { ExemptionState } from '../../assess/exemptions.ts';
import { type Steps, stepsOf } from '../../assess/next-steps.ts';
import type { Quartiles } from '../../assess/quantiles.ts';
import { type Group, type RollUps, rollUpsOf, scoreQuartiles, type TeamBands, teamBandsOf } from '../../assess/roll-up.ts';
import { tallyChecks, type VerdictCounts } from '../../assess/tally.ts';
import type { EditionContext } from '../context.ts';
import { entityPath, repositoryPath } from '../routes.ts';
import type { Locate } from './check-result.ts';

/** One scorecard with everything that several pages need of it, worked out once. */
export interface JudgementView {
  readonly judgement: Judgement;
  readonly steps: Steps;
  readonly rollUps: RollUps;
  readonly quartiles: Quartiles | undefined;
  readonly teamBands: TeamBands | undefined;
  /** By reference: the entities of a team, and its verdicts on each check. */
  readonly teams: ReadonlyMap<string, { readonly group: Group; readonly tally: readonly VerdictCounts[] }>;
  /** Verdicts on each check over all entities. */
  readonly tally: readonly VerdictCounts[];
}

/** What the writers of scorecard files share. */
export interface ScorecardView {
  readonly asOf: string;
  readonly context: EditionContext;
  readonly assessed: Assessed;
  /** By id, in order of it. */
  readonly scorecards: ReadonlyMap<string, JudgementView>;
  readonly exemptions: readonly ExemptionState[];
  readonly actions: ReadonlyMap<string | undefined, readonly Action[]>;
  readonly locate: Locate;
}

export function scorecardView(context: EditionContext, assessed: Assessed, exemptions: readonly ExemptionState[]): ScorecardView {
  const { asOf } = context.knowledge;
  const { records } = context.summaries;
  // Asked for of every fact of every check: each path is encoded once.
  const pages = new Map<string, string | undefined>();
  const pageOf = (of: string): string | undefined => {
    if (!pages.has(of)) pages.set(of, records.has(of) ? repositoryPath(of) : context.catalog.entities.has(of) ? entityPath(of) : undefined);
    return pages.get(of);
  };
  return {
    asOf,
    context,
    assessed,
    scorecards: new Map([...assessed.judgements].map(([id, judgement]) => [id, viewOf(judgement)])),
    exemptions,
    actions: actionsOf(assessed.judgements.values()),
    locate(of, anchor) {
      const page = pageOf(of);
      return page === undefined || anchor === undefined || !records.has(of) ? page : `${page}#fact-${anchor}`;
    },
  };
}

function viewOf(judgement: Judgement): JudgementView {
  const rollUps = rollUpsOf(judgement);
  const teams = new Map(rollUps.teams.flatMap((group) => (group.of === undefined ? [] : [[group.of, { group, tally: tallyChecks(judgement, group.entities) }] as const])));
  return {
    judgement,
    steps: stepsOf(judgement),
    rollUps,
    quartiles: scoreQuartiles(judgement),
    teamBands: teamBandsOf(rollUps.teams),
    teams,
    tally: tallyChecks(judgement),
  };
}
