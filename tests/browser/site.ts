import { execFile } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { repositoryPath } from '../../src/edition/routes.ts';
import { serve, type RunningServer } from '../../src/serve/server.ts';
import { writeStage } from '../search/documents.ts';
import { writeEdition } from '../site/edition.ts';
import { hostileId } from '../site/hostile.ts';
import { launch } from './browser.ts';
import { oncePerRun } from './once.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The site of the tests is served below a path, because a link that forgets it works at the root of a host. */
export const base = '/almanac/';

/** One page of each kind, below the base. */
export const pageKinds: Readonly<Record<string, string>> = {
  home: '',
  list: 'browse/component/',
  'page in the middle of a list': 'browse/component/2/',
  'list of teams': 'browse/group/',
  'list of repositories': 'browse/repository/',
  component: 'catalog/component/default/payments-api-0/',
  API: 'catalog/api/default/payments-api/',
  resource: 'catalog/resource/default/orders-database/',
  system: 'catalog/system/default/payments/',
  domain: 'catalog/domain/default/commerce/',
  team: 'catalog/group/default/team-payments/',
  'team that owns nothing': 'catalog/group/default/team-new/',
  user: 'catalog/user/default/on-call/',
  capability: 'catalog/capability/default/deploy-a-service/',
  repository: 'repositories/github.com/acme/payments-api-0/',
  'empty repository': 'repositories/local/nothing/',
  'hostile component': 'catalog/component/default/hostile/',
  'hostile repository': repositoryPath(hostileId),
  'data quality': 'data-quality/',
  'findings of a code': 'data-quality/alm0305/',
  provenance: 'provenance/',
  'static API': 'api/',
  search: 'search/',
  'not found': 'no/such/page/',
};

/** A site made of a synthetic edition, the way `almanac build` makes it; made once per run. Returns its folder. */
export async function builtSite(): Promise<string> {
  const folder = await oncePerRun('site', async (folder) => {
    const edition = join(folder, 'edition');
    const out = join(folder, 'dist');
    writeEdition(edition, { components: 45, teams: 5, pageSize: 20, hostile: true });
    await node('src/render/main.ts', '--edition', edition, '--out', out, '--base', base);
    await node('src/search/main.ts', '--edition', edition, '--stage', writeStage(edition), '--out', out);
    await cp(join(edition, 'api'), join(out, 'api'), { recursive: true });
    // The schemas are a build's own; the synthetic edition only names this one.
    await mkdir(join(out, 'api', 'v1', 'schemas'), { recursive: true });
    await writeFile(join(out, 'api', 'v1', 'schemas', 'entity-summary.json'), '{}');
  });
  return join(folder, 'dist');
}

async function node(program: string, ...args: readonly string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [join(root, program), ...args]);
}

/** What a test has at hand: a browser, and the site being served. */
export interface Stage {
  readonly browser: Browser;
  readonly server: RunningServer;
  /** Opens a page in a context of its own, in which everything that must not happen is noted. */
  open(path: string, options?: BrowserContextOptions & { readonly before?: (context: BrowserContext) => Promise<unknown> }): Promise<{ readonly page: Page; readonly faults: readonly string[] }>;
}

/** Serves the site and starts a browser for the tests of one file. Use at the top of the file; valid once tests run. */
export function stage(): () => Stage {
  let current: Stage | undefined;
  beforeAll(async () => {
    const [dir, browser] = await Promise.all([builtSite(), launch()]);
    const server = await serve({ dir, port: 0, base });
    current = { browser, server, open: (path, options) => open(browser, server, path, options) };
  });
  afterAll(async () => {
    await current?.browser.close();
    await current?.server.close();
  });
  return () => {
    if (current === undefined) throw new Error('The stage is set before the tests, not while they are collected');
    return current;
  };
}

const open = async (browser: Browser, server: RunningServer, path: string, { before, ...options }: Parameters<Stage['open']>[1] = {}): ReturnType<Stage['open']> => {
  const context = await browser.newContext(options);
  const faults: string[] = [];
  await before?.(context);
  const page = await context.newPage();
  page.on('dialog', (dialog) => {
    faults.push(`a dialog opened: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => faults.push(`a script failed: ${error.message}`));
  page.on('console', (message) => {
    // That a page which does not exist answers 404 is what its test asks for.
    const expected = message.text().includes('404') && message.location().url === page.url();
    if (['error', 'warning'].includes(message.type()) && !expected) faults.push(`${message.type()} on the console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(server.url).origin) faults.push(`a request left the site: ${request.url()}`);
  });
  await page.goto(server.url + path);
  return { page, faults };
};
