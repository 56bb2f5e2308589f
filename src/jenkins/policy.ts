import type { HostPolicy } from '../network/contract.ts';
import { retryAfter } from '../network/retry-after.ts';

const longestWait = 3_600_000;

/**
 * How Jenkins wants to be treated. It has no limits of its own, so few requests at once are all the politeness there is;
 * what stands before it may have some. While it starts it answers 503 ("Please wait while Jenkins is getting ready to
 * work"), which takes minutes on a large controller.
 */
export const jenkinsPolicy: HostPolicy = {
  concurrency: { default: 2 },
  retries: 6,
  limits: () => undefined,
  judge: (response, now) => {
    const { status } = response;
    if ((status >= 200 && status < 300) || status === 304) return { kind: 'answer' };
    const asked = retryAfter(response, now);
    if (status === 429) return { kind: 'wait', ms: Math.min(asked ?? 60_000, longestWait), scope: 'account', why: 'what stands before Jenkins asks to wait' };
    if (status === 503 && asked !== undefined) return { kind: 'wait', ms: Math.min(asked, longestWait), scope: 'account', why: 'Jenkins is not ready and says when to come back' };
    if (status === 503) return { kind: 'again', why: 'Jenkins is not ready: it may be starting' };
    if (status === 408 || status === 502 || status === 504) return { kind: 'again', why: `Jenkins answered ${status}` };
    return { kind: 'refused', why: `Jenkins answered ${status}` };
  },
};
