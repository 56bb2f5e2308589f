import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createPlainServer, type AddressInfo, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { TransportError, type HttpRequest } from '../../src/network/contract.ts';
import { fetchHttp } from '../../src/network/fetch-http.ts';
import { failure } from './world.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function listening(server: Server | ReturnType<typeof createPlainServer>): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closing.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}`;
}

const serving = (listener: RequestListener): Promise<string> => listening(createServer(listener));

function ask(base: string, { signal = new AbortController().signal, timeoutMs = 30_000, ...request }: Partial<HttpRequest> & { readonly signal?: AbortSignal; readonly timeoutMs?: number } = {}) {
  return fetchHttp.send({ method: 'GET', url: `${base}/x`, headers: {}, ...request }, { signal, timeoutMs });
}

async function transportFailure(promise: Promise<unknown>): Promise<TransportError> {
  const error = await failure(promise);
  if (error instanceof TransportError) return error;
  throw error;
}

describe('an answer', () => {
  it('comes whole, with its status and headers by name in lower case', async () => {
    const base = await serving((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => response.writeHead(422, { 'X-Thing': ['a', 'b'], 'content-type': 'text/plain' }).end(`${request.method} ${request.headers['x-own']} ${body} é`));
    });
    const { status, headers, body } = await ask(base, { method: 'POST', headers: { 'x-own': 'mine' }, body: '{"a":"ü"}' });
    expect([status, headers.get('x-thing'), body]).toEqual([422, 'a, b', 'POST mine {"a":"ü"} é']);
  });

  it('is unpacked, and a character that two pieces share is one', async () => {
    const text = 'é'.repeat(200_000);
    const base = await serving((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(text)));
    expect((await ask(base)).body).toBe(text);
  });

  it('is given as it is where it leads elsewhere, or is nothing', async () => {
    const base = await serving((_, response) => response.writeHead(301, { location: 'http://127.0.0.1:1/elsewhere' }).end());
    expect(await ask(base)).toMatchObject({ status: 301, body: '' });
    const unchanged = await serving((_, response) => response.writeHead(304).end());
    expect(await ask(unchanged)).toMatchObject({ status: 304, body: '' });
  });
});

describe('no whole answer', () => {
  it('is a time-out where the headers do not come', async () => {
    const base = await serving(() => undefined);
    expect(await transportFailure(ask(base, { timeoutMs: 50 }))).toMatchObject({ reason: 'timeout', message: 'no whole answer within 1 s' });
  });

  it('is a time-out where the body does not end', async () => {
    const base = await serving((_, response) => {
      response.write('{"data":');
    });
    expect((await transportFailure(ask(base, { timeoutMs: 100 }))).reason).toBe('timeout');
  });

  it('is a cut connection, before the headers or in the middle of the body', async () => {
    const early = await serving((request) => request.socket.destroy());
    expect(await transportFailure(ask(early))).toMatchObject({ reason: 'closed', message: 'the connection was cut off (UND_ERR_SOCKET)' });
    const late = await serving((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"data":');
      setImmediate(() => response.socket?.destroy());
    });
    expect((await transportFailure(ask(late))).reason).toBe('closed');
  });

  it('is something that is not HTTP', async () => {
    const base = await listening(createPlainServer((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n')));
    expect((await transportFailure(ask(base))).reason).toBe('closed');
  });

  it('is a refused connection, or a host that nobody knows', async () => {
    const base = await serving(() => undefined);
    closing.splice(0).forEach((close) => close());
    expect(await transportFailure(ask(base))).toMatchObject({ reason: 'refused', message: 'the connection was refused' });
    expect((await transportFailure(ask('http://host.invalid'))).reason).toBe('unknown-host');
  });

  it('is one that unpacks to more than anybody would send', async () => {
    const bomb = gzipSync(Buffer.alloc(70 * 1024 * 1024));
    const base = await serving((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
    expect(await transportFailure(ask(base))).toMatchObject({ reason: 'too-large', message: 'the answer is larger than 64 MB' });
  });

  it('is a certificate that is not trusted', async () => {
    const base = await listening(createPlainServer((socket) => socket.end('not TLS')));
    expect((await transportFailure(ask(base.replace('http:', 'https:')))).reason).toBe('refused');
  });

  it('is a request that cannot be made; what it held is not quoted', async () => {
    const error = await transportFailure(ask('http://127.0.0.1:9', { headers: { authorization: 'Bearer canary\n1' } }));
    expect(error).toMatchObject({ reason: 'refused', message: 'such a request cannot be made: its address or a header is not valid' });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('canary');
  });
});

it('ends when the caller leaves, with the reason given', async () => {
  const base = await serving(() => undefined);
  const leaving = new AbortController();
  const reason = new Error('interrupted');
  setImmediate(() => leaving.abort(reason));
  expect(await failure(ask(base, { signal: leaving.signal }))).toBe(reason);
});
