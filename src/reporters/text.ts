import type { CheckOutcome, EntityCheck, ScorecardOutcome } from '../schema/cli/entity-check.ts';
import { bySeverity } from './severity.ts';
import { countsOf, factsOf, fixOf, notesOf, reasonOf, scoreOf, standingOf, verdictOf } from './words.ts';

const words = { pass: 'pass', fail: 'FAIL', unknown: 'unknown', exempt: 'exempt', 'not-applicable': 'n/a' } as const;

/** For a person at a terminal: each scorecard as a table, worst first, then what to do next. */
export function textReport(report: EntityCheck): string {
  const { entity } = report;
  const owner = entity.owner === undefined ? 'without an owner' : `owned by ${entity.owner}`;
  const lines = [
    `${entity.ref}${entity.title === '' ? '' : `  ${oneLine(entity.title)}`}, ${owner}`,
    factsOf(report),
    ...notesOf(report),
    ...report.scorecards.flatMap((scorecard) => ['', ...scorecardLines(scorecard)]),
    '',
    verdictOf(report),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

/** One scorecard: where it stands, all verdicts, the next steps. */
export function scorecardLines(scorecard: ScorecardOutcome): string[] {
  const { title, id, levels, required } = scorecard;
  const asked = required === undefined ? [] : [`  asked   ${required.title}: ${required.reached ? 'reached' : 'not reached'}`];
  return [
    `${oneLine(title)} (${id})`,
    `  level   ${standingOf(scorecard)}   of ${levels.map((level) => oneLine(level.title)).join(' > ')}`,
    ...asked,
    `  score   ${scoreOf(scorecard)}`,
    `  checks  ${countsOf(scorecard)}`,
    '',
    ...table(scorecard.checks.toSorted(bySeverity)),
    ...nextLines(scorecard),
  ];
}

function table(checks: readonly CheckOutcome[]): string[] {
  const rows = checks.map((check) => [check.announced === undefined ? words[check.verdict] : `(${words[check.verdict]})`, oneLine(check.level.title), oneLine(check.title), oneLine(reasonOf(check))]);
  const width = (column: number): number => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0));
  const widths = [width(0), width(1), width(2)];
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`);
}

function nextLines({ next, checks }: ScorecardOutcome): string[] {
  if (next === undefined) return [];
  const byId = new Map(checks.map((check) => [check.id, check]));
  const steps = next.steps.flatMap(({ check: id, peers }, index) => {
    const check = byId.get(id);
    if (check === undefined) return [];
    const others = peers.of === 0 ? '' : ` (${peers.passed} of ${peers.of} others pass)`;
    const fix = oneLine(fixOf(check));
    return [`    ${index + 1}. ${oneLine(check.title)}${others}`, ...(fix === '' ? [] : [`       ${fix}`])];
  });
  return ['', `  To reach ${oneLine(next.level.title)}:`, ...steps];
}

/** Titles and reasons may have been written over several lines. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
