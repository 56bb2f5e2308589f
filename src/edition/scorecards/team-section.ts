import type { Action } from '../../assess/actions.ts';
import type { CampaignState } from '../../assess/campaign.ts';
import type { TeamScorecards } from '../../schema/edition/scorecard.ts';
import { campaignPath, changeFeedPath, checkPath, decisionAnchor, scorecardPath, scorecardRoutes } from '../routes.ts';
import { optional } from '../summaries.ts';
import { fixOf } from './check-result.ts';
import type { ScorecardView } from './view.ts';

const limits = { actions: 10, entities: 10 } as const;

/** What scorecards say of a team; undefined if nothing that it owns is judged. */
export function teamScorecards(view: ScorecardView, team: string, campaigns: readonly CampaignState[], spans: TeamScorecards['spans']): TeamScorecards | undefined {
  const scorecards = [...view.scorecards].flatMap(([id, { judgement, teams, teamBands }]) => {
    const group = teams.get(team)?.group;
    if (group === undefined) return [];
    const band = teamBands?.bands.get(team);
    return [
      {
        id,
        title: judgement.scorecard.title,
        path: scorecardPath(id),
        distribution: group.distribution,
        ...(teamBands === undefined || band === undefined
          ? {}
          : { peers: { lower: teamBands.quartiles.lower, median: teamBands.quartiles.median, upper: teamBands.quartiles.upper, teams: teamBands.quartiles.of, band } }),
      },
    ];
  });
  if (scorecards.length === 0) return undefined;
  const actions = view.actions.get(team) ?? [];
  return {
    scorecards,
    actions: actions.slice(0, limits.actions).flatMap((action) => actionOf(view, action)),
    actionsTotal: actions.length,
    exemptions: exemptionsOf(view, team),
    campaigns: campaigns.flatMap(({ campaign, state, remaining }) => {
      const left = remaining.find((one) => one.team === team)?.entities.length ?? 0;
      return left === 0 || state === 'not-started' ? [] : [{ title: campaign.title, path: campaignPath(campaign.id), state, due: campaign.due, remaining: left }];
    }),
    spans,
    feeds: (['atom', 'json'] as const).map((type) => ({ type, path: changeFeedPath(type, team) })),
  };
}

function actionOf(view: ScorecardView, { scorecard: id, check: index, rises, failing, unknown }: Action): TeamScorecards['actions'] {
  const judgement = view.scorecards.get(id)?.judgement;
  const check = judgement?.scorecard.checks[index];
  if (judgement === undefined || check === undefined) return [];
  const entities = [...failing, ...unknown];
  return [
    {
      check: check.id,
      title: check.title,
      path: checkPath(id, check.id),
      scorecard: judgement.scorecard.title,
      ...optional('fix', fixOf(check)),
      rises,
      entities: entities.slice(0, limits.entities).map((entity) => view.context.summaries.link(judgement.entities[entity] ?? '')),
      total: entities.length,
    },
  ];
}

/** Exemptions of the team's entities that expired or are about to. */
function exemptionsOf(view: ScorecardView, team: string): TeamScorecards['exemptions'] {
  return view.exemptions.flatMap(({ exemption, state, daysLeft, teams }) => {
    const entities = teams.get(team) ?? 0;
    if (entities === 0 || (state !== 'expiring' && state !== 'expired')) return [];
    const check = view.scorecards.get(exemption.scorecard)?.judgement.scorecard.checks.find(({ id }) => id === exemption.check);
    const path = `${scorecardRoutes.decisions}#${decisionAnchor(exemption.place.file, exemption.place.line)}`;
    return [{ check: check?.title ?? exemption.check, path, entities, expires: exemption.expires, daysLeft }];
  });
}
