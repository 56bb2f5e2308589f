import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finding } from '../../src/schema/finding.ts';
import { daily, git, makeRepository } from '../clones/repositories.ts';
import { almanac, type Ended } from './command.ts';

const day = '2026-05-04T10:00:00Z';

/** `name` with what is wrong with it, each a clone of its own beside a healthy one. */
function makeBadClones(dir: string): void {
  const remote = (name: string): string => `https://github.com/acme/${name}.git`;
  const make = (name: string, files: Record<string, string | { link: string }>, bare = true): string =>
    makeRepository(join(dir, name), { bare, remote: remote(name), commits: [{ at: day, files: { 'README.md': `# ${name}\n`, ...files } }] });

  make('healthy', {});
  const corrupt = makeRepository(join(dir, 'corrupt'), { bare: true, remote: remote('corrupt'), commits: daily('2026-01-05T00:00:00Z', 20) });
  git(corrupt, ['repack', '-q', '-a', '-d']);
  const packs = join(corrupt, 'objects', 'pack');
  for (const name of readdirSync(packs).filter((file) => file.endsWith('.pack'))) truncateSync(join(packs, name), 100);

  makeRepository(join(dir, 'empty'), { bare: true, remote: remote('empty') });
  makeRepository(join(dir, 'without-commits'), { remote: remote('without-commits') });
  const detached = make('detached', {}, false);
  writeFileSync(join(detached, '.git', 'HEAD'), `${git(detached, ['rev-parse', 'refs/heads/main'])}\n`);
  const full = makeRepository(join(dir, 'deep'), { bare: true, remote: remote('deep'), commits: daily('2026-01-05T00:00:00Z', 5) });
  git(dir, ['clone', '-q', '--bare', '--depth', '2', `file://${full}`, 'shallow']);
  git(join(dir, 'shallow'), ['remote', 'set-url', 'origin', remote('shallow')]);
  make('odd-names', { 'new\nline.txt': 'x', 'latin-\xe9.txt': 'x' });
  make('big-yaml', { 'catalog-info.yaml': `a: ${'x'.repeat(50_000_000)}\n` });
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]', ...'bcdefghij'.split('').map((name, n) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefghij'[n]}`).join(', ')}]`)];
  make('alias-bomb', { 'catalog-info.yaml': `${bomb.join('\n')}\n` });
  make('duplicate-keys', { 'catalog-info.yaml': 'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: one\n  name: two\nspec: {}\n' });
  make('links-out', { CODEOWNERS: { link: '../../../../etc/passwd' }, 'secrets.txt': { link: '/etc/shadow' } });
  make('big-codeowners', { CODEOWNERS: `* @acme/everyone\n${'#'.repeat(2_999_999)}\n` });
  make('many-owners', { CODEOWNERS: `!/src @acme/nobody\n/src not-an-owner\n* @acme/everyone\n` });
}

describe('a night over everything that can be wrong', () => {
  let root: string;
  let night: Ended;
  const page = (path: string): string => readFileSync(join(root, 'dist', path, 'index.html'), 'utf8');
  const text = (html: string): string => html.replaceAll(/<[^>]*>/g, ' ').replaceAll('&#39;', "'").replaceAll(/\s+/g, ' ');

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'almanac-bad-'));
    mkdirSync(join(root, 'clones'));
    makeBadClones(join(root, 'clones'));
    const content = join(root, 'content');
    mkdirSync(join(content, 'catalog'), { recursive: true });
    writeFileSync(join(content, 'almanac.yaml'), 'name: Bad day\nsources:\n  git:\n    - path: ../clones\n');
    symlinkSync('/etc/hostname', join(content, 'catalog', 'outside.yaml'));
    night = await almanac(['nightly', '--as-of', '2026-11-01T00:00:00Z'], root);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('publishes, and says that the organisation has something to fix', () => {
    expect(night.err).not.toContain('almanac:');
    expect(night.code).toBe(1);
    expect(text(page('repositories/github.com/acme/healthy'))).toContain('github.com/acme/healthy');
  });

  it.each([
    ['a corrupt clone', 'alm0201', 'github.com/acme/corrupt could not be read'],
    ['an empty repository', 'alm0202', 'github.com/acme/empty'],
    ['a repository without commits', 'alm0202', 'github.com/acme/without-commits'],
    ['a detached HEAD', 'alm0203', 'github.com/acme/detached'],
    ['a shallow clone', 'alm0204', 'github.com/acme/shallow'],
    ['a file name with a newline', 'alm0205', 'new\\x0aline.txt'],
    ['a file name that is not UTF-8', 'alm0205', 'latin-\\xe9.txt'],
    ['a YAML of 50 MB', 'alm0308', 'catalog-info.yaml has 50 MB'],
    ['a YAML alias bomb', 'alm0308', 'github.com/acme/alias-bomb'],
    ['duplicate keys', 'alm0301', 'github.com/acme/duplicate-keys'],
    ['a symbolic link out of a repository', 'alm0206', 'CODEOWNERS'],
    ['a symbolic link out of the content folder', 'alm0105', 'catalog/outside.yaml'],
    ['a CODEOWNERS of 3 MB', 'alm0405', 'github.com/acme/big-codeowners'],
    ['an unsupported pattern', 'alm0404', '!/src'],
    ['an invalid owner', 'alm0403', 'not-an-owner'],
  ])('%s is a finding on the data-quality page', (_, code, words) => {
    expect(page('data-quality')).toContain(`data-quality/${code}/`);
    expect(text(page(`data-quality/${code}`))).toContain(words);
  });

  it('shows what could not be read with its reason, and nothing of what a link led to', () => {
    expect(text(page('data-quality'))).toContain('corrupt');
    const published = readFileSync(join(root, 'dist', 'api', 'v1', 'findings.ndjson'), 'utf8');
    expect(published).not.toContain('root:');
    for (const line of published.trim().split('\n')) {
      const { what, why, fix } = finding.parse(JSON.parse(line));
      expect([what, why, fix].every((part) => part.length > 10)).toBe(true);
    }
  });
});
