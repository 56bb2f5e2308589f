import { appendFileSync, existsSync, mkdirSync, writeFile as writeFileWithCallback } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { z } from 'zod';

// The promises of node:fs/promises open a handle object for each file, which costs the main thread three times as much.
const writeFile = promisify(writeFileWithCallback);

/** Files that may be on their way to the disk at once: enough to keep the writing off the main thread's time. */
const underWay = 64;

/**
 * Writes the files of an edition: the API below `<dir>/api/v1/`, what the site serves beside it below `<dir>/site/`, what
 * only later stages read below `<dir>/stage/`. Each value goes through its schema on the way, so that what is
 * published is what the published JSON Schema says. The folder is new, so nothing is overwritten.
 *
 * A call waits only while many files are on their way; {@link finish} waits for the last one, and throws what went
 * wrong with any.
 */
export class EditionWriter {
  readonly #dir: string;
  readonly #root: string;
  readonly #made = new Set<string>();
  readonly #appended = new Set<string>();
  readonly #pending = new Set<Promise<void>>();
  #failure: unknown;
  #files = 0;

  constructor(dir: string) {
    this.#dir = dir;
    this.#root = join(dir, 'api', 'v1');
  }

  /** Files written so far. */
  get files(): number {
    return this.#files;
  }

  /** Writes one JSON file. `path` is below `api/v1/`. */
  async json<S extends z.ZodType>(path: string, schema: S, value: z.input<S>): Promise<void> {
    await this.text(path, `${JSON.stringify(schema.parse(value))}\n`);
  }

  /** Writes one JSON object a line. */
  async ndjson<S extends z.ZodType>(path: string, schema: S, values: readonly z.input<S>[]): Promise<void> {
    await this.text(path, values.map((value) => `${JSON.stringify(schema.parse(value))}\n`).join(''));
  }

  /** Writes a file of the API as it is. `path` is below `api/v1/`. */
  async text(path: string, contents: string): Promise<void> {
    await this.#write(join(this.#root, path), contents);
  }

  /** Writes a file that the site serves beside the API, such as a feed or an image. `path` is below the site's root. */
  async page(path: string, contents: string | Uint8Array): Promise<void> {
    await this.#write(join(this.#dir, 'site', path), contents);
  }

  /** Writes a file that only a later stage of the build reads. `path` is below the edition's folder. */
  async stage(path: string, contents: string): Promise<void> {
    await this.#write(join(this.#dir, 'stage', path), contents);
  }

  /**
   * Adds to a file that only a later stage of the build reads, for what is too much to hold at once. Each call reaches the
   * disk before it returns, so it should bring many lines.
   */
  appendStage(path: string, contents: string): void {
    const file = join(this.#dir, 'stage', path);
    if (!this.#appended.has(file)) {
      mkdirSync(dirname(file), { recursive: true });
      this.#appended.add(file);
      this.#files++;
    }
    appendFileSync(file, contents);
  }

  async #write(file: string, contents: string | Uint8Array): Promise<void> {
    const dir = dirname(file);
    if (!this.#made.has(dir)) {
      mkdirSync(dir, { recursive: true });
      this.#made.add(dir);
    }
    this.#files++;
    const writing: Promise<void> = writeFile(file, contents).then(
      () => void this.#pending.delete(writing),
      (error: unknown) => {
        this.#pending.delete(writing);
        this.#failure ??= error;
      },
    );
    this.#pending.add(writing);
    if (this.#pending.size >= underWay) await Promise.race(this.#pending);
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Whether a file of the API is on the disk; `path` is below `api/v1/`. Only {@link finish} makes the answer sure. */
  wrote(path: string): boolean {
    return existsSync(join(this.#root, path));
  }

  async finish(): Promise<void> {
    await Promise.all(this.#pending);
    if (this.#failure !== undefined) throw this.#failure;
  }
}

/** Splits a list into pages of `size`, always at least one, with the paths of their neighbours. */
export function paginate<I>(
  title: string,
  items: readonly I[],
  size: number,
  path: (page: number) => string,
): { title: string; page: number; pages: number; total: number; previous?: string; next?: string; items: readonly I[] }[] {
  const pages = Math.max(1, Math.ceil(items.length / size));
  return Array.from({ length: pages }, (_, index) => ({
    title,
    page: index + 1,
    pages,
    total: items.length,
    ...(index > 0 ? { previous: path(index) } : {}),
    ...(index + 1 < pages ? { next: path(index + 2) } : {}),
    items: items.slice(index * size, (index + 1) * size),
  }));
}
