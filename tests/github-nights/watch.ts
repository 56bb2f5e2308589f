import type { Http } from '../../src/network/contract.ts';
import type { SeenRequest } from '../doubles/github/report.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** An `Http` that notes what a polite client must not do: send before a `retry-after` is over or a budget begins again, or after the deadline. */
export function watched(http: Http, clock: VirtualClock, deadline: () => number = () => Infinity): { readonly http: Http; readonly impolite: string[] } {
  const impolite: string[] = [];
  let quietUntil = -Infinity;
  const empty = new Map<string, number>();
  const send: Http['send'] = async (request, options) => {
    const at = clock.time();
    if (at < quietUntil) impolite.push(`${request.url} was asked ${quietUntil - at} ms before the wait was over`);
    if (at > deadline()) impolite.push(`${request.url} was asked ${at - deadline()} ms after the deadline`);
    const resource = request.url.endsWith('/graphql') ? 'graphql' : request.url.includes('/audit-log') ? 'audit_log' : 'core';
    const ends = empty.get(resource) ?? -Infinity;
    if (at < ends) impolite.push(`${request.url} was asked ${ends - at} ms before the budget of ${resource} began again`);
    const response = await http.send(request, options);
    // Host's time: corrected by its `date`, which has whole seconds.
    if (response.headers.get('x-ratelimit-remaining') === '0') empty.set(resource, clock.time() + Number(response.headers.get('x-ratelimit-reset')) * 1000 - Date.parse(response.headers.get('date') ?? '') - 1_000);
    const wait = response.headers.get('retry-after');
    if (wait !== undefined) quietUntil = Math.max(quietUntil, clock.time() + Number(wait) * 1000);
    return response;
  };
  return { http: { send }, impolite };
}

/** Requests that were answered well and asked again all the same. */
export function askedTwice(requests: readonly SeenRequest[]): string[] {
  const good = requests.filter(({ status, fault, what }) => status === 200 && (fault === undefined || fault === 'slow') && !what.includes('access_tokens'));
  return [...Map.groupBy(good, ({ method, what, body }) => `${method} ${what} ${body}`)].flatMap(([key, list]) => (list.length > 1 ? [`${list.length} times ${key.slice(0, 200)}`] : []));
}
