import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { z } from 'zod';
import { removeLeftBehind } from '../build/left-behind.ts';
import { compareText } from '../findings/codes.ts';
import { indexed } from './bundles.ts';
import type { IndexedRecord } from './record.ts';

const built = z.strictObject({ records: z.int(), bytes: z.int(), files: z.int() });
export type Built = z.infer<typeof built>;

/** What a process was writing when it was killed. */
const leftBehind = /^(?:whole|bundle)-[0-9a-f]+\.(\d+)$/;

const bundleFiles = z.map(z.string(), z.instanceof(Uint8Array));

/**
 * What the last build left, so that the next one does not make it again: the whole index, kept by the bytes of all that was
 * read, and each of Pagefind's indexes, kept by the records in it. Both are kept by the program that made them too. What
 * cannot be read is made again.
 */
export class SearchCache {
  readonly #dir: string;
  readonly #program: string;
  readonly #used = new Set<string>();

  private constructor(dir: string, program: string) {
    this.#dir = dir;
    this.#program = program;
  }

  static async open(dir: string): Promise<SearchCache> {
    await mkdir(dir, { recursive: true });
    removeLeftBehind(dir, leftBehind);
    return new SearchCache(dir, await programKey());
  }

  /** Key of the whole index: of these files, those that exist, and these texts. */
  async keyOf(files: readonly string[], texts: readonly string[]): Promise<string> {
    const hash = createHash('sha256').update(this.#program);
    for (const file of files) hash.update(existsSync(file) ? createHash('sha256').update(await readFile(file)).digest() : '-');
    return `whole-${hash.update(JSON.stringify(texts)).digest('hex')}`;
  }

  /** Copies the index that was kept by this key to `target`; undefined if there is none. */
  async restore(key: string, target: string): Promise<Built | undefined> {
    const folder = join(this.#dir, key);
    try {
      const result = built.parse(JSON.parse(await readFile(join(folder, 'built.json'), 'utf8')));
      await cp(join(folder, 'index'), target, { recursive: true });
      return result;
    } catch {
      await rm(target, { recursive: true, force: true });
      return undefined;
    }
  }

  /** Keeps the index in `source` by this key, with the indexes that it was made of, and nothing else. */
  async keep(key: string, source: string, result: Built): Promise<void> {
    const folder = join(this.#dir, key);
    const beside = `${folder}.${process.pid}`;
    await rm(folder, { recursive: true, force: true });
    await cp(source, join(beside, 'index'), { recursive: true });
    // Written last: a copy that was cut short has none.
    await writeFile(join(beside, 'built.json'), JSON.stringify(result));
    await rename(beside, folder);
    this.#used.add(key);
    const others = (await readdir(this.#dir)).filter((name) => /^(whole|bundle)-/.test(name) && !this.#used.has(name));
    for (const name of others) await rm(join(this.#dir, name), { recursive: true, force: true });
  }

  /** The files of Pagefind's index of these records: those that were kept, or what `make` makes. */
  async bundle(records: readonly IndexedRecord[], make: () => Promise<Map<string, Buffer>>): Promise<Map<string, Buffer>> {
    const hash = createHash('sha256').update(this.#program);
    for (const record of records) hash.update(JSON.stringify(indexed(record)));
    const key = `bundle-${hash.digest('hex')}`;
    const file = join(this.#dir, key);
    this.#used.add(key);
    try {
      const kept = bundleFiles.parse(deserialize(await readFile(file)));
      return new Map([...kept].map(([path, bytes]) => [path, Buffer.from(bytes)]));
    } catch {
      const made = await make();
      await writeFile(`${file}.${process.pid}`, serialize(made));
      await rename(`${file}.${process.pid}`, file);
      return made;
    }
  }
}

/** What made an index: this room's own source, the versions of Almanac, Pagefind and Node. */
async function programKey(): Promise<string> {
  const own = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.ts')).sort(compareText);
  const pagefind = join(dirname(fileURLToPath(import.meta.resolve('pagefind'))), '..', 'package.json');
  const files = [...own.map((name) => join(import.meta.dirname, name)), join(import.meta.dirname, '..', '..', 'package.json'), pagefind];
  const hash = createHash('sha256').update(process.version);
  for (const file of files) hash.update(await readFile(file));
  return hash.digest('hex');
}
