import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Instant, instant } from '../schema/primitives.ts';
import { writeJsonAtomically } from '../store/files.ts';
import type { Lake } from '../store/lake.ts';
import type { CollectContext, RunScope } from './contract.ts';
import { journalFile } from './job.ts';
import { runScope } from './run-scope.ts';

/** How long after it began a run that was cut off is taken up: what hosts said then is still said of the same night. */
const takenUpMs = 12 * 3_600_000;

const runFile = z.strictObject({
  begunAt: instant.describe('Instant of the run that began it'),
  backdated: z.boolean(),
});

/** The run as its collectors see it, and whether it goes on with one that was cut off. */
export interface BegunRun {
  readonly scope: RunScope;
  readonly takenUp: boolean;
  /** The manifest is written: what was kept for the case that it would not be is forgotten. */
  end(): void;
}

/**
 * Begins a run with remote collectors, or takes up one that was cut off less than 12 hours ago: pages that were kept for
 * the whole run count, and what it read is not read again. Of an older one all of that is thrown away; journals of single
 * shards stay, each of which knows what it is good for.
 *
 * @param collectors ids of all remote collectors that are configured; journals of others are removed
 */
export function beginRun(lake: Lake, { asOf, backdated }: Pick<CollectContext, 'asOf' | 'backdated'>, collectors: readonly string[]): BegunRun {
  const { unfinishedDir: dir } = lake;
  const file = join(dir, 'run.json');
  const before = readRun(file);
  const takenUp = before !== undefined && before.backdated === backdated && isSameNight(before.begunAt, asOf, backdated);
  const begunAt = takenUp ? before.begunAt : asOf;
  if (!takenUp) {
    forgetPages(dir);
    writeJsonAtomically(lake, file, { begunAt, backdated });
  }
  const journals = new Set(collectors.map((id) => journalFile(dir, id)));
  for (const name of namesIn(join(dir, 'journals'))) {
    const journal = join(dir, 'journals', name);
    if (!journals.has(journal)) rmSync(journal, { force: true });
  }
  return {
    scope: runScope(begunAt, dir),
    takenUp,
    end() {
      forgetPages(dir);
      if (namesIn(join(dir, 'journals')).length === 0) rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A day of the past is the same however late it is collected; the present moves on. */
function isSameNight(begunAt: Instant, asOf: Instant, backdated: boolean): boolean {
  const age = Date.parse(asOf) - Date.parse(begunAt);
  return backdated ? age === 0 : age >= 0 && age <= takenUpMs;
}

function readRun(file: string): z.infer<typeof runFile> | undefined {
  try {
    return runFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Removes all but the journals; what says that there is a run goes first, so that its pages are never taken for whole. */
function forgetPages(dir: string): void {
  rmSync(join(dir, 'run.json'), { force: true });
  for (const name of namesIn(dir)) if (name !== 'journals') rmSync(join(dir, name), { recursive: true, force: true });
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}
