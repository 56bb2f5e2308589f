import type { CampaignState } from '../../assess/campaign.ts';
import type { Judgement } from '../../assess/contract.ts';
import type { CampaignPage } from '../../schema/edition/scorecard.ts';
import { campaignPath, checkPath, scorecardPath } from '../routes.ts';
import { optional } from '../summaries.ts';
import { ownerLink } from './owner-link.ts';
import type { ScorecardView } from './view.ts';

const remainingLimit = 50;

/** The page of a campaign: its state, how it was found, and what remains per team. */
export function campaignPageOf(view: ScorecardView, state: CampaignState, judgement: Judgement): CampaignPage {
  const { campaign } = state;
  const { scorecard } = judgement;
  const { summaries } = view.context;
  return {
    asOf: view.asOf,
    id: campaign.id,
    title: campaign.title,
    ...optional('description', campaign.description),
    path: campaignPath(campaign.id),
    ...optional('owner', ownerLink(view.context, campaign.owner)),
    scorecard: { id: scorecard.id, title: scorecard.title, path: scorecardPath(scorecard.id) },
    goal: goalOf(state, judgement),
    start: campaign.start,
    due: campaign.due,
    daysLeft: state.daysLeft,
    target: campaign.target,
    state: state.state,
    why: state.why,
    entities: state.entities,
    done: state.done,
    unknown: state.unknown,
    exempt: state.exempt,
    progress: state.progress.map((point) => ({ ...point })),
    ...optional('projected', state.projected),
    remaining: state.remaining.map(({ team, entities }) => ({
      ...(team === undefined ? {} : { team: summaries.link(team) }),
      total: entities.length,
      items: entities.slice(0, remainingLimit).map(({ entity, needs }) => ({
        entity: summaries.link(judgement.entities[entity] ?? ''),
        needs: needs.flatMap(({ check: index, verdict }) => {
          const check = scorecard.checks[index];
          return check === undefined ? [] : [{ title: check.title, path: checkPath(scorecard.id, check.id), verdict }];
        }),
      })),
    })),
  };
}

function goalOf({ campaign }: CampaignState, { scorecard }: Judgement): string {
  if (campaign.checks === undefined) return `Reach ${scorecard.levels[campaign.level ?? scorecard.levels.length - 1]?.title ?? 'the highest level'}`;
  const titles = campaign.checks.map((id) => scorecard.checks.find((check) => check.id === id)?.title ?? id);
  return `Pass ${titles.join(', ')}`;
}
