import { z } from 'zod';
import type { HostPolicy, HttpResponse, Judgement, LimitState } from '../network/contract.ts';
import { clockTime } from '../network/budget.ts';
import { hostDate, retryAfter } from '../network/retry-after.ts';
import { statusText } from '../network/status-text.ts';
import { queryCost, rateLimitProblem } from './graphql-answer.ts';
import { jsonBody } from './json-body.ts';

/** "If you do not receive a retry-after header, wait for at least one minute" (Best practices for using the REST API). */
const secondaryWaitMs = 60_000;
/** Answers that may pass by themselves. */
const passing = new Set([408, 500, 502, 503, 504]);

const said = z.looseObject({ message: z.string() });

/** What GitHub says of an answer that is none, in its own words. */
export function messageOf(response: HttpResponse): string {
  const body = jsonBody(response);
  const parsed = body.kind === 'json' ? said.safeParse(body.value) : undefined;
  return parsed?.success === true ? parsed.data.message : '';
}

/**
 * How GitHub wants to be treated: "Rate limits for the REST API", "Rate limits and query limits for the GraphQL API" and "Best
 * practices for using the REST API" of its documentation. The secondary limits count every GET and every query without
 * mutations as one point, whatever it costs of the hourly budget.
 */
export const gitHubPolicy: HostPolicy = {
  concurrency: { default: 6, graphql: 2, search: 1, code_search: 1 },
  concurrencyInAll: 100,
  perMinute: { graphql: 2_000, default: 900 },
  // "No more than 90 seconds of CPU time per 60 seconds of real time, no more than 60 seconds of this for the GraphQL API."
  busyPerMinute: { all: 90_000, graphql: 60_000 },
  retries: 4,
  limits: limitsOf,
  judge,
  cost: queryCost,
};

function limitsOf(response: HttpResponse, resource: string): LimitState | undefined {
  const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) => wholeNumber(response.headers.get(`x-ratelimit-${name}`)));
  if (limit === undefined || remaining === undefined || reset === undefined) return undefined;
  return { resource: response.headers.get('x-ratelimit-resource') ?? resource, limit, remaining, resetAt: reset * 1000 };
}

/** True for a page of a proxy or a sign-on in place of an answer. */
export function isWebPage(response: HttpResponse): boolean {
  return jsonBody(response).kind === 'other' && /^\s*<(?:!doctype|html|head|body|\?xml)/i.test(response.body);
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text.trim()) ? Number(text) : undefined;
}

function judge(response: HttpResponse, now: number): Judgement {
  const { status } = response;
  if (status === 304) return { kind: 'answer' };
  if (status >= 200 && status < 300) {
    // A page to sign in stays one however often it is asked for.
    if (isWebPage(response)) return { kind: 'answer' };
    if (jsonBody(response).kind === 'other') return { kind: 'again', why: `it answered ${status} with something that is not JSON` };
    return rateLimitProblem(response) === undefined ? { kind: 'answer' } : limited(response, now);
  }
  const message = messageOf(response);
  const refused: Judgement = { kind: 'refused', why: statusText(response, message) };
  if (status === 429 || (status === 403 && isLimit(response, message)) || (status === 503 && retryAfter(response, now) !== undefined)) return limited(response, now);
  return passing.has(status) ? { kind: 'again', why: statusText(response) } : refused;
}

/** A 403 says "not now" or "not you"; the last request of a budget may be one of the second kind. */
function isLimit(response: HttpResponse, message: string): boolean {
  if (response.headers.has('retry-after') || /rate limit|abuse detection/i.test(message)) return true;
  return message === '' && usedUp(response) !== undefined;
}

/** The budget that an answer says is used up. */
function usedUp(response: HttpResponse): LimitState | undefined {
  const limits = limitsOf(response, '');
  return limits !== undefined && limits.limit > 0 && limits.remaining === 0 ? limits : undefined;
}

/** The order is GitHub's own: `retry-after`, then a budget that is used up, then a minute that grows. */
function limited(response: HttpResponse, now: number): Judgement {
  const asked = retryAfter(response, now);
  if (asked !== undefined) return { kind: 'wait', ms: asked, scope: 'account', why: 'GitHub asked for it (retry-after)' };
  const budget = usedUp(response);
  const ms = budget === undefined ? 0 : budget.resetAt - (hostDate(response) ?? now);
  if (budget !== undefined && ms > 0) {
    return { kind: 'wait', ms, scope: 'resource', why: `the budget${budget.resource === '' ? '' : ` for ${budget.resource}`} is used up until ${clockTime(now + ms)}` };
  }
  return { kind: 'wait', ms: secondaryWaitMs, scope: 'account', grows: true, why: 'GitHub says that it is asked too fast (secondary rate limit)' };
}
