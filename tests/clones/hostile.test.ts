import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { clones } from '../../src/clones/clones.ts';
import { runGit } from '../../src/clones/git-process.ts';
import { collector } from '../../collectors/git/collector.ts';
import { fetchContext, pagesOf } from '../git/contexts.ts';
import { daily, git, makeRepository, temporaryFolder } from './repositories.ts';

const { signal } = new AbortController();

/** A clone in which every setting that can run a program runs one that leaves a file in `caught`. */
function hostile(): { root: string; dir: string; caught: string; script: string } {
  const root = temporaryFolder();
  const caught = join(root, 'caught');
  mkdirSync(caught);
  const script = join(root, 'script.sh');
  writeFileSync(script, `#!/bin/sh\ntouch "${caught}/$$"\nexit 1\n`);
  chmodSync(script, 0o755);
  const dir = makeRepository(join(root, 'clones', 'x'), {
    commits: [{ at: '2026-01-05T00:00:00Z', files: { '.gitattributes': '* filter=evil diff=evil merge=evil\n', 'LICENSE': 'text', 'README.md': 'text' } }],
    tags: [{ name: 'v1.0.0', of: ':1', at: '2026-01-05T00:00:00Z' }],
  });
  const hooks = join(dir, 'hooks');
  mkdirSync(hooks);
  for (const hook of ['post-checkout', 'post-index-change', 'pre-auto-gc', 'reference-transaction', 'fsmonitor-watchman']) {
    writeFileSync(join(hooks, hook), `#!/bin/sh\ntouch "${caught}/hook"\n`);
    chmodSync(join(hooks, hook), 0o755);
  }
  appendFileSync(
    join(dir, '.git', 'config'),
    `[core]
	repositoryformatversion = 1
	fsmonitor = ${script}
	hooksPath = ${hooks}
	sshCommand = ${script}
	pager = ${script}
	editor = ${script}
	askPass = ${script}
	gitProxy = ${script}
	alternateRefsCommand = ${script}
	worktree = ${root}
[pager]
	rev-list = true
	ls-tree = true
	cat-file = true
	for-each-ref = true
[diff]
	external = ${script}
[diff "evil"]
	command = ${script}
	textconv = ${script}
[filter "evil"]
	clean = ${script}
	smudge = ${script}
	process = ${script}
[log]
	showSignature = true
[gpg]
	program = ${script}
[gpg "ssh"]
	program = ${script}
[credential]
	helper = !${script}
[alias]
	rev-list = !${script}
	ls-tree = !${script}
	cat-file = !${script}
	for-each-ref = !${script}
[protocol]
	allow = always
[protocol "ext"]
	allow = always
[remote "origin"]
	url = ext::${script}
	promisor = true
	partialclonefilter = blob:none
	vcs = evil
	uploadpack = ${script}
[extensions]
	partialClone = origin
[uploadpack]
	packObjectsHook = ${script}
[mailmap]
	file = ${script}
`,
  );
  return { root, dir, caught, script };
}

test("nothing that a clone's configuration names is run", async () => {
  const { root, dir, caught, script } = hostile();
  // The trap works: without precautions, one of these settings runs.
  expect(() => git(dir, ['status'])).not.toThrow();
  expect(readdirSync(caught).length).toBeGreaterThan(0);
  git(root, ['clone', '-q', '--bare', '--template=', dir, join(root, 'clean.git')]);
  const before = readdirSync(caught).length;

  for await (const shard of await collector.shards({ path: join(root, 'clones') }, fetchContext())) {
    await collector.fingerprint?.(shard, fetchContext());
    await pagesOf(shard);
  }
  expect(readdirSync(caught).length).toBe(before);
  expect(existsSync(script)).toBe(true);
});

test('objects missing from a partial clone are not fetched, whatever the clone allows', async () => {
  const { dir, caught } = hostile();
  const absent = '1234567890123456789012345678901234567890';
  const clone = await clones.open(dir, { asOf: '2026-11-21T00:00:00Z', backdated: false });
  expect(await clone.read([absent], 100, signal)).toEqual(new Map());
  await expect(runGit(clone.gitDir, ['cat-file', '-p', absent], { signal })).rejects.toThrow('git cat-file: ');
  expect(readdirSync(caught)).toEqual([]);
  // The trap works: git on its own runs it.
  spawnSync('git', ['cat-file', '-p', absent], { cwd: join(dir, '.git'), env: { PATH: process.env['PATH'], GIT_DIR: join(dir, '.git') } });
  expect(readdirSync(caught).length).toBeGreaterThan(0);
});

test('the environment of the caller cannot redirect git', async () => {
  const root = temporaryFolder();
  const dir = makeRepository(join(root, 'mine.git'), { bare: true, commits: daily('2026-01-05T00:00:00Z', 1) });
  const other = makeRepository(join(root, 'other.git'), { bare: true, commits: daily('2026-02-05T00:00:00Z', 2) });
  const traced = join(root, 'trace');
  for (const [name, value] of Object.entries({ GIT_DIR: other, GIT_OBJECT_DIRECTORY: join(other, 'objects'), GIT_TRACE: traced, GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'core.bare', GIT_CONFIG_VALUE_0: 'nonsense' })) {
    process.env[name] = value;
    onTestFinished(() => {
      delete process.env[name];
    });
  }
  expect((await runGit(dir, ['rev-list', '--count', 'main'], { signal })).toString().trim()).toBe('1');
  expect(existsSync(traced)).toBe(false);
});

test('a broken clone inside of another one is not taken for the outer one', async () => {
  const outer = makeRepository(join(temporaryFolder(), 'outer'), { commits: daily('2026-01-05T00:00:00Z', 1) });
  mkdirSync(join(outer, 'inner', '.git'), { recursive: true });
  await expect(clones.open(join(outer, 'inner'), { asOf: '2026-11-21T00:00:00Z', backdated: false })).rejects.toThrow('local/inner could not be read: HEAD is missing');
});

test('git that hangs, talks too much, or is stopped is ended, and says so', async () => {
  const dir = makeRepository(join(temporaryFolder(), 'x.git'), { bare: true, commits: [{ at: '2026-01-05T00:00:00Z', files: { large: 'x'.repeat(300_000) } }] });
  const endless = ['cat-file', '--batch-all-objects', '--batch'];
  await expect(runGit(dir, endless, { signal, maxBytes: 1000 })).rejects.toThrow('git cat-file gave more than 1000 bytes');
  await expect(runGit(dir, ['-c', 'alias.sleep=!sleep 5', 'sleep'], { signal, timeoutMs: 50 })).rejects.toThrow(/^git sleep took longer than 0 s$/);
  const controller = new AbortController();
  const running = runGit(dir, ['-c', 'alias.sleep=!sleep 5', 'sleep'], { signal: controller.signal });
  setTimeout(() => controller.abort(new Error('stopped by the user')), 20);
  await expect(running).rejects.toThrow('stopped by the user');
  await expect(runGit(dir, ['rev-list', 'nothing'], { signal })).rejects.toThrow(/^git rev-list: ambiguous argument 'nothing'/);
});

test('without git, the error says so', async () => {
  const path = process.env['PATH'];
  onTestFinished(() => {
    process.env['PATH'] = path;
  });
  process.env['PATH'] = '/nonexistent';
  await expect(runGit(temporaryFolder(), ['version'], { signal })).rejects.toThrow('git version could not be started: git is not installed');
});
