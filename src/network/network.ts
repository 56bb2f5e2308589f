import type { Clock } from '../clock.ts';
import { HostError, type Host, type Http, type Network } from './contract.ts';
import { PoliteHost } from './polite-host.ts';
import { Secrets } from './secrets.ts';
import { Timeline } from './timeline.ts';
import { Usage } from './usage.ts';

/** What the network does to the world, and until when. */
export interface NetworkOptions {
  readonly http: Http;
  /** The machine's clock, also in a run that reads sources as they stood earlier: hosts compare with their own. */
  readonly clock: Clock;
  /** Instant after which nothing is sent, in ms since 1970. */
  readonly deadline: number | undefined;
  /** Told of every wait and why; without secrets. */
  readonly log: (message: string) => void;
}

/** The network of one run. */
export function createNetwork({ http, clock, deadline, log }: NetworkOptions): Network {
  const secrets = new Secrets();
  const usage = new Usage();
  const timeline = new Timeline(clock);
  const hosts = new Map<string, Host>();
  const options = { http, timeline, deadline, log: (message: string) => log(secrets.redact(message)), secrets, usage };
  return {
    host: (base, policy) => {
      if (!URL.canParse(base) || !/^https?:$/.test(new URL(base).protocol)) throw new HostError(`${secrets.redact(base)} is not an address of a host: it starts with https://`);
      const { origin, host: name } = new URL(base);
      const host = hosts.get(origin) ?? new PoliteHost(name, policy, options);
      hosts.set(origin, host);
      return host;
    },
    now: () => timeline.now(),
    deadline,
    hide: (secret) => secrets.hide(secret),
    redact: (text) => secrets.redact(text),
    use: () => usage.list(),
  };
}
