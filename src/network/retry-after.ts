import type { HttpResponse } from './contract.ts';

/**
 * How long an answer asks to wait, in ms: seconds, or a date by the host's own clock (RFC 9110, 10.2.3). Undefined where it
 * does not say, or says something else.
 *
 * @param now the machine's time, for answers without a `date`
 */
export function retryAfter(response: HttpResponse, now: number): number | undefined {
  const value = response.headers.get('retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+(?:\.\d+)?$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - (hostDate(response) ?? now));
}

/** When an answer was made by the host's clock, in ms since 1970; whole seconds, rounded down. */
export function hostDate(response: HttpResponse): number | undefined {
  const at = Date.parse(response.headers.get('date') ?? '');
  return Number.isNaN(at) ? undefined : at;
}
