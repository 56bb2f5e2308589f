import { assess } from '../assess/assess.ts';
import type { Check, Judgement, Rules, Scorecard } from '../assess/contract.ts';
import type { Catalog } from '../catalog/model.ts';
import { visibleJson } from '../text/visible-text.ts';
import { optional } from '../edition/summaries.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { FactRead, Subject } from '../rules/contract.ts';
import { type FactReadView, type ScorecardExplanation, scorecardExplanation, type VerdictExplanation, verdictExplanation } from '../schema/cli/verdict-explanation.ts';
import { jsonValue } from '../schema/json-value.ts';
import { requireScorecard } from './chosen-scorecards.ts';
import { findEntity, requireEntity } from './entity-name.ts';
import { orNearest, UsageError } from './errors.ts';
import { printedScorecard, printedVerdict } from './explain-text.ts';
import { checkOutcome, entityView, placeView, scorecardOutcome } from './outcomes.ts';

interface Known {
  readonly knowledge: Knowledge;
  readonly catalog: Catalog;
  readonly rules: Rules;
}

/**
 * True if a subject is a scorecard or a check of one rather than an entity or repository: its first part is the id of a
 * scorecard. A name that is an entity's as well is a scorecard's only if an entity follows.
 */
export function isRule(subject: string, second: string | undefined, { scorecards }: Rules, catalog: Catalog): boolean {
  const [id = '', ...rest] = subject.split('/');
  if (rest.length > 1 || !scorecards.has(id)) return false;
  if (rest.length === 1 || (second !== undefined && findEntity(second, catalog) !== undefined)) return true;
  return findEntity(subject, catalog) === undefined;
}

/**
 * Explains a check, or a scorecard in short, on one entity, as text or JSON.
 *
 * @param subject `<scorecard>/<check>` or `<scorecard>`
 * @throws UsageError without an entity, and for names that are none, with the nearest
 */
export function explainRule(subject: string, second: string | undefined, { knowledge, catalog, rules }: Known, json: boolean): string {
  const [id = '', checkId] = subject.split('/');
  const scorecard = rules.scorecards.get(id);
  const index = scorecard === undefined || checkId === undefined ? undefined : checkIndex(checkId, scorecard);
  if (second === undefined) throw new UsageError(`Of which entity? Name it after the ${checkId === undefined ? 'scorecard' : 'check'}: almanac explain ${subject} payments`);
  const entity = requireEntity(second, catalog);
  const assessed = assess(knowledge, catalog, rules);
  const judgement = requireScorecard(id, assessed.judgements);
  const subjectOf = assessed.entities.get(entity.ref)?.subject;
  const head = headOf(judgement, subjectOf, { asOf: knowledge.asOf, entity: entityView(entity) });
  const position = judgement.indexOf(entity.ref);
  const check = index === undefined ? undefined : judgement.scorecard.checks[index];
  if (check === undefined || index === undefined) {
    const outcome = position === -1 ? undefined : scorecardOutcome(judgement, position, knowledge.asOf);
    const found = scorecardExplanation.parse({ ...head, ...optional('outcome', outcome) });
    return json ? `${JSON.stringify(found)}\n` : printedScorecard(scorecardExplanation.parse(visibleJson(found)));
  }
  const found = verdictExplanation.parse({
    ...head,
    check: definitionOf(check),
    ...(position === -1 ? {} : { outcome: checkOutcome(judgement, position, index, knowledge.asOf) }),
    reads: position === -1 ? [] : judgement.detail(position, index).reads.map(readView),
  } satisfies VerdictExplanation);
  return json ? `${JSON.stringify(found)}\n` : printedVerdict(verdictExplanation.parse(visibleJson(found)));
}

function checkIndex(id: string, { id: scorecard, checks }: Scorecard): number {
  const index = checks.findIndex((check) => check.id === id);
  if (index !== -1) return index;
  const ids = checks.map((check) => check.id);
  throw new UsageError(`${scorecard} has no check \`${id}\`${orNearest(id, ids)} Its checks: ${ids.join(', ')}.`);
}

function headOf({ scorecard, indexOf, undecided }: Judgement, subject: Subject | undefined, about: Pick<ScorecardExplanation, 'asOf' | 'entity'>): Omit<ScorecardExplanation, 'outcome'> {
  const head = { ...about, scorecard: { id: scorecard.id, title: scorecard.title, place: placeView(scorecard.place) } };
  const { ref } = about.entity;
  if (indexOf(ref) !== -1) return head;
  const open = undecided.find(({ entity }) => entity === ref);
  const traced = subject === undefined ? undefined : scorecard.applies?.trace(subject);
  return {
    ...head,
    notJudged: {
      applies: scorecard.applies?.source ?? "entity.kind == 'Component'",
      known: open === undefined,
      reads: (traced?.reads ?? []).map(readView),
      missing: (open?.missing ?? []).map(({ fact, of, reason }) => ({ fact, of, reason })),
    },
  };
}

function definitionOf({ id, title, description, criterion, applies, enabledFrom, place }: Check): VerdictExplanation['check'] {
  return {
    id,
    title,
    ...optional('description', description),
    kind: criterion.kind,
    ...(criterion.kind === 'expression'
      ? { expression: criterion.expression.source }
      : { expression: criterion.measure.source, target: criterion.target, direction: criterion.direction, ...optional('unit', criterion.unit) }),
    ...optional('applies', applies?.source),
    ...optional('enabledFrom', enabledFrom),
    place: placeView(place),
  };
}

function readView({ fact, of, value, provenance }: FactRead): FactReadView {
  return { fact, of, value: jsonValue(value), ...optional('provenance', provenance) };
}
