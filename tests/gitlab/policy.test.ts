import '../seed.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gitLabPolicy } from '../../src/gitlab/policy.ts';
import type { HttpResponse } from '../../src/network/contract.ts';

const now = Date.parse('2026-11-20T02:00:00Z');
const response = (status: number, headers: Record<string, string> = {}): HttpResponse => ({ status, headers: new Map(Object.entries(headers)), body: '' });

describe('how GitLab wants to be treated', () => {
  it.each(['', 'x-'])('reads limits with the prefix %j', (prefix) => {
    const headers = { [`${prefix}ratelimit-limit`]: '2000', [`${prefix}ratelimit-remaining`]: '1999', [`${prefix}ratelimit-reset`]: String(now / 1000 + 60) };
    expect(gitLabPolicy.limits(response(200, headers), 'core')).toEqual({ resource: 'core', limit: 2000, remaining: 1999, resetAt: now + 60_000 });
  });

  it('reads a reset in seconds, as gateways write it, by the date of the answer', () => {
    const headers = { date: 'Fri, 20 Nov 2026 02:00:00 GMT', 'ratelimit-limit': '600, 600;w=60', 'ratelimit-remaining': '0', 'ratelimit-reset': '42' };
    expect(gitLabPolicy.limits(response(200, headers), 'core')).toEqual({ resource: 'core', limit: 600, remaining: 0, resetAt: now + 42_000 });
  });

  it('knows no limit where GitLab tells none', () => {
    expect(gitLabPolicy.limits(response(200), 'core')).toBeUndefined();
    expect(gitLabPolicy.limits(response(200, { 'ratelimit-limit': '0', 'ratelimit-remaining': '0', 'ratelimit-reset': '1' }), 'core')).toBeUndefined();
  });

  it('waits as long as a 429 says, else until the reset, else a minute', () => {
    expect(gitLabPolicy.judge(response(429, { 'retry-after': '7' }), now)).toMatchObject({ kind: 'wait', ms: 7000, scope: 'account' });
    expect(gitLabPolicy.judge(response(429, { 'ratelimit-reset': String(now / 1000 + 30) }), now)).toMatchObject({ kind: 'wait', ms: 30_000 });
    expect(gitLabPolicy.judge(response(429), now)).toMatchObject({ kind: 'wait', ms: 60_000 });
  });

  it.each([500, 502, 503, 504])('asks again after %i', (status) => {
    expect(gitLabPolicy.judge(response(status), now)).toMatchObject({ kind: 'again' });
  });

  it.each([400, 401, 403, 404, 422])('leaves %i to the caller', (status) => {
    expect(gitLabPolicy.judge(response(status), now)).toMatchObject({ kind: 'refused' });
  });

  it('takes any headers, and never waits less than no time or more than an hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.dictionary(fc.constantFrom('retry-after', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'date'), fc.string()), (status, headers) => {
        const judged = gitLabPolicy.judge(response(status, headers), now);
        if (judged.kind === 'wait') expect(judged.ms >= 0 && judged.ms <= 3_600_000).toBe(true);
        const limits = gitLabPolicy.limits(response(status, headers), 'core');
        if (limits !== undefined) expect(Number.isFinite(limits.resetAt)).toBe(true);
      }),
    );
  });
});
