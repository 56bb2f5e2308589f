/**
 * Measures search on synthetic content: seconds and memory of a build, what it publishes, what a browser downloads for its
 * first answers, and how long answers take.
 *
 *     node bench/search.ts                             2,000 docs; then 10,000 entities and repositories with 30,000 pages
 *     node bench/search.ts --docs 500 --entities 100 --pages 300
 *
 * Texts are of 690 words, drawn by Zipf's law from a vocabulary of 30,000. Memory is that of the stage and Pagefind's
 * program together, where `/proc` tells it.
 */
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { systemClock } from '../src/clock.ts';
import type { SearchDocument } from '../src/schema/edition/document.ts';
import type { EntitySummary, RepositorySummary } from '../src/schema/edition/shared.ts';
import { servedEngine } from '../tests/search/served.ts';
import { seeded } from './random.ts';

const { values } = parseArgs({ options: { docs: { type: 'string' }, entities: { type: 'string' }, pages: { type: 'string' } } });
const given = values.docs !== undefined || values.entities !== undefined || values.pages !== undefined;
const sizes = given ? [{ docs: Number(values.docs ?? 0), entities: Number(values.entities ?? 0), pages: Number(values.pages ?? 0) }] : [{ docs: 2000, entities: 0, pages: 0 }, { docs: 500, entities: 10_000, pages: 30_000 }];

const { next } = seeded(1);
const letters = 'bcdfghklmnprstvz';
const vocabulary = Array.from({ length: 30_000 }, () => Array.from({ length: 2 + Math.floor(next() * 3) }, () => `${letters[Math.floor(next() * letters.length)]}${'aeiou'[Math.floor(next() * 5)]}`).join(''));
/** Zipf: the n-th word is n times as rare as the first. */
const word = (): string => vocabulary[Math.min(vocabulary.length - 1, Math.floor(Math.exp(next() * Math.log(vocabulary.length))) - 1)] ?? '';
const text = (words: number): string => Array.from({ length: words }, word).join(' ');
const title = (): string => `${word()} ${word()} ${word()}`;

for (const size of sizes) await measure(size);

async function measure({ docs, entities, pages }: { docs: number; entities: number; pages: number }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-bench-search-'));
  try {
    await write(folder, docs, entities, pages);
    const { peak, line } = await run(folder);
    const result = z.looseObject({ records: z.int(), bytes: z.int(), files: z.int(), seconds: z.number() }).parse(JSON.parse(line));
    console.log(`${docs} docs, ${entities} entities and repositories each, ${pages} pages of repositories`);
    console.log(`  build: ${result.seconds.toFixed(1)} s, peak ${peak === 0 ? 'unknown' : `${Math.round(peak / 1e6)} MB`}, ${result.files} files, ${(result.bytes / 1e6).toFixed(1)} MB`);
    await answers(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function write(folder: string, docs: number, entities: number, pages: number): Promise<void> {
  mkdirSync(join(folder, 'api', 'v1'), { recursive: true });
  mkdirSync(join(folder, 'stage'));
  const name = (n: number): string => `${vocabulary[n % 500]}-${vocabulary[500 + (n % 700)]}-${n % 7}`;
  await lines(join(folder, 'api', 'v1', 'entities.ndjson'), entities, (n): EntitySummary => ({
    ref: `component:default/${name(n)}`, kind: 'Component', namespace: 'default', name: name(n), title: name(n), description: text(12), path: `catalog/component/default/${name(n)}-${n}/`,
    owner: `group:default/team-${n % 300}`, ownerTitle: `Team ${vocabulary[n % 300]}`, lifecycle: 'production', type: 'service', tags: [word()], inferred: false, drift: false, findings: 0,
    system: { ref: `system:default/s-${n % 800}`, title: `System ${vocabulary[n % 800]}`, kind: 'System' },
  }));
  await lines(join(folder, 'api', 'v1', 'repositories.ndjson'), entities, (n): RepositorySummary => ({
    repository: `github.com/acme/${name(n)}`, path: `repositories/github.com/acme/${name(n)}-${n}/`, description: text(12), owner: `group:default/team-${n % 300}`, ownerTitle: `Team ${vocabulary[n % 300]}`,
    language: 'Go', empty: false, archived: false, age: { state: 'current' }, findings: 0,
  }));
  await lines(join(folder, 'stage', 'search-documents.ndjson'), docs + pages, (n): SearchDocument => {
    const own = n < docs;
    return {
      kind: own ? 'doc' : 'repository-doc', title: title(), path: own ? `docs/${n}/` : `repositories/github.com/acme/r-${Math.floor((n - docs) / 3)}/docs/${n}/`,
      entities: [`component:default/${name(n)}`], section: own ? `Section ${n % 20}` : name(n), words: 690, owner: `group:default/team-${n % 300}`, ownerTitle: `Team ${vocabulary[n % 300]}`,
      ...(own ? {} : { repository: `github.com/acme/${name(n)}` }),
      sections: Array.from({ length: 6 }, (_, at) => ({ ...(at === 0 ? {} : { id: `s${at}`, title: title() }), text: text(115) })),
    };
  });
}

async function lines(file: string, count: number, make: (n: number) => unknown): Promise<void> {
  const stream = createWriteStream(file);
  for (let n = 0; n < count; n++) if (!stream.write(`${JSON.stringify(make(n))}\n`)) await once(stream, 'drain');
  stream.end();
  await once(stream, 'finish');
}

/** Runs the stage as a build does, and looks at the memory of it and of what it starts ten times a second. */
async function run(folder: string): Promise<{ peak: number; line: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'src', 'search', 'main.ts'), '--edition', folder, '--stage', join(folder, 'stage'), '--out', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let line = '';
  let peak = 0;
  child.stdout.on('data', (data: Buffer) => (line += data.toString('utf8')));
  const timer = setInterval(() => (peak = Math.max(peak, residentTree(child.pid ?? 0))), 100);
  await once(child, 'close');
  clearInterval(timer);
  return { peak, line };
}

/** Resident bytes of a process and all below it. */
function residentTree(pid: number): number {
  if (!existsSync('/proc')) return 0;
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const parent = /^PPid:\s*(\d+)/m.exec(status(Number(entry)))?.[1];
    if (parent !== undefined) parents.set(Number(entry), Number(parent));
  }
  const below = (one: number): boolean => one === pid || (parents.has(one) && one > 1 && below(parents.get(one) ?? 0));
  return [...parents.keys()].filter(below).reduce((sum, one) => sum + Number(/^VmRSS:\s*(\d+) kB/m.exec(status(one))?.[1] ?? 0) * 1024, 0);
}

function status(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

/** Asks as a reader does, with what each question downloads (packed, as a server sends it). */
async function answers(folder: string): Promise<void> {
  let packed = 0;
  const original = globalThis.fetch;
  globalThis.fetch = async (...request) => {
    const response = await original(...request);
    const body = await response.clone().arrayBuffer();
    const bytes = Buffer.from(body);
    packed += bytes[0] === 31 && bytes[1] === 139 ? bytes.length : gzipSync(bytes).length;
    return response;
  };
  const { engine, close } = await servedEngine(folder);
  const timed = async (what: string, ask: () => Promise<{ readonly total?: number }>): Promise<void> => {
    packed = 0;
    const from = systemClock.elapsed();
    const { total } = await ask();
    console.log(`  ${what}: ${Math.round(systemClock.elapsed() - from)} ms, ${Math.round(packed / 1000)} kB${total === undefined ? '' : `, ${total} results`}`);
  };
  const search = (query: string) => () => engine.search({ query, filters: {} }, 0, 8);
  await timed('a name, before anything is loaded', async () => ({ total: (await engine.names(`${vocabulary[3]}-${vocabulary[503]}`)).length }));
  await timed('the first search', search(`${vocabulary[900]} ${vocabulary[1200]}`));
  await timed('rare words', search(`${vocabulary[5000]} ${vocabulary[9000]}`));
  await timed('three common words', search(`${vocabulary[1]} ${vocabulary[3]} ${vocabulary[6]}`));
  await timed('the commonest word', search(vocabulary[0] ?? ''));
  await timed('a misspelt word', search(`${vocabulary[800]?.slice(0, 3)}x${vocabulary[800]?.slice(3)}`));
  await close();
  globalThis.fetch = original;
}
