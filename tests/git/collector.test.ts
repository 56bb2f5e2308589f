import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { collector } from '../../collectors/git/collector.ts';
import { textOf } from '../../collectors/git/license-text.ts';
import { gitProcesses } from '../../src/clones/git-process.ts';
import { daily, git, makeRepository, temporaryFolder, trackOrigin } from '../clones/repositories.ts';
import type { TestCommit } from '../clones/repositories.ts';
import { asOf, collect, fetchContext, shardOf } from './contexts.ts';

const remote = 'https://x-access-token:c4n4ry@github.com/acme/payments.git';

/** Six people in one week, one in the week after, a side branch that is merged and one that is not. */
const rich: TestCommit[] = [
  ...Array.from({ length: 6 }, (_, index): TestCommit => ({ at: `2026-10-${String(index + 5).padStart(2, '0')}T10:00:00Z`, author: `Person ${index}`, email: `person${index}@secret.example`, files: { [`src/file${index}.ts`]: 'x'.repeat(10) } })),
  { at: '2026-10-07T10:00:00Z', author: 'renovate[bot]', email: '29139614+renovate[bot]@users.noreply.github.com', branch: 'merged', from: ':3', files: { 'package-lock.json': '{}' } },
  { at: '2026-10-14T10:00:00Z', author: 'Person 0', email: 'person0@secret.example', merge: ':7', files: { LICENSE: textOf('MIT'), 'README.md': '# Payments', '.github/workflows/ci.yml': 'on: push', '.github/CODEOWNERS': '* @acme/payments', 'catalog-info.yaml': 'kind: Component', Dockerfile: 'FROM scratch\n', 'package-lock.json': '{}', 'docs/index.md': 'docs', 'test/a.test.ts': 'y' } },
  { at: '2026-10-15T10:00:00Z', author: 'Person 1', email: 'person1@secret.example', branch: 'topic', files: { topic: '' } },
];
const richTags = [
  { name: 'v1.9.0', of: ':2' },
  { name: 'v1.10.0', of: ':4', at: '2026-10-09T00:00:00Z' },
  { name: 'v2.0.0-rc.1', of: ':8', at: '2026-10-16T00:00:00Z' },
  { name: 'nightly', of: ':8' },
];

function richRepository(): string {
  return makeRepository(join(temporaryFolder(), 'payments.git'), { bare: true, remote, commits: rich, tags: richTags });
}

test('everything that is known of a rich repository', async () => {
  const dir = richRepository();
  writeFileSync(join(dir, 'description'), 'Takes payments\n');
  const { facts, findings, pages } = await collect(dir);
  const [{ gitBytes, ...repository }] = facts('repository') as [Record<string, unknown>];
  expect(gitBytes).toBeGreaterThan(1000);
  expect(repository).toEqual({
    repository: 'github.com/acme/payments',
    remoteUrl: 'https://github.com/acme/payments.git',
    webUrl: 'https://github.com/acme/payments',
    description: 'Takes payments',
    defaultBranch: 'main',
    head: git(dir, ['rev-parse', 'main']),
    empty: false,
    bare: true,
    shallow: false,
    firstCommitAt: '2026-10-05T10:00:00Z',
    lastCommitAt: '2026-10-14T10:00:00Z',
    branches: 3,
    mergedBranches: 1,
    tags: 4,
    releases: 2,
    latestRelease: '1.10.0',
    latestReleaseAt: '2026-10-09T00:00:00Z',
    files: 15,
    sizeBytes: 1206,
    languages: [
      { name: 'TypeScript', bytes: 61 },
      { name: 'Dockerfile', bytes: 13 },
    ],
    license: 'MIT',
    wellKnownFiles: [
      { file: 'catalog-info', path: 'catalog-info.yaml' },
      { file: 'ci', path: '.github/workflows/ci.yml', system: 'github-actions' },
      { file: 'codeowners', path: '.github/CODEOWNERS' },
      { file: 'dockerfile', path: 'Dockerfile' },
      { file: 'docs', path: 'docs' },
      { file: 'license', path: 'LICENSE' },
      { file: 'lockfile', path: 'package-lock.json', system: 'npm' },
      { file: 'readme', path: 'README.md' },
      { file: 'tests', path: 'test' },
    ],
  });
  expect(facts('branch')).toEqual([
    { repository: 'github.com/acme/payments', name: 'main', isDefault: true, lastCommitAt: '2026-10-14T10:00:00Z', merged: true },
    { repository: 'github.com/acme/payments', name: 'merged', isDefault: false, lastCommitAt: '2026-10-07T10:00:00Z', merged: true },
    { repository: 'github.com/acme/payments', name: 'topic', isDefault: false, lastCommitAt: '2026-10-15T10:00:00Z', merged: false },
  ]);
  expect(facts('tag')).toEqual([
    { repository: 'github.com/acme/payments', name: 'nightly', taggedAt: '2026-10-14T10:00:00Z' },
    { repository: 'github.com/acme/payments', name: 'v1.10.0', taggedAt: '2026-10-09T00:00:00Z', version: '1.10.0', prerelease: false },
    { repository: 'github.com/acme/payments', name: 'v1.9.0', taggedAt: '2026-10-06T10:00:00Z', version: '1.9.0', prerelease: false },
    { repository: 'github.com/acme/payments', name: 'v2.0.0-rc.1', taggedAt: '2026-10-16T00:00:00Z', version: '2.0.0-rc.1', prerelease: true },
  ]);
  expect(facts('repository-week')).toEqual([
    { repository: 'github.com/acme/payments', week: '2026-W41', startsAt: '2026-10-05T00:00:00Z', suppressed: false, commits: 7, contributors: 6 },
    { repository: 'github.com/acme/payments', week: '2026-W42', startsAt: '2026-10-12T00:00:00Z', suppressed: true },
  ]);
  expect(findings).toEqual([]);
  expect(pages.map((page) => page.name)).toEqual(['clone']);
});

test('nothing about an individual and no secret is in a page, published or cached', async () => {
  const { pages } = await collect(richRepository());
  for (const { body } of pages) expect(body).not.toMatch(/person|secret\.example|author|committer|renovate|c4n4ry|commit \d/i);
});

test('the same clone gives the same page, and a working clone of it the same facts', async () => {
  const dir = richRepository();
  const first = await collect(dir);
  expect((await collect(dir)).pages).toEqual(first.pages);
  const working = join(temporaryFolder(), 'working');
  git(temporaryFolder(), ['clone', '-q', dir, working]);
  git(working, ['remote', 'set-url', 'origin', remote]);
  git(working, ['checkout', '-q', '-b', 'private']);
  git(working, ['commit', '-q', '--allow-empty', '-m', 'not pushed']);
  const second = await collect(working);
  for (const kind of ['branch', 'tag', 'repository-week']) expect(second.facts(kind)).toEqual(first.facts(kind));
  const plain = (facts: unknown[]) => facts.map((fact) => ({ ...(fact as Record<string, unknown>), bare: 0, gitBytes: 0 }));
  expect(plain(second.facts('repository'))).toEqual(plain(first.facts('repository')));
});

test('a backdated run gives that day', async () => {
  const { facts } = await collect(richRepository(), { asOf: '2026-10-09T12:00:00Z', backdated: true });
  expect(facts('repository')).toMatchObject([{ lastCommitAt: '2026-10-09T10:00:00Z', branches: 2, mergedBranches: 0, tags: 2, releases: 2, latestRelease: '1.10.0', files: 5, license: 'NONE' }]);
  expect(facts('branch')).toMatchObject([
    { name: 'main', isDefault: true, lastCommitAt: '2026-10-09T10:00:00Z', merged: true },
    { name: 'merged', isDefault: false, lastCommitAt: '2026-10-07T10:00:00Z', merged: false },
  ]);
  expect((facts('tag') as { name: string }[]).map((tag) => tag.name)).toEqual(['v1.10.0', 'v1.9.0']);
  expect(facts('repository-week')).toMatchObject([{ week: '2026-W41', commits: 5, contributors: 5 }]);
});

test('a backdated run before the first commit knows nothing of the repository', async () => {
  expect((await collect(richRepository(), { asOf: '2026-10-01T00:00:00Z', backdated: true })).pages).toEqual([]);
});

test('a repository without commits is a fact and a finding', async () => {
  const { facts, findings } = await collect(makeRepository(join(temporaryFolder(), 'new'), { remote }));
  expect(facts('repository')).toEqual([
    { repository: 'github.com/acme/payments', remoteUrl: 'https://github.com/acme/payments.git', webUrl: 'https://github.com/acme/payments', empty: true, bare: false, shallow: false, gitBytes: 0, branches: 0, mergedBranches: 0, tags: 0, releases: 0 },
  ]);
  expect(findings).toMatchObject([{ code: 'ALM0202', what: 'github.com/acme/payments has no commits' }]);
});

test('a detached HEAD is a finding', async () => {
  const dir = makeRepository(join(temporaryFolder(), 'x'), { commits: daily('2026-10-05T00:00:00Z', 2) });
  git(dir, ['checkout', '-q', '--detach', 'main~1']);
  const { facts, findings } = await collect(dir);
  expect(facts('repository')).toMatchObject([{ defaultBranch: 'main' }]);
  expect(findings).toMatchObject([{ code: 'ALM0203', what: 'HEAD of local/x names a commit instead of a branch; main is shown as its default branch' }]);
});

test('what a shallow clone cannot know is absent', async () => {
  const root = temporaryFolder();
  const people = Array.from({ length: 5 }, (_, index) => `p${index}`);
  const commits = [...daily('2026-10-05T00:00:00Z', 5, (index) => people[index] ?? ''), ...daily('2026-10-12T00:00:00Z', 5, (index) => people[index] ?? ''), ...daily('2026-10-19T00:00:00Z', 5, (index) => people[index] ?? '')];
  const source = makeRepository(join(root, 'source'), { commits });
  git(source, ['branch', 'old', 'main~12']);
  git(root, ['clone', '-q', '--no-single-branch', '--depth', '8', `file://${source}`, 'copy']);
  const { facts, findings } = await collect(join(root, 'copy'));
  const [repository] = facts('repository');
  expect(repository).toMatchObject({ shallow: true, lastCommitAt: '2026-10-23T00:00:00Z', branches: 2 });
  for (const key of ['firstCommitAt', 'mergedBranches', 'releases']) expect(repository).not.toHaveProperty(key);
  expect(facts('branch')).toMatchObject([{ name: 'main', merged: true }, { name: 'old' }]);
  expect(facts('branch')[1]).not.toHaveProperty('merged');
  expect(facts('repository-week')).toMatchObject([{ week: '2026-W43', commits: 5, contributors: 5 }]);
  expect(findings).toMatchObject([{ code: 'ALM0204', what: 'local/copy is a shallow clone' }]);
});

test('a licence that is a link is there, but not recognised', async () => {
  const { facts } = await collect(makeRepository(join(temporaryFolder(), 'x'), { commits: [{ at: '2026-10-05T00:00:00Z', files: { LICENSE: { link: 'docs/LICENSE' } } }] }));
  expect(facts('repository')).toMatchObject([{ license: 'NOASSERTION' }]);
});

test('odd names and links that lead out are one finding each, with examples', async () => {
  const odd = Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`dir/odd${index}\n\xff`, '']));
  const dir = makeRepository(join(temporaryFolder(), 'x.git'), {
    bare: true,
    commits: [{ at: '2026-10-05T00:00:00Z', files: { ...odd, 'a/inside': { link: '../b' }, 'a/same': { link: './x/../y' }, 'a/out': { link: '../../etc/passwd' }, abs: { link: '/etc/passwd\n' }, 'b/back': { link: '../../x.git/secret' } } }],
  });
  const { facts, findings } = await collect(dir);
  expect(findings).toMatchObject([
    { code: 'ALM0205', file: 'dir/odd0\\x0a\\xff', what: '7 file names in local/x are not plain UTF-8: dir/odd0\\x0a\\xff, dir/odd1\\x0a\\xff, dir/odd2\\x0a\\xff, dir/odd3\\x0a\\xff, dir/odd4\\x0a\\xff and 2 more' },
    { code: 'ALM0206', file: 'a/out', what: '3 symbolic links leave local/x: a/out -> ../../etc/passwd, abs -> /etc/passwd\\x0a, b/back -> ../../x.git/secret' },
  ]);
  expect(facts('repository')).toMatchObject([{ files: 12 }]);
});

test('branch names that are not UTF-8 are escaped', async () => {
  const dir = makeRepository(join(temporaryFolder(), 'x'), { commits: daily('2026-10-05T00:00:00Z', 1) });
  writeFileSync(join(dir, '.git', 'packed-refs'), Buffer.concat([Buffer.from(`${git(dir, ['rev-parse', 'main'])} refs/heads/odd-`), Buffer.from([0xff, 0x0a])]));
  expect(((await collect(dir)).facts('branch') as { name: string }[]).map((branch) => branch.name)).toEqual(['main', 'odd-\\xff']);
});

test('forged dates do no harm', async () => {
  const dir = makeRepository(join(temporaryFolder(), 'x'), { commits: daily('2026-10-05T00:00:00Z', 1) });
  git(dir, ['fast-import', '--quiet', '--force', '--date-format=raw-permissive'], 'commit refs/heads/main\ncommitter T <t@example.com> 99999999999999 +0000\ndata 0\nfrom refs/heads/main^0\n\n');
  const { facts } = await collect(dir);
  expect(facts('repository')).toMatchObject([{ lastCommitAt: '9999-12-31T23:59:59Z' }]);
});

test('at most four git processes a repository, none for a fingerprint', async () => {
  const dir = makeRepository(join(temporaryFolder(), 'x.git'), { bare: true, remote, commits: rich, tags: richTags });
  const before = gitProcesses.started;
  await collector.fingerprint?.(shardOf(dir), fetchContext());
  expect(gitProcesses.started - before).toBe(0);
  await collect(dir);
  expect(gitProcesses.started - before).toBe(4);
});

test('the fingerprint follows what the page depends on', async () => {
  const dir = richRepository();
  const of = (overrides = {}) => collector.fingerprint?.(shardOf(dir), fetchContext(overrides));
  const first = await of();
  expect(await of({ asOf: '2026-12-24T00:00:00Z' })).toBe(first);
  const others = [await of({ minimumGroup: 6 }), await of({ backdated: true }), await of({ backdated: true, asOf: '2026-10-09T00:00:00Z' })];
  git(dir, ['update-ref', 'refs/heads/topic', 'refs/heads/main']);
  others.push(await of());
  expect(new Set([first, ...others]).size).toBe(5);
});

test('shards are the clones of a folder, by relative path', async () => {
  const root = temporaryFolder();
  makeRepository(join(root, 'group', 'a.git'), { bare: true });
  makeRepository(join(root, 'b'));
  symlinkSync(join(root, 'b'), join(root, 'link'));
  const said: string[] = [];
  const shards = [];
  for await (const shard of await collector.shards({ path: root }, fetchContext({ log: (message) => said.push(message) }))) shards.push(shard);
  expect(shards).toEqual([
    { id: 'b', locator: join(root, 'b') },
    { id: 'group/a.git', locator: join(root, 'group', 'a.git') },
  ]);
  expect(said).toEqual(['Symbolic links that were not followed: 1, such as link']);
});

test('a folder without a clone is an error that says so', async () => {
  const root = join(temporaryFolder(), 'code');
  mkdirSync(root);
  const listing = (async () => {
    for await (const _ of await collector.shards({ path: root }, fetchContext())) expect(_).toBeUndefined();
  })();
  await expect(listing).rejects.toMatchObject({ message: 'No git clone was found in the folder code', finding: { code: 'ALM0210' } });
});

test('the contract of collectors is kept', () => {
  expect(collector.id).toBe('git');
  expect(collector.kinds.map((kind) => kind.kind)).toEqual(['repository', 'branch', 'tag', 'repository-week']);
  expect(collector.config.safeParse({ path: '/code', extra: 1 }).success).toBe(false);
  expect(Date.parse(asOf)).toBeGreaterThan(0);
});

test('local branches of a working clone are not branches of the repository', async () => {
  const dir = makeRepository(join(temporaryFolder(), 'x'), { remote, commits: daily('2026-10-05T00:00:00Z', 2) });
  trackOrigin(dir, ['main'], 'main');
  git(dir, ['branch', 'local-only']);
  expect(((await collect(dir)).facts('branch') as { name: string }[]).map((branch) => branch.name)).toEqual(['main']);
});
