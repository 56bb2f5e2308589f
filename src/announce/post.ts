/** What a command needs to post; injected, so that tests meet a server of their own. */
export interface Network {
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Waits; rejects when `signal` ends it. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** The present instant, for a `Retry-After` that is a date. */
  now(): Date;
}

/**
 * What became of a message. `refused`: the webhook will not take it, however often it is sent. `failed`: it certainly did
 * not arrive, and may next time. `unsure`: it was sent, and nobody knows whether it arrived.
 */
export type Posted = { readonly state: 'posted' } | { readonly state: 'refused' | 'failed' | 'unsure'; readonly reason: string };

const attempts = 4;
/** Milliseconds for one answer. */
const timeout = 15_000;
/** Seconds that a webhook may ask us to wait; the next run comes sooner than more. */
const longestWait = 60;
/** Characters of an answer that are told. */
const toldAnswer = 200;

/**
 * Posts one message. 429 is waited out as `Retry-After` says, 5xx is tried again after 1, 2 and 4 seconds, redirects are
 * not followed: the address is a secret, and would go where it points. The address is in no text that this gives.
 */
export async function post(url: string, body: string, network: Network, signal: AbortSignal): Promise<Posted> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await once(url, body, network, signal);
    if (answer.state !== 'again') return answer;
    if (attempt === attempts) return { state: 'failed', reason: `${answer.reason}, ${attempts} times` };
    const wait = answer.wait ?? 2 ** (attempt - 1);
    if (wait > longestWait) return { state: 'failed', reason: `${answer.reason}, and asks to wait ${wait} s` };
    await network.sleep(wait * 1000, signal);
  }
}

type Answer = Posted | { readonly state: 'again'; readonly reason: string; readonly wait: number | undefined };

async function once(url: string, body: string, network: Network, signal: AbortSignal): Promise<Answer> {
  let response: Response;
  try {
    response = await network.fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
    });
  } catch (error) {
    signal.throwIfAborted();
    const code = codeOf(error);
    if (notSent.has(code)) return { state: 'again', reason: `no connection (${code})`, wait: undefined };
    return { state: 'unsure', reason: error instanceof Error && error.name === 'TimeoutError' ? `no answer within ${timeout / 1000} s` : `the connection broke off${code === '' ? '' : ` (${code})`}` };
  }
  // Teams answers 202, Slack 200.
  if (response.status >= 200 && response.status < 300) {
    await response.body?.cancel().catch(() => undefined);
    return { state: 'posted' };
  }
  const said = `it answered ${response.status}${await told(response, url)}`;
  if (response.status === 429) return { state: 'again', reason: said, wait: retryAfter(response.headers.get('retry-after'), network.now()) };
  if (response.status >= 500 || response.status === 408) return { state: 'again', reason: said, wait: undefined };
  return { state: 'refused', reason: said };
}

/** Codes of what goes wrong before anything is sent. */
const notSent: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'ERR_TLS_CERT_ALTNAME_INVALID']);

function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) if ('code' in at && typeof at.code === 'string') return at.code;
  return '';
}

/** The beginning of an answer, such as `invalid_blocks`; never the address, should it be repeated there. */
async function told(response: Response, url: string): Promise<string> {
  const text = await response.text().catch(() => '');
  const short = text.replaceAll(url, '[address]').replaceAll(URL.parse(url)?.pathname ?? url, '[address]').replaceAll(/\s+/g, ' ').trim().slice(0, toldAnswer);
  return short === '' ? '' : `: ${short}`;
}

/** Seconds to wait by `Retry-After`, which is a number of seconds or a date (RFC 9110, 10.2.3). */
function retryAfter(header: string | null, now: Date): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
}
