import { closeSync, existsSync, fstatSync, ftruncateSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { type Instant, instant } from '../schema/primitives.ts';
import type { RawPage } from './contract.ts';
import { type Span, wholeLines } from './journal-lines.ts';
import { keptPage, pageOf } from './run-scope.ts';

/** What a reading was of: pages count only for one of the same. */
export interface Reading {
  /** Digest of the configured source. */
  readonly source: string;
  /** See the bookmark's `basis`. */
  readonly basis: string;
  readonly fingerprint: string | undefined;
  /** Instant of the run that began it. */
  readonly begunAt: Instant;
}

/** What is left of a reading that was never published. */
export interface KeptReading {
  readonly begunAt: Instant;
  /** True if it had come to its end: nothing is to be fetched. */
  readonly done: boolean;
  /** Bookmark of the last page. */
  readonly resume: string | undefined;
  /** Read from disk as they are asked for. */
  pages(): Iterable<RawPage>;
}

const line = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('begin'), shard: z.string(), source: z.string(), basis: z.string(), fingerprint: z.string().optional(), begunAt: instant }),
  z.strictObject({ type: z.literal('page'), shard: z.string(), page: keptPage }),
  // The pages after so many are of no use: nothing can go on after them.
  z.strictObject({ type: z.literal('cut'), shard: z.string(), pages: z.int().nonnegative() }),
  z.strictObject({ type: z.literal('done'), shard: z.string() }),
  // The fields of all pages up to here are in the store's census.
  z.strictObject({ type: z.literal('counted') }),
]);
type Line = z.infer<typeof line>;

interface Entry {
  readonly reading: Reading;
  readonly pages: { readonly span: Span; readonly bookmark: string | undefined }[];
  done: boolean;
}

/**
 * The pages of a remote collector's shards whose facts are not published yet: a file of lines, each written as it comes. A
 * process that is killed loses at most the page under way; whatever follows the last whole line is cut off.
 */
export class Journal {
  readonly #file: string;
  readonly #entries = new Map<string, Entry>();
  #handle: number | undefined;
  #size = 0;
  #countedTo = 0;
  #closed = false;

  private constructor(file: string) {
    this.#file = file;
  }

  /** Opens the journal at `file`, which is made with its first page. */
  static open(file: string): Journal {
    const journal = new Journal(file);
    if (existsSync(file)) journal.#read();
    return journal;
  }

  /** Shards of which it holds pages. */
  get shards(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /** The reading of a shard that was of the same source, basis and fingerprint. */
  find(shard: string, { source, basis, fingerprint }: Omit<Reading, 'begunAt'>): KeptReading | undefined {
    const entry = this.#entries.get(shard);
    if (entry === undefined) return undefined;
    const { reading, pages, done } = entry;
    if (reading.source !== source || reading.basis !== basis || reading.fingerprint !== fingerprint) return undefined;
    return { begunAt: reading.begunAt, done, resume: pages.at(-1)?.bookmark, pages: () => this.#pages(entry) };
  }

  /** A shard's reading begins; what was kept of an earlier one is forgotten. */
  begin(shard: string, reading: Reading): void {
    this.#add({ type: 'begin', shard, ...reading });
  }

  /**
   * A shard's reading is to go on. Pages after the last one with a bookmark are forgotten, since nothing can go on after
   * them.
   *
   * @returns false if nothing is left
   */
  resume(shard: string): boolean {
    const pages = this.#entries.get(shard)?.pages ?? [];
    const useful = pages.findLastIndex(({ bookmark }) => bookmark !== undefined) + 1;
    if (useful < pages.length) this.#add({ type: 'cut', shard, pages: useful });
    return useful > 0;
  }

  /** Returns when the page is on disk. */
  add(shard: string, { name, body, bookmark, census }: RawPage): void {
    this.#add({ type: 'page', shard, page: { name, body, bookmark, census: census?.map((one) => ({ ...one, fields: { ...one.fields } })) } });
  }

  done(shard: string): void {
    this.#add({ type: 'done', shard });
  }

  /** The fields of all pages so far were counted; those of a page of before are not counted again. */
  counted(): void {
    if (this.#size > 0) this.#add({ type: 'counted' });
  }

  /** Forgets all but some shards, and those that nothing is left of: what was published need not be kept. */
  keepOnly(shards: ReadonlySet<string>): void {
    const kept = [...this.#entries].filter(([shard, { pages, done }]) => shards.has(shard) && (done || pages.some(({ bookmark }) => bookmark !== undefined)));
    if (kept.length === 0) {
      this.close();
      rmSync(this.#file, { force: true });
      this.#entries.clear();
      return;
    }
    // Written anew beside it and renamed over it. What was counted goes without its census.
    const next = `${this.#file}.next`;
    rmSync(next, { force: true });
    const copy = new Journal(next);
    for (const [shard, entry] of kept) {
      copy.begin(shard, entry.reading);
      for (const page of this.#pages(entry)) copy.add(shard, page);
      if (entry.done) copy.done(shard);
    }
    copy.close();
    this.close();
    renameSync(next, this.#file);
  }

  close(): void {
    if (this.#handle !== undefined) closeSync(this.#handle);
    this.#handle = undefined;
    // Whoever still reads for a run that was cut off must not write into the next one's file.
    this.#closed = true;
  }

  #read(): void {
    const handle = openSync(this.#file, 'r+');
    this.#handle = handle;
    for (const { text, span } of wholeLines(handle)) {
      const read = parsed(text);
      if (read === undefined) break;
      this.#note(read, span);
      this.#size = span.end;
    }
    if (fstatSync(handle).size > this.#size) ftruncateSync(handle, this.#size);
  }

  #note(read: Line, span: Span): void {
    if (read.type === 'counted') {
      this.#countedTo = span.end;
      return;
    }
    if (read.type === 'begin') {
      const { source, basis, fingerprint, begunAt } = read;
      this.#entries.set(read.shard, { reading: { source, basis, fingerprint, begunAt }, pages: [], done: false });
      return;
    }
    const entry = this.#entries.get(read.shard);
    if (entry === undefined) return;
    if (read.type === 'page') entry.pages.push({ span, bookmark: read.page.bookmark });
    else if (read.type === 'cut') entry.pages.length = Math.min(entry.pages.length, read.pages);
    else entry.done = true;
  }

  #add(added: Line): void {
    if (this.#closed) throw new Error(`The journal ${this.#file} was closed.`);
    if (this.#handle === undefined) {
      mkdirSync(dirname(this.#file), { recursive: true });
      this.#handle = openSync(this.#file, 'w+');
    }
    const bytes = Buffer.from(`${JSON.stringify(added)}\n`);
    const start = this.#size;
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(this.#handle, bytes, written, bytes.length - written, start + written);
    } catch (error) {
      // A line that the disk had no room for must not stand in the middle.
      ftruncateSync(this.#handle, start);
      throw error;
    }
    this.#size = start + bytes.length;
    this.#note(added, { start, end: this.#size });
  }

  *#pages({ pages }: Entry): Generator<RawPage> {
    for (const { span } of pages) {
      if (this.#handle === undefined) throw new Error(`The journal ${this.#file} was closed.`);
      const bytes = Buffer.alloc(span.end - span.start);
      readSync(this.#handle, bytes, 0, bytes.length, span.start);
      const read = line.parse(JSON.parse(bytes.toString('utf8')));
      if (read.type !== 'page') throw new Error(`The journal ${this.#file} changed while it was read.`);
      const { census, ...page } = pageOf(read.page);
      yield span.start >= this.#countedTo && census !== undefined ? { ...page, census } : page;
    }
  }
}

function parsed(text: string): Line | undefined {
  try {
    return line.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
