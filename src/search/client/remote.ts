import type { Answer, Engine } from '../engine/engine.ts';
import { FilesGone } from '../engine/files.ts';
import type { NamedThing } from '../engine/names.ts';
import type { SearchState } from '../state.ts';

/** What the page asks the worker. */
export interface Request {
  readonly id: number;
  readonly ask: 'names' | 'search';
  readonly state: SearchState;
  readonly from: number;
  readonly count: number;
}

/** What the worker answers. */
export type Reply = { readonly id: number } & ({ readonly value: Answer | NamedThing[] } | { readonly error: { readonly name: string; readonly message: string } });

/** The engine for the site at `base` (with a slash at both ends), in a worker of its own. Nothing is loaded before it is asked. */
export function remoteEngine(base: string): Engine {
  const waiting = new Map<number, (reply: Reply | Error) => void>();
  let asked = 0;
  let failed = false;
  const fail = (): void => {
    failed = true;
    for (const answer of waiting.values()) answer(new Error('The search worker could not be started'));
    waiting.clear();
  };
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<Reply>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  };
  try {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.onerror = fail;
    worker.postMessage(new URL(base, location.href).href, [port2]);
  } catch {
    // No workers here, or none allowed: every question is answered with that.
    fail();
  }

  const send = async (request: Omit<Request, 'id'>): Promise<Answer | NamedThing[]> => {
    const id = (asked += 1);
    const reply = await new Promise<Reply | Error>((resolve) => {
      waiting.set(id, resolve);
      if (failed) fail();
      else port1.postMessage({ ...request, id } satisfies Request);
    });
    if (reply instanceof Error) throw reply;
    if ('value' in reply) return reply.value;
    throw reply.error.name === 'FilesGone' ? new FilesGone(reply.error.message) : new Error(reply.error.message);
  };
  return {
    async names(query) {
      const value = await send({ ask: 'names', state: { query, filters: {} }, from: 0, count: 0 });
      return Array.isArray(value) ? value : [];
    },
    async search(state, from, count) {
      const value = await send({ ask: 'search', state, from, count });
      if (Array.isArray(value)) throw new Error('An answer to another question came');
      return value;
    },
  };
}
