import { describe, expect, it } from 'vitest';
import { DeadlineError, HostError } from '../../src/network/contract.ts';
import { budget, failure, world } from './world.ts';

const paths = ({ sent }: { readonly sent: readonly { readonly request: { readonly url: string }; readonly at: number }[] }) => sent.map(({ request, at }) => `${new URL(request.url).pathname} ${at}`);

describe('waiting because a host asks for it', () => {
  it.each([403, 429, 503])('honours retry-after to the second: %i', async (status) => {
    const { http, lines, send, network } = world([{ status, headers: { 'retry-after': 37 }, ms: 250 }, {}]);
    expect((await send()).status).toBe(200);
    expect(http.times).toEqual([0, 37.25]);
    expect(lines).toEqual(['api.github.com: waiting 37 s, GitHub asked for it (retry-after)']);
    expect(network.use()).toEqual([{ host: 'api.github.com', collector: 'test', resource: 'core', requests: 2, points: 2, unchanged: 0, retries: 1, waitedSeconds: 37 }]);
  });

  it("reads retry-after as a date by the host's own clock, which is an hour ahead", async () => {
    const date = Date.parse('2026-11-20T03:00:00Z');
    const { http, send } = world([{ status: 429, headers: { date: new Date(date).toUTCString(), 'retry-after': new Date(date + 90_000).toUTCString() } }, {}]);
    await send();
    expect(http.times).toEqual([0, 90]);
  });

  it('holds back the whole account, whatever the resource, in the order in which they came; and no other account', async () => {
    const { http, send } = world((_, n) => (n === 0 ? { status: 403, headers: { 'retry-after': 60 }, ms: 1_000 } : {}), { policy: { concurrency: { default: 1 }, retries: 0, limits: () => undefined, judge: ({ status }) => (status === 403 ? { kind: 'wait', ms: 60_000, scope: 'account', why: 'of the test' } : { kind: 'answer' }) } });
    const first = send({ path: '/first' });
    await Promise.all([first, send({ path: '/second' }), send({ path: '/queries', resource: 'graphql', points: 1 }), send({ path: '/other', account: 'b' })]);
    await send({ path: '/last' });
    expect(paths(http)).toEqual(['/first 0', '/queries 0', '/other 0', '/first 61', '/second 61', '/last 61']);
  });

  it('waits until the reset where the budget is used up, by a clock of the host that goes twenty minutes ahead', async () => {
    const ahead = new Date(Date.parse('2026-11-20T02:20:00Z')).toUTCString();
    const { http, lines, send } = world([{ status: 403, headers: { date: ahead, 'x-ratelimit-resource': 'core', ...budget(5_000, 0, 20 * 60 + 600) }, body: { message: 'API rate limit exceeded for user ID 1.' } }, {}]);
    await send();
    expect(http.times).toEqual([0, 600]);
    expect(lines).toEqual(['api.github.com: waiting 10 min, the budget for core is used up until 02:10 UTC']);
  });

  it('holds back only what draws on the budget that is used up', async () => {
    const { http, send } = world((_, n) => (n === 0 ? { status: 429, headers: { ...budget(5_000, 0, 300), 'x-ratelimit-resource': 'core' } } : {}));
    await Promise.all([send({ path: '/core' }), send({ path: '/search', resource: 'search' })]);
    expect(paths(http)).toEqual(['/core 0', '/search 0', '/core 300']);
  });

  it('waits a minute for a secondary limit that does not say for how long, then twice as long, then as long again', async () => {
    const secondary = { status: 403, body: { message: 'You have exceeded a secondary rate limit.' } };
    const { http, lines, send } = world([secondary, secondary, secondary, {}, secondary, {}]);
    await send();
    expect(http.times).toEqual([0, 60, 180, 420]);
    expect(lines[2]).toBe('api.github.com: waiting 4 min, GitHub says that it is asked too fast (secondary rate limit)');
    await send();
    expect(http.times.at(-1)).toBe(480);
  });

  it('counts requests that were under way together as one that was too fast', async () => {
    const { http, lines, send } = world((_, n) => (n < 4 ? { status: 429, ms: 100 + n } : {}));
    await Promise.all([1, 2, 3, 4].map((n) => send({ path: `/${n}` })));
    expect(http.times).toEqual([0, 0, 0, 0, 60.103, 60.103, 60.103, 60.103]);
    expect(lines).toEqual(['api.github.com: waiting 60 s, GitHub says that it is asked too fast (secondary rate limit)']);
  });

  it('gives up a question that is told to wait again and again', async () => {
    const { send } = world(() => ({ status: 429, headers: { 'retry-after': 1 } }));
    expect((await failure(send())).message).toBe('api.github.com: GET /x: it asked to wait 13 times: GitHub asked for it (retry-after)');
  });

  it('does not wait for weeks', async () => {
    const { http, send } = world([{ status: 429, headers: { 'retry-after': 3_000_000 } }]);
    const error = await failure(send());
    expect(error).toBeInstanceOf(HostError);
    expect(error.message).toBe('api.github.com: GET /x: it asks to wait for 833 h 20 min: GitHub asked for it (retry-after)');
    expect(http.times).toEqual([0]);
  });
});

describe('the deadline', () => {
  it('is told at once where a wait would end after it', async () => {
    const { http, clock, send } = world([{ status: 429, headers: { 'retry-after': 600 } }, {}], { minutes: 5 });
    const error = await failure(send());
    expect(error).toBeInstanceOf(DeadlineError);
    expect(error.message).toBe('api.github.com was not asked: GitHub asked for it (retry-after), and the time of this run is up at 02:05 UTC');
    expect(clock.seconds).toBe(0);
    expect((await failure(send())).message).toBe(error.message);
    expect(http.times).toEqual([0]);
  });

  it('ends what is under way, and nothing is sent afterwards', async () => {
    const { http, clock, send } = world(() => ({ ms: 50_000 }), { minutes: 1 });
    await send();
    const outcomes = await Promise.all([failure(send()), failure(send({ path: '/y' }))]);
    for (const error of outcomes) {
      expect(error).toBeInstanceOf(DeadlineError);
      expect(error.message).toBe('api.github.com was not asked any more: the time of this run was up at 02:01 UTC');
    }
    expect(clock.seconds).toBe(60);
    expect(await failure(send())).toBeInstanceOf(DeadlineError);
    expect(http.times).toEqual([0, 50, 50]);
  });

  it('ends a question instead of a pause that would end after it', async () => {
    const { http, send } = world(() => ({ status: 502, ms: 59_900 }), { minutes: 1 });
    expect((await failure(send())).message).toBe('api.github.com was not asked again: it answered 502 Bad Gateway, and the time of this run is up at 02:01 UTC');
    expect(http.times).toEqual([0]);
  });

  it('is looked at once more after the credentials came', async () => {
    const { http, clock, send } = world([{}], { minutes: 1 });
    const authorization = async ({ signal }: { readonly signal: AbortSignal }): Promise<string> => {
      await clock.sleep(120_000, signal);
      return 'Bearer x';
    };
    expect(await failure(send({ authorization }))).toBeInstanceOf(DeadlineError);
    expect(http.sent).toEqual([]);
  });
});

it('lets a caller leave the queue, and the others go on', async () => {
  const { http, send } = world((_, n) => (n === 0 ? { status: 429, headers: { 'retry-after': 30 } } : {}));
  const leaving = new AbortController();
  const first = send({ path: '/first', signal: leaving.signal });
  const second = send({ path: '/second' });
  const reason = new Error('not needed any more');
  setImmediate(() => leaving.abort(reason));
  expect(await failure(first)).toBe(reason);
  await second;
  expect(paths(http)).toContain('/second 0');
});

it('ends its waits also by a clock that stands still', async () => {
  const { fixedClock } = await import('../../src/clock.ts');
  const { createNetwork } = await import('../../src/network/network.ts');
  const { gitHubPolicy } = await import('../../src/github/policy.ts');
  let asked = 0;
  const http = { send: async () => ({ status: (asked += 1) === 1 ? 429 : 200, headers: new Map([['retry-after', '3600']]), body: '{}' }) };
  const network = createNetwork({ http, clock: fixedClock('2026-11-20T02:00:00Z'), deadline: undefined, log: () => undefined });
  await network.host('https://api.github.com', gitHubPolicy).send({ request: { method: 'GET', url: 'https://api.github.com/x', headers: {} }, account: 'a', resource: 'core', points: 1, collector: 'test', signal: new AbortController().signal });
  expect(asked).toBe(2);
});
