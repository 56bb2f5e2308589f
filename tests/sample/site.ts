import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { openEdition, type Edition } from '../../src/edition/read.ts';
import { serve, type RunningServer } from '../../src/serve/server.ts';
import { launch } from '../browser/browser.ts';
import { oncePerRun } from '../browser/once.ts';
import { run } from '../cli/in-process.ts';

const root = join(import.meta.dirname, '../..');

/** A night of the sample organisation that comes with Almanac, with the shipped commands and content; built once per run. Returns the folder of the site. */
export async function builtSample(): Promise<string> {
  const folder = await oncePerRun('sample', async (folder) => {
    const { code, out, err } = await run(['nightly', '--data', join(folder, 'data'), '--out', join(folder, 'dist')], root);
    if (code !== 0) throw new Error(`the night ended with ${code}\n${out}${err}`);
  });
  return join(folder, 'dist');
}

/** A visit of the sample's site; `faults` holds what must not happen: errors on the console, refusals of the policy, requests elsewhere. */
export interface Visit {
  readonly page: Page;
  readonly faults: string[];
  /** Opens a page of the site; returns the status of the answer. */
  go(path: string): Promise<number | undefined>;
  close(): Promise<void>;
}

export interface SampleStage {
  readonly dir: string;
  readonly edition: Edition;
  readonly server: RunningServer;
  visit(options?: BrowserContextOptions): Promise<Visit>;
}

/** Serves the sample and starts a browser for the tests of one file. Use at the top of the file; valid once tests run. */
export function sampleStage(): () => SampleStage {
  let current: SampleStage | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    const [dir, launched] = await Promise.all([builtSample(), launch()]);
    browser = launched;
    const server = await serve({ dir, port: 0, base: '/' });
    current = { dir, edition: openEdition(dir), server, visit: (options) => visit(launched, server, options) };
  });
  afterAll(async () => {
    await browser?.close();
    await current?.server.close();
  });
  return () => {
    if (current === undefined) throw new Error('The stage is set before the tests, not while they are collected');
    return current;
  };
}

async function visit(browser: Browser, server: RunningServer, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ colorScheme: 'light', reducedMotion: 'reduce', viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`a script failed: ${error.message}`));
  page.on('console', (message) => {
    // That a page which does not exist answers 404 is what its test asks for.
    const expected = message.text().includes('404') && message.location().url === page.url();
    if (['error', 'warning'].includes(message.type()) && !expected) faults.push(`${message.type()} on the console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(server.url).origin) faults.push(`a request left the site: ${request.url()}`);
  });
  return { page, faults, go: async (path) => (await page.goto(server.url + path))?.status(), close: () => context.close() };
}
