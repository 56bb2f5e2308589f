import { relative } from 'node:path';
import { compareFindings, formatFinding } from '../findings/codes.ts';
import { commandReport } from '../schema/cli/report.ts';
import type { Finding, Severity } from '../schema/finding.ts';
import { hostLines, unreadLines } from './collection-lines.ts';
import { exitCode } from './errors.ts';
import { counted, formatBytes } from './format.ts';
import type { Io } from './io.ts';
import type { Outcome } from './outcome.ts';

const findingsShown = 20;

/** Prints a command's closing summary, or its JSON report, and gives the exit code that it amounts to. */
export function finish(outcome: Outcome, json: boolean, io: Io): number {
  const { faults, build } = outcome;
  const findings = outcome.findings.toSorted(compareFindings);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const code = faults.length > 0 ? exitCode.fault : errors.length > 0 ? exitCode.findings : exitCode.done;
  if (json) io.out(`${JSON.stringify(report(outcome, findings, code))}\n`);
  else io.err(summary(outcome, findings, io));
  // Several collectors of one source may say the same.
  const told = [...new Set(errors.map(formatFinding))];
  for (const error of told.slice(0, findingsShown)) io.err(`${error}\n`);
  if (told.length > findingsShown) io.err(`and ${told.length - findingsShown} more errors, all on the data-quality page\n`);
  for (const fault of faults) io.err(`fault: ${fault}\n`);
  if (build !== undefined && build.broken.length > 0) io.err(`The site was not published, since links in it are broken; ${outcome.workspace.outDir} is as it was.\n`);
  return code;
}

function count(findings: readonly Finding[], severity: Severity): number {
  return findings.filter((finding) => finding.severity === severity).length;
}

function summary(outcome: Outcome, findings: readonly Finding[], io: Io): string {
  const { build, collection, workspace, seconds, stages } = outcome;
  const lines: string[] = [''];
  if (build !== undefined) {
    const { counts } = build;
    lines.push(
      `  ${counted(counts.entities, 'entity', 'entities')}, ${counted(counts.repositories, 'repository', 'repositories')}, ${counted(counts.facts, 'fact')}`,
      `  ${counted(build.pages, 'page')}, ${counted(build.files, 'file')}, ${formatBytes(build.bytes)}${build.broken.length === 0 ? ` in ${display(workspace.outDir, io.cwd)}` : ''}`,
    );
  }
  const peak = Math.max(0, ...stages.map(({ peakRss }) => peakRss ?? 0));
  lines.push(`  ${seconds.toFixed(1)} s (${stages.map((each) => `${each.stage} ${each.seconds.toFixed(1)}`).join(', ')}), at most ${formatBytes(peak)} of memory`);
  const parts = (['error', 'warning', 'note'] as const).map((severity) => counted(count(findings, severity), severity));
  lines.push(`  findings: ${parts.join(', ')}${build === undefined ? '' : '; all on data-quality/'}`);
  lines.push(...hostLines(collection?.hosts ?? []), ...unreadLines(build?.counts.ages ?? []));
  if (build !== undefined && build.broken.length === 0) {
    lines.push('', `  Look at it: npm run serve${isDefaultOut(workspace.outDir, io.cwd) ? '' : ` -- --out ${display(workspace.outDir, io.cwd)}`}`);
  }
  return `${lines.join('\n')}\n`;
}

function display(path: string, cwd: string): string {
  const short = relative(cwd, path);
  return short === '' || short.startsWith('..') ? path : short;
}

function isDefaultOut(out: string, cwd: string): boolean {
  return relative(cwd, out) === 'dist';
}

function report(outcome: Outcome, findings: readonly Finding[], code: number): unknown {
  const { build, collection, workspace, seconds, stages, faults, command } = outcome;
  return commandReport.parse({
    command,
    asOf: workspace.asOf,
    exitCode: code,
    ...(build === undefined ? {} : { out: workspace.outDir }),
    seconds,
    stages,
    collectors: (collection?.collectors ?? []).map(({ findings: _, unlisted: __, ...collector }) => collector),
    ...(build === undefined
      ? {}
      : {
          counts: {
            entities: build.counts.entities,
            repositories: build.counts.repositories,
            facts: build.counts.facts,
            pages: build.pages,
            htmlBytes: build.htmlBytes,
            files: build.files,
            bytes: build.bytes,
          },
        }),
    findings: { errors: count(findings, 'error'), warnings: count(findings, 'warning'), notes: count(findings, 'note'), shown: findings.slice(0, findingsShown) },
    faults,
  });
}
