import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collector } from '../../collectors/supply-chain/collector.ts';
import { readingLimits } from '../../collectors/supply-chain/wanted.ts';
import { gitProcesses } from '../../src/clones/git-process.ts';
import { git, makeRepository, temporaryFolder } from '../clones/repositories.ts';
import { collect, fetchContext, inputFiles, repositoryOf } from './reading.ts';

const elf = Buffer.from('\x7fELF\x01\x01\x01\0', 'latin1');
const javaClass = Buffer.from('\xca\xfe\xba\xbe\0\0', 'latin1');
const jar = Buffer.from('PK\x03\x04jar', 'latin1');
const binaries = {
  payments: { 'lib/tool': elf, 'lib/Main.class': javaClass, 'vendor/tool/tool.jar': jar, 'testdata/sample.jar': jar },
  ledger: { 'gradle/wrapper/gradle-wrapper.jar': jar },
  plain: {},
};
const executable = { payments: ['lib/tool', 'scripts/setup', 'scripts/run.sh'], ledger: [], plain: [] };

describe.each(['payments', 'ledger', 'plain'] as const)('the repository in input/%s', (name) => {
  it('gives the fact and the findings in output', async () => {
    const { facts, findings } = await collect(repositoryOf({ ...inputFiles(name), ...binaries[name] }, executable[name]));
    await expect(`${JSON.stringify({ facts, findings }, undefined, 2)}\n`).toMatchFileSnapshot(join(import.meta.dirname, 'output', `${name}.json`));
  });

  it('leaves nothing secret, and none of its text, in a page that is kept', async () => {
    const { pages } = await collect(repositoryOf(inputFiles(name)));
    for (const body of pages) expect(body).not.toMatch(/c4n4ry|Hello|author|committer|Test Author/i);
  });
});

const nothing = { repository: 'github.com/acme/payments', workflows: [], images: [], downloads: [], binaries: [], fuzzing: [], staticAnalysis: [], packaging: [], unread: [] };

describe('what is not there', () => {
  it('is known of a repository without such files, and of one without commits', async () => {
    expect((await collect(repositoryOf({ 'README.md': '# x' }))).facts).toEqual([nothing]);
    const empty = makeRepository(join(temporaryFolder(), 'x'), { remote: 'https://github.com/acme/payments.git' });
    expect((await collect(empty)).facts).toEqual([nothing]);
  });

  it('is not known of a repository before its first commit', async () => {
    const dir = repositoryOf({ 'README.md': '# x' });
    expect((await collect(dir, { context: { backdated: true, asOf: '2026-01-01T00:00:00Z' } })).facts).toEqual([]);
  });

  it('includes links and submodules', async () => {
    const files = { '.github/workflows/ci.yml': { link: '../../ci.yml' }, Dockerfile: { link: '/etc/passwd' }, 'lib/x.jar': { submodule: 'a'.repeat(40) } };
    expect((await collect(repositoryOf(files))).facts).toEqual([nothing]);
  });
});

describe('what cannot be read', () => {
  const workflow = { '.github/workflows/ci.yml': 'on: push\njobs: {a: {steps: [{run: npm ci}]}}\n' };

  it('fails the shard of a damaged clone, so that its last good facts stay', async () => {
    const dir = repositoryOf(workflow);
    const id = git(dir, ['rev-parse', 'HEAD:.github/workflows/ci.yml']);
    rmSync(join(dir, '.git', 'objects', id.slice(0, 2), id.slice(2)));
    await expect(collect(dir)).rejects.toMatchObject({ name: 'SourceError', finding: { code: 'ALM0201' } });
  });

  it('fails the shard of a clone without blobs', async () => {
    const source = repositoryOf(workflow);
    git(source, ['config', 'uploadpack.allowFilter', 'true']);
    const copy = join(temporaryFolder(), 'copy.git');
    git(source, ['clone', '-q', '--bare', '--filter=blob:none', `file://${source}`, copy]);
    await expect(collect(copy)).rejects.toMatchObject({ name: 'SourceError', finding: { code: 'ALM0201', file: '.github/workflows/ci.yml' } });
  });

  it('does not fail for a large binary that was left out of a clone: its name tells', async () => {
    const source = repositoryOf({ ...workflow, 'lib/large.jar': Buffer.concat([jar, Buffer.alloc(5000)]) });
    git(source, ['config', 'uploadpack.allowFilter', 'true']);
    const copy = join(temporaryFolder(), 'copy.git');
    git(source, ['clone', '-q', '--bare', '--filter=blob:limit=1k', `file://${source}`, copy]);
    expect((await collect(copy)).facts).toMatchObject([{ workflows: [{ valid: true }], binaries: ['lib/large.jar'] }]);
  });

  it('is named where files are too large or too many, the least important first', async () => {
    const limits = { ...readingLimits, fileBytes: { ...readingLimits.fileBytes, script: 20 }, files: { ...readingLimits.files, dockerfile: 1 } };
    const files = { ...workflow, 'a/Dockerfile': 'FROM a\n', 'b/Dockerfile': 'FROM b\n', 'small.sh': 'npm install\n', 'large.sh': `npm install${' '.repeat(20)}\n` };
    const { facts, findings } = await collect(repositoryOf(files), { limits });
    expect(facts).toMatchObject([{ images: [{ path: 'a/Dockerfile' }], downloads: [{ path: 'small.sh' }], unread: ['b/Dockerfile', 'large.sh'] }]);
    expect(findings).toMatchObject([{ code: 'ALM0212', file: 'b/Dockerfile', what: '2 files of github.com/acme/payments were not read: b/Dockerfile, large.sh' }]);
  });

  it('is bounded in all, workflows first', async () => {
    const files = { ...workflow, Dockerfile: 'FROM a\n', 'run.sh': 'npm install\n' };
    const { facts } = await collect(repositoryOf(files), { limits: { ...readingLimits, totalBytes: 60 } });
    expect(facts).toMatchObject([{ workflows: [{ valid: true }], images: [{ image: 'a' }], downloads: [], unread: ['run.sh'] }]);
  });
});

describe('lists that would grow too long', () => {
  it('leave further files unread', async () => {
    const files = { '.github/workflows/a.yml': `on: push\njobs: {a: {steps: [${'{uses: a/b@v1}, '.repeat(9)}]}}\n`, Dockerfile: 'FROM a\n', 'run.sh': 'npm install\n' };
    const { facts } = await collect(repositoryOf(files), { limits: { ...readingLimits, entries: 10 } });
    expect(facts).toMatchObject([{ workflows: [{ actions: Array(9).fill({ uses: 'a/b@v1' }) }], images: [], downloads: [], unread: ['Dockerfile', 'run.sh'] }]);
  });
});

describe('the collector', () => {
  it('starts three git processes for a repository at the most, and none for a fingerprint', async () => {
    const dir = repositoryOf({ ...inputFiles('payments'), ...binaries.payments });
    const before = gitProcesses.started;
    await collector.fingerprint?.({ id: 'x', locator: dir }, fetchContext());
    expect(gitProcesses.started - before).toBe(0);
    await collect(dir);
    expect(gitProcesses.started - before).toBe(3);
  });

  it('has a fingerprint that follows the clone, and the instant only where history is cut', async () => {
    const dir = repositoryOf({ 'README.md': '' });
    const of = (overrides = {}) => collector.fingerprint?.({ id: 'x', locator: dir }, fetchContext(overrides));
    const first = await of();
    expect(await of({ asOf: '2026-12-24T00:00:00Z' })).toBe(first);
    const others = [await of({ backdated: true }), await of({ backdated: true, asOf: '2026-10-09T00:00:00Z' })];
    git(dir, ['commit', '-q', '--allow-empty', '-m', 'more']);
    others.push(await of());
    expect(new Set([first, ...others]).size).toBe(4);
  });

  it('lists the clones of a folder, and says where there is none', async () => {
    const root = temporaryFolder();
    const list = async () => {
      const shards = [];
      for await (const shard of await collector.shards({ path: root }, fetchContext())) shards.push(shard.id);
      return shards;
    };
    await expect(list()).rejects.toMatchObject({ finding: { code: 'ALM0210' } });
    makeRepository(join(root, 'group', 'a.git'), { bare: true });
    makeRepository(join(root, 'b'));
    expect(await list()).toEqual(['b', 'group/a.git']);
  });

  it('wants a path and no other key', () => {
    expect(collector.id).toBe('supply-chain');
    expect(collector.kinds.map(({ kind }) => kind)).toEqual(['supply-chain']);
    expect(collector.config.safeParse({ path: '/clones' }).success).toBe(true);
    expect(collector.config.safeParse({ path: '/clones', depth: 3 }).success).toBe(false);
  });
});
