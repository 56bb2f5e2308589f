import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeCollector } from '../../collectors/catalog/collector.ts';
import { localContext } from '../../src/collect/local-context.ts';
import type { CollectContext, Collector, FactOutput } from '../../src/collect/contract.ts';
import { catalogEntry } from '../../src/schema/facts/catalog-entry.ts';
import { finding, type Finding } from '../../src/schema/finding.ts';
import { fakeClones, type FakeClone, type FakeFile } from './fake-clones.ts';

export function component(name: string, more = ''): string {
  return `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: ${name}}\nspec:\n  type: service\n  lifecycle: production\n  owner: team-a\n${more}`;
}

export function api(name: string, definition: string): string {
  return `apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata: {name: ${name}}\nspec:\n  type: openapi\n  lifecycle: production\n  owner: team-a\n  definition: ${definition}\n`;
}

export function location(spec: string): string {
  return `apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {name: more}\nspec: ${spec}\n`;
}

export interface Collected {
  readonly shards: string[];
  readonly facts: FactOutput[];
  readonly refs: string[];
  readonly findings: Finding[];
  /** Findings as `ALM0306 catalog-info.yaml:4 what`. */
  readonly told: string[];
}

export function contextOf(contentDir: string): CollectContext {
  return localContext({ asOf: '2026-11-21T00:00:00Z', backdated: false, signal: new AbortController().signal, minimumGroup: 5, contentDir, log: () => undefined });
}

/** Lists, fetches and parses everything, and holds every fact and finding to its schema. */
export async function collect<C>(using: Collector<C>, source: unknown, contentDir = '/nowhere'): Promise<Collected> {
  const context = { ...contextOf(contentDir), bookmark: undefined, resume: undefined };
  const shards: string[] = [];
  const facts: FactOutput[] = [];
  const findings: Finding[] = [];
  for await (const shard of await using.shards(using.config.parse(source), context)) {
    shards.push(shard.id);
    for await (const page of using.fetch(shard, context)) {
      for (const output of using.parse(page, { ...context, shard: shard.id })) {
        if (output.type === 'fact') facts.push({ ...output, value: catalogEntry.parse(output.value) });
        if (output.type === 'finding') findings.push(finding.parse(output.finding));
      }
    }
  }
  const refs = facts.map((fact) => catalogEntry.parse(fact.value).ref);
  const told = findings.map(({ code, file, line, what }) => `${code} ${file ?? '-'}${line === undefined ? '' : `:${line}`} ${what}`);
  return { shards, facts, refs, findings, told };
}

/** The fingerprint of the first shard of a source. */
export async function fingerprintOf<C>(using: Collector<C>, source: unknown, contentDir = '/nowhere'): Promise<string | undefined> {
  const context = contextOf(contentDir);
  for await (const shard of await using.shards(using.config.parse(source), context)) return using.fingerprint?.(shard, context);
  return undefined;
}

export function repository(files: Record<string, FakeFile>, more: Partial<FakeClone> = {}): FakeClone {
  return { repository: 'github.com/acme/payments', webUrl: 'https://github.com/acme/payments', files, ...more };
}

/** Collects from one clone with these files. */
export async function collectFrom(files: Record<string, FakeFile>, more: Partial<FakeClone> = {}): Promise<Collected & { read: string[] }> {
  const { clones, read } = fakeClones({ payments: repository(files, more) });
  return { ...(await collect(makeCollector(clones), { path: '/clones' })), read };
}

/** Writes files below a folder. */
export async function write(folder: string, files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}
