import type { HostPolicy, HttpResponse, Judgement, LimitState } from '../network/contract.ts';
import { hostDate, retryAfter } from '../network/retry-after.ts';

/**
 * How GitLab wants to be treated. A limit is told by `RateLimit-Limit`, `-Remaining` and `-Reset` (Unix time), one that was
 * passed by 429 with `Retry-After`; gateways in front of it write the same names with `X-` ("User and IP rate limits" in
 * GitLab's documentation). Answers of gitlab.com may lack all of them, so its own numbers (GitLab.com settings: 2,000
 * requests a minute; `GET /projects/:id` 400, `GET /groups/:id/projects` 600, `GET /projects` 2,000 in ten minutes) are
 * kept below as well. An instance of one's own has limits only where its administrators set them.
 */
export const gitLabPolicy: HostPolicy = {
  concurrency: { default: 4 },
  perMinute: { core: 1800, project: 360, projects: 180 },
  retries: 4,
  limits: limitState,
  judge,
};

function limitState(response: HttpResponse, resource: string): LimitState | undefined {
  const limit = numberOf(response, 'ratelimit-limit');
  const remaining = numberOf(response, 'ratelimit-remaining');
  const resetAt = resetOf(response);
  if (limit === undefined || limit <= 0 || remaining === undefined || resetAt === undefined) return undefined;
  return { resource, limit, remaining, resetAt };
}

/** Statuses of gateways and overload: GitLab's own troubleshooting page says to try again. */
const passing: ReadonlySet<number> = new Set([408, 500, 502, 503, 504]);
const longestWait = 3_600_000;

function judge(response: HttpResponse, now: number): Judgement {
  const { status } = response;
  if ((status >= 200 && status < 300) || status === 304) return { kind: 'answer' };
  const asked = retryAfter(response, now);
  if (status === 429) {
    const reset = resetOf(response);
    const ms = asked ?? (reset === undefined ? 60_000 : Math.max(1000, reset - now));
    return { kind: 'wait', ms: Math.min(ms, longestWait), scope: 'account', why: 'GitLab’s rate limit was reached' };
  }
  if (status === 503 && asked !== undefined) return { kind: 'wait', ms: Math.min(asked, longestWait), scope: 'account', why: 'GitLab is not available and says when to come back' };
  if (passing.has(status)) return { kind: 'again', why: `GitLab answered ${status}` };
  return { kind: 'refused', why: `GitLab answered ${status}` };
}

function numberOf(response: HttpResponse, name: string): number | undefined {
  const text = response.headers.get(name) ?? response.headers.get(`x-${name}`);
  // Gateways add windows to a limit: `600, 600;w=60`.
  const number = /^\s*(\d{1,15})/.exec(text ?? '')?.[1];
  return number === undefined ? undefined : Number(number);
}

/** Unix time as GitLab writes it, or seconds from the answer on, as gateways do that follow the draft of RateLimit headers. */
function resetOf(response: HttpResponse): number | undefined {
  const reset = numberOf(response, 'ratelimit-reset');
  if (reset === undefined) return undefined;
  if (reset >= 1_000_000_000) return reset * 1000;
  const date = hostDate(response);
  return date === undefined ? undefined : date + reset * 1000;
}
