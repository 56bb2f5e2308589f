import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { day, instant } from '../schema/primitives.ts';

/** One line of `announced.ndjson`. */
const line = z.union([
  z.strictObject({
    webhook: z.string().describe('Name of the environment variable that holds its address'),
    at: instant,
    state: z.enum(['posting', 'posted', 'failed', 'unsure']),
    ids: z.array(z.string()),
  }),
  z.strictObject({ webhook: z.string(), at: instant, from: day.describe('The day that the next run begins with: all before it was dealt with') }),
]);
type Line = z.infer<typeof line>;

/** The record of what was posted cannot be used: says why and what to do. */
export class RecordError extends Error {
  override readonly name = 'UsageError';
}

/**
 * What was posted where: `announced.ndjson` in the data folder, which is only ever added to. What is about to be posted is
 * noted first, on disk before anything is sent. So a run that is killed between sending and noting leaves `posting`
 * behind, and that is not sent again: an announcement that arrives twice every hour is worse than one that feeds,
 * calendar and site have anyway.
 */
export class AnnouncedRecord {
  readonly #file: string;
  readonly #lock: string;
  readonly #states = new Map<string, Map<string, Extract<Line, { state: unknown }>['state']>>();
  readonly #from = new Map<string, string>();
  #descriptor: number | undefined;

  private constructor(dataDir: string) {
    this.#file = join(dataDir, 'announced.ndjson');
    this.#lock = join(dataDir, 'announced.lock');
  }

  /**
   * Opens the record, for this process alone. `close` gives it free.
   *
   * @throws RecordError if another process has it, or it holds a line that cannot be read
   */
  static open(dataDir: string): AnnouncedRecord {
    const record = new AnnouncedRecord(dataDir);
    mkdirSync(dataDir, { recursive: true });
    record.#take();
    try {
      record.#read();
    } catch (error) {
      record.close();
      throw error;
    }
    return record;
  }

  /** True if it must not be posted (again): it was, or may have been. */
  isDone(webhook: string, id: string): boolean {
    const state = this.#states.get(webhook)?.get(id);
    return state !== undefined && state !== 'failed';
  }

  /** The day that a run begins with; undefined for a webhook that was never posted to. */
  from(webhook: string): string | undefined {
    return this.#from.get(webhook);
  }

  /** Adds a line, which is on disk when this returns. */
  add(entry: Line): void {
    this.#descriptor ??= this.#openForAppending();
    const text = `${JSON.stringify(line.parse(entry))}\n`;
    writeSync(this.#descriptor, text);
    fsyncSync(this.#descriptor);
    this.#note(entry);
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
    rmSync(this.#lock, { force: true });
  }

  #note(entry: Line): void {
    if ('from' in entry) {
      this.#from.set(entry.webhook, entry.from);
      return;
    }
    const states = this.#states.get(entry.webhook) ?? new Map();
    this.#states.set(entry.webhook, states);
    for (const id of entry.ids) states.set(id, entry.state);
  }

  /** A line that was not written to its end, and so is no JSON, says nothing: the run was killed before it sent anything. */
  #read(): void {
    if (!existsSync(this.#file)) return;
    const lines = readFileSync(this.#file, 'utf8').split('\n');
    for (const [at, text] of lines.entries()) {
      if (text === '') continue;
      const value = parsed(text);
      if (value === undefined && text.startsWith('{')) continue;
      const read = line.safeParse(value);
      if (read.success) this.#note(read.data);
      else throw new RecordError(`${basename(this.#file)}:${at + 1} in ${dirname(this.#file)} cannot be read, so it is not known what was posted already. Correct the line, or remove it if what it says may be posted again.`);
    }
  }

  #openForAppending(): number {
    const torn = existsSync(this.#file) && !/(^|\n)$/.test(readFileSync(this.#file, 'utf8').slice(-1));
    const descriptor = openSync(this.#file, 'a', 0o600);
    if (torn) writeSync(descriptor, '\n');
    return descriptor;
  }

  #take(): void {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      try {
        const descriptor = openSync(this.#lock, 'wx', 0o600);
        writeSync(descriptor, String(process.pid));
        closeSync(descriptor);
        return;
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
        const holder = Number(readFileSync(this.#lock, 'utf8'));
        if (isRunning(holder)) throw new RecordError(`Another \`almanac announce --post\` is running (process ${holder}). If it is not, remove ${this.#lock}.`);
        rmSync(this.#lock, { force: true });
      }
    }
    throw new RecordError(`${this.#lock} could not be taken: another process keeps taking it.`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
