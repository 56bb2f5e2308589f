import type { Check } from '../../assess/contract.ts';
import { noCounts } from '../../assess/tally.ts';
import type { CheckPage } from '../../schema/edition/scorecard.ts';
import { verdicts, type Verdict } from '../../schema/scorecards/names.ts';
import { scorecardFiles, scorecardPath, scorecardRoutes } from '../routes.ts';
import { optional } from '../summaries.ts';
import { fixOf } from './check-result.ts';
import { controlAnchor } from './control-page.ts';
import type { JudgementView, ScorecardView } from './view.ts';

const subjectLimit = 100;
/** Those to do something about come first. */
const groupOrder: readonly Verdict[] = ['fail', 'unknown', 'exempt', 'pass', 'not-applicable'];

/** The page of one check: who passes, who does not, and why. */
export function checkPageOf(view: ScorecardView, { judgement, teams, tally }: JudgementView, index: number, check: Check): CheckPage {
  const { scorecard } = judgement;
  const { criterion } = check;
  const byVerdict = new Map<Verdict, number[]>(verdicts.map((verdict) => [verdict, []]));
  for (const entity of judgement.entities.keys()) byVerdict.get(judgement.verdict(entity, index))?.push(entity);
  return {
    asOf: view.asOf,
    scorecard: { id: scorecard.id, title: scorecard.title, path: scorecardPath(scorecard.id) },
    id: check.id,
    title: check.title,
    ...optional('description', check.description),
    level: scorecard.levels[check.level]?.title ?? '',
    pillar: check.pillar,
    weight: check.weight,
    expression: criterion.kind === 'expression' ? criterion.expression.source : criterion.measure.source,
    ...(criterion.kind === 'measure' ? { measured: { target: criterion.target, direction: criterion.direction, ...optional('unit', criterion.unit) } } : {}),
    ...optional('applies', check.applies?.source),
    facts: [...(criterion.kind === 'expression' ? criterion.expression.facts : criterion.measure.facts)],
    ...optional('announced', judgement.announced(index) ? check.enabledFrom : undefined),
    ...optional('fix', fixOf(check)),
    controls: check.controls.map((id) => ({ id, ...optional('title', titleOf(view, id)), path: `${scorecardRoutes.controls}#${controlAnchor(id)}` })),
    source: `${check.place.file}:${check.place.line}`,
    counts: { ...(tally[index] ?? noCounts()) },
    groups: groupOrder.flatMap((verdict) => {
      const entities = byVerdict.get(verdict) ?? [];
      if (entities.length === 0) return [];
      return [{ verdict, total: entities.length, items: entities.slice(0, subjectLimit).map((entity) => subjectOf(view, judgement, entity, index)) }];
    }),
    teams: [...teams].map(([team, { tally: own }]) => ({ team: view.context.summaries.link(team), counts: { ...(own[index] ?? noCounts()) } })),
    csv: `api/v1/${scorecardFiles.checkCsv(scorecard.id, check.id)}`,
  };
}

function subjectOf(view: ScorecardView, judgement: JudgementView['judgement'], entity: number, index: number): CheckPage['groups'][number]['items'][number] {
  const detail = judgement.detail(entity, index);
  const owner = judgement.about(entity).owner;
  const missing = detail.missing.map(({ fact, reason }) => `${fact}: ${reason}`).join('; ');
  const reason = detail.error ?? (detail.verdict === 'exempt' ? detail.exemption?.reason : missing === '' ? undefined : missing);
  return {
    entity: view.context.summaries.link(judgement.entities[entity] ?? ''),
    ...(owner === undefined ? {} : { owner: view.context.summaries.link(owner) }),
    ...optional('message', detail.message),
    ...optional('reason', reason),
  };
}

function titleOf({ assessed }: ScorecardView, control: string): string | undefined {
  const at = control.indexOf(':');
  const scheme = assessed.rules.controls.schemes.find(({ id }) => id === control.slice(0, at));
  return scheme?.controls.find(({ id }) => id === control.slice(at + 1))?.title;
}
