import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clones } from '../../src/clones/clones.ts';
import type { DiscoveryProblem } from '../../src/clones/contract.ts';
import { discoverWith } from '../../src/clones/discovery.ts';
import { git, makeRepository, temporaryFolder } from './repositories.ts';

const { signal } = new AbortController();
const one = [{ at: '2026-01-05T00:00:00Z', files: { a: 'a' } }];

async function search(root: string): Promise<{ paths: string[]; problems: DiscoveryProblem[] }> {
  const problems: DiscoveryProblem[] = [];
  const paths: string[] = [];
  for await (const found of clones.discover(root, signal, (problem) => problems.push(problem))) {
    expect(found.dir).toBe(found.path === '.' ? root : join(root, found.path));
    paths.push(found.path);
  }
  return { paths, problems };
}

test('finds clones that are bare, not bare, nested and deep, in the order of their paths', async () => {
  const root = temporaryFolder();
  makeRepository(join(root, 'b', 'working'), { commits: one });
  makeRepository(join(root, 'b', 'working', 'tools', 'nested'));
  makeRepository(join(root, 'b', 'working', 'tools', 'nested.git'), { bare: true });
  makeRepository(join(root, 'a', 'group', 'mirror.git'), { bare: true });
  makeRepository(join(root, '.github'));
  makeRepository(join(root, 'node_modules', 'package'));
  mkdirSync(join(root, 'empty'));
  expect((await search(root)).paths).toEqual(['.github', 'a/group/mirror.git', 'b/working', 'b/working/tools/nested', 'b/working/tools/nested.git']);
});

test('the root may be a clone itself, bare or not', async () => {
  const working = makeRepository(join(temporaryFolder(), 'x'));
  makeRepository(join(working, 'inner'));
  expect((await search(working)).paths).toEqual(['.', 'inner']);
  expect((await search(makeRepository(join(temporaryFolder(), 'y'), { bare: true }))).paths).toEqual(['.']);
});

test('linked worktrees and submodules belong to their repository', async () => {
  const root = temporaryFolder();
  const main = makeRepository(join(root, 'main'), { commits: one });
  git(main, ['worktree', 'add', '-q', '-b', 'other', join(root, 'linked')]);
  const library = makeRepository(join(root, 'library'), { commits: one });
  git(main, ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library, 'sub']);
  expect((await search(root)).paths).toEqual(['library', 'main']);
});

test('symbolic links are not followed, and are reported', async () => {
  const root = temporaryFolder();
  const outside = makeRepository(join(temporaryFolder(), 'outside'));
  mkdirSync(join(root, 'folder'));
  symlinkSync(outside, join(root, 'folder', 'link'));
  symlinkSync('..', join(root, 'folder', 'loop'));
  const { paths, problems } = await search(root);
  expect(paths).toEqual([]);
  expect(problems.map(({ kind, path }) => [kind, path])).toEqual([
    ['link', 'folder/link'],
    ['link', 'folder/loop'],
  ]);
});

test('a folder whose .git is broken is still a clone, so that it is reported', async () => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'broken', '.git'), { recursive: true });
  expect((await search(root)).paths).toEqual(['broken']);
});

test('names with line feeds are shown escaped', async () => {
  const root = temporaryFolder();
  const dir = makeRepository(join(root, 'odd\nname'));
  const found = [];
  for await (const clone of clones.discover(root, signal)) found.push(clone);
  expect(found).toEqual([{ dir, path: 'odd\\x0aname' }]);
});

test('a folder that cannot be read is reported, and the others are found', async () => {
  const folder = (name: string) => ({ name, isDirectory: () => true, isFile: () => false, isSymbolicLink: () => false });
  const read = async (dir: string) => {
    if (dir === '/root') return [folder('a'), folder('b'), folder('c')];
    if (dir === '/root/c') return [folder('.git')];
    throw Object.assign(new Error(`${dir} says no`), { code: dir === '/root/a' ? 'EACCES' : 'EIO' });
  };
  const problems: DiscoveryProblem[] = [];
  const found = [];
  for await (const clone of discoverWith(read, '/root', signal, (problem) => problems.push(problem))) found.push(clone.path);
  expect(found).toEqual(['c']);
  expect(problems).toEqual([
    { kind: 'unreadable', dir: '/root/a', path: 'a', reason: 'permission denied' },
    { kind: 'unreadable', dir: '/root/b', path: 'b', reason: 'the disk failed' },
  ]);
});

test('a folder with a name that is not UTF-8 is reported', async () => {
  const root = temporaryFolder();
  execFileSync('sh', ['-c', 'mkdir "$(printf \'%s/\\377\' "$0")"', root]);
  const { problems } = await search(root);
  expect(problems.map(({ kind, reason }) => [kind, reason])).toEqual([['unreadable', 'is not there, or has a name that is not UTF-8']]);
});

test.each([
  ['missing', 'it is not there, or has a name that is not UTF-8'],
  ['file', 'it is not a folder'],
])('a root that is %s is a SourceError', async (name, reason) => {
  const root = temporaryFolder();
  writeFileSync(join(root, 'file'), '');
  await expect(search(join(root, name))).rejects.toThrow(`The folder of clones cannot be searched: ${reason}`);
});

test('searching ends when it is told to', async () => {
  const root = temporaryFolder();
  makeRepository(join(root, 'a'));
  makeRepository(join(root, 'b'));
  const controller = new AbortController();
  const searching = (async () => {
    for await (const _ of clones.discover(root, controller.signal)) controller.abort(new Error('enough'));
  })();
  await expect(searching).rejects.toThrow('enough');
});
