import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';

/** Files of rows under way, one per kind. Rows are written as they come; memory holds only a buffer. */
export class Staging {
  readonly #dir: string;
  readonly #streams = new Map<string, WriteStream>();
  readonly #buffers = new Map<string, string[]>();
  readonly #draining = new Map<string, Promise<unknown>>();
  #failure: Error | undefined;

  constructor(dir: string) {
    this.#dir = dir;
    mkdirSync(dir, { recursive: true });
  }

  /** Adds one line (with its newline) to the kind's file. */
  add(kind: string, line: string): void {
    const buffer = this.#buffers.get(kind);
    if (buffer === undefined) this.#buffers.set(kind, [line]);
    else buffer.push(line);
  }

  /** Hands what was added to the operating system; waits while it is slower than the collector. */
  async flush(): Promise<void> {
    for (const [kind, lines] of this.#buffers) {
      if (lines.length === 0) continue;
      const stream = this.#stream(kind);
      this.#buffers.set(kind, []);
      if (!stream.write(lines.join(''))) await this.#drained(kind, stream);
    }
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Closes the files. Gives the file of each kind that has rows. */
  async close(): Promise<Map<string, string>> {
    await this.flush();
    for (const stream of this.#streams.values()) {
      stream.end();
      await once(stream, 'close');
    }
    if (this.#failure !== undefined) throw this.#failure;
    return new Map([...this.#streams.keys()].map((kind) => [kind, this.#file(kind)]));
  }

  /** One wait for all that write to the file at once. */
  #drained(kind: string, stream: WriteStream): Promise<unknown> {
    const waiting = this.#draining.get(kind) ?? once(stream, 'drain').finally(() => this.#draining.delete(kind));
    this.#draining.set(kind, waiting);
    return waiting;
  }

  #stream(kind: string): WriteStream {
    let stream = this.#streams.get(kind);
    if (stream === undefined) {
      stream = createWriteStream(this.#file(kind));
      stream.on('error', (error) => (this.#failure = error));
      // Each shard that is read at the time may wait for it.
      stream.setMaxListeners(0);
      this.#streams.set(kind, stream);
    }
    return stream;
  }

  #file(kind: string): string {
    return join(this.#dir, `${kind}.ndjson`);
  }
}
