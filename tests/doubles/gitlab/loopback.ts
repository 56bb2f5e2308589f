import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Http } from '../../../src/network/contract.ts';

/** What a double answers. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly parameters: URLSearchParams;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** What may go wrong with a request. */
export type Fault =
  | { readonly kind: 'reply'; readonly reply: Reply }
  /** The connection is cut: before the answer, or in the midst of its body. */
  | { readonly kind: 'cut'; readonly where: 'before' | 'within' }
  | { readonly kind: 'invalid-json' };

interface Planned {
  readonly fault: Fault;
  readonly matches: (address: string) => boolean;
  left: number;
}

/** A web server on a port of this machine, which counts what it is asked and does wrong what it is told to. */
export class Loopback {
  /** Every request, as path and query. */
  readonly asked: string[] = [];
  /** What a client did that the host's documentation does not have: a test fails where there is any. */
  readonly violations = new Set<string>();
  readonly #server: Server;
  readonly #planned: Planned[] = [];
  #address = '';
  #underWay = 0;
  /** The most requests that were under way at once. */
  concurrent = 0;

  private constructor(answer: (asked: Asked) => Promise<Reply> | Reply) {
    this.#server = createServer((request, response) => {
      void this.#serve(request, response, answer).catch((error: unknown) => {
        this.violations.add(`the double failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        response.destroy();
      });
    });
  }

  static async start(answer: (asked: Asked) => Promise<Reply> | Reply): Promise<Loopback> {
    const loopback = new Loopback(answer);
    await new Promise<void>((resolve) => loopback.#server.listen(0, '127.0.0.1', resolve));
    const address = loopback.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the double has no port');
    loopback.#address = `http://127.0.0.1:${address.port}`;
    return loopback;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** The next requests whose address matches get this. */
  fail(matches: RegExp, fault: Fault, times = 1): void {
    this.#planned.push({ fault, matches: (address) => matches.test(address), left: times });
  }

  forget(): void {
    this.asked.length = 0;
    this.concurrent = 0;
  }

  /** Sends what is meant for `base` here, over a real connection. */
  standIn(base: string, http: Http): Http {
    return {
      send: (request, options) => {
        if (!request.url.startsWith(`${base}/`)) throw new Error(`${request.url} was asked for, which is not ${base}`);
        return http.send({ ...request, url: this.#address + request.url.slice(base.length) }, options);
      },
    };
  }

  async #serve(request: IncomingMessage, response: ServerResponse, answer: (asked: Asked) => Promise<Reply> | Reply): Promise<void> {
    this.#underWay += 1;
    this.concurrent = Math.max(this.concurrent, this.#underWay);
    response.on('close', () => (this.#underWay -= 1));
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const address = request.url ?? '/';
    this.asked.push(address);
    const { pathname, searchParams } = new URL(address, 'http://localhost');
    const planned = this.#planned.find(({ left, matches }) => left > 0 && matches(address));
    if (planned !== undefined) planned.left -= 1;
    const fault = planned?.fault;
    if (fault?.kind === 'cut' && fault.where === 'before') return void request.socket.destroy();
    const asked = { method: request.method ?? '', path: pathname, parameters: searchParams, authorization: request.headers.authorization, body: Buffer.concat(chunks).toString() };
    const reply = fault?.kind === 'reply' ? fault.reply : await answer(asked);
    const headers = { 'content-type': 'application/json', ...reply.headers };
    if (fault?.kind === 'cut') {
      response.writeHead(reply.status, { ...headers, 'content-length': String(Buffer.byteLength(reply.body) + 10) });
      response.write(reply.body.slice(0, 5), () => request.socket.destroy());
      return;
    }
    response.writeHead(reply.status, headers).end(fault?.kind === 'invalid-json' ? `${reply.body.slice(0, -1)},` : reply.body);
  }
}
