import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { collector as catalogCollector } from '../../collectors/catalog/collector.ts';
import { makeCollector } from '../../collectors/documents/collector.ts';
import { documentLimits, type DocumentLimits } from '../../collectors/documents/limits.ts';
import { collector as factsCollector } from '../../collectors/facts/collector.ts';
import { collector as gitCollector } from '../../collectors/git/collector.ts';
import { localContext } from '../../src/collect/local-context.ts';
import { clones } from '../../src/clones/clones.ts';
import { collect } from '../../src/collect/collect.ts';
import type { Collector, FetchContext } from '../../src/collect/contract.ts';
import { silentProgress } from '../../src/collect/progress.ts';
import { emptyOrganisation } from '../../src/content/organisation.ts';
import { writeEdition } from '../../src/edition/edition.ts';
import { documentImage, documentNavigation, repositoryDocument } from '../../src/schema/facts/document.ts';
import type { DocumentImage, DocumentNavigation, RepositoryDocumentFact } from '../../src/schema/facts/document.ts';
import { finding } from '../../src/schema/finding.ts';
import type { Finding } from '../../src/schema/finding.ts';
import { Store } from '../../src/store/store.ts';
import { makeRepository, temporaryFolder } from '../clones/repositories.ts';
import type { FileContent, TestCommit } from '../clones/repositories.ts';

export const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
export const gif = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64');

/** What the kernel would hand to `fetch`. */
export function fetchContext(overrides: Partial<FetchContext> = {}): FetchContext {
  const { signal } = new AbortController();
  return { ...localContext({ asOf: '2026-11-21T03:00:00Z', backdated: false, signal, minimumGroup: 5, contentDir: '/nonexistent', log: () => undefined }), bookmark: undefined, resume: undefined, ...overrides };
}

/** Files of a folder beside the tests, by path. */
export function inputFiles(name: string): Record<string, FileContent> {
  const root = join(import.meta.dirname, 'input', name);
  const paths = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(paths.map((entry) => [relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'), readFileSync(join(entry.parentPath, entry.name), 'utf8')]));
}

/** A repository of one commit in a folder of its own, with a remote. */
export function repositoryOf(files: Readonly<Record<string, FileContent>>, name = 'payments', folder = temporaryFolder()): string {
  return repositoryWith([{ at: '2026-10-05T00:00:00Z', files }], name, folder);
}

export function repositoryWith(commits: readonly TestCommit[], name = 'payments', folder = temporaryFolder()): string {
  return makeRepository(join(folder, name), { remote: `https://github.com/acme/${name}.git`, commits });
}

/** What is collected of one clone, checked against the schemas. */
export interface Collected {
  readonly documents: RepositoryDocumentFact[];
  readonly navigations: DocumentNavigation[];
  readonly images: DocumentImage[];
  readonly findings: Finding[];
  readonly pages: string[];
}

export async function collected(dir: string, options: { readonly limits?: Partial<DocumentLimits>; readonly context?: Partial<FetchContext> } = {}): Promise<Collected> {
  const collector = makeCollector(clones, { ...documentLimits, ...options.limits });
  const all: Collected = { documents: [], navigations: [], images: [], findings: [], pages: [] };
  for await (const page of collector.fetch({ id: 'x', locator: dir }, fetchContext(options.context))) {
    all.pages.push(page.body);
    for (const output of collector.parse(page, { shard: 'x', asOf: '2026-11-21T03:00:00Z', minimumGroup: 5 })) {
      if (output.type === 'finding') all.findings.push(finding.parse(output.finding));
      if (output.type !== 'fact') continue;
      if (output.kind === 'document') all.documents.push(repositoryDocument.parse(output.value));
      if (output.kind === 'document-navigation') all.navigations.push(documentNavigation.parse(output.value));
      if (output.kind === 'document-image') all.images.push(documentImage.parse(output.value));
    }
  }
  return all;
}

/** The findings as one line each. */
export function lines(findings: readonly Finding[]): string[] {
  return findings.map(({ code, file, line, what }) => `${code} ${file ?? ''}${line === undefined ? '' : `:${line}`} ${what}`);
}

/** An edition of a folder of clones: its files below `api/v1/`, and what is found. */
export interface DocumentsEdition {
  readonly dir: string;
  read(file: string): unknown;
  has(file: string): boolean;
  readonly findings: readonly Finding[];
  /** Rows of documents that changed. */
  readonly changed: number;
}

/** A night over a folder of clones, and facts by kind that a script brings: collected by the real collectors, and written as an edition. */
export async function nightOver(clonesDir: string, options: { readonly dataDir?: string; readonly asOf?: string; readonly brought?: Readonly<Record<string, readonly object[]>> } = {}): Promise<DocumentsEdition> {
  const work = temporaryFolder();
  const asOf = options.asOf ?? '2026-11-21T03:00:00.000Z';
  const organisation = emptyOrganisation('Acme', join(work, 'content'));
  mkdirSync(join(work, 'content'));
  const store = await Store.open(options.dataDir ?? join(work, 'data'));
  try {
    const { bookmark: _, ...context } = fetchContext({ asOf, contentDir: work });
    const brought = Object.entries(options.brought ?? {});
    for (const [kind, values] of brought) writeFileSync(join(work, `${kind}.ndjson`), values.map((value) => `${JSON.stringify(value)}\n`).join(''));
    const group = (collector: Collector, path: string) => ({ collector, sources: [{ digest: collector.id, config: collector.config.parse({ path }) }] });
    const groups = [gitCollector, catalogCollector, makeCollector(clones)].map((collector) => group(collector, clonesDir));
    if (brought.length > 0) groups.push(group(factsCollector, '*.ndjson'));
    const result = await collect({ store, groups, config: organisation.config, context, offline: false, progress: silentProgress });
    const dir = join(work, 'edition');
    const { findings } = await writeEdition({ store, organisation, asOf, dir, generator: 'test', cacheDir: join(work, 'cache') });
    const path = (file: string): string => join(dir, 'api', 'v1', file);
    return { dir, findings, changed: result.collectors.find(({ id }) => id === 'documents')?.changedRows ?? 0, has: (file) => existsSync(path(file)), read: (file) => JSON.parse(readFileSync(path(file), 'utf8')) };
  } finally {
    store.close();
  }
}
