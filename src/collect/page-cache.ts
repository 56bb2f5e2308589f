import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import { z } from 'zod';
import { moveInto } from '../store/files.ts';
import { linesOf } from '../store/lines.ts';
import type { RawPage } from './contract.ts';

const cachedPage = z.strictObject({ name: z.string(), body: z.string(), bookmark: z.string().optional() });

/**
 * Keeps the pages of a shard's last whole reading, compressed, one page a line. They are written beside the old ones
 * and take their place on {@link commit}, so that a reading that failed half-way leaves the good one.
 */
export class PageWriter {
  readonly #file: string;
  readonly #temporary: string;
  readonly #compressor = createZstdCompress();
  readonly #done: Promise<void>;

  /**
   * @param temporary where to write
   * @param file where the pages go in the end
   */
  constructor(temporary: string, file: string) {
    this.#file = file;
    this.#temporary = temporary;
    const sink = this.#compressor.pipe(createWriteStream(this.#temporary));
    this.#done = new Promise((resolve, reject) => {
      sink.on('finish', resolve);
      sink.on('error', reject);
      this.#compressor.on('error', reject);
    });
    // Awaited in commit; without this a fault before then would count as unhandled.
    this.#done.catch(() => undefined);
  }

  async write(page: RawPage): Promise<void> {
    const line = `${JSON.stringify({ name: page.name, body: page.body, bookmark: page.bookmark })}\n`;
    if (!this.#compressor.write(line)) await Promise.race([once(this.#compressor, 'drain'), this.#done]);
  }

  async commit(): Promise<void> {
    this.#compressor.end();
    await this.#done;
    moveInto(this.#temporary, this.#file);
  }

  discard(): void {
    this.#compressor.destroy();
    rmSync(this.#temporary, { force: true });
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
