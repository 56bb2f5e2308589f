/**
 * Asks the questions of a set in `tests/search/questions.json` of a folder of documentation, with the engine that the site
 * uses, and prints how many find a right page among the first three:
 *
 *     node bench/search-questions.ts <set>=<folder> [<set>=<folder> …]
 *
 * With several sets all their pages are in one index. Each page below a folder is read roughly: front matter, headings,
 * text without marks.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../src/clock.ts';
import type { SearchDocument } from '../src/schema/edition/document.ts';
import { buildSearch } from '../src/search/build.ts';
import { questions } from '../tests/search/questions.ts';
import { servedEngine } from '../tests/search/served.ts';

const sets = process.argv.slice(2).map((argument) => argument.split('='));
const folder = mkdtempSync(join(tmpdir(), 'almanac-questions-'));
try {
  const documents = sets.flatMap(([set = '', docs = '']) => pages(docs).map((file) => documentOf(set, file, readFileSync(join(docs, file), 'utf8'))));
  mkdirSync(join(folder, 'edition', 'api', 'v1'), { recursive: true });
  mkdirSync(join(folder, 'stage'));
  for (const name of ['entities', 'repositories']) writeFileSync(join(folder, 'edition', 'api', 'v1', `${name}.ndjson`), '');
  writeFileSync(join(folder, 'stage', 'search-documents.ndjson'), documents.map((document) => `${JSON.stringify(document)}\n`).join(''));
  const built = await buildSearch({ edition: join(folder, 'edition'), stage: join(folder, 'stage'), out: folder, elapsed: systemClock.elapsed });
  const { engine, close } = await servedEngine(folder);
  for (const [set = ''] of sets) {
    const asked = questions.sets[set] ?? [];
    const missed: string[] = [];
    let first = 0;
    for (const { ask, pages: right } of asked) {
      const { results } = await engine.search({ query: ask, filters: {} }, 0, 8);
      const paths = results.map(({ hit }) => hit.path);
      const at = paths.findIndex((path) => right.some((page) => path === pathOf(set, page)));
      if (at === 0) first += 1;
      if (at < 0 || at > 2) missed.push(`  ${ask}: ${at < 0 ? 'not among 8' : `place ${at + 1}`}; first ${paths.slice(0, 3).join(' ')}`);
    }
    console.log(`${set}: ${documents.filter(({ section }) => section === set).length} pages, ${asked.length} questions, right page first for ${percent(first, asked.length)}, in the first three for ${percent(asked.length - missed.length, asked.length)}`);
    if (missed.length > 0) console.log(missed.join('\n'));
  }
  console.log(`index: ${built.records} records, ${built.bytes} bytes, ${built.files} files, ${built.seconds.toFixed(1)} s`);
  await close();
} finally {
  rmSync(folder, { recursive: true });
}

function pages(docs: string): string[] {
  return readdirSync(docs, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.mdx?$/.test(file) && !/(^|\/)_/.test(file))
    .sort();
}

function pathOf(set: string, file: string): string {
  return `docs/${set}/${file.replace(/\.mdx?$/, '').replace(/(^|\/)index$/, '$1')}/`.replace(/\/+$/, '/');
}

function documentOf(set: string, file: string, source: string): SearchDocument {
  const [, front = '', body = source] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source) ?? [];
  const sections: { id?: string; title?: string; text: string }[] = [{ text: '' }];
  let fenced = false;
  for (const line of body.split('\n')) {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    const heading = fenced ? null : /^#{1,6}\s+(.*)$/.exec(line);
    const last = sections.at(-1);
    if (heading !== null) sections.push({ id: `h${sections.length}`, title: plainText(heading[1] ?? ''), text: '' });
    else if (last !== undefined) last.text += `${fenced ? line : plainText(line)}\n`;
  }
  const title = /^title:\s*["']?(.*?)["']?\s*$/m.exec(front)?.[1] ?? sections.find((section) => section.title !== undefined)?.title ?? file;
  const description = /^description:\s*["']?(.*?)["']?\s*$/m.exec(front)?.[1];
  const path = pathOf(set, file);
  return { kind: 'doc', title: plainText(title), path, ...(description === undefined ? {} : { description }), entities: [], section: set, words: 0, sections };
}

function plainText(text: string): string {
  return text
    .replaceAll(/<[A-Z/!][^>]*>|\{#[^}]*\}/g, ' ')
    .replaceAll(/!?\[([^\]]*)\](\([^)]*\)|\[[^\]]*\])?/g, '$1')
    .replaceAll(/[`*~]+|&lt;|&gt;|\\/g, '');
}

function percent(part: number, whole: number): string {
  return `${part} of ${whole} (${Math.round((100 * part) / Math.max(1, whole))}%)`;
}
