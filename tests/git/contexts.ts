import { expect } from 'vitest';
import { collector } from '../../collectors/git/collector.ts';
import { localContext } from '../../src/collect/local-context.ts';
import type { FactOutput, FetchContext, Output, RawPage, Shard } from '../../src/collect/contract.ts';
import { factKinds } from '../../src/schema/facts/kinds.ts';
import { finding } from '../../src/schema/finding.ts';
import type { Finding } from '../../src/schema/finding.ts';

/** The instant of a test's run unless it names another. */
export const asOf = '2026-11-21T03:00:00Z';

/** What the kernel would hand to `fetch`. */
export function fetchContext(overrides: Partial<FetchContext> = {}): FetchContext {
  const { signal } = new AbortController();
  return { ...localContext({ asOf, backdated: false, signal, minimumGroup: 5, contentDir: '/nonexistent', log: () => undefined }), bookmark: undefined, resume: undefined, ...overrides };
}

/** A shard as `shards` would give it. */
export function shardOf(dir: string): Shard {
  return { id: dir.split('/').at(-1) ?? '', locator: dir };
}

/** All pages that `fetch` gives of a shard. */
export async function pagesOf(shard: Shard, overrides: Partial<FetchContext> = {}): Promise<RawPage[]> {
  const pages: RawPage[] = [];
  for await (const page of collector.fetch(shard, fetchContext(overrides))) pages.push(page);
  return pages;
}

/** What is collected of one clone, every record checked against the schema of its kind. */
export async function collect(dir: string, overrides: Partial<FetchContext> = {}): Promise<{ pages: RawPage[]; facts: (kind: string) => unknown[]; findings: Finding[] }> {
  const pages = await pagesOf(shardOf(dir), overrides);
  const context = fetchContext(overrides);
  const outputs: Output[] = pages.flatMap((page) => [...collector.parse(page, { shard: shardOf(dir).id, asOf: context.asOf, minimumGroup: context.minimumGroup })]);
  const facts = outputs.filter((output): output is FactOutput => output.type === 'fact');
  for (const { kind, value } of facts) expect(factKinds.get(kind)?.schema.safeParse(value).error).toBeUndefined();
  const findings = outputs.flatMap((output) => (output.type === 'finding' ? [output.finding] : []));
  for (const each of findings) expect(finding.safeParse(each).error).toBeUndefined();
  return { pages, facts: (kind) => facts.filter((fact) => fact.kind === kind).map((fact) => fact.value), findings };
}
