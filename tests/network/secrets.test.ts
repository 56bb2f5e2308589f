import fc from 'fast-check';
import { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '../../src/clock.ts';
import { TransportError } from '../../src/network/contract.ts';
import { createNetwork } from '../../src/network/network.ts';
import { failure, world } from './world.ts';

const token = 'ghp_Canary/with+odd"chars%7';

function network() {
  return createNetwork({ http: { send: () => Promise.reject(new Error('not asked')) }, clock: fixedClock('2026-11-20T02:00:00Z'), deadline: undefined, log: () => undefined });
}

describe('what is hidden', () => {
  it.each([
    ['as it is', token],
    ['in an address', encodeURIComponent(token)],
    ['in a form', encodeURIComponent(token).replaceAll('%20', '+')],
    ['in JSON', JSON.stringify({ token })],
    ['in JSON within JSON', JSON.stringify({ body: JSON.stringify({ token }) })],
    ['in base64', Buffer.from(token).toString('base64')],
    ['in base64 for addresses', Buffer.from(token).toString('base64url')],
    ['in hexadecimal', Buffer.from(token).toString('hex')],
    ['in an authorization header', `authorization: Bearer ${token}`],
  ])('is taken out %s', (_, text) => {
    const told = network();
    told.hide(token);
    expect(told.redact(`before ${text} after`)).toContain('***');
    for (const form of [token, JSON.stringify(token).slice(1, -1), encodeURIComponent(token)]) expect(told.redact(text)).not.toContain(form);
  });

  it('is taken out of Basic authorization, whoever the user is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 5 }), fc.string({ minLength: 16, maxLength: 60, unit: 'grapheme-ascii' }).filter((secret) => secret.trim().length >= 16), (user, rest, secret) => {
        const told = network();
        told.hide(secret);
        const encoded = Buffer.from(`${user}:${secret}${rest}`).toString('base64');
        const shown = told.redact(`Basic ${encoded}`);
        // What is left is too little to hold the secret: at its ends a character of base64 belongs to its neighbours too.
        expect(Buffer.from(shown.replace('Basic ', '').replaceAll('***', ''), 'base64').toString('latin1')).not.toContain(secret);
        expect(shown).toContain('***');
      }),
    );
  });

  it('is each line of a private key, however its line breaks are written', () => {
    const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    const lines = pem.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
    for (const written of [pem, pem.replaceAll('\n', '\\n'), pem.replaceAll('\n', '\r\n')]) {
      const told = network();
      told.hide(written);
      for (const line of lines) expect(told.redact(`error near "${line}"`)).toBe('error near "***"');
      expect(told.redact(JSON.stringify({ key: written }))).not.toContain(lines[0]);
    }
  });

  it('is no text that is too short to be a secret', () => {
    const told = network();
    for (const text of ['', ' ', 'a', 'acme']) told.hide(text);
    expect(told.redact('acme has a token')).toBe('acme has a token');
  });
});

/** All of an error that could be shown, its causes and properties too. */
function everything(error: unknown): string {
  return `${inspect(error, { depth: 20, showHidden: true, getters: true })} ${JSON.stringify(error, Object.getOwnPropertyNames(error ?? {}))}`;
}

describe('what is told', () => {
  const authorization = async (): Promise<string> => `Bearer ${token}`;

  it.each([
    ['a transport that quotes the request', { fails: new TransportError('closed', `cut off while sending Bearer ${token}`, { cause: new Error(`authorization: Bearer ${token}`, { cause: { token } }) }) }],
    ['a host that says it back', { status: 422, body: { message: `the token ${token} is odd` } }],
    ['a host that is overloaded and says it back', { status: 429, headers: { 'retry-after': 90_000_000 }, body: { message: token } }],
    ['a host that leads to it', { status: 302, headers: { location: `https://elsewhere.example/?token=${token}` } }],
    ['a host that gives what is not JSON', { body: `<p>${token}` }],
  ])('holds no secret: %s', async (_, reply) => {
    const { network: told, lines, send } = world(() => reply);
    told.hide(token);
    const error = await failure(send({ authorization, path: '/x' }));
    const { body: __, ...rest } = Object.assign({ message: error.message, stack: error.stack, cause: error.cause, body: '' }, error);
    expect(everything(rest)).not.toContain('Canary');
    expect(lines.join('\n')).not.toContain('Canary');
  });

  it('holds none where the transport itself fails in a way that nobody knows', async () => {
    const told = createNetwork({ http: { send: () => Promise.reject(new TypeError(`Headers.append: "Bearer ${token}" is an invalid header value`)) }, clock: fixedClock('2026-11-20T02:00:00Z'), deadline: undefined, log: () => undefined });
    told.hide(token);
    const host = told.host('https://api.github.com', { concurrency: { default: 1 }, retries: 0, limits: () => undefined, judge: () => ({ kind: 'answer' }) });
    const error = await failure(host.send({ request: { method: 'GET', url: 'https://api.github.com/x', headers: {} }, authorization, account: 'a', resource: 'core', points: 1, collector: 'test', signal: new AbortController().signal }));
    expect(error.message).toBe('api.github.com could not be asked for /x: Headers.append: "Bearer ***" is an invalid header value');
    expect(everything(error)).not.toContain('Canary');
  });
});
