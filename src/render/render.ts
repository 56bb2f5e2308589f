import { mkdir, mkdtemp, readdir, realpath, rename, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { build } from 'astro';
import type { AstroInlineConfig, AstroPrerenderer } from 'astro';
import { editionVariable, openEdition } from '../edition/read.ts';
import { siteConfig } from './config.ts';

/** How much Astro can be made to say. */
export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** What {@link renderSite} needs. Folders may be relative to the working directory. */
export interface RenderOptions {
  /** The folder of Almanac itself, which holds `src/pages`. Only read. */
  readonly root: string;
  /** The edition's folder, which holds `api/v1/`. Only read. */
  readonly edition: string;
  /** Where the pages go: a folder that does not exist yet or is empty. */
  readonly out: string;
  /** Path the site is served below: `/` or `/almanac/`. */
  readonly base: string;
  /** Where temporary files go, on the same file system as `out`; by default beside `out`. Removed afterwards. */
  readonly cacheDir?: string;
  /** Told how many of all pages are rendered, from time to time. */
  readonly progress?: (rendered: number, of: number) => void;
  /** How much Astro itself says, on stdout and stderr; by default nothing: a fault is thrown. */
  readonly logLevel?: (typeof logLevels)[number];
  /** Milliseconds on a clock that only runs forward, for the figures that come back. */
  readonly elapsed: () => number;
}

/** What one render made. */
export interface RenderResult {
  /** HTML pages written. */
  readonly pages: number;
  readonly seconds: number;
}

/** The site could not be rendered for a reason that whoever called can mend. */
export class RenderError extends Error {
  override name = 'RenderError';
}

/**
 * Renders all pages of an edition into `out`. The same edition and base give the same bytes, wherever the folders are.
 * `out` is either whole or untouched.
 *
 * Changes the working directory and environment of the process while it runs, because Astro keeps its server bundle
 * below the working directory, and pages learn the edition's folder from the environment: run it in a process of its
 * own (`src/render/main.ts`), which also gives its memory back.
 *
 * Errors: `RenderError` if `out` is not empty; `EditionError` if the edition is not whole; whatever Astro throws.
 */
export async function renderSite(options: RenderOptions): Promise<RenderResult> {
  const started = options.elapsed();
  const root = await realpath(resolve(options.root));
  const edition = resolve(options.edition);
  const out = resolve(options.out);
  const base = `/${options.base}/`.replace(/\/{2,}/g, '/');
  await requireEmpty(out);
  // Read first: a missing edition is told in one line rather than from inside a page.
  void openEdition(edition).index;

  const beside = resolve(options.cacheDir ?? dirname(out));
  await mkdir(beside, { recursive: true });
  await mkdir(dirname(out), { recursive: true });
  const work = await realpath(await mkdtemp(join(beside, `.${basename(out)}-render-`)));
  const cwd = process.cwd();
  let restore = () => {};
  try {
    // The server bundle is imported from the work folder and finds its packages through this link.
    await symlink(join(root, 'node_modules'), join(work, 'node_modules'), 'junction');
    process.chdir(work);
    // BASE_URL: where a variable of that name is set, Astro hands it to pages instead of the base it was configured with.
    // Astro takes DEV from the environment, where test runners put it: pages of a preview may have styles of their own.
    restore = setEnvironment({ [editionVariable]: edition, BASE_URL: base, ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production', DEV: '' });
    const pages = await buildPages(root, work, base, options);
    await rm(out, { recursive: true, force: true });
    await rename(join(work, 'site'), out);
    return { pages, seconds: (options.elapsed() - started) / 1000 };
  } finally {
    process.chdir(cwd);
    restore();
    // With retries: after a fault Astro may still be writing the pages that were under way.
    await rm(work, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

async function buildPages(root: string, work: string, base: string, options: RenderOptions): Promise<number> {
  let pages = 0;
  const config: AstroInlineConfig = {
    ...siteConfig,
    configFile: false,
    root,
    base,
    outDir: join(work, 'site'),
    cacheDir: join(work, 'cache'),
    logLevel: options.logLevel ?? 'silent',
    vite: { ...siteConfig.vite, cacheDir: join(work, 'vite') },
    integrations: [
      {
        name: 'almanac-progress',
        hooks: {
          'astro:build:start': ({ setPrerenderer }) => {
            setPrerenderer((prerenderer) => watched(prerenderer, options.progress));
          },
          'astro:build:done': ({ pages: built }) => {
            pages = built.length;
          },
        },
      },
    ],
  };
  // `sync` would write types for editors into the project; nothing that is rendered needs them.
  const flags = { devOutput: false, sync: false };
  await build(config, flags);
  return pages;
}

/**
 * Astro's own prerenderer, telling of every two-hundredth part of the work. After the first fault it renders nothing
 * more: Astro would otherwise go on with thousands of queued pages while its output is taken away.
 */
function watched(prerenderer: AstroPrerenderer, progress: RenderOptions['progress']): AstroPrerenderer {
  let total = 0;
  let done = 0;
  let failed = false;
  return {
    ...prerenderer,
    async getStaticPaths() {
      const paths = await prerenderer.getStaticPaths();
      total = paths.length;
      return paths;
    },
    async render(request, options) {
      if (failed) return new Promise<never>(() => {});
      try {
        const response = await prerenderer.render(request, options);
        done += 1;
        if (done === total || done % Math.max(1, Math.ceil(total / 200)) === 0) progress?.(done, total);
        return response;
      } catch (error) {
        failed = true;
        throw error;
      }
    },
  };
}

/** Sets variables of this process, and gives what puts them back. Astro keeps hold of the object, so it stays the same. */
function setEnvironment(variables: Readonly<Record<string, string>>): () => void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}

async function requireEmpty(out: string): Promise<void> {
  const entries = await readdir(out).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  if (entries.length > 0) throw new RenderError(`${out} is not empty: name a folder that does not exist yet`);
}
