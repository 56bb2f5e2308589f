import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { z } from 'zod';

/**
 * Writes the files of an edition below `<dir>/api/v1/`. Each value goes through its schema on the way, so that what is
 * published is what the published JSON Schema says. The folder is new, so nothing is overwritten.
 */
export class EditionWriter {
  readonly #root: string;
  readonly #made = new Set<string>();
  #files = 0;

  constructor(dir: string) {
    this.#root = join(dir, 'api', 'v1');
  }

  /** Files written so far. */
  get files(): number {
    return this.#files;
  }

  /** Writes one JSON file. `path` is below `api/v1/`. */
  json<S extends z.ZodType>(path: string, schema: S, value: z.input<S>): void {
    this.text(path, `${JSON.stringify(schema.parse(value))}\n`);
  }

  /** Writes one JSON object a line. */
  ndjson<S extends z.ZodType>(path: string, schema: S, values: readonly z.input<S>[]): void {
    this.text(path, values.map((value) => `${JSON.stringify(schema.parse(value))}\n`).join(''));
  }

  text(path: string, contents: string): void {
    const file = join(this.#root, path);
    const dir = dirname(file);
    if (!this.#made.has(dir)) {
      mkdirSync(dir, { recursive: true });
      this.#made.add(dir);
    }
    writeFileSync(file, contents);
    this.#files++;
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
