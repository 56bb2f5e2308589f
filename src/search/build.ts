import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { cutIntoBlocks, type BlockFiles } from './blocks.ts';
import { numberFrom } from './bundle.ts';
import { buildBundle, pagefindCopy, planBundles, type Pagefind } from './bundles.ts';
import { SearchCache, type Built } from './cache.ts';
import { filesRead, readContent, readIndex, type SearchContent } from './content.ts';
import { facetColumns } from './facets.ts';
import type { SearchBundle, SearchColumns, SearchManifest, SortedBlocks } from './manifest.ts';
import { nameEntries } from './name-index.ts';
import { nameWords } from './names.ts';
import { Output } from './output.ts';

/** What {@link buildSearch} needs. */
export interface SearchOptions {
  /** The edition's folder, which holds `api/v1/`. Only read. */
  readonly edition: string;
  /** Folder with what the edition left for this stage: `search-documents.ndjson`. Without it, documents are not searched. */
  readonly stage?: string | undefined;
  /** The site's folder: the index goes to `pagefind/` in it, replacing one that is there. */
  readonly out: string;
  /** Folder of what earlier builds made, which is taken where nothing of it changed. Without it all is made anew. */
  readonly cache?: string | undefined;
  /** Milliseconds on a clock that only runs forward. */
  readonly elapsed: () => number;
  /** Takes a line of progress. */
  readonly log?: (line: string) => void;
}

/** What was built. */
export interface SearchResult {
  readonly records: number;
  /** Bytes of all files under `pagefind/`. */
  readonly bytes: number;
  readonly files: number;
  readonly seconds: number;
}

/** Bytes of each file of names and of words: one of them answers while the index is still loading. */
const blockSize = 12_000;

/** What all bundles share, and the page loads before any of them. */
const shared = 'pagefind.js';

/** Pagefind's programs at once: each keeps one core busy, and takes up to half a gigabyte. */
const mostPrograms = 2;

/**
 * Builds what search needs of an edition from its summaries and the text of its documents, without reading a page:
 * several Pagefind indexes, what results show, names, words, filters. The same edition gives the same bytes, with or
 * without a cache. Runs Pagefind's program beside this process.
 *
 * Errors: `SearchError` naming the file and line that does not match its schema, or with Pagefind's own words. An index
 * that was there stays.
 */
export async function buildSearch({ edition, stage, out, cache: cacheDir, elapsed, log = () => {} }: SearchOptions): Promise<SearchResult> {
  const started = elapsed();
  const output = new Output(join(out, 'pagefind'));
  const cache = cacheDir === undefined ? undefined : await SearchCache.open(cacheDir);
  try {
    const key = await cache?.keyOf(filesRead(edition, stage), [JSON.stringify(await readIndex(edition))]);
    const kept = key === undefined ? undefined : await cache?.restore(key, output.dir);
    const result = kept ?? (await buildAnew(await readContent(edition, stage), output, cache, log));
    if (key !== undefined && kept === undefined) await cache?.keep(key, output.dir, result);
    await output.publish();
    return { ...result, seconds: (elapsed() - started) / 1000 };
  } finally {
    await output.discard();
  }
}

async function buildAnew(content: SearchContent, output: Output, cache: SearchCache | undefined, log: (line: string) => void): Promise<Built> {
  const bundles = planBundles(content.records);
  log(`${content.records.length} records read, for ${bundles.length} indexes`);
  const left = bundles.entries();
  const programs = Array.from({ length: Math.min(mostPrograms, availableParallelism(), bundles.length) }, async (_, number) => {
    const pagefind = await pagefindCopy(number);
    for (const [at, bundle] of left) await writeBundle(pagefind, at === 0, content, bundle, output, cache);
  });
  // Nothing is removed while one of them still writes.
  const ended = await Promise.allSettled([...programs, writeOwn(output, content, bundles)]);
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return { records: content.records.length, bytes: output.bytes, files: output.files };
}

async function writeBundle(pagefind: Pagefind, first: boolean, content: SearchContent, { id, from, records: count }: SearchBundle, output: Output, cache: SearchCache | undefined): Promise<void> {
  const records = content.records.slice(from, from + count);
  const make = (): Promise<Map<string, Buffer>> => buildBundle(pagefind, records);
  const files = numberFrom(await (cache === undefined ? make() : cache.bundle(records, make)), from);
  if (first) await output.write(shared, files.get(shared));
  // WebAssembly is loaded with the first index alone.
  await output.writeAll(id, new Map([...files].filter(([path]) => path !== shared && (first || !path.startsWith('wasm.')))));
}

/** Almanac's part: what results show, names, words, filters, and the manifest last. */
async function writeOwn(output: Output, { records, vocabulary, ask, lists, synonyms }: SearchContent, bundles: readonly SearchBundle[]): Promise<void> {
  const hits = new Map(bundles.flatMap((bundle) => hitFiles(records.slice(bundle.from, bundle.from + bundle.records), bundle)));
  const names = cutIntoBlocks(nameEntries(records), ([key]) => key, blockSize);
  const words = cutIntoBlocks(vocabulary.entries(), ([word]) => word, blockSize);
  const columns = { titles: records.map(({ hit }) => nameWords(hit.title).split(' ').length), facets: facetColumns(records) } satisfies SearchColumns;
  const columnFile = Buffer.from(JSON.stringify(columns));
  const manifest: SearchManifest = {
    total: records.length,
    bundles: [...bundles],
    hits: `hits-${hashOf(hits.values())}`,
    names: sorted('names', names),
    words: sorted('words', words),
    columns: `columns-${hashOf([columnFile])}.json`,
    synonyms,
    lists: [...lists],
    ...(ask === undefined ? {} : { ask }),
  };
  await output.writeAll(manifest.hits, hits);
  for (const [{ folder }, { files }] of [[manifest.names, names], [manifest.words, words]] as const) {
    await output.writeAll(folder, new Map(files.map((file, n) => [`${n}.json`, file])));
  }
  await output.write(manifest.columns, columnFile);
  await output.write('search.json', Buffer.from(JSON.stringify(manifest)));
}

function hitFiles(records: SearchContent['records'], { id, perFile }: SearchBundle): [string, Buffer][] {
  return Array.from({ length: Math.ceil(records.length / perFile) }, (_, n) => {
    const hits = records.slice(n * perFile, (n + 1) * perFile).map(({ hit }) => hit);
    return [`${id}/${n}.json`, Buffer.from(JSON.stringify(hits))];
  });
}

function sorted(name: string, { firsts, files }: BlockFiles): SortedBlocks {
  return { folder: `${name}-${hashOf(files)}`, firsts: [...firsts] };
}

function hashOf(files: Iterable<Buffer>): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file);
  return hash.digest('hex').slice(0, 10);
}
