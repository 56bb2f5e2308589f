import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dev } from 'astro';
import type { AstroInlineConfig, HookParameters } from 'astro';
import { baseOf } from '../edition/base.ts';
import { editionVariable } from '../edition/read.ts';
import { siteConfig } from '../render/config.ts';
import { buildSearch } from '../search/build.ts';
import type { Finding } from '../schema/finding.ts';
import { watchFolder } from './changes.ts';
import { Contents, type ContentsOptions, type PreviewEdition } from './contents.ts';
import { serveEditionFile } from './edition-files.ts';

/** What {@link startPreview} needs. */
export interface PreviewOptions extends ContentsOptions {
  /** The folder of Almanac itself, which holds `src/pages`. */
  readonly root: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Whether another port will do where this one is taken. */
  readonly anyPort: boolean;
  readonly host: string;
  /** Told of every edition: what changed (nothing for the first), how long it took, what is wrong. */
  readonly made: (edition: { readonly changed: readonly string[]; readonly seconds: number; readonly findings: readonly Finding[]; readonly documents: number; readonly entities: number }) => void;
  /** Told why a change could not be shown. */
  readonly failed: (error: unknown, changed: readonly string[]) => void;
}

export interface RunningPreview {
  readonly url: string;
  close(): Promise<void>;
}

/** Vite's development server, as Astro hands it to integrations. */
type Server = HookParameters<'astro:server:setup'>['server'];

/** Milliseconds without a change after which the search index follows. */
const searchAfter = 1000;

/**
 * Serves the site of a content folder while it is being written: pages are rendered when they are asked for, from an
 * edition that is made anew with every change, and open pages reload. What is wrong stands above every page.
 *
 * Astro's development server renders the pages, so that changes of Almanac's own pages and styles show as well. Its
 * Content-Security-Policy is the only thing that differs from a build: see `src/layouts/policy.ts`.
 */
export async function startPreview(options: PreviewOptions): Promise<RunningPreview> {
  const { clock, workDir } = options;
  mkdirSync(workDir, { recursive: true });
  const base = baseOf(options.organisation().config.site.url);
  const contents = await Contents.open(options);
  let current: PreviewEdition | undefined;
  let server: Server | undefined;
  let searchTimer: NodeJS.Timeout | undefined;

  const search = async (edition: PreviewEdition): Promise<void> => {
    const { dir } = edition;
    await buildSearch({ edition: dir, stage: join(dir, 'stage'), out: join(dir, 'search'), elapsed: clock.elapsed }).catch((error: unknown) => {
      // The edition was replaced meanwhile: the next one gets an index of its own.
      if (existsSync(dir) && edition === current) options.failed(error, []);
    });
  };

  const make = async (changed: readonly string[]): Promise<void> => {
    clearTimeout(searchTimer);
    const from = clock.elapsed();
    try {
      const edition = await contents.make(current === undefined ? undefined : changed);
      current = edition;
      // The pages run in this process and ask for the folder with every page.
      process.env[editionVariable] = edition.dir;
      if (server !== undefined) showNewEdition(server);
      options.made({ changed, seconds: (clock.elapsed() - from) / 1000, findings: edition.findings, documents: edition.documents, entities: edition.entities });
      searchTimer = setTimeout(() => void search(edition), searchAfter);
    } catch (error) {
      if (current === undefined) throw error;
      contents.tell(current.dir, { fault: error instanceof Error ? error.message : String(error), findings: [] });
      server?.ws.send({ type: 'full-reload', path: '*' });
      options.failed(error, changed);
    }
  };

  // One change after the other: editions share the open data folder. Watched from the beginning: what changes while the
  // first edition is made must show as well.
  let last = make([]);
  const stop = watchFolder(options.organisation().dir, (changed) => {
    last = last.then(() => make(changed));
  });
  try {
    await last;
    const astro = await dev(configuration(options, base, (vite) => {
      server = vite;
      vite.middlewares.use((request, response, next) => {
        if (current === undefined || !serveEditionFile(current.dir, base, request, response)) next();
      });
    }));
    return {
      url: `http://${options.host}:${astro.address.port}${base}`,
      async close() {
        stop();
        await last;
        clearTimeout(searchTimer);
        await astro.stop();
        contents.close();
        rmSync(workDir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    stop();
    contents.close();
    throw error;
  }
}

/** Astro remembers which pages there are until its own content changes; pages' content comes from elsewhere, so it is told. */
function showNewEdition(server: Server): void {
  for (const [name, environment] of Object.entries(server.environments)) {
    if (name !== 'client') environment.hot.send('astro:content-changed', {});
  }
  server.ws.send({ type: 'full-reload', path: '*' });
}

function configuration({ root, port, anyPort, host, workDir }: PreviewOptions, base: string, setUp: (server: Server) => void): AstroInlineConfig {
  return {
    ...siteConfig,
    configFile: false,
    root,
    base,
    cacheDir: join(workDir, 'astro'),
    logLevel: 'error',
    server: { port, host },
    vite: { ...siteConfig.vite, cacheDir: join(workDir, 'vite'), server: { strictPort: !anyPort } },
    integrations: [{ name: 'almanac-preview', hooks: { 'astro:server:setup': (setup) => setUp(setup.server) } }],
  };
}
