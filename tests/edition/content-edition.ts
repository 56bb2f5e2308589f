import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { collectors } from '../../collectors/registry.ts';
import { collect } from '../../src/collect/collect.ts';
import { silentProgress } from '../../src/collect/progress.ts';
import { resolveSources } from '../../src/collect/sources.ts';
import { readOrganisation } from '../../src/content/organisation.ts';
import { type EditionCounts, writeEdition } from '../../src/edition/edition.ts';
import { Store } from '../../src/store/store.ts';

/** The day on which content folders of tests are read. */
export const asOf = '2026-11-21T03:00:00.000Z';

/** Two teams and two services, as a catalog file. */
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

/** Writes files into the folder `content` of a new folder, besides {@link catalog}. */
export function contentFolder(files: Readonly<Record<string, string | Uint8Array>>): { readonly dir: string; readonly content: string } {
  const dir = mkdtempSync(join(tmpdir(), 'almanac-content-'));
  const content = join(dir, 'content');
  for (const [path, text] of Object.entries({ 'almanac.yaml': 'name: Acme\n', 'catalog/entities.yaml': catalog, ...files })) {
    mkdirSync(dirname(join(content, path)), { recursive: true });
    writeFileSync(join(content, path), text);
  }
  return { dir, content };
}

/** Collects a content folder and writes its edition into the folder `edition` of `dir`. */
export async function editionOf(content: string, dir: string): Promise<EditionCounts> {
  const organisation = readOrganisation(content);
  const { groups } = resolveSources(organisation, collectors, '/home/nobody');
  const store = await Store.open(join(dir, 'data'));
  try {
    const context = { asOf, backdated: false, signal: new AbortController().signal, minimumGroup: 5, contentDir: content, log: () => undefined };
    await collect({ store, groups, config: organisation.config, context, offline: false, progress: silentProgress });
    return await writeEdition({ store, organisation, asOf, dir: join(dir, 'edition'), generator: 'Almanac test', cacheDir: join(dir, 'cache') });
  } finally {
    store.close();
  }
}

/** All files below a folder, by path with `/`. */
export function filesBelow(folder: string): Record<string, Uint8Array> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(files.map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path)]));
}
