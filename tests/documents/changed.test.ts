import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lastChanged } from '../../src/documents/changed.ts';

let dir: string;
let content: string;
const logged: string[] = [];
const options = (asOf = '2026-11-21T00:00:00.000Z') => ({ asOf, signal: new AbortController().signal, log: (line: string) => void logged.push(line) });

function git(at: string, in_: string, ...args: string[]): void {
  const env = { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at, HOME: dir };
  execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@acme.example', '-c', 'protocol.file.allow=always', ...args], { cwd: in_, env, stdio: 'pipe' });
}

function commit(at: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(content, path, '..'), { recursive: true });
    writeFileSync(join(content, path), text);
  }
  git(at, join(dir, 'repository'), 'add', '-A');
  git(at, join(dir, 'repository'), 'commit', '-qm', 'x');
}

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'almanac-changed-'));
  // The content folder stands two folders down, beside one whose name begins alike.
  content = join(dir, 'repository', 'handbook', 'content');
  mkdirSync(content, { recursive: true });
  git('2026-01-01T00:00:00Z', join(dir, 'repository'), 'init', '-q');
  commit('2026-01-01T10:00:00Z', { 'docs/a.md': '1', 'docs/b ü.md': '1', '../content-old/docs/a.md': '1' });
  commit('2026-03-01T10:00:00Z', { 'docs/a.md': '2', '../content-old/docs/b ü.md': '2' });
  commit('2026-12-01T10:00:00Z', { 'docs/a.md': '3', 'docs/late.md': '1' });
  writeFileSync(join(content, 'docs', 'new.md'), 'never committed');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const files = ['docs/a.md', 'docs/b ü.md', 'docs/late.md', 'docs/new.md'];

it('gives each file the day of its last commit, and none to one that was never committed', async () => {
  expect(Object.fromEntries(await lastChanged(content, files, options('2026-12-31T00:00:00.000Z')))).toEqual({
    'docs/a.md': '2026-12-01T10:00:00.000Z',
    'docs/b ü.md': '2026-01-01T10:00:00.000Z',
    'docs/late.md': '2026-12-01T10:00:00.000Z',
  });
});

it('knows nothing of what came after the edition', async () => {
  expect(Object.fromEntries(await lastChanged(content, files, options()))).toEqual({ 'docs/a.md': '2026-03-01T10:00:00.000Z', 'docs/b ü.md': '2026-01-01T10:00:00.000Z' });
});

it('guesses nothing from the first commit of a shallow clone, which seems to add every file', async () => {
  git('2026-12-02T00:00:00Z', dir, 'clone', '-q', '--depth', '2', `file://${join(dir, 'repository')}`, 'shallow');
  expect(Object.fromEntries(await lastChanged(join(dir, 'shallow', 'handbook', 'content'), files, options('2026-12-31T00:00:00.000Z')))).toEqual({
    'docs/a.md': '2026-12-01T10:00:00.000Z',
    'docs/late.md': '2026-12-01T10:00:00.000Z',
  });
});

it('knows nothing where there is no repository, or one without commits, or one that is broken', async () => {
  mkdirSync(join(dir, 'plain', 'docs'), { recursive: true });
  expect((await lastChanged(join(dir, 'plain'), files, options())).size).toBe(0);
  expect((await lastChanged(join(dir, 'nowhere'), files, options())).size).toBe(0);
  git('2026-01-01T00:00:00Z', join(dir, 'plain'), 'init', '-q');
  expect((await lastChanged(join(dir, 'plain'), files, options())).size).toBe(0);
  cpSync(join(dir, 'repository'), join(dir, 'broken'), { recursive: true });
  rmSync(join(dir, 'broken', '.git', 'objects'), { recursive: true });
  logged.length = 0;
  expect((await lastChanged(join(dir, 'broken', 'handbook', 'content'), files, options())).size).toBe(0);
  expect(logged.join()).toMatch(/^When documents were last changed is not known for all: git log: /);
});

it('runs nothing that the repository asks for', async () => {
  const trap = join(dir, 'trap');
  for (const setting of ['core.fsmonitor', 'log.showSignature', 'gpg.program', 'diff.external', 'core.pager']) git('2026-01-01T00:00:00Z', join(dir, 'repository'), 'config', setting, setting === 'log.showSignature' ? 'true' : `touch ${trap}`);
  writeFileSync(join(dir, 'repository', '.gitattributes'), '*.md diff=evil\n');
  git('2026-01-01T00:00:00Z', join(dir, 'repository'), 'config', 'diff.evil.textconv', `touch ${trap};cat`);
  expect((await lastChanged(content, files, options())).size).toBe(2);
  expect(() => execFileSync('ls', [trap], { stdio: 'pipe' })).toThrow();
});
