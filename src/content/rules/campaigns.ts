import type { Campaign, Scorecard } from '../../assess/contract.ts';
import { compareText } from '../../findings/codes.ts';
import { type CampaignFile, campaign as campaignSchema } from '../../schema/scorecards/campaign.ts';
import type { CheckContext } from './check.ts';
import { tellOwner } from './entities.ts';
import { loadFolder } from './file.ts';
import { knownNames, noSuch, uniqueById } from './names.ts';
import { below, placeOf, type Report, type Spot } from './report.ts';
import type { Scorecards } from './scorecards.ts';
import { campaignTexts, compileTexts } from './texts.ts';

/** Reads `campaigns`, in order of due day, then id. */
export function readCampaigns(dir: string, scorecards: Scorecards, context: CheckContext): Campaign[] {
  const { report, compiler } = context;
  const entries = loadFolder(dir, 'campaigns', campaignSchema, 'checks', report).flatMap(({ file, value, broken }) => {
    compileTexts(file, campaignTexts, compiler);
    // Fewer checks than were meant would be another goal.
    if (value === undefined || broken.length > 0) return [];
    return [{ id: value.id, spot: { file, path: ['id'] }, value: { value, root: { file, path: [] } } }];
  });
  return [...uniqueById('Campaign', entries, report).values()]
    .flatMap(({ value, root }) => campaignOf(value, root, scorecards, context) ?? [])
    .toSorted((a, b) => compareText(a.due, b.due) || compareText(a.id, b.id));
}

function campaignOf(value: CampaignFile, root: Spot, scorecards: Scorecards, { report, compiler }: CheckContext): Campaign | undefined {
  const { id, title, description, owner, scorecard, start, due, target } = value;
  tellOwner(owner, below(root, 'owner'), report);
  const where = value.where === undefined ? undefined : compiler.condition(value.where, below(root, 'where'), campaignTexts.loss);
  const ends = due >= start;
  if (!ends) report.add('ALM0616', below(root, 'due'), { what: `Campaign \`${id}\` is due on ${due}, before it starts on ${start}.`, fix: 'Correct one of the two days.' });
  const one = value.checks === undefined || value.level === undefined;
  if (!one) report.add('ALM0616', below(root, 'level'), { what: `Campaign \`${id}\` names both \`checks\` and a \`level\`.`, fix: 'Keep one of the two.' });

  const goal = goalOf(value, root, scorecards, report);
  if (!ends || !one || goal === undefined || (value.where !== undefined && where === undefined)) return undefined;
  return { id, title, description, owner, scorecard, ...goal, where, start, due, target, place: placeOf(below(root, 'id')) };
}

function goalOf(value: CampaignFile, root: Spot, scorecards: Scorecards, report: Report): Pick<Campaign, 'checks' | 'level'> | undefined {
  const { declared, standing } = scorecards;
  const scorecard = standing.get(value.scorecard);
  if (scorecard === undefined) {
    const spot = below(root, 'scorecard');
    if (declared.has(value.scorecard)) tellLeftOut(`scorecard \`${value.scorecard}\``, value.id, spot, report);
    else report.add('ALM0605', spot, { what: noSuch('scorecard', value.scorecard, declared), ...knownNames('scorecards', declared) });
    return undefined;
  }
  const checks = value.checks === undefined ? undefined : checksOf(value.id, value.checks, scorecard, below(root, 'checks'), scorecards, report);
  const level = value.level === undefined ? scorecard.levels.length - 1 : levelOf(value.level, scorecard, below(root, 'level'), report);
  if (value.checks === undefined) return level === undefined ? undefined : { checks: undefined, level };
  return checks === undefined ? undefined : { checks, level: undefined };
}

function checksOf(campaign: string, wanted: readonly string[], scorecard: Scorecard, spot: Spot, scorecards: Scorecards, report: Report): string[] | undefined {
  const standing = new Set(scorecard.checks.map(({ id }) => id));
  const written = scorecards.checkIds(scorecard.id) ?? standing;
  for (const [index, id] of wanted.entries()) {
    if (standing.has(id)) continue;
    if (written.has(id)) tellLeftOut(`check \`${id}\` of scorecard \`${scorecard.id}\``, campaign, below(spot, index), report);
    else report.add('ALM0605', below(spot, index), { what: noSuch('check', id, written, scorecard.id), ...knownNames('checks', written) });
  }
  return wanted.every((id) => standing.has(id)) ? [...new Set(wanted)] : undefined;
}

function levelOf(level: string, scorecard: Scorecard, spot: Spot, report: Report): number | undefined {
  const levels = scorecard.levels.map(({ id }) => id);
  const index = levels.indexOf(level);
  if (index >= 0) return index;
  report.add('ALM0605', spot, { what: noSuch('level', level, levels, scorecard.id), ...knownNames('levels', levels) });
  return undefined;
}

function tellLeftOut(what: string, campaign: string, spot: Spot, report: Report): void {
  report.add('ALM0605', spot, {
    what: `Campaign \`${campaign}\` is about ${what}, which was left out.`,
    why: 'Without it the campaign has no goal, so it was left out too.',
    fix: 'Mend what another finding says of it.',
  });
}
