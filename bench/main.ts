/**
 * Builds synthetic organisations and measures a whole night of each, from nothing:
 *
 *     npm run bench                       100, 1,000 and 10,000 components
 *     npm run bench -- --sizes 100,500    other sizes
 *     npm run bench -- --keep DIR         keeps the content, data and site of each
 *
 * Prints a table in Markdown: seconds per stage, peak resident memory, pages, bytes per page, and how the total grew.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { commandReport, type CommandReport } from '../src/schema/cli/report.ts';
import { writeOrganisation } from './organisation.ts';

const { values } = parseArgs({
  options: { sizes: { type: 'string', default: '100,1000,10000' }, seed: { type: 'string', default: '1' }, keep: { type: 'string' } },
});
const asOf = '2026-11-21T03:00:00.000Z';
const root = values.keep === undefined ? mkdtempSync(join(tmpdir(), 'almanac-bench-')) : resolve(values.keep);
const stages = ['collect', 'edition', 'render', 'search', 'links'] as const;

console.log(`Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), seed ${values.seed}\n`);
console.log(`| components | entities | facts | pages | ${stages.map((stage) => `${stage} s`).join(' | ')} | total s | peak RSS MB (stage) | render MB | render s per 10,000 pages | HTML kB a page | growth |`);
console.log(`|${' ---: |'.repeat(stages.length + 10)}`);
let before: { components: number; seconds: number } | undefined;
try {
  for (const components of values.sizes.split(',').map(Number)) {
    const report = night(components);
    const { seconds } = report;
    const growth = before === undefined ? '' : `${(seconds / before.seconds).toFixed(1)}x for ${(components / before.components).toFixed(0)}x`;
    console.log(row(components, report, seconds, growth));
    before = { components, seconds };
  }
} finally {
  if (values.keep === undefined) rmSync(root, { recursive: true, force: true });
}

function night(components: number): CommandReport {
  const dir = join(root, String(components));
  writeOrganisation(join(dir, 'content'), { components, seed: Number(values.seed), asOf });
  const args = ['nightly', '--content', join(dir, 'content'), '--data', join(dir, 'data'), '--out', join(dir, 'dist'), '--as-of', asOf, '--json'];
  const main = join(import.meta.dirname, '..', 'src', 'cli', 'main.ts');
  const result = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (result.stdout === '') throw new Error(`The night of ${components} components failed:\n${result.stderr}`);
  return commandReport.parse(JSON.parse(result.stdout));
}

function row(components: number, report: CommandReport, seconds: number, growth: string): string {
  const of = (name: string): CommandReport['stages'][number] | undefined => report.stages.find(({ stage }) => stage === name);
  const peak = report.stages.toSorted((a, b) => (b.peakRss ?? 0) - (a.peakRss ?? 0))[0];
  const megabytes = (bytes: number | undefined): string => ((bytes ?? 0) / 1e6).toFixed(0);
  const { counts } = report;
  const cells = [
    components,
    counts?.entities ?? 0,
    counts?.facts ?? 0,
    counts?.pages ?? 0,
    ...stages.map((stage) => (of(stage)?.seconds ?? 0).toFixed(1)),
    seconds.toFixed(1),
    `${megabytes(peak?.peakRss)} (${peak?.stage ?? ''})`,
    megabytes(of('render')?.peakRss),
    counts === undefined ? '' : (((of('render')?.seconds ?? 0) / counts.pages) * 10_000).toFixed(1),
    counts === undefined ? '' : (counts.htmlBytes / counts.pages / 1000).toFixed(1),
    growth,
  ];
  return `| ${cells.join(' | ')} |`;
}
