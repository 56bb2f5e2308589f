import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { collect, type Collection, type CollectionReport } from '../../src/collect/collect.ts';
import type { Collector } from '../../src/collect/contract.ts';
import { silentProgress } from '../../src/collect/progress.ts';
import { noNetwork } from '../../src/network/no-network.ts';
import type { Network } from '../../src/network/contract.ts';
import { config } from '../../src/schema/config.ts';
import type { FactKind } from '../../src/schema/fact.ts';
import { Store } from '../../src/store/store.ts';

interface Night extends Pick<Collection, 'acceptDrop' | 'only' | 'offline'> {
  readonly asOf: string;
  readonly collectors: readonly Collector[];
  readonly network: Network;
  readonly collect: Record<string, unknown>;
  readonly signal: AbortSignal;
  readonly log: (message: string) => void;
  /** Digest of the one source that every collector has. */
  readonly digest: string;
}

/** A data folder that is gone after the test, and collections into it. */
export class Nights {
  readonly dir = mkdtempSync(join(tmpdir(), 'almanac-nights-'));

  constructor() {
    onTestFinished(() => rmSync(this.dir, { recursive: true, force: true }));
  }

  /** A run of collectors, each with one source. */
  async run(night: Pick<Night, 'asOf' | 'collectors'> & Partial<Night>): Promise<CollectionReport> {
    const { asOf, collectors, network = noNetwork, signal = new AbortController().signal, log = () => undefined, offline = false, digest = 'source-1' } = night;
    const store = await Store.open(this.dir);
    try {
      return await collect({
        store,
        groups: collectors.map((collector) => ({ collector, sources: [{ digest, config: {} }] })),
        acceptDrop: night.acceptDrop,
        only: night.only,
        config: config.parse({ collect: night.collect ?? {} }),
        context: { asOf, backdated: false, signal, minimumGroup: 5, contentDir: this.dir, log, network },
        offline,
        progress: silentProgress,
      });
    } finally {
      store.close();
    }
  }

  async rows(kind: FactKind, asOf: string): Promise<Record<string, unknown>[]> {
    const store = await Store.open(this.dir);
    try {
      const values: Record<string, unknown>[] = [];
      for await (const { value } of store.rows(kind, asOf)) values.push(value);
      return values;
    } finally {
      store.close();
    }
  }
}

export const night = (n: number, time = '03:00'): string => `2026-11-${String(n).padStart(2, '0')}T${time}:00.000Z`;

/** A network whose time stands; nothing can be asked of it. */
export function networkAt(now: string, deadline?: string): Network {
  return { ...noNetwork, now: () => Date.parse(now), deadline: deadline === undefined ? undefined : Date.parse(deadline), redact: (text) => text.replaceAll('s3cret', '***') };
}
