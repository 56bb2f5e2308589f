import { scorecardLines } from '../reporters/text.ts';
import { daysLeft, fixOf } from '../reporters/words.ts';
import type { CheckOutcome } from '../schema/cli/entity-check.ts';
import type { FactReadView, ScorecardExplanation, VerdictExplanation } from '../schema/cli/verdict-explanation.ts';

type Head = Omit<ScorecardExplanation, 'outcome'>;

/** A scorecard of one entity, in short: level, all verdicts, next steps. */
export function printedScorecard(found: ScorecardExplanation): string {
  const { outcome } = found;
  return text([headLine(found), '', ...(outcome === undefined ? notJudgedLines(found) : scorecardLines(outcome))]);
}

/** One verdict down to its facts. */
export function printedVerdict(found: VerdictExplanation): string {
  const { scorecard, check, outcome, reads } = found;
  const { file, line, column } = check.place;
  return text([
    headLine(found),
    `${scorecard.id}/${check.id}  ${check.title}`,
    ...(check.description === undefined ? [] : [`  ${check.description}`]),
    '',
    `Rule, ${file}:${line}:${column}`,
    ...definitionLines(check),
    '',
    ...(outcome === undefined ? notJudgedLines(found) : outcomeLines(outcome, reads)),
  ]);
}

function headLine({ entity, asOf }: Head): string {
  return `${entity.ref}  ${entity.title}, as of ${asOf}`;
}

function definitionLines({ kind, expression, target, direction, unit, applies, enabledFrom }: VerdictExplanation['check']): string[] {
  return [
    ...(applies === undefined ? [] : codeLines('applies', applies)),
    ...codeLines(kind, expression),
    ...(target === undefined ? [] : [`  target      ${direction === 'at-most' ? 'at most' : 'at least'} ${withUnit(target, unit)}`]),
    ...(enabledFrom === undefined ? [] : [`  counts from ${enabledFrom}`]),
  ];
}

/** An expression under its name; further lines of it below. */
function codeLines(name: string, source: string): string[] {
  return source.trim().split('\n').map((line, index) => `  ${(index === 0 ? name : '').padEnd(12)}${line.trimEnd()}`);
}

function outcomeLines(outcome: CheckOutcome, reads: readonly FactReadView[]): string[] {
  const { verdict, raw, message, measured, target, direction, unit, missing, error, exemption, announced, level, controls } = outcome;
  const fix = fixOf(outcome);
  return [
    'What it read',
    ...(reads.length === 0 ? ['  nothing'] : reads.flatMap(readLines)),
    ...(missing.length === 0 ? [] : ['', 'What is not known', ...missing.map(({ fact, of, reason }) => `  ${fact} of ${of}: ${reason}`)]),
    ...(error === undefined ? [] : ['', `The rule could not be evaluated: ${error}`]),
    ...(measured === undefined || target === undefined ? [] : ['', `Measured ${withUnit(measured, unit)}, target ${direction === 'at-most' ? 'at most' : 'at least'} ${withUnit(target, unit)}`]),
    ...(exemption === undefined
      ? []
      : [
          '',
          `Exempt until ${exemption.expires}, ${daysLeft(exemption.daysLeft)} (${exemption.place.file}:${exemption.place.line})`,
          `  ${exemption.reason}`,
          `  approved by ${exemption.approvedBy}`,
        ]),
    '',
    `Verdict: ${verdict}${raw === undefined ? '' : `; without the exemption: ${raw}`}${announced === undefined ? '' : `; it does not count before ${announced}`}`,
    ...(message === undefined ? [] : [`  ${message}`]),
    `  asked for by ${level.title}${controls.length === 0 ? '' : `; evidence for ${controls.join(', ')}`}`,
    ...(fix === '' || verdict === 'pass' || verdict === 'not-applicable' ? [] : [`  to fix: ${fix}`]),
  ];
}

function readLines({ fact, of, value, provenance }: FactReadView): string[] {
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  const lines = [`  ${fact} of ${of} = ${shown}`];
  if (provenance === undefined) return [...lines, '    worked out from the catalog'];
  const { source, url, collector, version, observedAt, since } = provenance;
  return [...lines, `    from ${source}, collector ${collector} ${version}, observed ${observedAt}, so since ${since}`, ...(url === undefined ? [] : [`    ${url}`])];
}

function notJudgedLines({ notJudged, scorecard, entity }: Head): string[] {
  if (notJudged === undefined) return [];
  const { known, applies, reads, missing } = notJudged;
  return [
    known ? `${scorecard.title} does not apply to ${entity.ref}.` : `It is not known whether ${scorecard.title} applies to ${entity.ref}.`,
    ...codeLines('applies', applies),
    ...reads.flatMap(readLines),
    ...missing.map(({ fact, of, reason }) => `  ${fact} of ${of} is not known: ${reason}`),
  ];
}

function withUnit(value: number, unit: string | undefined): string {
  return unit === undefined ? String(value) : `${value} ${unit}`;
}

function text(lines: readonly string[]): string {
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}
