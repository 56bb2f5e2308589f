import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder that all test files of one run share; see `once.ts`. */
    readonly runFolder: string;
  }
}

/**
 * Makes the folder that the run's test files share, and removes it afterwards. Nothing is built here: a run without browser
 * tests pays nothing. The many processes that tests start keep what Node compiled for the next of them there, which
 * saves a fifth of what each costs.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'almanac-tests-'));
  project.provide('runFolder', folder);
  process.env['NODE_COMPILE_CACHE'] ??= join(folder, 'compiled');
  return () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
