import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Instant } from '../schema/primitives.ts';
import type { KeptPages, RawPage, RunScope } from './contract.ts';

const fieldCensus = z.strictObject({ record: z.string(), records: z.int().nonnegative(), fields: z.record(z.string(), z.int().nonnegative()) });

/** A page as it lies in a line of a file. */
export const keptPage = z.strictObject({ name: z.string(), body: z.string(), bookmark: z.string().optional(), census: z.array(fieldCensus).optional() });

/** A page without what it does not have. */
export function pageOf({ name, body, bookmark, census }: z.infer<typeof keptPage>): RawPage {
  return { name, body, ...(bookmark === undefined ? {} : { bookmark }), ...(census === undefined ? {} : { census }) };
}

/** Pages in a file of lines, each written as it comes, so that a process that is killed loses at most the one under way. */
export class PagesInFile implements KeptPages {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  pages(): readonly RawPage[] {
    if (!existsSync(this.#file)) return [];
    const text = readFileSync(this.#file, 'utf8');
    // What follows the last newline was cut off.
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (whole.length < text.length) writeFileSync(this.#file, whole);
    return whole.split('\n').flatMap((line): RawPage[] => (line === '' ? [] : [pageOf(keptPage.parse(JSON.parse(line)))]));
  }

  add({ name, body, bookmark, census }: RawPage): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    appendFileSync(this.#file, `${JSON.stringify({ name, body, bookmark, census })}\n`);
  }

  clear(): void {
    rmSync(this.#file, { force: true });
  }
}

/** A run whose pages are kept below a folder. */
export function runScope(begunAt: Instant, dir: string): RunScope {
  return { begunAt, kept: (name) => new PagesInFile(join(dir, `${createHash('sha256').update(name).digest('hex').slice(0, 32)}.ndjson`)) };
}

/** A run that nothing is kept of. */
export function passingRun(begunAt: Instant): RunScope {
  const none: KeptPages = { pages: () => [], add: () => undefined, clear: () => undefined };
  return { begunAt, kept: () => none };
}
