import { describe, expect, it } from 'vitest';
import { gitHubPolicy } from '../../src/github/policy.ts';
import { DeadlineError } from '../../src/network/contract.ts';
import { budget, failure, world } from './world.ts';

const many = (count: number, send: (path: string) => Promise<unknown>) => Promise.all(Array.from({ length: count }, (_, n) => send(`/${n}`)));

describe('budgets', () => {
  it('does not slow queries down that nothing limits: a thousand take no time', async () => {
    const { clock, http, lines, send } = world(() => ({}));
    await many(1_000, (path) => send({ path, method: 'POST', resource: 'graphql' }));
    expect([clock.seconds, http.sent.length, http.mostInFlight, lines]).toEqual([0, 1_000, 2, []]);
  });

  it.each([
    ['a limit of nothing, as Enterprise Server without limits may say', budget(0, 0, 3_600)],
    ['a limit so large that it is none', budget(999_999_999, 999_999_999, 3_600)],
    ['headers that are no numbers', { 'x-ratelimit-limit': 'none', 'x-ratelimit-remaining': '', 'x-ratelimit-reset': 'never' }],
    ['a reset that has passed', budget(5_000, 0, -10)],
  ])('does not slow down for %s', async (_, headers) => {
    const { clock, send } = world(() => ({ headers }));
    await many(200, (path) => send({ path }));
    expect(clock.seconds).toBe(0);
  });

  it('spreads the last tenth evenly until the reset, and says so once', async () => {
    let remaining = 106;
    const { http, lines, clock, send } = world(() => ({ headers: budget(1_000, (remaining -= 1), 1_000) }));
    await many(105, (path) => send({ path }));
    expect(http.times.filter((at) => at === 0).length).toBeGreaterThan(1);
    const spread = http.times.filter((at) => at > 0);
    const gaps = spread.slice(1).map((at, n) => at - (spread[n] ?? 0));
    expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThan(1);
    expect(clock.seconds).toBeLessThanOrEqual(1_000);
    expect(clock.seconds).toBeGreaterThan(900);
    expect(lines).toEqual(['api.github.com: less than a tenth of the budget for core is left, which is spread evenly until 02:16 UTC: one request every 10 s']);
  });

  it('sends nothing while nothing is left, and goes on at the reset', async () => {
    let remaining = 3;
    const { http, lines, send } = world(() => ({ headers: budget(30, (remaining = remaining === 0 ? 29 : remaining - 1), 60) }));
    await many(4, (path) => send({ path, resource: 'search' }));
    expect(http.times.at(-1)).toBe(60);
    expect(lines.at(-1)).toContain('is spread evenly until 02:01 UTC');
  });

  it('says how long it waits where nothing is left', async () => {
    const { http, lines, send } = world((_, n) => ({ headers: n === 0 ? budget(5_000, 0, 700) : budget(5_000, 4_999, 4_300) }));
    await send();
    await many(3, (path) => send({ path }));
    expect(http.times).toEqual([0, 700, 700, 700]);
    expect(lines).toEqual(['api.github.com: waiting 12 min, the budget for core is used up until 02:11 UTC']);
  });

  it('counts what is under way: what is left is not spent twice', async () => {
    const { http, send } = world((_, n) => (n === 0 ? { headers: budget(5_000, 2, 40) } : { ms: 50_000 }));
    await send();
    await many(3, (path) => send({ path }));
    expect(http.times).toEqual([0, 20, 40, 40]);
  });

  it('counts as spent what was never answered', async () => {
    const { http, send } = world((_, n) => (n === 0 ? { headers: budget(5_000, 2, 600) } : { ms: 500_000 }), { policy: { ...gitHubPolicy, busyPerMinute: {} } });
    await send();
    await many(3, (path) => send({ path, retries: () => 0 }).catch(() => undefined));
    expect(http.times).toEqual([0, 300, 600, 600]);
  });

  it('takes the lowest of answers that overtook each other, and not that of a window gone by', async () => {
    const headers = [budget(5_000, 0, 60), budget(5_000, 40, 60), budget(5_000, 4_000, -3_540)];
    const { http, send } = world((_, n) => ({ headers: headers[n] ?? {}, ms: n + 1 }));
    await many(3, (path) => send({ path }));
    await send();
    expect(http.times.at(-1)).toBeGreaterThanOrEqual(60);
  });

  it('keeps a budget for each resource and each account', async () => {
    const { clock, send } = world((request) => ({ headers: new URL(request.url).pathname === '/used-up' ? budget(5_000, 0, 600) : {} }));
    await send({ path: '/used-up' });
    await Promise.all([send({ resource: 'graphql' }), send({ account: 'b' })]);
    expect(clock.seconds).toBe(0);
  });

  it('is one budget for all who ask, by whatever address', async () => {
    const { clock, network, send } = world((_, n) => ({ headers: budget(5_000, n === 0 ? 0 : 4_000, 60) }));
    await send({ collector: 'one' });
    const same = network.host('https://api.github.com/graphql', { concurrency: { default: 1 }, retries: 0, limits: () => undefined, judge: () => ({ kind: 'answer' }) });
    await same.send({ request: { method: 'GET', url: 'https://api.github.com/y', headers: {} }, account: 'a', resource: 'core', points: 1, collector: 'two', signal: new AbortController().signal });
    expect(clock.seconds).toBe(60);
    expect(network.use().map(({ collector, requests, waitedSeconds }) => [collector, requests, waitedSeconds])).toEqual([['one', 1, 0], ['two', 1, 60]]);
  });

  it('spends no more points in any minute than the policy allows, on all of REST together', async () => {
    const { http, lines, send } = world(() => ({}));
    await Promise.all([many(800, (path) => send({ path })), many(101, (path) => send({ path, resource: 'search' })), many(1_000, (path) => send({ path, resource: 'graphql', method: 'POST' }))]);
    expect(http.times.filter((at) => at === 0).length).toBe(1_900);
    expect(http.times.at(-1)).toBe(60);
    expect(lines).toEqual(['api.github.com: waiting 60 s, 900 points a minute may be spent on all but graphql']);
  });

  it('lets queries be in flight for no more than a minute in a minute, added up', async () => {
    const { http, clock, send } = world(() => ({ ms: 20_000 }));
    await many(12, (path) => send({ path, method: 'POST', resource: 'graphql' }));
    expect(http.mostInFlight).toBe(2);
    // Twelve of twenty seconds are four minutes, of which two at once would have taken two.
    expect(clock.seconds).toBeGreaterThan(180);
  });

  it('has no more in flight than the policy allows', async () => {
    const { http, send } = world(() => ({ ms: 10 }));
    await Promise.all([many(50, (path) => send({ path })), many(20, (path) => send({ path, resource: 'graphql' })), many(20, (path) => send({ path, resource: 'search' }))]);
    expect(http.mostInFlight).toBe(9);
  });

  it('has no more of all resources in flight than an account may', async () => {
    const { http, send } = world(() => ({ ms: 10 }), { policy: { ...gitHubPolicy, concurrencyInAll: 4 } });
    await Promise.all(['core', 'graphql', 'audit_log'].map((resource) => many(20, (path) => send({ path, resource }))));
    expect(http.mostInFlight).toBe(4);
  });

  it('serves who came first, first', async () => {
    const { http, send } = world((_, n) => (n === 0 ? { headers: budget(5_000, 0, 60), ms: 5 } : { ms: 5 }), { policy: { ...gitHubPolicy, concurrency: { default: 1 } } });
    await many(20, (path) => send({ path }));
    expect(http.sent.map(({ request }) => new URL(request.url).pathname)).toEqual(Array.from({ length: 20 }, (_, n) => `/${n}`));
  });

  it('refuses all who wait where the reset lies behind the deadline', async () => {
    const { http, clock, send } = world([{ headers: budget(5_000, 0, 3_600) }], { minutes: 30 });
    await send();
    const errors = await many(50, (path) => failure(send({ path })));
    for (const error of errors) expect(error).toBeInstanceOf(DeadlineError);
    expect([clock.seconds, http.sent.length]).toEqual([0, 1]);
  });

  it('counts 304 as nothing spent, and what a query says it cost', async () => {
    const { network, host, send } = world([{ status: 304, body: '' }, { body: { data: { rateLimit: { cost: 7 } } } }]);
    await send({ collector: 'b' });
    await send({ collector: 'b', resource: 'graphql' });
    host.spent({ account: 'a', resource: 'graphql', collector: 'a' }, 3);
    expect(network.use().map(({ collector, resource, requests, points, unchanged }) => ({ collector, resource, requests, points, unchanged }))).toEqual([
      { collector: 'a', resource: 'graphql', requests: 0, points: 3, unchanged: 0 },
      { collector: 'b', resource: 'core', requests: 1, points: 0, unchanged: 1 },
      { collector: 'b', resource: 'graphql', requests: 1, points: 7, unchanged: 0 },
    ]);
  });
});
