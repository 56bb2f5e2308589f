import type { HttpResponse } from '../network/contract.ts';

/** What an answer's body is: parsed JSON, nothing at all, or something else. */
export type JsonBody = { readonly kind: 'json'; readonly value: unknown } | { readonly kind: 'empty' } | { readonly kind: 'other' };

const parsed = new WeakMap<HttpResponse, JsonBody>();

/** The body of an answer, parsed once however often it is asked for: it may be some megabytes long. */
export function jsonBody(response: HttpResponse): JsonBody {
  const held = parsed.get(response) ?? parse(response.body);
  parsed.set(response, held);
  return held;
}

function parse(body: string): JsonBody {
  if (body.trim() === '') return { kind: 'empty' };
  try {
    return { kind: 'json', value: JSON.parse(body) };
  } catch {
    return { kind: 'other' };
  }
}
