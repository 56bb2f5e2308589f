import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { collectors } from '../../collectors/registry.ts';
import { collect } from '../../src/collect/collect.ts';
import { silentProgress } from '../../src/collect/progress.ts';
import { resolveSources } from '../../src/collect/sources.ts';
import { readOrganisation } from '../../src/content/organisation.ts';
import { writeEdition } from '../../src/edition/edition.ts';
import { compareText, formatFinding } from '../../src/findings/codes.ts';
import type { Finding } from '../../src/schema/finding.ts';
import { Store } from '../../src/store/store.ts';

/** The teams and services that the documents of these tests are about. */
export const catalog = `apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: payments, title: Payments }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: platform, title: Platform }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ledger, title: Ledger }
spec: { type: service, lifecycle: production, owner: payments }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: cards, title: Cards }
spec: { type: service, lifecycle: production, owner: payments }
`;

export const asOf = '2026-11-21T03:00:00.000Z';

/** An edition of a content folder that was made for a test. */
export interface World {
  /** The folder that holds `content` and `edition`. */
  readonly dir: string;
  /** What is wrong with its documents, and with the YAML of their front matter: `docs/a.md:4:11 error ALM0722: …`. */
  readonly findings: readonly string[];
  readonly blocking: readonly Finding[];
  readonly json: (path: string) => unknown;
  readonly text: (path: string) => string;
  /** A file that the site serves beside the API. */
  readonly site: (path: string) => string;
  /** Paths of all files of the edition, in order. */
  readonly files: () => string[];
  readonly remove: () => void;
}

export const shown = (finding: Finding): string => formatFinding(finding).split('\n')[0] ?? '';

/** Writes files into a new content folder. */
export function contentFolder(files: Readonly<Record<string, string | Uint8Array>>): { readonly dir: string; readonly content: string } {
  const dir = mkdtempSync(join(tmpdir(), 'almanac-documents-'));
  const content = join(dir, 'content');
  for (const [path, text] of Object.entries({ 'almanac.yaml': 'name: Acme\n', 'catalog/entities.yaml': catalog, ...files })) {
    mkdirSync(dirname(join(content, path)), { recursive: true });
    writeFileSync(join(content, path), text);
  }
  return { dir, content };
}

/** The edition of 2026-11-21 of an organisation that has written these files, by path below the content folder. */
export async function worldOf(files: Readonly<Record<string, string | Uint8Array>>, prepare: (content: string) => void = () => undefined): Promise<World> {
  const { dir, content } = contentFolder(files);
  prepare(content);
  const organisation = readOrganisation(content);
  const { groups } = resolveSources(organisation, collectors, '/home/nobody');
  const store = await Store.open(join(dir, 'data'));
  try {
    const context = { asOf, backdated: false, signal: new AbortController().signal, minimumGroup: 5, contentDir: content, log: () => undefined };
    await collect({ store, groups, config: organisation.config, context, offline: false, progress: silentProgress });
    const edition = join(dir, 'edition');
    const { findings, blocking } = await writeEdition({ store, organisation, asOf, dir: edition, generator: 'Almanac test', cacheDir: join(dir, 'cache') });
    const text = (path: string): string => readFileSync(join(edition, 'api', 'v1', path), 'utf8');
    return {
      dir,
      findings: findings.filter(({ code }) => /^ALM0[17]/.test(code)).map(shown),
      blocking,
      text,
      json: (path) => JSON.parse(text(path)),
      site: (path) => readFileSync(join(edition, 'site', path), 'utf8'),
      files: () =>
        readdirSync(edition, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => relative(edition, join(entry.parentPath, entry.name)).split(sep).join('/'))
          .toSorted(compareText),
      remove: () => rmSync(dir, { recursive: true, force: true }),
    };
  } finally {
    store.close();
  }
}

/** The documents in the folder `input`, by path. */
export function inputFiles(): Record<string, Uint8Array> {
  const input = join(import.meta.dirname, 'input');
  const files = readdirSync(input, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(files.map((path) => [relative(input, path).split(sep).join('/'), readFileSync(path)]));
}

/** A document with this front matter and text. */
export function page(title: string, text = 'A sentence.\n', more = ''): string {
  return `---\ntitle: ${title}\n${more}---\n${text}`;
}
