import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Network } from '../network/contract.ts';
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
    try {
      return whole.split('\n').flatMap((line): RawPage[] => (line === '' ? [] : [pageOf(keptPage.parse(JSON.parse(line)))]));
    } catch {
      // Of another version, or damaged: read anew.
      this.clear();
      return [];
    }
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

/** The same run, whose kept pages hold no secrets: hosts may echo what they were sent. */
export function withoutSecrets({ begunAt, kept }: RunScope, { redact }: Pick<Network, 'redact'>): RunScope {
  return {
    begunAt,
    kept: (name) => {
      const inFile = kept(name);
      return { pages: () => inFile.pages(), add: (page) => inFile.add(redactedPage(page, redact)), clear: () => inFile.clear() };
    },
  };
}

/** A page without the secrets that are known: neither in its text nor in the place that the host named for the next one. */
export function redactedPage(page: RawPage, redact: (text: string) => string): RawPage {
  const { name, body, bookmark } = page;
  const clean = { name: redact(name), body: redact(body), bookmark: bookmark === undefined ? undefined : redact(bookmark) };
  if (clean.name === name && clean.body === body && clean.bookmark === bookmark) return page;
  return { ...page, name: clean.name, body: clean.body, ...(clean.bookmark === undefined ? {} : { bookmark: clean.bookmark }) };
}
