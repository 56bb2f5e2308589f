import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { gitHubApi } from '../../src/github/api.ts';
import type { HttpRequest } from '../../src/network/contract.ts';
import type { Reply } from '../network/scripted-http.ts';
import { failure } from '../network/world.ts';
import { connection, source } from './connection.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const folder = mkdtempSync(join(tmpdir(), 'almanac-key-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The claims of an App's signature, checked against its key. */
function claims({ headers }: HttpRequest): { readonly iss: unknown; readonly iat: number; readonly exp: number } {
  const [head = '', body = '', signature = ''] = (headers['authorization'] ?? '').replace('Bearer ', '').split('.');
  if (!verify('RSA-SHA256', Buffer.from(`${head}.${body}`), createPublicKey(pkcs1), Buffer.from(signature, 'base64url'))) throw new Error('the signature is not valid');
  return JSON.parse(Buffer.from(body, 'base64url').toString());
}

/** A GitHub that gives a new token each time, which lasts for an hour by the clock of the run. */
function world(own: (path: string, request: HttpRequest, number: number) => Reply | undefined = () => undefined, env: Record<string, string> = { APP_KEY: pkcs8 }) {
  let tokens = 0;
  const made = connection(
    (request, number): Reply => {
      const path = new URL(request.url).pathname;
      const reply = own(path, request, number);
      if (reply !== undefined) return reply;
      if (path === '/orgs/acme/installation') return { body: { id: 77 } };
      if (path === '/app/installations/77/access_tokens') return { status: 201, body: { token: `ghs_canary${(tokens += 1)}`, expires_at: new Date(made.clock.now().getTime() + 3_600_000).toISOString() } };
      return { body: { ok: true } };
    },
    { env, contentDir: folder },
  );
  return made;
}

const app = { id: 4711, key: 'APP_KEY' };
const paths = ({ sent }: { readonly sent: readonly { readonly request: HttpRequest }[] }) => sent.map(({ request }) => `${request.method} ${new URL(request.url).pathname}`);

describe('an App', () => {
  it('finds its installation, buys a token once for all who ask, and signs with it', async () => {
    const { context, http, signal, network } = world();
    const api = await gitHubApi({ context, source: source({ app }) });
    await Promise.all(['/1', '/2', '/3'].map((path) => api.rest('teams', path, { signal })));
    expect(paths(http)).toEqual(['GET /orgs/acme/installation', 'POST /app/installations/77/access_tokens', 'GET /1', 'GET /2', 'GET /3']);
    expect(http.sent.slice(2).map(({ request }) => request.headers['authorization'])).toEqual(Array.from({ length: 3 }, () => 'Bearer ghs_canary1'));
    const now = Date.parse('2026-11-20T02:00:00Z') / 1000;
    const [first] = http.sent;
    const { iss, iat, exp } = claims(first?.request ?? { method: 'GET', url: '', headers: {} });
    // By the virtual clock, to the second that the library rounds.
    expect([iss, exp - iat, [now - 31, now - 30].includes(iat)]).toEqual([4711, 600, true]);
    expect(network.use().map(({ collector, requests }) => [collector, requests])).toEqual([['sign-in', 2], ['teams', 3]]);
  });

  it('buys the next token five minutes before the last one ends', async () => {
    const { context, http, signal, clock } = world();
    const api = await gitHubApi({ context, source: source({ app: { ...app, installation: 77 } }) });
    for (const minutes of [0, 54.9, 0.2, 30]) {
      clock.advance(minutes * 60_000);
      await api.rest('teams', '/x', { signal });
    }
    expect(http.sent.filter(({ request }) => request.method === 'GET').map(({ request }) => request.headers['authorization'])).toEqual(['Bearer ghs_canary1', 'Bearer ghs_canary1', 'Bearer ghs_canary2', 'Bearer ghs_canary2']);
  });

  it('buys a new token after a 401, once for all who were told so', async () => {
    const { context, http, signal, clock } = world((path, { headers }) => (path === '/x' && headers['authorization'] === 'Bearer ghs_canary1' && clock.seconds > 600 ? { status: 401 } : undefined));
    const api = await gitHubApi({ context, source: source({ app }) });
    await api.rest('teams', '/x', { signal });
    clock.advance(700_000);
    await Promise.all([1, 2, 3].map(() => api.rest('teams', '/x', { signal })));
    expect(paths(http).filter((path) => path.endsWith('/access_tokens'))).toHaveLength(2);
  });

  it('keeps a new token where a slow answer says that the one before had ended', async () => {
    const { context, http, signal, clock } = world((path, { headers }) => {
      if (headers['authorization'] !== 'Bearer ghs_canary1' || clock.seconds < 600) return undefined;
      return { status: 401, ms: path === '/slow' ? 5_000 : 0 };
    });
    const api = await gitHubApi({ context, source: source({ app }) });
    await api.rest('teams', '/first', { signal });
    clock.advance(700_000);
    await Promise.all(['/quick', '/slow'].map((path) => api.rest('teams', path, { signal })));
    expect(paths(http).filter((path) => path.endsWith('/access_tokens'))).toHaveLength(2);
    expect(http.sent.at(-1)?.request.headers['authorization']).toBe('Bearer ghs_canary2');
  });

  it('signs by the clock of a host that goes ahead, once it knows', async () => {
    const ahead = Date.parse('2026-11-20T05:00:00Z') / 1000;
    const { context, http, signal } = world((path, request) => {
      const date = new Date(ahead * 1000).toUTCString();
      if (path !== '/orgs/acme/installation') return undefined;
      return Math.abs(claims(request).iat - ahead) > 60 ? { status: 401, headers: { date }, body: { message: "'Expiration time' claim ('exp') is too far in the past" } } : { headers: { date }, body: { id: 77 } };
    });
    const api = await gitHubApi({ context, source: source({ app }) });
    expect((await api.rest('teams', '/x', { signal })).status).toBe(200);
    expect(paths(http).slice(0, 2)).toEqual(['GET /orgs/acme/installation', 'GET /orgs/acme/installation']);
  });

  it.each([
    ['in one line with \\n', pkcs1.replaceAll('\n', '\\n')],
    ['as GitHub gives it', pkcs1],
    ['as others convert it', pkcs8],
    ['with the line ends of Windows', pkcs1.replaceAll('\n', '\r\n')],
  ])('takes its key %s', async (_, key) => {
    const { context, http, signal } = world(undefined, { APP_KEY: key });
    const api = await gitHubApi({ context, source: source({ app }) });
    await api.rest('teams', '/x', { signal });
    expect(paths(http)).toHaveLength(3);
  });

  it('takes its key from a file beside the content', async () => {
    writeFileSync(join(folder, 'app.pem'), pkcs1);
    const { context, http, signal } = world(undefined, {});
    const api = await gitHubApi({ context, source: source({ app: { id: 'Iv23abc', keyFile: 'app.pem' } }) });
    await api.rest('teams', '/x', { signal });
    const [first] = http.sent;
    expect(first === undefined ? undefined : claims(first.request).iss).toBe('Iv23abc');
  });
});

describe('an App that cannot sign in says why', () => {
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  it.each([
    [app, {}, 'GitHub App 4711 cannot sign in: the environment variable APP_KEY is not set'],
    [app, { APP_KEY: 'canary-not-a-key' }, 'GitHub App 4711 cannot sign in: the environment variable APP_KEY holds no private key: it begins with "-----BEGIN"'],
    [app, { APP_KEY: pkcs1.replaceAll('\n', ' ') }, 'GitHub App 4711 cannot sign in: the environment variable APP_KEY holds one line only: write the line breaks of the key as \\n'],
    [app, { APP_KEY: pkcs1.replace(/.{30}\n-----END/, 'canary\n-----END') }, 'GitHub App 4711 cannot sign in: the key in the environment variable APP_KEY is damaged, or locked with a password'],
    [app, { APP_KEY: elliptic }, 'GitHub App 4711 cannot sign in: the key in the environment variable APP_KEY is not an RSA key'],
    [{ id: 4711, keyFile: 'gone.pem' }, {}, 'GitHub App 4711 cannot sign in: the file gone.pem does not exist'],
    [{ id: 4711, keyFile: '.' }, {}, 'GitHub App 4711 cannot sign in: the file . cannot be read (EISDIR)'],
  ])('%#', async (given, env, message) => {
    const { context, http } = world(undefined, env);
    const error = await failure(gitHubApi({ context, source: source({ app: given }) }));
    expect(error).toMatchObject({ name: 'SourceError', message, finding: { code: 'ALM1004' } });
    expect(inspect(error, { depth: 9 })).not.toMatch(/canary|MII/);
    expect(http.sent).toEqual([]);
  });

  it.each<[string, number, string, string, string]>([
    ['/orgs/acme/installation', 404, 'Not Found', 'GitHub App 4711 cannot be used: it is not installed in acme', 'ALM1005'],
    ['/orgs/acme/installation', 401, 'A JSON web token could not be decoded', 'GitHub does not accept the private key of GitHub App 4711: A JSON web token could not be decoded', 'ALM1003'],
    ['/app/installations/77/access_tokens', 403, 'This installation has been suspended', 'GitHub App 4711 cannot be used: it was given no token for acme: it answered 403 Forbidden (This installation has been suspended)', 'ALM1005'],
    ['/app/installations/77/access_tokens', 404, 'Not Found', 'GitHub App 4711 cannot be used: installation 77 does not exist for acme', 'ALM1005'],
  ])('%s answers %i', async (where, status, said, message, code) => {
    const { context, signal } = world((path) => (path === where ? { status, body: { message: said } } : undefined));
    const api = await gitHubApi({ context, source: source({ app }) });
    expect(await failure(api.rest('teams', '/x', { signal }))).toMatchObject({ name: 'SourceError', message, finding: { code } });
  });

  it('and tells nothing of key, signature and tokens', async () => {
    const { context, http, signal, lines, network } = world((path, { headers }) => (path === '/x' ? { status: 422, body: { message: `you sent ${headers['authorization']}` } } : undefined), { APP_KEY: pkcs1 });
    const api = await gitHubApi({ context, source: source({ app }) });
    const error = await failure(api.rest('teams', '/x', { signal }));
    const secrets = [...http.sent.map(({ request }) => (request.headers['authorization'] ?? '').replace('Bearer ', '')), ...pkcs8.split('\n').slice(1, -2), ...pkcs1.split('\n').slice(1, -2)];
    expect(secrets.length).toBeGreaterThan(20);
    for (const secret of secrets) {
      expect(`${error.message} ${error.stack} ${lines.join(' ')}`).not.toContain(secret);
      expect(network.redact(`x ${secret} y`)).toBe('x *** y');
    }
  });
});
