import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cutIntoBlocks, type BlockFiles } from './blocks.ts';
import { buildBundle, planBundles } from './bundles.ts';
import { readContent, type SearchContent } from './content.ts';
import { facetColumns } from './facets.ts';
import type { SearchBundle, SearchColumns, SearchManifest, SortedBlocks } from './manifest.ts';
import { nameEntries } from './name-index.ts';
import { nameWords } from './names.ts';
import { vocabulary } from './vocabulary.ts';

/** What {@link buildSearch} needs. */
export interface SearchOptions {
  /** The edition's folder, which holds `api/v1/`. Only read. */
  readonly edition: string;
  /** Folder with what the edition left for this stage: `search-documents.ndjson`. Without it, documents are not searched. */
  readonly stage?: string | undefined;
  /** The site's folder: the index goes to `pagefind/` in it, replacing one that is there. */
  readonly out: string;
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

/**
 * Builds what search needs of an edition from its summaries and the text of its documents, without reading a page:
 * several Pagefind indexes, what results show, names, words, filters. The same edition gives the same bytes. Runs
 * Pagefind's program beside this process.
 *
 * Errors: `SearchError` naming the file and line that does not match its schema, or with Pagefind's own words.
 */
export async function buildSearch({ edition, stage, out, elapsed, log = () => {} }: SearchOptions): Promise<SearchResult> {
  const started = elapsed();
  const content = await readContent(edition, stage);
  const bundles = planBundles(content.records);
  log(`${content.records.length} records read, for ${bundles.length} indexes`);
  const output = new Output(join(out, 'pagefind'));
  const [first, ...others] = bundles;
  // Only once the first is built is the old index given up: what is wrong with the records shows here.
  const built = first === undefined ? undefined : await indexOf(content, first);
  await output.clear();
  if (first !== undefined && built !== undefined) {
    await output.write(shared, built.get(shared));
    // WebAssembly is loaded with the first index alone.
    await output.writeAll(first.id, new Map([...built].filter(([path]) => path !== shared)));
  }
  for (const bundle of others) {
    const files = await indexOf(content, bundle);
    await output.writeAll(bundle.id, new Map([...files].filter(([path]) => path !== shared && !path.startsWith('wasm.'))));
  }
  await writeOwn(output, content, bundles);
  return { records: content.records.length, bytes: output.bytes, files: output.files, seconds: (elapsed() - started) / 1000 };
}

function indexOf({ records }: SearchContent, { from, records: count }: SearchBundle): Promise<Map<string, Buffer>> {
  return buildBundle(records.slice(from, from + count), from);
}

/** Almanac's part: what results show, names, words, filters, and the manifest last. */
async function writeOwn(output: Output, { records, ask, lists, synonyms }: SearchContent, bundles: readonly SearchBundle[]): Promise<void> {
  const hits = new Map(bundles.flatMap((bundle) => hitFiles(records.slice(bundle.from, bundle.from + bundle.records), bundle)));
  const names = cutIntoBlocks(nameEntries(records), ([key]) => key, blockSize);
  const words = cutIntoBlocks(vocabulary(records), ([word]) => word, blockSize);
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

/** Writes files below a folder and counts them. */
class Output {
  readonly #folder: string;
  readonly #made = new Set<string>();
  bytes = 0;
  files = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async clear(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  async writeAll(folder: string, files: ReadonlyMap<string, Buffer>): Promise<void> {
    for (const [path, data] of files) await this.write(`${folder}/${path}`, data);
  }

  async write(path: string, data: Buffer | undefined): Promise<void> {
    if (data === undefined) return;
    const file = join(this.#folder, path);
    const dir = dirname(file);
    if (!this.#made.has(dir)) await mkdir(dir, { recursive: true });
    this.#made.add(dir);
    await writeFile(file, data);
    this.bytes += data.length;
    this.files += 1;
  }
}
