import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve, ServeError, type RunningServer } from '../../src/serve/server.ts';

let folder: string;
let site: RunningServer;
let below: RunningServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'almanac-serve-'));
  const dir = join(folder, 'dist');
  await mkdir(join(dir, 'catalog', 'a b%2F'), { recursive: true });
  await mkdir(join(dir, 'empty'));
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(dir, 'index.html'), '<h1>Home</h1>');
  await writeFile(join(dir, '404.html'), '<h1>Nothing here</h1>');
  await writeFile(join(dir, 'catalog', 'index.html'), '<h1>Catalog</h1>');
  await writeFile(join(dir, 'catalog', 'a b%2F', 'index.html'), '<h1>Odd name</h1>');
  await writeFile(join(dir, 'none.txt'), '');
  for (const name of ['site.css', 'main.js', 'data.json', 'lines.ndjson', 'sitemap.xml', 'icon.svg', 'x.wasm', 'x.pf_meta', 'read.md']) await writeFile(join(dir, name), 'x');
  await symlink(join(folder, 'secret.txt'), join(dir, 'leaves.txt'));
  await symlink(folder, join(dir, 'leaving'));
  await symlink(join(dir, 'main.js'), join(dir, 'stays.js'));
  site = await serve({ dir, port: 0, base: '/' });
  below = await serve({ dir, port: 0, base: '/almanac/' });
});

afterAll(async () => {
  await Promise.all([site.close(), below.close()]);
  await rm(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** Sends a path as it stands: `fetch` would tidy `..` away. */
function ask(path: string, { method = 'GET', headers = {}, of = site }: { method?: string; headers?: Record<string, string>; of?: RunningServer } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: of.port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

test.each([
  ['/', 'text/html; charset=utf-8'],
  ['/site.css', 'text/css; charset=utf-8'],
  ['/main.js', 'text/javascript; charset=utf-8'],
  ['/data.json', 'application/json; charset=utf-8'],
  ['/lines.ndjson', 'application/x-ndjson; charset=utf-8'],
  ['/sitemap.xml', 'application/xml; charset=utf-8'],
  ['/icon.svg', 'image/svg+xml'],
  ['/x.wasm', 'application/wasm'],
  ['/x.pf_meta', 'application/octet-stream'],
  ['/read.md?raw', 'text/markdown; charset=utf-8'],
  ['/stays.js', 'text/javascript; charset=utf-8'],
])('%s is %s, with the security headers', async (path, type) => {
  const { status, headers } = await ask(path);
  expect(status).toBe(200);
  expect(headers['content-type']).toBe(type);
  expect(headers).toMatchObject({ 'content-security-policy': "frame-ancestors 'none'", 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
});

test('a folder is its index page, and is redirected to with its slash and query', async () => {
  expect((await ask('/catalog/')).body).toBe('<h1>Catalog</h1>');
  expect(await ask('/catalog?x=1')).toMatchObject({ status: 307, headers: { location: '/catalog/?x=1' } });
  expect((await ask('/catalog/a%20b%252F/')).body).toBe('<h1>Odd name</h1>');
  expect(await ask('/catalog/a%20b%252F')).toMatchObject({ status: 307, headers: { location: '/catalog/a%20b%252F/' } });
});

test.each(['/nothing', '/empty/', '/index.html/', '/Catalog/', '/catalog//', '//evil.example/', '//evil.example/..'])('%s is the 404 page', async (path) => {
  expect(await ask(path)).toMatchObject({ status: 404, body: '<h1>Nothing here</h1>', headers: { 'content-type': 'text/html; charset=utf-8' } });
});

describe('nothing outside the folder is served', () => {
  test.each([
    '/../secret.txt',
    '/catalog/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/catalog/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/%252e%252e/secret.txt',
    '/leaves.txt',
    '/leaving/secret.txt',
    '/leaving/',
    '/%00secret.txt',
    '/%ff',
    'http://127.0.0.1/../secret.txt',
  ])('%s', async (path) => {
    const { status, body } = await ask(path);
    expect([400, 404]).toContain(status);
    expect(body).not.toContain('secret');
  });
});

test('an unchanged file is not sent again', async () => {
  const { headers } = await ask('/main.js');
  const etag = String(headers['etag']);
  expect(await ask('/main.js', { headers: { 'if-none-match': etag } })).toMatchObject({ status: 304, body: '' });
  expect(await ask('/main.js', { headers: { 'if-none-match': `"other", ${etag}` } })).toMatchObject({ status: 304 });
  expect(await ask('/main.js', { headers: { 'if-none-match': '"other"' } })).toMatchObject({ status: 200, body: 'x' });
});

test('HEAD has the headers without the body; other methods are refused', async () => {
  expect(await ask('/catalog/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '', headers: { 'content-length': '16' } });
  expect(await ask('/none.txt')).toMatchObject({ status: 200, body: '', headers: { 'content-length': '0' } });
  expect(await ask('/', { method: 'POST' })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
});

test('below a base path, everything is there and the root leads to it', async () => {
  expect(below.url).toBe(`http://127.0.0.1:${below.port}/almanac/`);
  expect(await ask('/almanac/catalog/', { of: below })).toMatchObject({ status: 200, body: '<h1>Catalog</h1>' });
  expect(await ask('/almanac/catalog', { of: below })).toMatchObject({ status: 307, headers: { location: '/almanac/catalog/' } });
  expect(await ask('/', { of: below })).toMatchObject({ status: 307, headers: { location: '/almanac/' } });
  expect(await ask('/almanac', { of: below })).toMatchObject({ status: 307, headers: { location: '/almanac/' } });
  expect(await ask('/catalog/', { of: below })).toMatchObject({ status: 404, body: '<h1>Nothing here</h1>' });
});

test('a port in use, and a site that is not there, say what to do', async () => {
  const dir = join(folder, 'dist');
  await expect(serve({ dir, port: site.port, base: '/' })).rejects.toThrow(
    new ServeError(`Port ${site.port} of 127.0.0.1 is in use. Stop what is using it, or choose another port: --port ${site.port + 1}.`),
  );
  await expect(serve({ dir: join(folder, 'absent'), port: 0, base: '/' })).rejects.toThrow('Build one first (`almanac nightly`)');
});

test('a new build that takes the folder’s place is served, and closing ends it', async () => {
  const dir = join(folder, 'replaced');
  await mkdir(dir);
  await writeFile(join(dir, 'index.html'), 'old');
  const server = await serve({ dir, port: 0, base: '/' });
  expect((await ask('/', { of: server })).body).toBe('old');
  await rm(dir, { recursive: true });
  expect((await ask('/', { of: server })).status).toBe(404);
  await mkdir(dir);
  await writeFile(join(dir, 'index.html'), 'new one');
  expect((await ask('/', { of: server })).body).toBe('new one');
  await server.close();
  await expect(ask('/', { of: server })).rejects.toThrow(/ECONNREFUSED|ECONNRESET|socket hang up/);
});
