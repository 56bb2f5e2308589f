import { maximumBytes, TransportError, type Http, type HttpResponse, type TransportReason } from './contract.ts';

/**
 * Sends by Node's own `fetch`. Certificates of `NODE_EXTRA_CA_CERTS` count, since Node reads that itself; proxies of
 * `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` are used if Node is told so by `NODE_USE_ENV_PROXY=1` (Node's manual, "Built-in proxy
 * support").
 */
export const fetchHttp: Http = {
  send: async ({ method, url, headers, body }, { signal, timeoutMs }) => {
    const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(Math.min(timeoutMs, 2 ** 31 - 1))));
    try {
      const response = await fetch(url, { method, headers, body: body ?? null, redirect: 'manual', signal: AbortSignal.any([signal, timeout]) });
      return await whole(response);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof TransportError) throw error;
      if (timeout.aborted) throw new TransportError('timeout', `no whole answer within ${Math.ceil(timeoutMs / 1000)} s`);
      throw transportError(error);
    }
  },
};

async function whole(response: Response): Promise<HttpResponse> {
  const decoder = new TextDecoder();
  let body = '';
  let size = 0;
  // Counted as it is unpacked: a small answer may unpack to a large one. Leaving the loop ends the connection.
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maximumBytes) throw new TransportError('too-large', `the answer is larger than ${maximumBytes / 1024 / 1024} MB`);
    body += decoder.decode(chunk, { stream: true });
  }
  return { status: response.status, headers: new Map(response.headers), body: body + decoder.decode() };
}

const reasons: Readonly<Record<string, readonly [TransportReason, string]>> = {
  ECONNREFUSED: ['refused', 'the connection was refused'],
  EHOSTUNREACH: ['refused', 'there is no way to the host'],
  ENETUNREACH: ['refused', 'there is no network'],
  ENOTFOUND: ['unknown-host', 'its name is not known'],
  EAI_AGAIN: ['unknown-host', 'its name could not be looked up'],
  // No connection at all: not the answer's fault, and so not the question's.
  ETIMEDOUT: ['refused', 'there was no connection in time'],
  UND_ERR_CONNECT_TIMEOUT: ['refused', 'there was no connection in time'],
  UND_ERR_HEADERS_TIMEOUT: ['timeout', 'the answer took too long'],
  UND_ERR_BODY_TIMEOUT: ['timeout', 'the answer took too long'],
};

/**
 * Told by the code alone: messages and causes of `fetch` may quote the request, and a header that it does not like is quoted
 * with its value.
 */
function transportError(error: unknown): TransportError {
  if (error instanceof TypeError && error.cause === undefined) return new TransportError('refused', 'such a request cannot be made: its address or a header is not valid');
  const code = codeOf(error);
  const known = reasons[code];
  if (known !== undefined) return new TransportError(known[0], known[1]);
  if (/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)/.test(code)) {
    return new TransportError('refused', `its certificate is not trusted (${code}): name the file of your own authority in NODE_EXTRA_CA_CERTS`);
  }
  return new TransportError('closed', `the connection was cut off${code === '' ? '' : ` (${code})`}`);
}

function codeOf(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(at.code)) return at.code;
    if (at instanceof AggregateError && at.errors.length > 0) return codeOf(at.errors[0]);
  }
  return '';
}
