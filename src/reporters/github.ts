import type { CheckOutcome, EntityCheck, ScorecardOutcome } from '../schema/cli/entity-check.ts';
import { bySeverity, severityOf } from './severity.ts';
import { factsOf, fixOf, notesOf, reasonOf, verdictOf } from './words.ts';

const commands = { error: 'error', warning: 'warning', note: 'notice' } as const;

/**
 * For GitHub Actions: workflow commands that become annotations on the file that declares the entity. GitHub shows ten of
 * each type for a step, the first ones, so they come worst first; the log has them all, and a last line that sums up.
 */
export function githubReport(report: EntityCheck): string {
  const found = report.scorecards.flatMap((scorecard) => scorecard.checks.map((check) => ({ scorecard, check }))).toSorted((a, b) => bySeverity(a.check, b.check));
  const lines = [
    ...found.flatMap(({ scorecard, check }) => annotation(report, scorecard, check)),
    ...notesOf(report).map((note) => command('notice', { title: 'Almanac' }, note)),
    plainLine(factsOf(report)),
    plainLine(verdictOf(report)),
  ];
  return `${lines.join('\n')}\n`;
}

function annotation({ location }: EntityCheck, scorecard: ScorecardOutcome, check: CheckOutcome): string[] {
  const severity = severityOf(check);
  if (severity === undefined) return [];
  const place = location === undefined ? {} : { file: location.file, line: String(location.line) };
  const fix = fixOf(check);
  const reason = reasonOf(check);
  const text = [`${check.verdict === 'fail' ? 'Fails' : check.verdict === 'unknown' ? 'Unknown' : 'Exempt'}, for ${check.level.title}${reason === '' ? '' : `: ${reason}`}`, ...(fix === '' ? [] : [`To fix: ${fix}`])];
  return [command(commands[severity], { ...place, title: `${scorecard.title}: ${check.title}` }, text.join('\n'))];
}

/** One workflow command, escaped as the runner reads it back (actions/toolkit, packages/core/src/command.ts). */
function command(name: string, properties: Readonly<Record<string, string>>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${name} ${list.join(',')}::${escapeData(message)}`;
}

/** The text of a command: per cent sign first, then the ends of lines. */
export function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** The value of a property: also what ends it or the list. */
export function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** A line of the log that the runner cannot take for a command: neither `::…` at its start nor the older `##[…` in it. */
export function plainLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().replaceAll('##[', '## [');
  return line.startsWith('::') ? `: ${line}` : line;
}
