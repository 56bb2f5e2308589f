import { gitHubPolicy } from '../../src/github/policy.ts';
import type { Call, Host, HostPolicy, HttpResponse, Network } from '../../src/network/contract.ts';
import { createNetwork } from '../../src/network/network.ts';
import { ScriptedHttp } from './scripted-http.ts';
import { VirtualClock } from './virtual-clock.ts';

const base = 'https://api.github.com';

/** One host on virtual time, whose answers a test says. */
export interface World {
  readonly clock: VirtualClock;
  readonly http: ScriptedHttp;
  readonly lines: string[];
  readonly network: Network;
  readonly host: Host;
  readonly send: (options?: Partial<Call> & { readonly path?: string; readonly method?: 'GET' | 'POST' }) => Promise<HttpResponse>;
}

export function world(reply: ConstructorParameters<typeof ScriptedHttp>[1], { minutes, policy = gitHubPolicy }: { readonly minutes?: number; readonly policy?: HostPolicy } = {}): World {
  const clock = new VirtualClock();
  const http = new ScriptedHttp(clock, reply);
  const lines: string[] = [];
  const deadline = minutes === undefined ? undefined : clock.now().getTime() + minutes * 60_000;
  const network = createNetwork({ http, clock, deadline, log: (line) => lines.push(line) });
  const host = network.host(base, policy);
  const send: World['send'] = ({ path = '/x', method = 'GET', ...call } = {}) =>
    host.send({ request: { method, url: `${base}${path}`, headers: {} }, account: 'a', resource: 'core', points: 1, collector: 'test', signal: new AbortController().signal, ...call });
  return { clock, http, lines, network, host, send };
}

/** Headers of a budget; `resetIn` seconds after 02:00:00, when virtual clocks begin. */
export function budget(limit: number, remaining: number, resetIn: number): Record<string, number> {
  return { 'x-ratelimit-limit': limit, 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': Date.parse('2026-11-20T02:00:00Z') / 1000 + resetIn };
}

/** The error that a promise is rejected with. */
export async function failure(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then((value) => ({ value }), (error: unknown) => error);
  if (outcome instanceof Error) return outcome;
  throw new Error(`it did not fail but gave ${JSON.stringify(outcome)}`);
}
