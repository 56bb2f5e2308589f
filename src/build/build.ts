import { readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type EditionRecord, record } from '../assess/history/record.ts';
import type { Clock } from '../clock.ts';
import type { Progress } from '../collect/progress.ts';
import type { Organisation } from '../content/organisation.ts';
import { baseOf } from '../edition/base.ts';
import { type EditionCounts, writeEdition } from '../edition/edition.ts';
import type { StageReport } from '../schema/cli/report.ts';
import { type Finding, finding } from '../schema/finding.ts';
import type { Instant } from '../schema/primitives.ts';
import { Store } from '../store/store.ts';
import { generatorName } from './generator.ts';
import { moveInto } from './move-into.ts';
import { openWorkFolder, processIsAlive } from './output.ts';
import { sideBySide } from './side-by-side.ts';
import { runStage } from './stage-process.ts';

/** What a site is built from, and where to. */
export interface BuildInput {
  readonly organisation: Organisation;
  readonly dataDir: string;
  readonly outDir: string;
  readonly asOf: Instant;
  readonly clock: Clock;
  readonly progress: Progress;
  /** Lines that the stages say on the way. */
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
  /** The program that renders the pages, in place of our own; for tests. */
  readonly renderScript?: string;
}

export interface BuildResult {
  readonly counts: EditionCounts;
  readonly pages: number;
  /** Bytes of HTML pages. */
  readonly htmlBytes: number;
  readonly files: number;
  readonly bytes: number;
  readonly stages: readonly StageReport[];
  /** Broken links, in documents or on pages: with any, the site was not published. */
  readonly broken: readonly Finding[];
}

const rendered = z.object({ pages: z.int(), peakRssBytes: z.int() });
const searched = z.object({ records: z.int(), bytes: z.int(), peakRssBytes: z.int() });
const linked = z.object({ links: z.int(), findings: z.array(finding), peakRssBytes: z.int() });
const source = join(import.meta.dirname, '..');

/**
 * Builds the site: the edition's files, the pages, the search index; checks every link; and only then puts it in the
 * place of the old one. A build that fails anywhere leaves yesterday's site.
 */
export async function build(input: BuildInput): Promise<BuildResult> {
  const { organisation, outDir, signal, log } = input;
  const { config } = organisation;
  const stages: StageReport[] = [];
  const work = openWorkFolder(outDir, process.pid, processIsAlive);
  const editionDir = join(work.dir, 'edition');
  const site = join(work.dir, 'site');
  const base = baseOf(config.site.url);
  try {
    const counts = await timed(input, stages, 'edition', async () => {
      const written = await editionOf(input, editionDir);
      return [written, `${written.entities} entities, ${written.repositories} repositories, ${written.documents} documents, ${written.files} files`];
    });
    // Neither needs the other: the pages keep one core busy, and the index is read from the edition's files.
    const [pages] = await sideBySide(
      signal,
      (both) => timed(input, stages, 'render', async () => {
        const args = ['--edition', editionDir, '--out', site, '--base', base, '--progress'];
        const script = input.renderScript ?? join(source, 'render', 'main.ts');
        const result = await runStage(script, args, rendered, { log, signal: both, step: (done, of) => input.progress.step('render', done, of) });
        return [result.pages, `${result.pages} pages`, result.peakRssBytes];
      }),
      (both) => timed(input, stages, 'search', async () => {
        const args = ['--edition', editionDir, '--stage', join(editionDir, 'stage'), '--out', join(work.dir, 'search'), '--cache', join(input.dataDir, 'cache', 'search')];
        const result = await runStage(join(source, 'search', 'main.ts'), args, searched, { log, signal: both });
        return [undefined, `${result.records} records`, result.peakRssBytes];
      }),
    );
    // The pages have folders of the same names: api/ holds the page that describes the files.
    moveInto(join(editionDir, 'api'), join(site, 'api'));
    moveInto(join(editionDir, 'site'), site);
    const broken = await timed(input, stages, 'links', async () => {
      const args = ['--out', site, '--base', base, ...(config.site.url === undefined ? [] : ['--site-url', config.site.url])];
      const result = await runStage(join(source, 'links', 'main.ts'), args, linked, { log, signal });
      return [result.findings, `${result.links} links checked`, result.peakRssBytes];
    });
    renameSync(join(work.dir, 'search', 'pagefind'), join(site, 'pagefind'));
    const { files, bytes, htmlBytes } = sizeOf(site);
    const blocking = [...counts.blocking, ...broken];
    if (blocking.length === 0) {
      work.publish(site);
      // Only now: what is kept is what was published.
      await keepRecord(input, counts.record);
    }
    return { counts, pages, htmlBytes, files, bytes, stages, broken: blocking };
  } finally {
    work.discard();
  }
}

async function editionOf({ organisation, dataDir, asOf, signal, log }: BuildInput, dir: string): Promise<EditionCounts> {
  const store = await Store.open(dataDir);
  try {
    return await writeEdition({ store, organisation, asOf, dir, generator: generatorName(), cacheDir: join(dataDir, 'cache', 'rendered'), signal, log });
  } finally {
    store.close();
  }
}

async function keepRecord({ dataDir, asOf }: BuildInput, edition: EditionRecord): Promise<void> {
  const store = await Store.open(dataDir);
  try {
    await record(store, edition, asOf);
  } finally {
    store.close();
  }
}

/** Runs a stage, with progress, and adds what it took to the report. The work gives its value, a summary and its peak memory. */
async function timed<T>(
  { clock, progress }: BuildInput,
  stages: StageReport[],
  stage: string,
  work: () => Promise<readonly [T, string, number?]>,
): Promise<T> {
  const from = clock.elapsed();
  progress.start(stage);
  const [value, summary, peakRss] = await work();
  progress.end(stage, summary);
  const own = process.resourceUsage().maxRSS * 1024;
  stages.push({ stage, seconds: (clock.elapsed() - from) / 1000, peakRss: peakRss ?? own, summary });
  return value;
}

function sizeOf(dir: string): { files: number; bytes: number; htmlBytes: number } {
  let files = 0;
  let bytes = 0;
  let htmlBytes = 0;
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    files++;
    const { size } = statSync(join(entry.parentPath, entry.name));
    bytes += size;
    if (entry.name.endsWith('.html')) htmlBytes += size;
  }
  return { files, bytes, htmlBytes };
}
