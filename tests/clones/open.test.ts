import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clones } from '../../src/clones/clones.ts';
import type { Clone } from '../../src/clones/contract.ts';
import { readRefs } from '../../src/clones/refs.ts';
import { collect } from '../git/contexts.ts';
import { daily, git, makeRepository, temporaryFolder, trackOrigin } from './repositories.ts';

const { signal } = new AbortController();
const asOf = '2026-11-21T00:00:00Z';
const open = (dir: string, before?: string) => clones.open(dir, { asOf: before ?? asOf, backdated: before !== undefined });
const remote = 'https://github.com/acme/payments.git';

async function paths(clone: Clone): Promise<string[]> {
  const found = [];
  for await (const file of clone.files(signal)) found.push(file.path);
  return found;
}

test('a mirror: its heads are the branches', async () => {
  const dir = makeRepository(join(temporaryFolder(), 'payments.git'), { bare: true, remote, commits: daily('2026-01-05T00:00:00Z', 2) });
  expect(await open(dir)).toMatchObject({
    repository: 'github.com/acme/payments',
    remoteUrl: remote,
    webUrl: 'https://github.com/acme/payments',
    host: 'github',
    bare: true,
    shallow: false,
    partial: false,
    detached: false,
    defaultBranch: 'main',
    branchPrefix: 'refs/heads/',
    tip: git(dir, ['rev-parse', 'main']),
  });
});

test('a working clone: what is shared counts, not local work', async () => {
  const dir = makeRepository(join(temporaryFolder(), 'payments'), { remote, commits: daily('2026-01-05T00:00:00Z', 2) });
  trackOrigin(dir, ['main'], 'main');
  git(dir, ['commit', '-q', '--allow-empty', '-m', 'not pushed']);
  const clone = await open(dir);
  expect(clone).toMatchObject({ bare: false, defaultBranch: 'main', branchPrefix: 'refs/remotes/origin/' });
  expect(clone.tip).toBe(git(dir, ['rev-parse', 'origin/main']));
  expect(clone.tip).not.toBe(git(dir, ['rev-parse', 'main']));
});

test("the default branch: the remote's HEAD, then HEAD, then the usual names, then the first", async () => {
  const commits = ['main', 'trunk', 'zeta'].map((branch) => ({ at: '2026-01-05T00:00:00Z', branch, files: { [branch]: '' } }));
  const dir = makeRepository(join(temporaryFolder(), 'x'), { remote, commits });
  const branch = async () => (await open(dir)).defaultBranch;
  git(dir, ['symbolic-ref', 'HEAD', 'refs/heads/zeta']);
  expect(await branch()).toBe('zeta');
  trackOrigin(dir, ['trunk', 'main'], 'trunk');
  expect(await branch()).toBe('trunk');
  git(dir, ['symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/gone']);
  expect(await branch()).toBe('main');
  git(dir, ['update-ref', '-d', 'refs/remotes/origin/main']);
  expect(await branch()).toBe('trunk');
  git(dir, ['update-ref', 'refs/remotes/origin/alpha', 'refs/heads/zeta']);
  git(dir, ['update-ref', '-d', 'refs/remotes/origin/trunk']);
  expect(await branch()).toBe('alpha');
});

test('a detached HEAD says so, unless the remote names its default branch', async () => {
  const dir = makeRepository(join(temporaryFolder(), 'x'), { remote, commits: daily('2026-01-05T00:00:00Z', 3) });
  git(dir, ['update-ref', '--no-deref', 'HEAD', 'main~1']);
  expect(await open(dir)).toMatchObject({ detached: true, defaultBranch: 'main', tip: git(dir, ['rev-parse', 'main']) });
  trackOrigin(dir, ['main'], 'main');
  expect(await open(dir)).toMatchObject({ detached: false, defaultBranch: 'main' });
  git(dir, ['symbolic-ref', '-d', 'refs/remotes/origin/HEAD']);
  git(dir, ['update-ref', '-d', 'refs/remotes/origin/main']);
  git(dir, ['update-ref', '-d', 'refs/heads/main']);
  const alone = await open(dir);
  expect(alone).toMatchObject({ detached: true, tip: git(dir, ['rev-parse', 'HEAD']) });
  expect(alone.defaultBranch).toBeUndefined();
});

test('without commits there is no tip and no file', async () => {
  for (const bare of [true, false]) {
    const clone = await open(makeRepository(join(temporaryFolder(), 'new one'), { bare }));
    expect(clone.repository).toBe('local/new%20one');
    expect(clone.tip).toBeUndefined();
    expect(clone.defaultBranch).toBeUndefined();
    expect(clone.remoteUrl).toBeUndefined();
    expect(clone.fileUrl('a')).toBeUndefined();
    expect(await paths(clone)).toEqual([]);
  }
});

test('a remote that is a path of this machine is not published', async () => {
  const root = temporaryFolder();
  const source = makeRepository(join(root, 'source'), { commits: daily('2026-01-05T00:00:00Z', 1) });
  git(root, ['clone', '-q', source, 'copy']);
  const clone = await open(join(root, 'copy'));
  expect(clone.repository).toBe('local/copy');
  expect(clone.remoteUrl).toBeUndefined();
});

test('insteadOf says nothing about identity', async () => {
  const dir = makeRepository(join(temporaryFolder(), 'x'), { remote });
  git(dir, ['config', 'url.https://mirror.example.com/.insteadOf', 'https://github.com/']);
  expect((await open(dir)).repository).toBe('github.com/acme/payments');
});

test('a shallow clone says so', async () => {
  const root = temporaryFolder();
  const source = makeRepository(join(root, 'source'), { commits: daily('2026-01-05T00:00:00Z', 3) });
  git(root, ['clone', '-q', '--depth', '1', `file://${source}`, 'copy']);
  const clone = await open(join(root, 'copy'));
  expect(clone.shallow).toBe(true);
  expect(await paths(clone)).toEqual(['file.txt']);
});

test('a backdated tip is the last first-parent commit up to the instant', async () => {
  const commits = [
    { at: '2026-01-05T00:00:00Z', files: { first: '' } },
    { at: '2026-01-06T00:00:00Z', branch: 'side', from: ':1', files: { side: '' } },
    { at: '2026-01-08T00:00:00Z', merge: ':2', files: { merged: '' } },
  ];
  const dir = makeRepository(join(temporaryFolder(), 'x'), { bare: true, commits });
  expect(await paths(await open(dir, '2026-01-09T00:00:00Z'))).toEqual(['first', 'merged']);
  expect((await open(dir, '2026-01-08T00:00:00Z')).tip).toBe(git(dir, ['rev-parse', 'main']));
  expect(await paths(await open(dir, '2026-01-07T23:59:59Z'))).toEqual(['first']);
  expect((await open(dir, '2026-01-04T00:00:00Z')).tip).toBeUndefined();
});

test('the same clone is given again until its references change', async () => {
  const dir = makeRepository(join(temporaryFolder(), 'x'), { commits: daily('2026-01-05T00:00:00Z', 1) });
  const first = await open(dir);
  expect(await open(dir)).toBe(first);
  git(dir, ['commit', '-q', '--allow-empty', '-m', 'next']);
  const second = await open(dir);
  expect(second).not.toBe(first);
  expect(second.tip).toBe(git(dir, ['rev-parse', 'HEAD']));
});

test('the fingerprint follows what is read, and nothing else', async () => {
  const dir = makeRepository(join(temporaryFolder(), 'x'), { remote, commits: daily('2026-01-05T00:00:00Z', 2) });
  const fingerprint = async () => (await open(dir)).fingerprint;
  const seen = [await fingerprint()];
  git(dir, ['pack-refs', '--all']);
  git(dir, ['repack', '-q', '-a', '-d']);
  writeFileSync(join(dir, 'work.txt'), 'not committed');
  git(dir, ['remote', 'set-url', 'origin', remote.replace('https://', 'https://x-access-token:tonight@')]);
  expect(await fingerprint()).toBe(seen[0]);
  for (const change of [
    () => git(dir, ['tag', 'v1.0.0', 'HEAD~1']),
    () => git(dir, ['branch', 'topic']),
    () => git(dir, ['branch', '-f', 'topic', 'HEAD~1']),
    () => git(dir, ['symbolic-ref', 'HEAD', 'refs/heads/topic']),
    () => git(dir, ['remote', 'set-url', 'origin', 'https://github.com/acme/other.git']),
    () => writeFileSync(join(dir, '.git', 'description'), 'Takes payments'),
    () => writeFileSync(join(dir, '.git', 'shallow'), `${git(dir, ['rev-parse', 'HEAD'])}\n`),
  ]) {
    change();
    seen.push(await fingerprint());
  }
  expect(new Set(seen).size).toBe(seen.length);
});

test('references are read as git reads them, loose, packed or through git', async () => {
  const dir = makeRepository(join(temporaryFolder(), 'x'), { remote, commits: daily('2026-01-05T00:00:00Z', 3), tags: [{ name: 'v1', of: ':1', at: '2026-01-06T00:00:00Z' }] });
  trackOrigin(dir, ['main'], 'main');
  git(dir, ['branch', 'packed/deep', 'HEAD~1']);
  git(dir, ['pack-refs', '--all']);
  git(dir, ['branch', '-f', 'packed/deep', 'HEAD']);
  git(dir, ['branch', 'loose', 'HEAD~2']);
  writeFileSync(join(dir, '.git', 'refs', 'heads', 'left.lock'), '');
  const expected = new Map(
    git(dir, ['for-each-ref', '--format=%(refname) %(objectname) %(symref)'])
      .split('\n')
      .map((line) => line.split(' '))
      .filter(([, , target]) => target === '')
      .map(([name = '', id = '']) => [name, id]),
  );
  const gitDir = join(dir, '.git');
  const files = await readRefs(gitDir, gitDir, signal);
  expect(new Map([...files.ids].sort())).toEqual(new Map([...expected].sort()));
  expect(files.head).toEqual({ ref: 'refs/heads/main' });
  expect(files.symbolic).toEqual(new Map([['refs/remotes/origin/HEAD', 'refs/remotes/origin/main']]));

  // git ignores a reftable that its configuration does not name; its presence alone makes us ask git.
  mkdirSync(join(gitDir, 'reftable'));
  writeFileSync(join(gitDir, 'reftable', 'tables.list'), '');
  const asked = await readRefs(gitDir, gitDir, signal);
  expect(asked).toEqual({ ...files, ids: new Map([...asked.ids]) });
  expect(new Map([...asked.ids].sort())).toEqual(new Map([...files.ids].sort()));
  git(dir, ['checkout', '-q', '--detach', 'HEAD~1']);
  expect((await readRefs(gitDir, gitDir, signal)).head).toEqual({ commit: git(dir, ['rev-parse', 'HEAD']) });
});

test('a linked worktree and a submodule can be opened where they are', async () => {
  const root = temporaryFolder();
  const main = makeRepository(join(root, 'main'), { remote, commits: daily('2026-01-05T00:00:00Z', 1) });
  git(main, ['worktree', 'add', '-q', '-b', 'other', join(root, 'linked')]);
  git(join(root, 'linked'), ['commit', '-q', '--allow-empty', '-m', 'there']);
  expect(await open(join(root, 'linked'))).toMatchObject({ repository: 'github.com/acme/payments', bare: false, defaultBranch: 'other', tip: git(main, ['rev-parse', 'other']) });
  const library = makeRepository(join(root, 'library'), { commits: daily('2026-01-05T00:00:00Z', 1) });
  git(main, ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library, 'sub']);
  const sub = await open(join(main, 'sub'));
  expect(sub.tip).toBe(git(library, ['rev-parse', 'HEAD']));
  expect(await paths(sub)).toEqual(['file.txt']);
});

test('the tree: names as bytes, modes, sizes, in git order', async () => {
  const submodule = '1'.repeat(40);
  const dir = makeRepository(join(temporaryFolder(), 'x'), {
    bare: true,
    remote,
    commits: [{ at: '2026-01-05T00:00:00Z', files: { 'a b/\xfc.txt': 'four', 'new\nline': 'x', 'bad\xff': '', 'tab\tbed': '', sub: { submodule }, link: { link: '../x' } } }],
  });
  // Names are given to the helper as bytes.
  const files = [];
  for await (const { path, clean, mode, size } of (await open(dir)).files(signal)) files.push([path, clean, mode, size]);
  expect(files).toEqual([
    ['a b/\\xfc.txt', false, '100644', 4],
    ['bad\\xff', false, '100644', 0],
    ['link', true, '120000', 4],
    ['new\\x0aline', false, '100644', 1],
    ['sub', true, '160000', undefined],
    ['tab\\x09bed', false, '100644', 0],
  ]);
});

test('blobs are read whole, cut, or not at all', async () => {
  const dir = makeRepository(join(temporaryFolder(), 'x'), {
    bare: true,
    commits: [{ at: '2026-01-05T00:00:00Z', files: { empty: '', text: 'hello\n', binary: Buffer.from([0, 10, 255, 10, 0]), large: 'x'.repeat(300_000), tree: 'y' } }],
  });
  const clone = await open(dir);
  const ids = new Map<string, string>();
  for await (const file of clone.files(signal)) ids.set(file.path, file.id);
  const id = (path: string) => ids.get(path) ?? '';
  const blobs = await clone.read([...ids.values(), git(dir, ['rev-parse', 'main^{tree}']), id('text')], 1000, signal);
  expect(blobs.size).toBe(5);
  expect(Buffer.from(blobs.get(id('text'))?.bytes ?? []).toString()).toBe('hello\n');
  expect(blobs.get(id('empty'))).toMatchObject({ size: 0, cut: false });
  expect([...(blobs.get(id('binary'))?.bytes ?? [])]).toEqual([0, 10, 255, 10, 0]);
  expect(blobs.get(id('large'))).toMatchObject({ size: 300_000, cut: true });
  expect(blobs.get(id('large'))?.bytes.length).toBe(1000);
  await expect(clone.read(['0'.repeat(39) + '1'], 10, signal)).rejects.toThrow(`git cat-file: object ${'0'.repeat(39)}1 is missing`);
  await expect(clone.read(['--batch-all-objects\n'], 10, signal)).rejects.toThrow('not an object id');
});

test('addresses of files name the commit; names that had to be escaped have none', async () => {
  const dir = makeRepository(join(temporaryFolder(), 'x'), { remote, commits: daily('2026-01-05T00:00:00Z', 1) });
  const clone = await open(dir);
  expect(clone.fileUrl('docs/a b#.md', 3)).toBe(`https://github.com/acme/payments/blob/${clone.tip}/docs/a%20b%23.md#L3`);
  expect(clone.fileUrl('a\nb')).toBeUndefined();
});

test('the description is what someone wrote', async () => {
  const dir = makeRepository(join(temporaryFolder(), 'x'), { bare: true });
  expect((await open(dir)).description).toBeUndefined();
  writeFileSync(join(dir, 'description'), 'Takes payments\n');
  expect((await open(dir)).description).toBe('Takes payments');
});

test('a partial clone is read as far as it goes', async () => {
  const root = temporaryFolder();
  const source = makeRepository(join(root, 'source'), { commits: [{ at: '2026-01-05T00:00:00Z', files: { '.mailmap': 'A <a@example.com>', LICENSE: 'text', link: { link: '/etc' } } }] });
  git(source, ['config', 'uploadpack.allowFilter', 'true']);
  git(root, ['clone', '-q', '--bare', '--filter=blob:none', `file://${source}`, 'copy.git']);
  const clone = await open(join(root, 'copy.git'));
  expect(clone.partial).toBe(true);
  const files = [];
  for await (const file of clone.files(signal)) files.push(file);
  expect(files.map(({ path, size }) => [path, size])).toEqual([['.mailmap', undefined], ['LICENSE', undefined], ['link', undefined]]);
  expect(await clone.read(files.map((file) => file.id), 100, signal)).toEqual(new Map());
  const { facts, findings } = await collect(join(root, 'copy.git'));
  expect(facts('repository')).toMatchObject([{ files: 3, license: 'NOASSERTION' }]);
  for (const key of ['sizeBytes', 'languages']) expect(facts('repository')[0]).not.toHaveProperty(key);
  expect(findings).toEqual([]);
});
