import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createEngine, type Engine } from '../../src/search/engine/engine.ts';
import { isPagefind, type PagefindModule } from '../../src/search/engine/pagefind.ts';
import { serve } from '../../src/serve/server.ts';

/**
 * The engine over a site's folder that is served, as a browser has it, but in this process: the same files, the same
 * Pagefind, the same code.
 */
export async function servedEngine(dir: string): Promise<{ readonly engine: Engine; close(): Promise<void> }> {
  const server = await serve({ dir, port: 0, base: '/' });
  const load = async (): Promise<PagefindModule> => {
    const loaded: unknown = await import(pathToFileURL(join(dir, 'pagefind', 'pagefind.js')).href);
    if (!isPagefind(loaded)) throw new Error('pagefind.js is not what it should be');
    return loaded;
  };
  return { engine: createEngine(new URL('pagefind/', server.url), load), close: () => server.close() };
}
