import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collector } from '../../collectors/documents/collector.ts';
import { gitProcesses } from '../../src/clones/git-process.ts';
import { git, makeRepository, temporaryFolder, type FileContent } from '../clones/repositories.ts';
import { collected, fetchContext, gif, inputFiles, lines, png, repositoryOf, repositoryWith } from './reading.ts';

const binaries: Readonly<Record<string, Record<string, FileContent>>> = {
  payments: { 'docs/img/photo.png': png, 'docs/img/wide.gif': gif, 'docs/guides/shortcut.md': { link: '../index.md' } },
  monorepo: {},
};

describe.each(['payments', 'monorepo'])('the repository in input/%s', (name) => {
  it('gives the facts and the findings in output', async () => {
    const { pages: _, ...given } = await collected(repositoryOf({ ...inputFiles(name), ...binaries[name] }, name));
    await expect(`${JSON.stringify(given, undefined, 2)}\n`).toMatchFileSnapshot(join(import.meta.dirname, 'output', `${name}.json`));
  });

  it('leaves no one who wrote it in a page that is kept', async () => {
    const { pages } = await collected(repositoryOf({ ...inputFiles(name), ...binaries[name] }, name));
    expect(pages.length).toBeGreaterThan(0);
    for (const body of pages) expect(body).not.toMatch(/Test Author|Test Committer|@example\.com/);
  });
});

describe('what is a document', () => {
  const pathsOf = async (files: Readonly<Record<string, FileContent>>): Promise<string[]> => (await collected(repositoryOf(files))).documents.map(({ path, role }) => `${path} ${role}`);

  it('is a README at the root, in .github and beside a catalog file, and Markdown in folders of docs', async () => {
    const files = ['README.md', '.github/README.md', 'docs/a.md', 'doc/b.markdown', 'Documentation/c.md', 'packages/x/README.md', 'packages/y/README.md', 'packages/y/catalog-info.yaml', 'packages/y/docs/d.md', 'packages/z/docs/e.md', 'CONTRIBUTING.md'];
    expect(await pathsOf(Object.fromEntries(files.map((path) => [path, '# x'])))).toEqual([
      '.github/README.md readme',
      'Documentation/c.md docs',
      'README.md readme',
      'doc/b.markdown docs',
      'docs/a.md docs',
      'packages/y/README.md readme',
      'packages/y/docs/d.md docs',
    ]);
  });

  it('is not what others wrote, what settings are made of, or a changelog that no navigation names', async () => {
    const files = ['docs/node_modules/x/README.md', 'vendor/x/docs/a.md', 'vendor/x/mkdocs.yml', 'docs/.vitepress/notes.md', 'tests/docs/mkdocs.yml', 'tests/docs/docs/a.md', 'docs/CHANGELOG.md', 'docs/page.mdx', 'docs/third_party/x.md'];
    expect(await pathsOf({ ...Object.fromEntries(files.map((path) => [path, '# x'])), 'docs/vendor/choosing.md': '# Choosing a vendor' })).toEqual(['docs/vendor/choosing.md docs']);
  });

  it('is a changelog that the navigation names', async () => {
    expect(await pathsOf({ 'mkdocs.yml': 'nav: [CHANGELOG.md]', 'docs/CHANGELOG.md': '# Changes' })).toEqual(['docs/CHANGELOG.md changelog']);
  });

  it('is known not to be in a repository without any, and unknown of one without commits', async () => {
    expect((await collected(repositoryOf({ 'main.go': '' }))).documents).toEqual([]);
    const empty = makeRepository(join(temporaryFolder(), 'x'), { remote: 'https://github.com/acme/payments.git' });
    expect((await collected(empty)).pages).toEqual([]);
  });
});

describe('when a document changed', () => {
  const commits = [
    { at: '2026-01-01T00:00:00Z', files: { 'README.md': 'a', 'docs/ü ber.md': 'a', 'docs/old.md': 'a', 'x.txt': '1' } },
    { at: '2026-02-01T00:00:00Z', files: { 'docs/ü ber.md': 'b' } },
    { at: '2026-03-01T00:00:00Z', files: { 'x.txt': '2' } },
    { at: '2026-04-01T00:00:00Z', files: { 'README.md': 'b' } },
  ].map((commit) => ({ ...commit, files: Object.fromEntries(Object.entries(commit.files).map(([path, text]) => [Buffer.from(path).toString('latin1'), text])) }));
  const dates = ({ documents }: Awaited<ReturnType<typeof collected>>): Record<string, string | undefined> => Object.fromEntries(documents.map(({ path, changedAt }) => [path, changedAt]));

  it('is the date of the last commit that changed it', async () => {
    expect(dates(await collected(repositoryWith(commits)))).toEqual({ 'README.md': '2026-04-01T00:00:00.000Z', 'docs/old.md': '2026-01-01T00:00:00.000Z', 'docs/ü ber.md': '2026-02-01T00:00:00.000Z' });
  });

  it('does not depend on the settings of the clone', async () => {
    const dir = repositoryWith(commits);
    for (const [key, value] of [['diff.orderFile', '/nonexistent'], ['log.showRoot', 'false'], ['diff.relative', 'true'], ['log.showSignature', 'true'], ['format.pretty', 'fuller'], ['diff.external', 'false']] as const) git(dir, ['config', key, value]);
    expect(dates(await collected(dir))).toEqual(dates(await collected(repositoryWith(commits))));
  });

  it('is unknown past the commits that are looked through', async () => {
    expect(dates(await collected(repositoryWith(commits), { limits: { commits: 2 } }))).toEqual({ 'README.md': '2026-04-01T00:00:00.000Z', 'docs/old.md': undefined, 'docs/ü ber.md': undefined });
  });

  it('is unknown in a shallow clone', async () => {
    const dir = repositoryWith(commits);
    const shallow = join(temporaryFolder(), 'shallow');
    git(dir, ['clone', '-q', '--depth=1', `file://${dir}`, shallow]);
    expect(Object.values(dates(await collected(shallow)))).toEqual([undefined, undefined, undefined]);
  });
});

describe('what is read of a clone', () => {
  it('is told from its references alone, so that one that did not change is not read again', async () => {
    const dir = repositoryOf({ 'README.md': '# x' });
    const shard = { id: 'x', locator: dir };
    const before = await collector.fingerprint?.(shard, fetchContext());
    const started = gitProcesses.started;
    expect(await collector.fingerprint?.(shard, fetchContext())).toBe(before);
    expect(gitProcesses.started - started).toBe(0);
    git(dir, ['commit', '-q', '--allow-empty', '-m', 'x']);
    expect(await collector.fingerprint?.(shard, fetchContext())).not.toBe(before);
  });

  it('is what stood there at the instant of a backdated run', async () => {
    const dir = repositoryWith([{ at: '2026-01-01T00:00:00Z', files: { 'README.md': 'then' } }, { at: '2026-06-01T00:00:00Z', files: { 'README.md': 'now' } }]);
    expect((await collected(dir, { context: { backdated: true, asOf: '2026-03-01T00:00:00Z' } })).documents).toMatchObject([{ text: 'then' }]);
  });

  it('fails with the clone where a document is damaged, so that its last good facts stay', async () => {
    const dir = repositoryOf({ 'docs/a.md': '# a' });
    const id = git(dir, ['rev-parse', 'HEAD:docs/a.md']);
    rmSync(join(dir, '.git', 'objects', id.slice(0, 2), id.slice(2)));
    await expect(collected(dir)).rejects.toMatchObject({ name: 'SourceError', finding: { code: 'ALM0201' } });
  });

  it('has the address of its branch, which stays the same from commit to commit', async () => {
    const dir = repositoryOf({ 'docs/a b#1.md': '# a' });
    expect((await collected(dir)).documents[0]?.url).toBe('https://github.com/acme/payments/blob/main/docs/a%20b%231.md');
    git(dir, ['remote', 'set-url', 'origin', 'https://codeberg.org/acme/payments.git']);
    expect((await collected(dir)).documents[0]?.url).toBe('https://codeberg.org/acme/payments/src/branch/main/docs/a%20b%231.md');
    git(dir, ['remote', 'set-url', 'origin', 'https://git.example.com/acme/payments.git']);
    expect((await collected(dir)).documents[0]?.url).toBeUndefined();
  });
});

describe('a mkdocs.yml', () => {
  it('may build upon another one', async () => {
    const { navigations } = await collected(repositoryOf({ 'mkdocs.yml': 'site_name: Base\ndocs_dir: handbook\nnav: [a.md]\n', 'site/mkdocs.yml': 'INHERIT: ../mkdocs.yml\nsite_name: Site\n', 'handbook/a.md': '# a' }));
    expect(navigations).toMatchObject([{ file: 'mkdocs.yml', docsDir: 'handbook' }, { file: 'site/mkdocs.yml', siteName: 'Site', docsDir: 'site/handbook', nav: ['a.md'] }]);
  });

  it('that names itself as its base comes to an end', async () => {
    const { navigations } = await collected(repositoryOf({ 'mkdocs.yml': 'INHERIT: mkdocs.yml\nsite_name: x\n', 'docs/a.md': '# a' }));
    expect(navigations).toEqual([{ repository: 'github.com/acme/payments', file: 'mkdocs.yml', docsDir: 'docs', siteName: 'x' }]);
  });

  it('says where it is wrong', async () => {
    const files = { 'mkdocs.yml': 'nav:\n  - a: [\n', 'x/mkdocs.yml': '- a\n', 'y/mkdocs.yml': 'site_name: y\ndocs_dir: ../../etc\n', 'z/mkdocs.yml': 'docs_dir: /etc\n' };
    expect(lines((await collected(repositoryOf(files))).findings)).toEqual([
      expect.stringMatching(/^ALM0742 mkdocs\.yml:\d+ mkdocs\.yml is not valid YAML: /),
      'ALM0742 x/mkdocs.yml:1 x/mkdocs.yml holds no settings',
      'ALM0743 y/mkdocs.yml:2 y/mkdocs.yml names `../../etc` as docs_dir, which leads out of the repository',
      'ALM0743 z/mkdocs.yml:1 z/mkdocs.yml names `/etc` as docs_dir, which leads out of the repository',
    ]);
  });
});
