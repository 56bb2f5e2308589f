import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { findTarget, type Target } from './target.ts';
import { contentType } from './types.ts';

/** What to serve, and where. */
export interface ServeOptions {
  /** The site's folder. It may be replaced by a new build while it is being served. */
  readonly dir: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Address to listen on; only this machine by default. */
  readonly host?: string;
  /** Path the site was built for: `/` or `/almanac/`. */
  readonly base: string;
}

/** A server that is listening. */
export interface RunningServer {
  /** Address of the site's home page: `http://127.0.0.1:4321/almanac/`. */
  readonly url: string;
  readonly port: number;
  /** Stops listening and ends open connections. */
  close(): Promise<void>;
}

/** The site could not be served for a reason that whoever started it can mend. */
export class ServeError extends Error {
  override name = 'ServeError';
}

/**
 * Headers of every answer. Pages carry their own Content-Security-Policy; `frame-ancestors` only works as a header.
 * `no-cache` makes browsers ask each time, which costs a 304: a new build shows at once.
 */
const securityHeaders = {
  'Content-Security-Policy': "frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-cache',
} as const;

/**
 * Serves a built site for looking at it: GET and HEAD, folders as their `index.html`, `404.html` where nothing is,
 * ETags. It is meant for one reader on one machine; publishing is any web server's job.
 *
 * Errors: `ServeError` if there is no site in `dir` or the address cannot be had, saying what to do.
 */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const { dir, host = '127.0.0.1' } = options;
  const base = `/${options.base}/`.replaceAll(/\/+/g, '/');
  const isFolder = await stat(dir).then((found) => found.isDirectory(), () => false);
  if (!isFolder) throw new ServeError(`There is no site in ${dir}. Build one first (\`almanac nightly\`), or name its folder with --out.`);
  const server = createServer((request, response) => {
    answer(dir, base, request, response).catch(() => {
      if (!response.headersSent) refuse(response, 500, 'The file could not be read.');
      else response.destroy();
    });
  });
  const port = await listen(server, options.port, host);
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}${base}`,
    port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

/**
 * Tells at once whether an address can be had, for servers that take long to start.
 *
 * Errors: `ServeError` if not, saying what to do.
 */
export async function checkAddress(port: number, host: string): Promise<void> {
  const server = createServer();
  await listen(server, port, host);
  await new Promise((resolve) => server.close(resolve));
}

async function answer(dir: string, base: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return refuse(response, 405, 'Only GET and HEAD are answered.');
  }
  const target = await findTarget(dir, base, request.url ?? '/');
  switch (target.kind) {
    case 'file':
      return send(target, 200, request, response);
    case 'redirect':
      response.setHeader('Location', target.to);
      return refuse(response, 307, `See ${target.to}`);
    case 'malformed':
      return refuse(response, 400, 'The address is malformed.');
    case 'missing': {
      const page = await findTarget(dir, base, `${base}404.html`);
      if (page.kind === 'file') return send(page, 404, request, response);
      return refuse(response, 404, 'There is nothing here.');
    }
  }
}

async function send(file: Extract<Target, { kind: 'file' }>, status: 200 | 404, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const etag = `W/"${file.size.toString(36)}-${Math.round(file.modified).toString(36)}"`;
  if (status === 200) {
    response.setHeader('ETag', etag);
    if (isCurrent(request.headers['if-none-match'], etag)) {
      response.writeHead(304).end();
      return;
    }
  }
  response.writeHead(status, { 'Content-Type': contentType(file.path), 'Content-Length': file.size });
  if (request.method === 'HEAD' || file.size === 0) {
    response.end();
    return;
  }
  // Whoever asked may hang up, and a build may replace the file: neither is a fault of the server.
  await pipeline(createReadStream(file.path, { end: file.size - 1 }), response).catch(() => response.destroy());
}

function isCurrent(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const bare = (tag: string): string => tag.trim().replace(/^W\//, '');
  return header.split(',').some((tag) => tag.trim() === '*' || bare(tag) === bare(etag));
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new ServeError(explain(error, port, host), { cause: error })));
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function explain(error: NodeJS.ErrnoException, port: number, host: string): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} of ${host} is in use. Stop what is using it, or choose another port: --port ${port + 1}.`;
    case 'EACCES':
      return `Port ${port} may not be used by this account. Choose one above 1023: --port 4321.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address ${host}. Use --host 127.0.0.1, or 0.0.0.0 for all of its addresses.`;
    default:
      return `Cannot listen on ${host}:${port}: ${error.message}`;
  }
}
