import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localContext } from '../../src/collect/local-context.ts';
import type { Collector } from '../../src/collect/contract.ts';
import { type CollectorReport, runCollector } from '../../src/collect/kernel.ts';
import { silentProgress } from '../../src/collect/progress.ts';
import { Store } from '../../src/store/store.ts';

/** Runs a collector over one source into an empty store; gives the facts of its first kind and the kernel's report. */
export async function collectOnce<C>(collector: Collector<C>, source: unknown, contentDir: string): Promise<{ facts: Record<string, unknown>[]; report: CollectorReport }> {
  const dir = mkdtempSync(join(tmpdir(), 'almanac-once-'));
  const store = await Store.open(dir);
  const asOf = '2026-11-21T03:00:00.000Z';
  try {
    const report = await runCollector({
      group: { collector, sources: [{ digest: 'one', config: collector.config.parse(source) }] },
      store,
      context: localContext({ asOf, backdated: false, signal: new AbortController().signal, minimumGroup: 5, contentDir, log: () => undefined }),
      offline: false,
      concurrency: 2,
      shardTimeout: 60,
      progress: silentProgress,
    });
    const facts: Record<string, unknown>[] = [];
    const kind = collector.kinds[0];
    if (kind !== undefined) for await (const { value } of store.rows(kind, asOf)) facts.push(value);
    return { facts, report };
  } finally {
    store.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
