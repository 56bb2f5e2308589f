/**
 * How long documents take to render: 2,000 of about 700 words, a tenth of them MDX, cold (nothing kept), warm (nothing
 * changed) and with a hundredth of them changed.
 *
 *     node bench/markdown.ts
 *     node bench/markdown.ts --documents 30000
 *
 * Prints a table in Markdown: seconds (medians of `--runs`), the memory of this process, and the size of the cache.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { MarkdownSource } from '../src/markdown/contract.ts';
import { renderDocuments } from '../src/markdown/render-documents.ts';
import { documentName, documentText } from './document-texts.ts';
import { seeded } from './random.ts';

const { values } = parseArgs({ options: { documents: { type: 'string', default: '2000' }, runs: { type: 'string', default: '3' }, seed: { type: 'string', default: '1' } } });
const [documents, runs] = [Number(values.documents), Number(values.runs)];
const cacheDir = mkdtempSync(join(tmpdir(), 'almanac-bench-markdown-'));

/** The texts, every hundredth with `edition` in it. */
function sources(edition: number): MarkdownSource[] {
  const random = seeded(Number(values.seed));
  return Array.from({ length: documents }, (_, number): MarkdownSource => {
    const file = documentName(number);
    const text = documentText(random, { number, of: documents, mdx: file.endsWith('x') }).replace(/^---\n[\s\S]*?\n---\n/, '');
    return { id: file, file, format: file.endsWith('x') ? 'mdx' : 'markdown', trust: 'organisation', text: number % 100 === 0 ? `${text}\nEdition ${edition}.\n` : text, firstLine: 5 };
  });
}

async function seconds(edition: number): Promise<number> {
  const texts = sources(edition);
  const began = performance.now();
  const rendered = await renderDocuments(texts, { cacheDir, signal: new AbortController().signal, log: console.error });
  rendered.close();
  return (performance.now() - began) / 1000;
}

async function median(measure: (run: number) => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) times.push(await measure(run));
  return times.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN;
}

try {
  const cold = await median(async () => {
    rmSync(cacheDir, { recursive: true, force: true });
    return seconds(0);
  });
  const warm = await median(() => seconds(0));
  const changed = await median((run) => seconds(run + 1));
  const size = ['rendered.ndjson', 'rendered.index.ndjson'].reduce((sum, name) => sum + statSync(join(cacheDir, name)).size, 0);
  console.log(`Node ${process.versions.node}, ${availableParallelism()} cores, ${documents} documents, medians of ${runs}\n`);
  console.log('| cold s | warm s | 1% changed s | RSS MB | cache MB |\n| ---: | ---: | ---: | ---: | ---: |');
  console.log(`| ${cold.toFixed(2)} | ${warm.toFixed(2)} | ${changed.toFixed(2)} | ${(process.memoryUsage().rss / 1e6).toFixed(0)} | ${(size / 1e6).toFixed(1)} |`);
} finally {
  rmSync(cacheDir, { recursive: true, force: true });
}
