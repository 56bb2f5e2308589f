import type { Check, Criterion } from '../../assess/contract.ts';
import type { Level } from '../../schema/scorecards/scorecard.ts';
import { validControls } from './controls.ts';
import type { Compiler } from './expressions.ts';
import { checkDigest, definitionText } from './digest.ts';
import type { CheckFields, Draft } from './draft.ts';
import { knownNames, noSuch, sentenceList } from './names.ts';
import { placeOf, type Report, type Spot } from './report.ts';
import { checkTexts } from './texts.ts';

/** What checks are finished with. */
export interface CheckContext {
  readonly report: Report;
  readonly compiler: Compiler;
  /** The day that is today: YYYY-MM-DD. */
  readonly today: string;
  /** What is wrong with the identifier of a control, if anything is. */
  controlProblem(identifier: string): string | undefined;
}

/** The ladder that a check stands on. */
export interface Ladder {
  readonly levels: readonly Level[];
  /** Where the scorecard gives it: its own levels, or what it extends. */
  readonly spot: Spot;
  /** Where each level is written; undefined if they are inherited. */
  readonly spots: ReadonlyMap<string, Spot> | undefined;
  /** Id of the scorecard that is being put together. */
  readonly scorecard: string;
  /** Levels of the scorecard that it extends, if any. */
  readonly base: readonly Level[];
}

/** Makes a check of its draft, or tells everything that keeps it from being one. */
export function finishCheck(draft: Draft, ladder: Ladder, context: CheckContext): Check | undefined {
  const { fields, spot, id } = draft;
  const { compiler } = context;
  const spotOf = (field: keyof CheckFields): Spot => draft.spots.get(field) ?? spot;
  const complete = isComplete(draft, context.report);
  const level = levelOf(draft, ladder, context.report, spotOf('level'));
  tellDate(draft, context, spotOf('enabledFrom'));
  const controls = validControls(fields, spotOf('controls'), context);

  const applies = fields.applies === undefined ? undefined : compiler.condition(fields.applies, spotOf('applies'), checkTexts.loss);
  const criterion = criterionOf(draft, compiler, spotOf);
  const message = fields.message === undefined ? undefined : compiler.message(fields.message, fields.measure !== undefined, spotOf('message'), checkTexts.loss);
  const { title, pillar } = fields;
  const compiled = (applies !== undefined || fields.applies === undefined) && (message !== undefined || fields.message === undefined);
  if (!complete || !compiled || title === undefined || pillar === undefined || level === undefined || criterion === undefined) return undefined;

  const { description, fix, weight = 1, enabledFrom } = fields;
  const deciding = { criterion, applies, level: ladder.levels[level]?.id ?? '', weight, enabledFrom };
  return {
    id,
    title,
    description,
    level,
    weight,
    pillar,
    criterion,
    message,
    fix,
    controls,
    applies,
    enabledFrom,
    digest: checkDigest(deciding),
    definition: definitionText(deciding),
    place: placeOf(spot),
  };
}

function isComplete({ id, fields, scorecard, spot }: Draft, report: Report): boolean {
  const { title, level, pillar, expression, measure, target, direction, unit } = fields;
  const missing = [
    ...(title === undefined ? ['a title'] : []),
    ...(level === undefined ? ['a level'] : []),
    ...(pillar === undefined ? ['a pillar'] : []),
    ...(expression === undefined && measure === undefined ? ['an expression or a measure'] : []),
    ...(measure !== undefined && target === undefined ? ['a target'] : []),
    ...(measure !== undefined && direction === undefined ? ['a direction'] : []),
  ];
  const subject = `Check \`${id}\` of scorecard \`${scorecard}\``;
  if (missing.length > 0) report.add('ALM0609', spot, { what: `${subject} lacks ${sentenceList(missing)}.` });
  const both = expression !== undefined && measure !== undefined;
  if (both) report.add('ALM0609', spot, { what: `${subject} has both an expression and a measure.`, fix: 'Keep one of the two.' });
  const idle = Object.entries({ target, direction, unit }).flatMap(([key, value]) => (value === undefined ? [] : [`\`${key}\``]));
  const useless = measure === undefined && idle.length > 0;
  if (useless) {
    report.add('ALM0609', spot, { what: `${subject} has ${sentenceList(idle)} without a measure.`, fix: 'Give it a measure, or take these out.' });
  }
  return missing.length === 0 && !both && !useless;
}

function levelOf({ fields, id, scorecard }: Draft, ladder: Ladder, report: Report, spot: Spot): number | undefined {
  // Of a scorecard without levels that much is told once.
  if (fields.level === undefined || ladder.levels.length === 0) return undefined;
  const levels = ladder.levels.map((level) => level.id);
  const index = levels.indexOf(fields.level);
  if (index >= 0) return index;
  const why = 'The level named does not exist, so the check was left out.';
  const known = knownNames('levels', levels);
  if (scorecard === ladder.scorecard) {
    report.add('ALM0605', spot, { what: noSuch('level', fields.level, levels, scorecard), why, ...known });
  } else if (ladder.base.some(({ id: level }) => level === fields.level)) {
    const what = `Inherited check \`${id}\` needs level \`${fields.level}\`, which scorecard \`${ladder.scorecard}\` does not have.`;
    report.add('ALM0605', ladder.spot, { what, why, ...known });
  }
  return undefined;
}

function tellDate({ fields, id }: Draft, { report, today }: CheckContext, spot: Spot): void {
  if (fields.enabledFrom === undefined || fields.enabledFrom >= today) return;
  report.add('ALM0608', spot, {
    what: `Check \`${id}\` has counted since ${fields.enabledFrom}, so \`enabledFrom\` can go.`,
    why: 'The day has passed, so the key says nothing any more.',
    fix: 'Take `enabledFrom` out, or give it a later day.',
  });
}

function criterionOf({ fields }: Draft, compiler: Compiler, spotOf: (field: keyof CheckFields) => Spot): Criterion | undefined {
  const { target, direction, unit } = fields;
  const expression = fields.expression === undefined ? undefined : compiler.condition(fields.expression, spotOf('expression'), checkTexts.loss);
  const measure = fields.measure === undefined ? undefined : compiler.measure(fields.measure, spotOf('measure'), checkTexts.loss);
  if (expression !== undefined) return { kind: 'expression', expression };
  if (measure === undefined || target === undefined || direction === undefined) return undefined;
  return { kind: 'measure', measure, target, direction, unit };
}
