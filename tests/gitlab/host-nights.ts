import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { collect, type CollectionReport } from '../../src/collect/collect.ts';
import type { Collector } from '../../src/collect/contract.ts';
import { silentProgress } from '../../src/collect/progress.ts';
import type { Http, Network } from '../../src/network/contract.ts';
import { createNetwork } from '../../src/network/network.ts';
import { config } from '../../src/schema/config.ts';
import type { FactKind } from '../../src/schema/fact.ts';
import { Store } from '../../src/store/store.ts';
import { VirtualClock } from '../network/virtual-clock.ts';

/** Nights of one collector that reads a host, into a data folder that is gone after the test. Waiting takes no time. */
export class HostNights<C> {
  readonly dir = mkdtempSync(join(tmpdir(), 'almanac-host-'));
  readonly log: string[] = [];
  readonly #collector: Collector<C>;
  readonly #http: Http;
  readonly #source: unknown;
  readonly #env: Record<string, string>;

  constructor({ collector, http, source, env }: { collector: Collector<C>; http: Http; source: unknown; env: Record<string, string> }) {
    this.#collector = collector;
    this.#http = http;
    this.#source = source;
    this.#env = env;
    onTestFinished(() => rmSync(this.dir, { recursive: true, force: true }));
  }

  async run(asOf: string, { minutes, signal = new AbortController().signal, env = this.#env, source = this.#source, offline = false, backdated = false }: { minutes?: number; signal?: AbortSignal; env?: Record<string, string>; source?: unknown; offline?: boolean; backdated?: boolean } = {}): Promise<{ report: CollectionReport; findings: string[]; network: Network; clock: VirtualClock }> {
    const clock = new VirtualClock(asOf);
    const deadline = minutes === undefined ? undefined : Date.parse(asOf) + minutes * 60_000;
    const network = createNetwork({ http: clock.holding(this.#http), clock, deadline, log: (line) => this.log.push(line) });
    const store = await Store.open(this.dir);
    try {
      const report = await collect({
        store,
        groups: [{ collector: this.#collector, sources: [{ digest: 'one', config: this.#collector.config.parse(source) }] }],
        config: config.parse({}),
        context: { asOf, backdated, signal, minimumGroup: 5, contentDir: this.dir, log: (line) => this.log.push(line), env, network },
        offline,
        progress: silentProgress,
      });
      return { report, findings: report.collectors.flatMap(({ findings }) => findings.map(({ code, what }) => `${code} ${what}`)), network, clock };
    } finally {
      store.close();
    }
  }

  /** Facts of a kind, in order of key. */
  async facts(kind: FactKind, asOf: string): Promise<Record<string, unknown>[]> {
    return (await this.all([kind], asOf))[kind.kind] ?? [];
  }

  /** Facts of several kinds, by kind. */
  async all(kinds: readonly FactKind[], asOf: string): Promise<Record<string, Record<string, unknown>[]>> {
    const store = await Store.open(this.dir);
    try {
      const all: Record<string, Record<string, unknown>[]> = {};
      for (const kind of kinds) {
        const values: Record<string, unknown>[] = [];
        for await (const { value } of store.rows(kind, asOf)) values.push(value);
        all[kind.kind] = values;
      }
      return all;
    } finally {
      store.close();
    }
  }

  /** Everything that is on disk besides facts (which `facts` gives): cached pages, bookmarks, journals, quarantine. */
  bytes(): string {
    return readdirSync(this.dir, { recursive: true, encoding: 'utf8' })
      .map((name) => join(this.dir, name))
      .filter((path) => statSync(path).isFile() && !path.endsWith('.parquet'))
      .map((path) => {
        const bytes = readFileSync(path);
        return bytes.length >= 4 && bytes.readUInt32LE(0) === 0xfd2fb528 ? zstdDecompressSync(bytes).toString('utf8') : bytes.toString('latin1');
      })
      .join('\n');
  }
}
