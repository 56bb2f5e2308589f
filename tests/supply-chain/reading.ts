import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { expect } from 'vitest';
import { makeCollector } from '../../collectors/supply-chain/collector.ts';
import { readingLimits } from '../../collectors/supply-chain/wanted.ts';
import type { ReadingLimits } from '../../collectors/supply-chain/wanted.ts';
import { localContext } from '../../src/collect/local-context.ts';
import { clones } from '../../src/clones/clones.ts';
import type { FetchContext } from '../../src/collect/contract.ts';
import { finding } from '../../src/schema/finding.ts';
import type { Finding } from '../../src/schema/finding.ts';
import { supplyChain } from '../../src/schema/facts/supply-chain.ts';
import type { SupplyChain } from '../../src/schema/facts/supply-chain.ts';
import { git, makeRepository, temporaryFolder } from '../clones/repositories.ts';
import type { FileContent } from '../clones/repositories.ts';

/** What the kernel would hand to `fetch`. */
export function fetchContext(overrides: Partial<FetchContext> = {}): FetchContext {
  const { signal } = new AbortController();
  return { ...localContext({ asOf: '2026-11-21T03:00:00Z', backdated: false, signal, minimumGroup: 5, contentDir: '/nonexistent', log: () => undefined }), bookmark: undefined, resume: undefined, ...overrides };
}

/** A repository of one commit, with a remote; paths in `executable` may be run. */
export function repositoryOf(files: Readonly<Record<string, FileContent>>, executable: readonly string[] = []): string {
  const dir = makeRepository(join(temporaryFolder(), 'x'), {
    remote: 'https://github.com/acme/payments.git',
    commits: [{ at: '2026-10-05T00:00:00Z', files }],
  });
  if (executable.length > 0) {
    git(dir, ['reset', '-q']);
    for (const path of executable) git(dir, ['update-index', '--cacheinfo', `100755,${git(dir, ['rev-parse', `HEAD:${path}`])},${path}`]);
    git(dir, ['commit', '-q', '-m', 'executable']);
  }
  return dir;
}

/** Files of a folder beside the tests, by path. */
export function inputFiles(name: string): Record<string, string> {
  const root = join(import.meta.dirname, 'input', name);
  const paths = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(paths.map((entry) => [relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'), readFileSync(join(entry.parentPath, entry.name), 'utf8')]));
}

/** What is collected of one clone, checked against the schemas. */
export async function collect(dir: string, options: { context?: Partial<FetchContext>; limits?: ReadingLimits } = {}): Promise<{ facts: SupplyChain[]; findings: Finding[]; pages: string[] }> {
  const collector = makeCollector(clones, options.limits ?? readingLimits);
  const context = fetchContext(options.context);
  const shard = { id: 'x', locator: dir };
  const facts: SupplyChain[] = [];
  const findings: Finding[] = [];
  const pages: string[] = [];
  for await (const page of collector.fetch(shard, context)) {
    pages.push(page.body);
    for (const output of collector.parse(page, { shard: shard.id, asOf: context.asOf, minimumGroup: 5 })) {
      if (output.type === 'fact') facts.push(supplyChain.parse(output.value));
      if (output.type === 'finding') findings.push(finding.parse(output.finding));
    }
  }
  expect(pages.length).toBe(facts.length);
  return { facts, findings, pages };
}
