/**
 * What documents add to a build: an organisation of 100 components without any, then with 2,000 documents of about 700
 * words, a tenth of them MDX, cold (nothing kept from an earlier build) and warm.
 *
 *     node bench/documents.ts                 2,000 documents
 *     node bench/documents.ts --documents 500
 *
 * Prints a table in Markdown: seconds per stage, and what documents added to the whole. Medians of `--runs`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { commandReport, type CommandReport } from '../src/schema/cli/report.ts';
import { documentName, documentText } from './document-texts.ts';
import { writeOrganisation } from './organisation.ts';
import { seeded } from './random.ts';

const { values } = parseArgs({ options: { documents: { type: 'string', default: '2000' }, runs: { type: 'string', default: '3' }, seed: { type: 'string', default: '1' } } });
const asOf = '2026-11-21T03:00:00.000Z';
const documents = Number(values.documents);
const dir = mkdtempSync(join(tmpdir(), 'almanac-bench-documents-'));
const [content, data, out] = [join(dir, 'content'), join(dir, 'data'), join(dir, 'dist')];
const stages = ['edition', 'render', 'search', 'links'] as const;

try {
  writeOrganisation(content, { components: 100, seed: Number(values.seed), asOf });
  run('collect', '--content', content, '--data', data, '--as-of', asOf);
  const without = median(() => build());
  writeDocuments();
  const cold = median(() => {
    for (const kept of ['rendered', 'search']) rmSync(join(data, 'cache', kept), { recursive: true, force: true });
    return build();
  });
  const warm = median(() => build());
  console.log(`Node ${process.versions.node}, ${cpus().length} cores, ${documents} documents, medians of ${values.runs}\n`);
  console.log(`| build | ${stages.map((stage) => `${stage} s`).join(' | ')} | total s | added s |`);
  console.log(`| --- |${' ---: |'.repeat(stages.length + 2)}`);
  for (const [name, report] of [['without documents', without], ['cold', cold], ['warm', warm]] as const) {
    const cells = stages.map((stage) => (report.stages.find((one) => one.stage === stage)?.seconds ?? 0).toFixed(1));
    console.log(`| ${name} | ${cells.join(' | ')} | ${report.seconds.toFixed(1)} | ${(report.seconds - without.seconds).toFixed(1)} |`);
  }
} finally {
  rmSync(dir, { recursive: true, force: true });
}

function writeDocuments(): void {
  const random = seeded(Number(values.seed));
  for (let number = 0; number < documents; number++) {
    const path = join(content, 'docs', documentName(number));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, documentText(random, { number, of: documents, mdx: number % 10 === 9 }));
  }
}

function build(): CommandReport {
  return commandReport.parse(JSON.parse(run('build', '--content', content, '--data', data, '--out', out, '--as-of', asOf, '--json')));
}

function run(...args: readonly string[]): string {
  const result = spawnSync(process.execPath, [join(import.meta.dirname, '..', 'src', 'cli', 'main.ts'), ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (result.status !== 0) throw new Error(`${args[0]} ended with ${result.status}:\n${result.stdout.slice(0, 4000)}\n${result.stderr.slice(-4000)}`);
  return result.stdout;
}

function median(measure: () => CommandReport): CommandReport {
  const reports = Array.from({ length: Number(values.runs) }, measure).toSorted((a, b) => a.seconds - b.seconds);
  const middle = reports[Math.floor(reports.length / 2)];
  if (middle === undefined) throw new Error('--runs takes a number from 1 on');
  return middle;
}
