import { describe, expect, it } from 'vitest';
import { gitHubPolicy } from '../../src/github/policy.ts';
import { HostError, TransportError, type TransportReason } from '../../src/network/contract.ts';
import { budget, failure, world } from './world.ts';

describe('answers that may pass by themselves', () => {
  it.each([500, 502, 503, 504])('asks again after pauses that grow: %i', async (status) => {
    const { http, lines, send, network } = world([{ status }, { status }, { status }, {}]);
    await send();
    const pauses = http.times.slice(1).map((at, n) => at - (http.times[n] ?? 0));
    expect(pauses[0]).toBeGreaterThanOrEqual(0.5);
    expect(pauses[0]).toBeLessThan(1);
    expect(pauses[1]).toBeGreaterThanOrEqual(1);
    expect(pauses[2]).toBeGreaterThanOrEqual(2);
    expect(pauses[2]).toBeLessThan(4);
    expect(lines[0]).toMatch(/^api\.github\.com: asking again in 1 s: it answered 50\d [A-Z][A-Za-z ]+$/);
    expect(network.use()[0]?.retries).toBe(3);
  });

  it('pauses alike for the same question, and not alike for two that failed together', async () => {
    const times = async (path: string): Promise<readonly number[]> => {
      const { http, send } = world([{ status: 502 }, {}]);
      await send({ path });
      return http.times;
    };
    expect(await times('/a')).toEqual(await times('/a'));
    expect(await times('/a')).not.toEqual(await times('/b'));
  });

  it('gives up after so many times', async () => {
    const { http, send } = world(() => ({ status: 502, body: '<html>Bad gateway' }));
    const error = await failure(send({ path: '/orgs/acme/teams?per_page=100' }));
    expect(error).toBeInstanceOf(HostError);
    expect(error).toMatchObject({ status: 502, body: '<html>Bad gateway', message: 'api.github.com: GET /orgs/acme/teams: it answered 502 Bad Gateway (asked 5 times)' });
    expect(http.sent.length).toBe(5);
  });

  it('lets a caller say how often', async () => {
    const { http, send } = world(() => ({ status: 502 }));
    await failure(send({ retries: (came) => (came instanceof TransportError ? 5 : 1) }));
    expect(http.sent.length).toBe(2);
  });

  it.each([
    ['closed', 'the connection was cut off (ECONNRESET)', 5],
    ['timeout', 'no whole answer within 60 s', 5],
    ['refused', 'the connection was refused', 5],
    ['unknown-host', 'its name is not known', 5],
    ['too-large', 'the answer is larger than 64 MB', 1],
  ] as const)('asks again where no answer came: %s', async (reason: TransportReason, message: string, times: number) => {
    const { http, send } = world(() => ({ fails: new TransportError(reason, message) }));
    const error = await failure(send());
    expect(error).toBeInstanceOf(HostError);
    expect(error.message).toBe(`api.github.com: GET /x: ${message}${times === 1 ? '' : ' (asked 5 times)'}`);
    expect(http.sent.length).toBe(times);
    expect(error.cause).toMatchObject({ name: 'TransportError', reason });
  });

  it('gives a request that takes too long up after a minute', async () => {
    const { http, send } = world([{ ms: 600_000 }, {}]);
    await send();
    expect(http.times[1]).toBeGreaterThan(60);
    expect(http.times[1]).toBeLessThan(61);
  });

  it('asks again after 200 with something that is not JSON', async () => {
    const { http, send } = world([{ body: '{"data": {"viewer": nu' }, { body: { ok: 1 } }]);
    expect((await send()).body).toBe('{"ok":1}');
    expect(http.sent.length).toBe(2);
    const broken = world(() => ({ body: 'upstream connect error' }));
    expect((await failure(broken.send())).message).toBe('api.github.com: GET /x: it answered 200 with something that is not JSON (asked 5 times)');
  });

  it('waits for a host that went down, longer each time, and then asks no more for a while', async () => {
    let down = false;
    const { http, lines, send, clock } = world(() => (down ? { fails: new TransportError('refused', 'the connection was refused') } : {}));
    await send();
    down = true;
    for (let n = 0; n < 4; n += 1) await failure(send({ path: `/${n}` }));
    const went = clock.seconds;
    // From here on one try tells.
    for (let n = 0; n < 4; n += 1) await failure(send({ path: `/probe-${n}` }));
    expect(http.times.slice(-4).map((at) => Math.round(at - went))).toEqual([60, 180, 420, 900]);
    expect(lines.filter((line) => line.includes('down'))).toEqual([1, 2, 4, 8].map((minutes) => `api.github.com: waiting ${minutes === 1 ? '60 s' : `${minutes} min`}, it seems to be down: the connection was refused`));
    const asked = http.sent.length;
    expect((await failure(send({ path: '/later' }))).message).toBe('api.github.com was not asked for /later: it did not answer the last questions (the connection was refused)');
    expect(http.sent.length).toBe(asked);
    down = false;
    expect((await send({ path: '/other-resource', resource: 'graphql' })).status).toBe(200);
    clock.advance(300_000);
    expect((await send({ path: '/up' })).status).toBe(200);
    expect((await send({ path: '/well' })).status).toBe(200);
    down = true;
    for (let n = 0; n < 4; n += 1) await failure(send({ path: `/again-${n}` }));
    const wentAgain = clock.seconds;
    await failure(send({ path: '/probe-again' }));
    expect(Math.round(clock.seconds - wentAgain)).toBe(60);
  });

  it('does not wait for a host that never answered', async () => {
    const { http, send, clock } = world(() => ({ fails: new TransportError('unknown-host', 'its name is not known') }));
    expect((await failure(send())).message).toBe('api.github.com: GET /x: its name is not known (asked 5 times)');
    expect((await failure(send())).message).toBe('api.github.com was not asked for /x: it did not answer the last questions (its name is not known)');
    expect(http.sent.length).toBe(5);
    expect(clock.seconds).toBeLessThan(16);
  });

  it('takes many errors for an outage, but not with answers among them', async () => {
    let n = 0;
    const { http, lines, send } = world(() => ({ status: (n += 1) % 3 === 0 ? 200 : 502 }));
    await Promise.all(Array.from({ length: 90 }, (_, index) => send({ path: `/${index}`, retries: () => 0 }).catch(() => undefined)));
    expect(lines).toEqual([]);
    expect(http.times.every((at) => at === 0)).toBe(true);
  });
});

describe('answers that are the caller\'s', () => {
  it.each([404, 410, 422])('gives %i to who wants it, and an error to who does not', async (status) => {
    const { http, send } = world(() => ({ status, body: { message: 'Not\u202eFound' } }));
    expect((await send({ answers: [status] })).status).toBe(status);
    const error = await failure(send());
    expect(error).toMatchObject({ status });
    expect(error.message).toMatch(new RegExp(`^api\\.github\\.com: GET /x: it answered ${status} [A-Za-z ]+ \\(Not\\[U\\+202E\\]Found\\)$`));
    expect(http.sent.length).toBe(2);
  });

  it('waits all the same where a wanted status says that it is about the limit', async () => {
    const { http, send } = world([{ status: 403, headers: budget(60, 0, 30), body: { message: 'API rate limit exceeded' } }, { status: 403, body: { message: 'Must have admin rights to Repository.' } }]);
    expect((await send({ answers: [403] })).body).toContain('admin rights');
    expect(http.times).toEqual([0, 30]);
  });

  it('renews the credentials once after a 401', async () => {
    const renewals: boolean[] = [];
    const authorization = async ({ renew }: { readonly renew: boolean }): Promise<string> => {
      renewals.push(renew);
      return `Bearer ${renew ? 'new' : 'old'}`;
    };
    const { http, send } = world(({ headers }) => ({ status: headers['authorization'] === 'Bearer new' ? 200 : 401 }));
    expect((await send({ authorization })).status).toBe(200);
    expect(http.times).toEqual([0, 1]);
    const never = world(() => ({ status: 401, body: { message: 'Bad credentials' } }));
    expect((await failure(never.send({ authorization }))).message).toBe('api.github.com: GET /x: it answered 401 Unauthorized (Bad credentials)');
    expect(renewals).toEqual([false, true, false, true]);
  });
});

describe('redirects', () => {
  it.each([301, 302, 307, 308])('follows %i of a GET within the host', async (status) => {
    const { http, send } = world(({ url }) => (url.endsWith('/x') ? { status, headers: { location: '/repositories/1?page=2#top' } } : {}));
    expect((await send({ authorization: async () => 'Bearer t' })).status).toBe(200);
    expect(http.sent.map(({ request }) => [request.url, request.headers['authorization']])).toEqual([
      ['https://api.github.com/x', 'Bearer t'],
      ['https://api.github.com/repositories/1?page=2', 'Bearer t'],
    ]);
  });

  it.each([
    ['https://evil.example/x', 'evil.example'],
    ['//evil.example/x', 'evil.example'],
    ['http://api.github.com/x', 'http://api.github.com'],
    ['https://api.github.com@evil.example/', 'evil.example'],
  ])('goes nowhere else: %s', async (location, named) => {
    const { http, send } = world([{ status: 302, headers: { location } }]);
    expect((await failure(send())).message).toBe(`api.github.com answered 302 to GET /x, which leads to ${named}: it was not followed, since the credentials would go there; correct the address in the configuration`);
    expect(http.sent.length).toBe(1);
  });

  it('does not repeat a POST elsewhere, and does not run in circles', async () => {
    const { http, send } = world(() => ({ status: 307, headers: { location: '/x' } }));
    expect((await failure(send({ method: 'POST' }))).message).toBe('api.github.com answered 307 to POST /x, and only a GET is asked again elsewhere; correct the address in the configuration');
    expect((await failure(send())).message).toBe('api.github.com: GET /x: it led on more than 5 times');
    expect(http.sent.length).toBe(1 + 6);
  });
});

it('refuses an address that is none of a host', async () => {
  const { network } = world([]);
  expect(() => network.host('ftp://example.org', gitHubPolicy)).toThrow('ftp://example.org is not an address of a host: it starts with https://');
});
