import { compareText } from '../findings/codes.ts';
import type { HostUse } from './contract.ts';

/** Whom something is counted for. */
export interface UseOf {
  readonly host: string;
  readonly collector: string;
  readonly resource: string;
}

type Counts = { -readonly [K in keyof Omit<HostUse, keyof UseOf>]: HostUse[K] };

/** What was asked of hosts in a run, by host, collector and resource. */
export class Usage {
  readonly #uses = new Map<string, UseOf & { readonly counts: Counts }>();

  add({ host, collector, resource }: UseOf, counts: Partial<Counts>): void {
    const key = JSON.stringify([host, collector, resource]);
    const use = this.#uses.get(key) ?? { host, collector, resource, counts: { requests: 0, points: 0, unchanged: 0, retries: 0, waitedSeconds: 0 } };
    this.#uses.set(key, use);
    use.counts.requests += counts.requests ?? 0;
    use.counts.points += counts.points ?? 0;
    use.counts.unchanged += counts.unchanged ?? 0;
    use.counts.retries += counts.retries ?? 0;
    use.counts.waitedSeconds += counts.waitedSeconds ?? 0;
  }

  /** In order of host, collector, resource. */
  list(): readonly HostUse[] {
    return [...this.#uses.values()]
      .map(({ counts, ...of }) => ({ ...of, ...counts, waitedSeconds: Math.round(counts.waitedSeconds) }))
      .sort((a, b) => compareText(a.host, b.host) || compareText(a.collector, b.collector) || compareText(a.resource, b.resource));
  }
}
