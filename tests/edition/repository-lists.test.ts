import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { emptyOrganisation } from '../../src/content/organisation.ts';
import { writeEdition } from '../../src/edition/edition.ts';
import { repositoryPage, type RepositoryPage } from '../../src/schema/edition/repository.ts';
import { Store } from '../../src/store/store.ts';
import { publishNight, type PublishedPart } from '../knowledge/published.ts';

const asOf = '2026-11-21T03:00:00.000Z';
const id = 'github.com/acme/payments';
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'almanac-lists-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function page(...parts: readonly PublishedPart[]): Promise<RepositoryPage> {
  const out = mkdtempSync(join(dir, 'edition-'));
  const store = await Store.open(join(out, 'data'));
  await publishNight(store, dir, asOf, parts);
  await writeEdition({ store, organisation: emptyOrganisation('Acme', '/nowhere'), asOf, dir: out, generator: 'test' });
  store.close();
  return repositoryPage.parse(JSON.parse(readFileSync(join(out, 'api', 'v1', 'repositories', `${id}.json`), 'utf8')));
}

const hosted = (more: Record<string, unknown> = {}): PublishedPart => ({ collector: 'github-repositories', shard: 'R1', facts: { repository: [{ repository: id, key: 'R1', empty: false, branches: 10, releases: 3, ...more }] } });
const cloned: PublishedPart = { collector: 'git', shard: 'payments', facts: { repository: [{ repository: id, empty: false, bare: true, shallow: false }], branch: [], tag: [], 'repository-week': [] } };

it('says nothing of branches, releases and weeks that nobody lists: how many there are is another thing', async () => {
  const only = await page(hosted());
  expect([only.branches, only.releases, only.weeks]).toEqual([undefined, undefined, undefined]);
  expect(only.facts.find((fact) => fact.id === 'repository.branches')).toMatchObject({ value: 10 });
});

it('says that there are none where who lists them found none', async () => {
  const both = await page(hosted(), cloned);
  expect([both.branches, both.releases, both.weeks]).toEqual([{ total: 0, merged: 0, oldest: [] }, { total: 0, latest: [] }, []]);
});

it('shows those that there are, whoever told of them', async () => {
  const { branches } = await page(hosted(), { collector: 'facts', shard: 'facts/branch.ndjson', facts: { branch: [{ repository: id, name: 'old', isDefault: false, lastCommitAt: '2026-11-01T03:00:00.000Z', merged: true }] } });
  expect(branches).toMatchObject({ total: 1, merged: 1, oldest: [{ name: 'old', days: 20 }] });
});

it('does not say that a file is missing which its source could not see', async () => {
  const { missingFiles } = await page(hosted({ wellKnownFiles: [{ file: 'readme', path: 'README.md' }], unread: [{ field: 'wellKnownFiles.tests', reason: 'only the root is looked into' }] }));
  expect(missingFiles).toContain('license');
  expect(missingFiles).not.toContain('readme');
  expect(missingFiles).not.toContain('tests');
});
