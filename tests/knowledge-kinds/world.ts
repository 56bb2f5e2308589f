import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { collectors } from '../../collectors/registry.ts';
import { collect } from '../../src/collect/collect.ts';
import { silentProgress } from '../../src/collect/progress.ts';
import { resolveSources } from '../../src/collect/sources.ts';
import { readOrganisation } from '../../src/content/organisation.ts';
import { writeEdition } from '../../src/edition/edition.ts';
import { formatFinding } from '../../src/findings/codes.ts';
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
kind: User
metadata: { name: robin }
spec: { memberOf: [payments] }
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

/** An edition of a content folder that was made for a test. */
export interface World {
  /** Findings of runbooks, post-mortems and the like, without why and fix: `drills/a.md:4:11 error ALM0807: …`. */
  readonly findings: readonly string[];
  /** Those of other documents that are errors. */
  readonly otherErrors: readonly string[];
  /** A file of the API; a schema is for the caller to apply. */
  readonly json: (path: string) => unknown;
  readonly text: (path: string) => string;
  /** Folder of the edition, to be rendered. */
  readonly edition: string;
  readonly remove: () => void;
}

/** The edition of 2026-11-21 of an organisation that has written these files, by path below the content folder. */
export async function worldOf(files: Readonly<Record<string, string>>): Promise<World> {
  const dir = mkdtempSync(join(tmpdir(), 'almanac-knowledge-'));
  const content = join(dir, 'content');
  for (const [path, text] of Object.entries({ 'almanac.yaml': 'name: Acme\nsite: { pageSize: 10 }\n', 'catalog/entities.yaml': catalog, ...files })) {
    mkdirSync(dirname(join(content, path)), { recursive: true });
    writeFileSync(join(content, path), text);
  }
  const asOf = '2026-11-21T03:00:00.000Z';
  const organisation = readOrganisation(content);
  const { groups } = resolveSources(organisation, collectors, '/home/nobody');
  const store = await Store.open(join(dir, 'data'));
  try {
    const context = { asOf, backdated: false, signal: new AbortController().signal, minimumGroup: 5, contentDir: content, log: () => undefined };
    await collect({ store, groups, config: organisation.config, context, offline: false, progress: silentProgress });
    const { findings } = await writeEdition({ store, organisation, asOf, dir: join(dir, 'edition'), generator: 'Almanac test' });
    const own = findings.filter(({ code }) => /^ALM08[01]/.test(code));
    const text = (path: string): string => readFileSync(join(dir, 'edition', 'api', 'v1', path), 'utf8');
    return {
      findings: own.map((finding) => formatFinding(finding).split('\n')[0] ?? ''),
      otherErrors: findings.filter((finding) => finding.severity === 'error' && !own.includes(finding)).map((finding) => formatFinding(finding).split('\n')[0] ?? ''),
      text,
      edition: join(dir, 'edition'),
      json: (path) => JSON.parse(text(path)),
      remove: () => rmSync(dir, { recursive: true, force: true }),
    };
  } finally {
    store.close();
  }
}

const input = join(import.meta.dirname, 'input');

/** The documents in the folder `input`, by path. */
export const written: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(input, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(input.length + 1).split(sep).join('/'), readFileSync(path, 'utf8')]),
);

/** A document with this front matter and one sentence. */
export function page(frontMatter: string): string {
  return `---\n${frontMatter.trim()}\n---\n\nA sentence.\n`;
}
