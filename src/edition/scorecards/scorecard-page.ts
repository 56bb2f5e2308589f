import { heatMapOf } from '../../assess/heat-map.ts';
import { movesOf } from '../../assess/moves.ts';
import type { Group } from '../../assess/roll-up.ts';
import { noCounts, tallyEntity } from '../../assess/tally.ts';
import { type AssessmentList, assessmentList, type ScorecardPage } from '../../schema/edition/scorecard.ts';
import { assessmentListPath, checkPath, scorecardFiles, scorecardPath } from '../routes.ts';
import { optional } from '../summaries.ts';
import { paginate } from '../writer.ts';
import { ownerLink } from './owner-link.ts';
import type { JudgementView, ScorecardView } from './view.ts';

/** What of a scorecard's page rests on earlier editions. */
export interface ScorecardHistory {
  readonly history: ScorecardPage['history'];
  readonly spans: ScorecardPage['spans'];
  /** Entities whose level rose or fell in the last seven days. */
  readonly moves: ReadonlyMap<string, 'better' | 'worse'>;
}

export function scorecardPageOf(view: ScorecardView, card: JudgementView, past: ScorecardHistory, campaigns: ScorecardPage['campaigns']): ScorecardPage {
  const { judgement, rollUps, quartiles, tally } = card;
  const { scorecard } = judgement;
  const { summaries } = view.context;
  const moves = movesOf(judgement);
  const path = scorecardPath(scorecard.id);
  const parent = scorecard.extends === undefined ? undefined : view.assessed.rules.scorecards.get(scorecard.extends);
  const rollUp = (group: Group): ScorecardPage['teams'] =>
    group.of === undefined ? [] : [{ of: summaries.link(group.of), distribution: group.distribution, changed: changedOf(group, card, past) }];
  const heat = heatMapOf(judgement, rollUps.teams);
  const pageSize = view.context.organisation.config.site.pageSize;
  return {
    asOf: view.asOf,
    id: scorecard.id,
    title: scorecard.title,
    ...optional('description', scorecard.description),
    path,
    ...optional('owner', ownerLink(view.context, scorecard.owner)),
    ...(parent === undefined ? {} : { extends: { title: parent.title, path: scorecardPath(parent.id) } }),
    ...optional('applies', scorecard.applies?.source),
    source: `${scorecard.place.file}:${scorecard.place.line}`,
    levels: scorecard.levels.map((level, rank) => ({
      id: level.id,
      title: level.title,
      ...optional('description', level.description),
      checks: scorecard.checks.flatMap((check, index) =>
        check.level === rank
          ? [
              {
                id: check.id,
                title: check.title,
                path: checkPath(scorecard.id, check.id),
                level: level.title,
                pillar: check.pillar,
                weight: check.weight,
                ...optional('announced', judgement.announced(index) ? check.enabledFrom : undefined),
                controls: [...check.controls],
                counts: { ...(tally[index] ?? noCounts()) },
                moves: moves[index] ?? 0,
              },
            ]
          : [],
      ),
    })),
    distribution: rollUps.organisation,
    undecided: judgement.undecided.length,
    teams: rollUps.teams.flatMap(rollUp),
    systems: rollUps.systems.flatMap(rollUp),
    domains: rollUps.domains.flatMap(rollUp),
    heatMap: {
      checks: heat.checks.flatMap((index) => {
        const check = scorecard.checks[index];
        return check === undefined ? [] : [{ id: check.id, title: check.title, path: checkPath(scorecard.id, check.id) }];
      }),
      rows: heat.rows.map(({ team, cells }) => ({ team: summaries.link(team), cells: cells.map((cell) => ({ ...cell })) })),
      more: heat.more,
    },
    ...(quartiles === undefined ? {} : { bands: { lower: quartiles.lower, median: quartiles.median, upper: quartiles.upper, entities: quartiles.of } }),
    history: past.history,
    spans: past.spans,
    entities: {
      total: judgement.entities.length,
      path: assessmentListPath(scorecard.id),
      pages: Math.max(1, Math.ceil(judgement.entities.length / pageSize)),
      csv: `api/v1/${scorecardFiles.csv(scorecard.id)}`,
    },
    campaigns,
  };
}

function changedOf({ entities }: Group, { judgement }: JudgementView, { moves }: ScorecardHistory): { better: number; worse: number } {
  const changed = { better: 0, worse: 0 };
  if (moves.size === 0) return changed;
  for (const entity of entities) {
    const move = moves.get(judgement.entities[entity] ?? '');
    if (move !== undefined) changed[move] += 1;
  }
  return changed;
}

/** The pages of the list of entities, in order of title. */
export async function writeAssessmentLists(view: ScorecardView, card: JudgementView): Promise<void> {
  const { judgement } = card;
  const { id, title } = judgement.scorecard;
  const { summaries, writer, organisation } = view.context;
  const about = { scorecard: { id, title, path: scorecardPath(id) }, csv: `api/v1/${scorecardFiles.csv(id)}` };
  // The summaries are in order of title already.
  const order = summaries.entities.flatMap(({ ref }) => {
    const entity = judgement.indexOf(ref);
    return entity === -1 ? [] : [entity];
  });
  for (const page of paginate(title, order, organisation.config.site.pageSize, (n) => assessmentListPath(id, n))) {
    await writer.json(scorecardFiles.entities(id, page.page), assessmentList, { ...page, ...about, items: page.items.map((entity) => rowOf(view, card, entity)) });
  }
}

function rowOf(view: ScorecardView, { judgement, steps }: JudgementView, entity: number): AssessmentList['items'][number] {
  const { levels } = judgement.scorecard;
  const { summaries } = view.context;
  const level = judgement.level(entity);
  const potential = judgement.potential(entity);
  const owner = judgement.about(entity).owner;
  return {
    entity: summaries.link(judgement.entities[entity] ?? ''),
    ...(owner === undefined ? {} : { owner: summaries.link(owner) }),
    ...optional('level', levels[level]?.title),
    ...optional('potential', potential > level ? levels[potential]?.title : undefined),
    ...optional('score', judgement.score(entity)),
    counts: tallyEntity(judgement, entity),
    toNext: steps.next(entity)?.steps.length ?? 0,
  };
}
