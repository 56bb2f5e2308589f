import type { Check, CheckDetail, Exemption, Judgement, Place, Scorecard } from '../assess/contract.ts';
import { dayOf, daysBetween } from '../assess/days.ts';
import { type Steps, stepsOf } from '../assess/next-steps.ts';
import { tallyEntity } from '../assess/tally.ts';
import type { CatalogEntity } from '../catalog/model.ts';
import { optional } from '../edition/summaries.ts';
import type { CheckOutcome, EntityCheck, ScorecardOutcome } from '../schema/cli/entity-check.ts';
import type { Instant } from '../schema/primitives.ts';
import type { Level } from '../schema/scorecards/scorecard.ts';

/** The entity as reports name it. */
export function entityView({ ref, title, name, ownership }: CatalogEntity): EntityCheck['entity'] {
  return { ref, title: title ?? name, ...optional('owner', ownership.owner) };
}

/**
 * What a scorecard says of one entity that it judges.
 *
 * @param entity position of the entity in the judgement
 * @param required index of the level that is asked for
 */
export function scorecardOutcome(judgement: Judgement, entity: number, asOf: Instant, required?: number): ScorecardOutcome {
  const { scorecard } = judgement;
  const { id, title, description, place, levels, checks } = scorecard;
  const reached = judgement.level(entity);
  const potential = judgement.potential(entity);
  const score = judgement.score(entity);
  const raw = judgement.rawScore(entity);
  const asked = required === undefined ? undefined : levels[required];
  return {
    id,
    title,
    ...optional('description', description),
    place: placeView(place),
    levels: levels.map(levelView),
    ...optional('level', levelAt(scorecard, reached)),
    ...(potential > reached ? optional('potential', levelAt(scorecard, potential)) : {}),
    ...optional('score', score),
    ...(raw === score ? {} : optional('rawScore', raw)),
    counts: { ...tallyEntity(judgement, entity) },
    ...(asked === undefined || required === undefined ? {} : { required: { ...levelView(asked), reached: reached >= required } }),
    checks: checks.map((_, check) => checkOutcome(judgement, entity, check, asOf)),
    ...optional('next', nextOf(scorecard, stepsOf(judgement), entity, required)),
  };
}

/** What one check says of one entity; both by position. */
export function checkOutcome(judgement: Judgement, entity: number, index: number, asOf: Instant): CheckOutcome {
  const { scorecard } = judgement;
  const check = scorecard.checks[index];
  if (check === undefined) throw new RangeError('There is no check at this position');
  const detail = judgement.detail(entity, index);
  const open = detail.verdict === 'fail' || detail.verdict === 'unknown';
  return {
    id: check.id,
    title: check.title,
    ...optional('description', check.description),
    level: levelAt(scorecard, check.level) ?? { id: '', title: '' },
    pillar: check.pillar,
    weight: check.weight,
    verdict: detail.verdict,
    ...(detail.raw === detail.verdict ? {} : { raw: detail.raw }),
    holds: open && !detail.announced && check.level <= judgement.level(entity) + 1,
    ...(detail.announced ? optional('announced', check.enabledFrom) : {}),
    ...optional('message', detail.message),
    ...measureView(check, detail),
    missing: detail.missing.map(({ fact, of, reason }) => ({ fact, of, reason })),
    ...optional('error', detail.error),
    ...(detail.verdict === 'exempt' && detail.exemption !== undefined ? { exemption: exemptionView(detail.exemption, asOf) } : {}),
    ...(check.fix === undefined ? {} : { fix: { ...optional('text', check.fix.text), ...optional('url', check.fix.url) } }),
    controls: [...check.controls],
    place: placeView(check.place),
  };
}

function measureView({ criterion }: Check, { measured }: CheckDetail): Pick<CheckOutcome, 'measured' | 'target' | 'direction' | 'unit'> {
  if (criterion.kind === 'expression') return {};
  const { target, direction, unit } = criterion;
  return { ...optional('measured', measured), target, direction, ...optional('unit', unit) };
}

function exemptionView({ reason, approvedBy, expires, place }: Exemption, asOf: Instant): NonNullable<CheckOutcome['exemption']> {
  return { reason, approvedBy, expires, daysLeft: daysBetween(dayOf(asOf), expires), place: placeView(place) };
}

function nextOf({ checks, levels }: Scorecard, steps: Steps, entity: number, required: number | undefined): ScorecardOutcome['next'] {
  const next = steps.next(entity, required);
  const level = next === undefined ? undefined : levels[next.level];
  if (next === undefined || level === undefined) return undefined;
  return { level: levelView(level), steps: next.steps.map(({ check, peers }) => ({ check: checks[check]?.id ?? '', peers: { ...peers } })) };
}

function levelAt({ levels }: Scorecard, index: number): { id: string; title: string } | undefined {
  const level = levels[index];
  return level === undefined ? undefined : levelView(level);
}

function levelView({ id, title }: Level): { id: string; title: string } {
  return { id, title };
}

export function placeView({ file, line, column }: Place): { file: string; line: number; column: number } {
  return { file, line, column };
}
