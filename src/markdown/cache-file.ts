import { closeSync, openSync, readFileSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { removeLeftBehind } from '../build/left-behind.ts';
import { documentBody, renderedOutline } from './rendering.ts';
import type { RenderedOutline, Rendering } from './rendering.ts';
import type { DocumentBody } from './contract.ts';

/** Where a body stands in the file of bodies. */
const place = z.object({ key: z.string(), at: z.int().nonnegative(), bytes: z.int().nonnegative(), crc: z.int().nonnegative() });
const entry = place.extend({ outline: renderedOutline });

/** A rendered document: its outline, and where its body is. */
export type Entry = z.infer<typeof entry>;

const bodiesFile = 'rendered.ndjson';
const indexFile = 'rendered.index.ndjson';

/** Bytes that are written at a time. */
const writeAtOnce = 4 * 1024 ** 2;

/** What the last rendering left. */
export class LastRendering {
  readonly #entries = new Map<string, Entry>();
  readonly #file: number | undefined;

  /** @param folder may be absent, or hold anything: what cannot be read is not there */
  constructor(folder: string) {
    try {
      for (const line of readFileSync(join(folder, indexFile), 'utf8').split('\n')) {
        const read = line === '' ? undefined : entry.safeParse(parsed(line));
        if (read?.success === true) this.#entries.set(read.data.key, read.data);
      }
      this.#file = openSync(join(folder, bodiesFile), 'r');
    } catch {
      this.#entries.clear();
    }
  }

  /** A document of the last rendering with its body as it stands in the file; undefined if there is none, or a damaged one. */
  find(key: string): { readonly outline: RenderedOutline; readonly body: Buffer } | undefined {
    const found = this.#entries.get(key);
    if (found === undefined || this.#file === undefined) return undefined;
    const body = readAt(this.#file, found.at, found.bytes);
    return body !== undefined && crc32(body) === found.crc ? { outline: found.outline, body } : undefined;
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
  }
}

/** Writes what a rendering gives, beside what the last one left. */
export class NewRendering {
  readonly #folder: string;
  readonly #own: string;
  readonly #file: number;
  readonly #index = new Map<string, Entry>();
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #at = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.#own = join(folder, `.${process.pid}-${bodiesFile}`);
    this.#file = openSync(this.#own, 'w+');
  }

  add(key: string, { outline, body }: Rendering): Entry {
    return this.copy(key, outline, Buffer.from(`${JSON.stringify(body)}\n`));
  }

  /** Takes over a body as it stands in the file of the last rendering. */
  copy(key: string, outline: RenderedOutline, body: Buffer): Entry {
    const added: Entry = { key, at: this.#at, bytes: body.length, crc: crc32(body), outline };
    this.#index.set(key, added);
    this.#waiting.push(body);
    this.#waitingBytes += body.length;
    this.#at += body.length;
    if (this.#waitingBytes >= writeAtOnce) this.#flush();
    return added;
  }

  /** Puts this rendering in the place of the last one, and gives the file that bodies are read from. */
  finish(): BodyFile {
    this.#flush();
    const index = join(this.#folder, `.${process.pid}-${indexFile}`);
    const file = openSync(index, 'w');
    let lines: string[] = [];
    const write = () => {
      if (lines.length > 0) writeSync(file, `${lines.join('\n')}\n`);
      lines = [];
    };
    for (const added of this.#index.values()) if (lines.push(JSON.stringify(added)) === 1000) write();
    write();
    closeSync(file);
    // Between the two renames the index does not match; the checksums then say so, and documents are rendered anew.
    renameSync(this.#own, join(this.#folder, bodiesFile));
    renameSync(index, join(this.#folder, indexFile));
    removeLeftBehind(this.#folder, /^\.(\d+)-rendered\./);
    return new BodyFile(this.#file);
  }

  /** Gives up; the last rendering stays. */
  abandon(): void {
    closeSync(this.#file);
    rmSync(this.#own, { force: true });
  }

  #flush(): void {
    if (this.#waitingBytes === 0) return;
    const bytes = Buffer.concat(this.#waiting);
    for (let written = 0; written < bytes.length; ) written += writeSync(this.#file, bytes, written);
    this.#waiting = [];
    this.#waitingBytes = 0;
  }
}

/** Bodies by where they stand. */
export class BodyFile {
  readonly #file: number;
  #open = true;

  constructor(file: number) {
    this.#file = file;
  }

  /** @throws Error if the file was cut or written over meanwhile, or is closed */
  read({ at, bytes, crc }: Pick<Entry, 'at' | 'bytes' | 'crc'>): DocumentBody {
    const body = this.#open ? readAt(this.#file, at, bytes) : undefined;
    if (body === undefined || crc32(body) !== crc) throw new Error(this.#open ? 'The file of rendered documents was changed while it was read.' : 'The file of rendered documents is closed.');
    return documentBody.parse(JSON.parse(body.toString('utf8')));
  }

  close(): void {
    if (this.#open) closeSync(this.#file);
    this.#open = false;
  }
}

function readAt(file: number, at: number, bytes: number): Buffer | undefined {
  const buffer = Buffer.allocUnsafe(bytes);
  for (let read = 0; read < bytes; ) {
    const more = readSync(file, buffer, read, bytes - read, at + read);
    if (more === 0) return undefined;
    read += more;
  }
  return buffer;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
