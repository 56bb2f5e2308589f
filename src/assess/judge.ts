import type { Instant } from '../schema/primitives.ts';
import type { Exemption, Judged, Judgement, Scorecard } from './contract.ts';
import { dayOf } from './days.ts';
import { detailOf } from './detail.ts';
import { grantExemptions } from './exemption-grants.ts';
import { OutcomeColumns } from './outcome-column.ts';
import { rawVerdicts } from './raw-verdicts.ts';
import { RuleErrors } from './rule-errors.ts';
import { select } from './selection.ts';
import { standingsOf } from './standing.ts';
import { byte, verdictOf } from './verdict-bytes.ts';

/**
 * Judges entities by one scorecard. Verdicts: `applies` false gives not-applicable; an expression gives pass or fail, a
 * measure does by its target; what cannot be known or evaluated is unknown, and never a fail. A check whose
 * `enabledFrom` is after the day of `asOf` is evaluated, but counts for nothing.
 *
 * The order of entities and exemptions makes no difference. Takes time in proportion to entities times checks.
 *
 * @param entities each reference once
 * @param exemptions of any scorecard; those of others are passed over
 */
export function judge(scorecard: Scorecard, entities: readonly Judged[], exemptions: readonly Exemption[], { asOf }: { readonly asOf: Instant }): Judgement {
  const errors = new RuleErrors();
  const { judged, undecided } = select(scorecard, entities, errors);
  const { checks } = scorecard;
  const width = checks.length;
  const day = dayOf(asOf);
  const refs = judged.map(({ ref }) => ref);
  const positions = new Map(refs.map((ref, index) => [ref, index]));
  const counting = checks.map(({ enabledFrom }) => enabledFrom === undefined || enabledFrom <= day);
  const columns = new OutcomeColumns(judged);
  const measures = checks.map(({ criterion }) => (criterion.kind === 'measure' ? columns.number(criterion.measure) : undefined));
  const raw = rawVerdicts(checks, { judged, columns, errors });
  const grants = grantExemptions(scorecard, exemptions, { day, judged, positions, raw, columns, errors });
  const { verdicts } = grants;
  const standings = standingsOf(scorecard, verdicts, raw, counting);

  const cell = (entity: number, check: number): number => {
    if (!(entity >= 0 && entity < judged.length && check >= 0 && check < width)) throw new RangeError('There is no verdict at this position');
    return entity * width + check;
  };
  const about = (entity: number): Judged => {
    const found = judged[entity];
    if (found === undefined) throw new RangeError('There is no entity at this position');
    return found;
  };
  const measured = (entity: number, check: number): number | undefined => {
    const column = measures[check];
    // Not asked where the check does not apply: it was not evaluated there.
    if (column === undefined || raw[cell(entity, check)] === byte['not-applicable']) return undefined;
    return raw[cell(entity, check)] === byte.unknown ? undefined : column.number(entity);
  };
  const known = (value: number | undefined): number | undefined => (value === undefined || Number.isNaN(value) ? undefined : value);
  return {
    scorecard,
    entities: refs,
    undecided,
    errors: errors.list(),
    indexOf: (entity) => positions.get(entity) ?? -1,
    about,
    verdict: (entity, check) => verdictOf(verdicts[cell(entity, check)]),
    raw: (entity, check) => verdictOf(raw[cell(entity, check)]),
    measured,
    announced: (check) => counting[check] === false,
    level: (entity) => standings.levels[entity] ?? -1,
    potential: (entity) => standings.potentials[entity] ?? -1,
    score: (entity) => known(standings.scores[entity]),
    rawScore: (entity) => known(standings.rawScores[entity]),
    detail(entity, index) {
      const at = cell(entity, index);
      const check = checks[index];
      if (check === undefined) throw new RangeError('There is no check at this position');
      return detailOf(check, about(entity).subject, {
        verdict: verdictOf(verdicts[at]),
        raw: verdictOf(raw[at]),
        announced: counting[index] === false,
        measured: measured(entity, index),
        exemption: grants.granted.get(at),
        perhaps: grants.perhaps.get(at) ?? [],
      });
    },
  };
}
