import type { CheckOutcome, EntityCheck, ScorecardOutcome } from '../schema/cli/entity-check.ts';
import { bySeverity } from './severity.ts';
import { countsOf, factsOf, notesOf, reasonOf, scoreOf, standingOf } from './words.ts';

const words = { pass: 'pass', fail: '**fail**', unknown: 'unknown', exempt: 'exempt', 'not-applicable': 'n/a' } as const;

/** For the summary of a step of GitHub Actions: GitHub-flavoured Markdown. */
export function markdownReport(report: EntityCheck): string {
  const { entity, failed } = report;
  const lines = [
    `## Scorecards of ${cell(entity.title)}: ${failed ? 'fails' : 'passes'}`,
    '',
    `${cell(`${entity.ref}. ${factsOf(report)}`)}`,
    ...notesOf(report).flatMap((note) => ['', `> ${cell(note)}`]),
    ...report.scorecards.flatMap((scorecard) => ['', ...scorecardLines(scorecard)]),
  ];
  return `${lines.join('\n')}\n`;
}

function scorecardLines(scorecard: ScorecardOutcome): string[] {
  const { required } = scorecard;
  const asked = required === undefined ? '' : ` Asked for ${cell(required.title)}: ${required.reached ? 'reached' : 'not reached'}.`;
  return [
    `### ${cell(scorecard.title)}`,
    '',
    `Level: ${cell(standingOf(scorecard))}. Score: ${scoreOf(scorecard)}. ${countsOf(scorecard)}.${asked}`,
    '',
    '| Verdict | Level | Check | Why | To fix |',
    '| --- | --- | --- | --- | --- |',
    ...scorecard.checks.toSorted(bySeverity).map(row),
  ];
}

function row(check: CheckOutcome): string {
  const verdict = check.announced === undefined ? words[check.verdict] : `${words[check.verdict]}, announced`;
  return `| ${[verdict, ...[check.level.title, check.title, reasonOf(check)].map(cell), fixCell(check)].join(' | ')} |`;
}

function fixCell({ verdict, fix }: CheckOutcome): string {
  if (fix === undefined || verdict === 'pass' || verdict === 'not-applicable') return '';
  return [fix.text === undefined ? '' : cell(fix.text), fix.url === undefined ? '' : link(fix.url)].join(' ').trim();
}

/** An address that is a link: as an autolink, in which nothing ends it or the cell. */
function link(url: string): string {
  return `<${new URL(url).href.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E')}>`;
}

/** Text as Markdown shows it, all of it, in one line: nothing in it is markup, a link, a mention or a cell's end. */
export function cell(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>()#+!|~&]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/@(?=\w)/g, '@&#8203;');
}
