import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createZstdCompress, createZstdDecompress, type ZstdCompress, zstdCompressSync } from 'node:zlib';
import { z } from 'zod';
import { moveInto } from '../store/files.ts';
import { linesOf } from '../store/lines.ts';
import type { RawPage } from './contract.ts';

const cachedPage = z.strictObject({ name: z.string(), body: z.string(), bookmark: z.string().optional() });

/** Characters up to which pages wait in memory: a compressor of its own for each of 10,000 small parts costs more than all else. */
const smallEnough = 256 * 1024;

/**
 * Keeps the pages of a shard's last whole reading, compressed, one page a line. They are written beside the old ones
 * and take their place on {@link commit}, so that a reading that failed half-way leaves the good one.
 */
export class PageWriter {
  readonly #file: string;
  readonly #temporary: string;
  #waiting: string[] = [];
  #size = 0;
  #stream: { readonly compressor: ZstdCompress; readonly done: Promise<void> } | undefined;

  /**
   * @param temporary where to write
   * @param file where the pages go in the end
   */
  constructor(temporary: string, file: string) {
    this.#file = file;
    this.#temporary = temporary;
  }

  async write({ name, body, bookmark }: RawPage): Promise<void> {
    const line = `${JSON.stringify({ name, body, bookmark })}\n`;
    this.#waiting.push(line);
    this.#size += line.length;
    if (this.#size <= smallEnough) return;
    this.#stream ??= this.#open();
    const { compressor, done } = this.#stream;
    const text = this.#waiting.join('');
    this.#waiting = [];
    if (!compressor.write(text)) await Promise.race([once(compressor, 'drain'), done]);
  }

  async commit(): Promise<void> {
    if (this.#stream === undefined) {
      await writeFile(this.#temporary, zstdCompressSync(this.#waiting.join('')));
    } else {
      this.#stream.compressor.end();
      await this.#stream.done;
    }
    moveInto(this.#temporary, this.#file);
  }

  discard(): void {
    this.#stream?.compressor.destroy();
    rmSync(this.#temporary, { force: true });
  }

  #open(): { compressor: ZstdCompress; done: Promise<void> } {
    const compressor = createZstdCompress();
    const sink = compressor.pipe(createWriteStream(this.#temporary));
    const done = new Promise<void>((resolve, reject) => {
      sink.on('finish', resolve);
      sink.on('error', reject);
      compressor.on('error', reject);
    });
    // Awaited in commit; without this a fault before then would count as unhandled.
    done.catch(() => undefined);
    return { compressor, done };
  }
}

/** Reads the cached pages of a shard in order. Throws where there are none. */
export async function* readPages(file: string): AsyncGenerator<RawPage> {
  const source = createReadStream(file);
  const text = createZstdDecompress();
  source.on('error', (error) => text.destroy(error));
  source.pipe(text);
  for await (const line of linesOf(text)) {
    const page = cachedPage.parse(JSON.parse(line));
    yield page.bookmark === undefined ? { name: page.name, body: page.body } : { ...page, bookmark: page.bookmark };
  }
}
