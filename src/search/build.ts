import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { close, createIndex } from 'pagefind';
import { arrangeBundle } from './bundle.ts';
import type { SearchCatalog } from './catalog.ts';
import { SearchError } from './error.ts';
import type { SearchRecord } from './record.ts';
import { readSummaries, type SearchContent } from './summaries.ts';

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

/** Records on their way to Pagefind at once: enough to keep it busy, few enough to bound memory. */
const batchSize = 1000;

/** Records per file: a page of results in the order of titles needs one or two files of about 20 KB. */
const perFile = 64;

/**
 * Builds the search index of an edition from the summaries of its entities and repositories, without reading a page.
 * The same edition gives the same bytes. Runs Pagefind's binary beside this process.
 *
 * Errors: `SearchError` naming the file and line that does not match its schema, or with Pagefind's own words.
 */
export async function buildSearch({ edition, out, elapsed, log = () => {} }: SearchOptions): Promise<SearchResult> {
  const started = elapsed();
  const content = await readSummaries(edition);
  log(`${content.records.length} records read`);
  const files = [...(await index(content.records)), ...published(content)];
  const bundle = join(out, 'pagefind');
  await rm(bundle, { recursive: true, force: true });
  let bytes = 0;
  for (const [path, data] of files) {
    await mkdir(dirname(join(bundle, path)), { recursive: true });
    await writeFile(join(bundle, path), data);
    bytes += data.length;
  }
  return { records: content.records.length, bytes, files: files.length, seconds: (elapsed() - started) / 1000 };
}

/** Pagefind's part: the index. Records are added in order, so that a result's number is the record's. */
async function index(records: readonly SearchRecord[]): Promise<Map<string, Buffer>> {
  try {
    const { index, errors } = await createIndex({ forceLanguage: 'en' });
    if (index === undefined) throw new SearchError(`Pagefind could not be started: ${errors.join('; ')}`);
    for (let at = 0; at < records.length; at += batchSize) {
      const answers = await Promise.all(records.slice(at, at + batchSize).map(({ indexed }) => index.addCustomRecord(indexed)));
      const refused = answers.flatMap(({ errors }) => errors)[0];
      if (refused !== undefined) throw new SearchError(`Pagefind refused a record: ${refused}`);
    }
    const built = await index.getFiles();
    if (built.errors.length > 0) throw new SearchError(`Pagefind could not build its index: ${built.errors.join('; ')}`);
    return arrangeBundle(
      built.files,
      records.map(({ indexed }) => indexed.url),
    );
  } finally {
    await close();
  }
}

/** Almanac's part: what results show. */
function published({ records, labels }: SearchContent): Map<string, Buffer> {
  const parts: Buffer[] = [];
  for (let at = 0; at < records.length; at += perFile) {
    parts.push(Buffer.from(JSON.stringify(records.slice(at, at + perFile).map(({ hit }) => hit))));
  }
  const hash = parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest('hex');
  const folder = `records-${hash.slice(0, 10)}`;
  const catalog: SearchCatalog = { records: folder, perFile, total: records.length, labels };
  return new Map([...parts.map((part, n): [string, Buffer] => [`${folder}/${n}.json`, part]), ['catalog.json', Buffer.from(JSON.stringify(catalog))]]);
}
