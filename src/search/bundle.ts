import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { IndexFile } from 'pagefind';
import { z } from 'zod';
import { compareText } from '../findings/codes.ts';
import { elements, textAt } from './cbor.ts';

/** Marks the beginning of each of Pagefind's files, once unpacked. */
const signature = Buffer.from('pagefind_dcd');

/** Position of the pages in the array that is a bundle's `pf_meta`. */
const metaPages = 1;

/** Of Pagefind's files, those that are used: not its interfaces, not its worker (there is one of our own), not the language that no record is in. */
const wanted = /^(pagefind\.js|pagefind-entry\.json|wasm\.en\.pagefind|pagefind\.en_[^/]*\.pf_meta|index\/[^/]+)$/;

/** How many records are looked at to see that they are where they were put. */
const samples = 100;

const entryName = 'pagefind-entry.json';
const entryFile = z.looseObject({ languages: z.partialRecord(z.literal('en'), z.looseObject({ hash: z.string() })) });

/**
 * Makes of the files that Pagefind built for records with these addresses, in this order, those that are published, as
 * path and bytes.
 *
 * Fragments, one file per record, are left out: writing 20,000 small files takes longer than building the index. Instead
 * the id of each result becomes its number within the bundle, which {@link numberFrom} makes the one over all bundles.
 *
 * Errors: throws if the files are not laid out as Pagefind 1.5 does.
 */
export function arrangeBundle(built: readonly IndexFile[], urls: readonly string[]): Map<string, Buffer> {
  const fragments = new Map(built.flatMap(({ path, content }) => (path.endsWith('.pf_fragment') ? [[path.replace(/^.*[/\\]|\.pf_fragment$/g, ''), content]] : [])));
  const files = new Map(
    built
      .map(({ path, content }): [string, Buffer] => [path.replaceAll('\\', '/'), Buffer.from(content)])
      .filter(([path]) => wanted.test(path))
      .sort(([a], [b]) => compareText(a, b)),
  );
  return renumbered(files, (hash, at) => {
    if (at % Math.ceil(urls.length / samples) === 0) requireRecord(fragments.get(hash), urls[at]);
    return at;
  });
}

/**
 * The files of an arranged bundle with its results numbered on from `from` over all bundles, in hexadecimal after `en_`. By
 * that number the engine knows a result's bundle and finds what it shows in Almanac's own files (`manifest.ts`).
 */
export function numberFrom(files: ReadonlyMap<string, Buffer>, from: number): Map<string, Buffer> {
  return from === 0 ? new Map(files) : renumbered(files, (_, at) => from + at);
}

function renumbered(given: ReadonlyMap<string, Buffer>, number: (hash: string, at: number) => number): Map<string, Buffer> {
  const files = new Map(given);
  const entry = entryFile.parse(JSON.parse(required(files, entryName).toString('utf8')));
  if (entry.languages.en !== undefined) entry.languages.en.hash = arrangeMeta(files, entry.languages.en.hash, number);
  files.set(entryName, Buffer.from(JSON.stringify(entry)));
  return files;
}

/** Numbers the results. Returns the new hash of the file. */
function arrangeMeta(files: Map<string, Buffer>, old: string, number: (hash: string, at: number) => number): string {
  const path = `pagefind.${old}.pf_meta`;
  const bytes = unpack(required(files, path));
  const pages = elements(bytes, signature.length)[metaPages];
  if (pages === undefined) throw new Error(`${path} is not laid out as in Pagefind 1.5`);
  elements(bytes, pages.start).forEach((page, at) => {
    const hash = elements(bytes, page.start)[0];
    const text = hash === undefined ? '' : textAt(bytes, hash.start);
    if (hash === undefined || !/^en_[0-9a-f]{7,}$/.test(text)) throw new Error(`${path} does not begin a page with its hash`);
    bytes.write(`en_${number(text, at).toString(16).padStart(text.length - 3, '0')}`, hash.body, 'utf8');
  });
  const hash = hashLike(old, bytes);
  files.delete(path);
  files.set(`pagefind.${hash}.pf_meta`, gzipSync(bytes));
  return hash;
}

/** Pagefind keeps records in the order in which they were added. It does not promise it, so it is looked at. */
function requireRecord(fragment: Uint8Array | undefined, url: string | undefined): void {
  const { url: built } = z.looseObject({ url: z.string() }).parse(JSON.parse(unpack(Buffer.from(fragment ?? [])).subarray(signature.length).toString('utf8')));
  if (built !== url) throw new Error(`Pagefind put ${built} where ${url} was added`);
}

/** `en_` and as many hexadecimal digits as before, from the content: the new name fits where the old one stood. */
function hashLike(old: string, content: Buffer): string {
  const at = old.indexOf('_') + 1;
  return old.slice(0, at) + createHash('sha256').update(content).digest('hex').slice(0, old.length - at);
}

function unpack(packed: Buffer): Buffer {
  const bytes = gunzipSync(packed);
  if (!bytes.subarray(0, signature.length).equals(signature)) throw new Error('Not a file of Pagefind 1.5');
  return bytes;
}

function required(files: ReadonlyMap<string, Buffer>, path: string): Buffer {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Error(`Pagefind did not build ${path}`);
  return bytes;
}
