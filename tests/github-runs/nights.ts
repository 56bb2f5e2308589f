import { localContext } from '../../src/collect/local-context.ts';
import type { CollectContext, Collector, FetchContext, RawPage, Shard } from '../../src/collect/contract.ts';
import { DeadlineError } from '../../src/network/contract.ts';
import type { Finding } from '../../src/schema/finding.ts';

/** What several nights of one collector left, as the kernel would keep it: facts by key, the last one said; bookmarks. */
export class Nights<C> {
  readonly facts = new Map<string, Record<string, unknown>>();
  readonly bookmarks = new Map<string, string>();
  readonly pages: RawPage[] = [];
  readonly quarantine: { record: string; reason: string }[] = [];
  findings: Finding[] = [];
  readonly #collector: Collector<C>;
  readonly #config: C;

  readonly #reach: Partial<CollectContext>;

  /** @param reach network and secrets, for a collector that needs them */
  constructor(collector: Collector<C>, config: unknown, reach: Partial<CollectContext> = {}) {
    this.#reach = reach;
    this.#collector = collector;
    this.#config = collector.config.parse(config);
  }

  /**
   * One night. Where the time is up within a part, what came of it stays, with its bookmark.
   *
   * @param resume bookmarks of parts that an earlier part of this night was cut off in
   */
  async night(asOf: string, { resume = new Map<string, string>(), killAfterPages = Infinity }: { resume?: ReadonlyMap<string, string>; killAfterPages?: number } = {}): Promise<Map<string, string>> {
    this.findings = [];
    const local = localContext({ asOf, backdated: false, signal: new AbortController().signal, minimumGroup: 5, contentDir: '/', log: () => undefined });
    const context: CollectContext = { ...local, ...this.#reach };
    const reached = new Map<string, string>();
    for (const shard of await this.#shards(context)) {
      const fetched: FetchContext = { ...context, bookmark: this.bookmarks.get(shard.id), resume: resume.get(shard.id) };
      let taken = 0;
      try {
        for await (const page of this.#collector.fetch(shard, fetched)) {
          this.#take(page, shard, asOf);
          if (page.bookmark !== undefined) reached.set(shard.id, page.bookmark);
          if (++taken >= killAfterPages) return reached;
        }
      } catch (error) {
        if (!(error instanceof DeadlineError)) throw error;
      }
      const bookmark = reached.get(shard.id);
      if (bookmark !== undefined) this.bookmarks.set(shard.id, bookmark);
    }
    return reached;
  }

  /** Values of the facts, in order of key. */
  values(): Record<string, unknown>[] {
    return [...this.facts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
  }

  async #shards(context: CollectContext): Promise<Shard[]> {
    const shards: Shard[] = [];
    const listed = this.#collector.shards(this.#config, context);
    for await (const shard of listed instanceof Promise ? await listed : listed) shards.push(shard);
    return shards;
  }

  #take(page: RawPage, shard: Shard, asOf: string): void {
    this.pages.push(page);
    for (const output of this.#collector.parse(page, { shard: shard.id, asOf, minimumGroup: 5 })) {
      if (output.type === 'finding') this.findings.push(output.finding);
      else if (output.type === 'quarantine') this.quarantine.push(output);
      else if (output.type === 'fact') this.#keep(output);
    }
  }

  #keep({ kind: name, value }: { kind: string; value: unknown }): void {
    const kind = this.#collector.kinds.find((one) => one.kind === name);
    if (kind === undefined) throw new Error(`${name} is not declared`);
    const fact: Record<string, unknown> = kind.schema.parse(value);
    this.facts.set(JSON.stringify(kind.key.map((key) => fact[key])), fact);
  }
}
