import { createEngine, type Engine } from '../engine/engine.ts';
import { isPagefind, type PagefindModule } from '../engine/pagefind.ts';
import type { Reply, Request } from './remote.ts';

/*
 * The engine in a worker, so that neither WebAssembly nor ranking ever holds up typing. The page sends the site's address
 * and a port once; all else goes through the port.
 */

addEventListener('message', ({ data, ports: [port] }: MessageEvent<string>) => {
  if (port === undefined) return;
  const engine = createEngine(new URL('pagefind/', data), importPagefind);
  port.onmessage = async ({ data: request }: MessageEvent<Request>) => {
    port.postMessage(await replyTo(engine, request));
  };
});

async function replyTo(engine: Engine, { id, ask, state, from, count }: Request): Promise<Reply> {
  try {
    return { id, value: ask === 'names' ? await engine.names(state.query) : await engine.search(state, from, count) };
  } catch (error) {
    return { id, error: error instanceof Error ? { name: error.name, message: error.message } : { name: 'Error', message: String(error) } };
  }
}

async function importPagefind(address: string): Promise<PagefindModule> {
  const loaded: unknown = await import(/* @vite-ignore */ address);
  if (!isPagefind(loaded)) throw new Error(`${address} is not what it should be`);
  return loaded;
}
