import { type CampaignState, campaignState } from '../../assess/campaign.ts';
import { changeFeeds } from '../../feeds/changes.ts';
import { campaignPage, changeList, checkPage, controlMatrix, decisionList, scorecardList, type ScorecardList, scorecardPage } from '../../schema/edition/scorecard.ts';
import { baseOf } from '../base.ts';
import { campaignPath, changeFeedPath, scorecardFiles, scorecardPath, scorecardRoutes } from '../routes.ts';
import { optional } from '../summaries.ts';
import { writeBadges } from './badges.ts';
import { campaignPageOf } from './campaign-page.ts';
import { checkPageOf } from './check-page.ts';
import { controlPage } from './control-page.ts';
import { checkCsv, scorecardCsv } from './csv.ts';
import { decisionList as decisions } from './decision-list.ts';
import { ownerLink } from './owner-link.ts';
import type { Past } from './past.ts';
import { scorecardPageOf, writeAssessmentLists } from './scorecard-page.ts';
import type { ScorecardView } from './view.ts';

/** How all campaigns stand, in order of due day. */
export function campaignStates(view: ScorecardView, past: Past): CampaignState[] {
  return view.assessed.rules.campaigns.flatMap((campaign) => {
    const judgement = view.assessed.judgements.get(campaign.scorecard);
    return judgement === undefined ? [] : [campaignState(campaign, judgement, past.history.campaign(campaign.id), view.asOf)];
  });
}

/** Writes everything about scorecards but the sections on the pages of entities. */
export async function writeScorecards(view: ScorecardView, past: Past, campaigns: readonly CampaignState[]): Promise<void> {
  const { writer } = view.context;
  for (const [id, card] of view.scorecards) {
    const { judgement } = card;
    const own = campaigns.filter(({ campaign }) => campaign.scorecard === id);
    const links = own.map(({ campaign, state }) => ({ id: campaign.id, title: campaign.title, path: campaignPath(campaign.id), state }));
    await writer.json(scorecardFiles.scorecard(id), scorecardPage, scorecardPageOf(view, card, past.scorecard(id), links));
    await writer.text(scorecardFiles.csv(id), scorecardCsv(judgement, view.assessed.entities));
    await writeAssessmentLists(view, card);
    for (const [index, check] of judgement.scorecard.checks.entries()) {
      await writer.json(scorecardFiles.check(id, check.id), checkPage, checkPageOf(view, card, index, check));
      await writer.text(scorecardFiles.checkCsv(id, check.id), checkCsv(judgement, index, view.assessed.entities));
    }
  }
  for (const state of campaigns) {
    const judgement = view.assessed.judgements.get(state.campaign.scorecard);
    if (judgement !== undefined) await writer.json(scorecardFiles.campaign(state.campaign.id), campaignPage, campaignPageOf(view, state, judgement));
  }
  const controls = controlPage(view);
  await writer.json(scorecardFiles.controls, controlMatrix, controls);
  await writer.json(scorecardFiles.decisions, decisionList, decisions(view));
  await writer.json(scorecardFiles.changes, changeList, { asOf: view.asOf, spans: past.spans(), rules: past.history.ruleChanges.map((change) => ({ ...change })) });
  await writer.json(scorecardFiles.list, scorecardList, listOf(view, past, campaigns, controls.schemes.reduce((sum, scheme) => sum + scheme.controls.length, 0)));
  await writeBadges(view);
  await writeFeeds(view, past);
}

/** The line of each scorecard in lists, in order of id. */
export function scorecardSummaries(view: ScorecardView, past: Past): ScorecardList['scorecards'] {
  const week = past.history.spans.find(({ span }) => span === 'week');
  return [...view.scorecards].map(([id, { judgement, rollUps }]) => {
    const { title, description, owner, checks } = judgement.scorecard;
    return {
      id,
      title,
      ...optional('description', description),
      path: scorecardPath(id),
      ...optional('owner', ownerLink(view.context, owner)),
      checks: checks.length,
      distribution: rollUps.organisation,
      week: { ...(week?.scorecards.get(id)?.levels ?? { better: 0, worse: 0 }) },
    };
  });
}

function listOf(view: ScorecardView, past: Past, campaigns: readonly CampaignState[], controls: number): ScorecardList {
  const count = (...states: readonly string[]): number => view.exemptions.filter(({ state }) => states.includes(state)).length;
  return {
    asOf: view.asOf,
    scorecards: scorecardSummaries(view, past),
    campaigns: campaigns.map(({ campaign: { id, title, due, target }, state, daysLeft, entities, done }) => ({
      id,
      title,
      path: campaignPath(id),
      state,
      due,
      daysLeft,
      target,
      entities,
      done,
    })),
    exemptions: { active: count('active', 'expiring'), expiring: count('expiring'), expired: count('expired'), path: scorecardRoutes.decisions },
    controls,
    feeds: [
      { title: 'Changes, as Atom', type: 'application/atom+xml', path: changeFeedPath('atom') },
      { title: 'Changes, as JSON Feed', type: 'application/feed+json', path: changeFeedPath('json') },
    ],
  };
}

/** Feeds of changes: over all, and of every team that owns something that is judged. */
async function writeFeeds(view: ScorecardView, past: Past): Promise<void> {
  const { organisation, writer } = view.context;
  const { url } = organisation.config.site;
  const input = { log: past.history.log, names: past.names, organisation: organisation.config.name, site: { url, base: baseOf(url) }, asOf: view.asOf };
  const teams = new Set([...view.scorecards.values()].flatMap(({ teams: own }) => [...own.keys()]));
  for (const team of [undefined, ...[...teams].toSorted()]) {
    for (const { path, text } of changeFeeds(input, team)) await writer.page(path, text);
  }
}
