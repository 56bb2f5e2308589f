import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { expect, test } from 'vitest';
import { makeCollector } from '../../collectors/changelog/collector.ts';
import { localContext } from '../../src/collect/local-context.ts';
import { clones } from '../../src/clones/clones.ts';
import { changelogLimits } from '../../src/changelog/model.ts';
import type { FetchContext, Output } from '../../src/collect/contract.ts';
import { git, makeRepository, temporaryFolder, type TestCommit, type TestRepository } from '../clones/repositories.ts';

const collector = makeCollector(clones);
const context: FetchContext = {
  ...localContext({ asOf: '2026-11-21T03:00:00.000Z', backdated: false, signal: new AbortController().signal, minimumGroup: 5, contentDir: '/nowhere', log: () => undefined }),
  bookmark: undefined,
  resume: undefined,
};

async function outputs(dir: string, changed: Partial<FetchContext> = {}): Promise<{ readonly outputs: Output[]; readonly body: string }> {
  const shard = { id: 'one', locator: dir };
  const all: Output[] = [];
  let body = '';
  for await (const page of collector.fetch(shard, { ...context, ...changed })) {
    body += page.body;
    all.push(...collector.parse(page, { shard: 'one', asOf: context.asOf, minimumGroup: 5 }));
  }
  return { outputs: all, body };
}

async function releases(repository: TestRepository, changed?: Partial<FetchContext>): Promise<Record<string, unknown>[]> {
  const dir = makeRepository(join(temporaryFolder(), 'one.git'), { bare: true, remote: 'https://github.com/acme/one.git', ...repository });
  return (await outputs(dir, changed)).outputs.flatMap((output) => (output.type === 'fact' && typeof output.value === 'object' && output.value !== null ? [{ ...output.value }] : []));
}

const files = (root: string): Record<string, string> =>
  Object.fromEntries(readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8')];
  }));

// A repository with the files of a folder of `input` gives the facts and findings in `output`. After a change that is meant, `vitest run -u` writes them.
const inputs = join(import.meta.dirname, 'input');
test.each(readdirSync(inputs))('%s', async (name) => {
  const dir = makeRepository(join(temporaryFolder(), `${name}.git`), {
    bare: true,
    remote: `https://github.com/acme/${name}.git`,
    commits: [{ at: '2026-11-01T10:00:00Z', files: files(join(inputs, name)) }],
    tags: [{ name: 'v0.9.0', of: ':1', at: '2026-03-01T10:00:00Z' }, { name: '@acme/ui@2.0.0', of: ':1', at: '2026-04-01T10:00:00Z' }],
  });
  const { outputs: all } = await outputs(dir);
  await expect(`${JSON.stringify(all, undefined, 2)}\n`).toMatchFileSnapshot(join(import.meta.dirname, 'output', `${name}.json`));
});

const commit = (day: number, message: string, files: Record<string, string> = {}): TestCommit => ({ at: `2026-10-${String(day).padStart(2, '0')}T10:00:00Z`, message, author: 'Some One', email: 'some.one@secret.example', files: { [`file${day}`]: 'x', ...files } });

test('without a changelog, conventional commits between tags tell; nobody is named in what is kept', async () => {
  const dir = makeRepository(join(temporaryFolder(), 'one.git'), {
    bare: true,
    remote: 'https://github.com/acme/one.git',
    commits: [commit(1, 'feat: a door (#1)\n\nCo-authored-by: Other <other@secret.example>'), commit(2, 'fix(lock)!: turn it by @someone'), commit(3, 'chore: sweep'), commit(4, 'feat: a window')],
    tags: [{ name: 'v1.0.0', of: ':1', at: '2026-10-01T12:00:00Z' }, { name: 'v2.0.0-rc.1', of: ':2', at: '2026-10-02T11:00:00Z' }, { name: 'v2.0.0', of: ':3', at: '2026-10-03T12:00:00Z' }],
  });
  const { outputs: all, body } = await outputs(dir);
  expect(all.map((output) => (output.type === 'fact' ? [output.source, output.url, output.value] : output))).toEqual([
    ['commits of github.com/acme/one', 'https://github.com/acme/one', { repository: 'github.com/acme/one', release: 'unreleased', yanked: false, source: 'conventional-commits', entries: [{ kind: 'added', breaking: false, text: 'A window' }] }],
    ['commits of github.com/acme/one', 'https://github.com/acme/one/releases/tag/v2.0.0', { repository: 'github.com/acme/one', release: '2.0.0', version: '2.0.0', date: '2026-10-03', yanked: false, source: 'conventional-commits', url: 'https://github.com/acme/one/releases/tag/v2.0.0', entries: [{ kind: 'fixed', breaking: true, scope: 'lock', text: 'Turn it' }] }],
    ['commits of github.com/acme/one', 'https://github.com/acme/one/releases/tag/v1.0.0', { repository: 'github.com/acme/one', release: '1.0.0', version: '1.0.0', date: '2026-10-01', yanked: false, source: 'conventional-commits', url: 'https://github.com/acme/one/releases/tag/v1.0.0', entries: [{ kind: 'added', breaking: false, text: 'A door ([#1](https://github.com/acme/one/issues/1))' }] }],
  ]);
  expect(body).not.toMatch(/secret|Some One|Other|someone/);
});

test('a run of the past sees neither later commits nor later tags', async () => {
  const told = await releases(
    {
      commits: [commit(1, 'feat: a door'), commit(9, 'feat: a window')],
      tags: [{ name: 'v1.0.0', of: ':1', at: '2026-10-01T12:00:00Z' }, { name: 'v1.1.0', of: ':2', at: '2026-10-09T12:00:00Z' }],
    },
    { asOf: '2026-10-05T00:00:00.000Z', backdated: true },
  );
  expect(told.map(({ release }) => release)).toEqual(['1.0.0']);
});

test('a changelog that names no release is a finding, and commits tell instead', async () => {
  const dir = makeRepository(join(temporaryFolder(), 'one.git'), { bare: true, remote: 'https://github.com/acme/one.git', commits: [commit(1, 'feat: a door', { 'CHANGELOG.md': '# Changelog\n\nSee the releases page.\n' })], tags: [{ name: 'v1.0.0', of: ':1' }] });
  const { outputs: all } = await outputs(dir);
  expect(all.map((output) => (output.type === 'fact' ? output.value : output.type === 'finding' ? output.finding : output))).toMatchObject([
    { release: '1.0.0', source: 'conventional-commits' },
    { code: 'ALM0901', what: 'CHANGELOG.md of github.com/acme/one names no release', file: 'CHANGELOG.md', severity: 'note' },
  ]);
});

test('no more releases than the limit are kept, the newest ones', async () => {
  const text = Array.from({ length: changelogLimits.releases + 20 }, (_, n) => `## 1.${changelogLimits.releases + 20 - n}.0\n\n- Entry\n`).join('\n');
  const told = await releases({ commits: [commit(1, 'x', { 'CHANGELOG.md': text })] });
  expect(told).toHaveLength(changelogLimits.releases);
  expect(told[0]?.['release']).toBe('1.120.0');
});

test('a file past a megabyte is read to there, and says so', async () => {
  const text = Array.from({ length: 120 }, (_, n) => `## 1.${200 - n}.0\n\n- ${'Words and words. '.repeat(600)}\n`).join('\n');
  const dir = makeRepository(join(temporaryFolder(), 'one.git'), { bare: true, remote: 'https://github.com/acme/one.git', commits: [commit(1, 'x', { 'CHANGELOG.md': text })] });
  const { outputs: all } = await outputs(dir);
  expect(all.flatMap((output) => (output.type === 'finding' ? [output.finding.what] : []))).toEqual(['CHANGELOG.md of github.com/acme/one is longer than 1 MB; its oldest releases were not read']);
  expect(all.filter(({ type }) => type === 'fact').length).toBeGreaterThan(80);
});

test('an empty repository, and one whose changelog is a link, give nothing', async () => {
  const empty = makeRepository(join(temporaryFolder(), 'empty.git'), { bare: true });
  expect((await outputs(empty)).outputs).toEqual([]);
  expect(await releases({ commits: [commit(1, 'x', {}), { at: '2026-10-02T10:00:00Z', files: { 'CHANGELOG.md': { link: '/etc/passwd' } } }] })).toEqual([]);
});

test('a clone that stays the same has the same fingerprint, one with a new tag another', async () => {
  const dir = makeRepository(join(temporaryFolder(), 'one.git'), { bare: true, commits: [commit(1, 'feat: a')] });
  const shard = { id: 'one', locator: dir };
  const first = await collector.fingerprint?.(shard, context);
  expect(await collector.fingerprint?.(shard, context)).toBe(first);
  git(dir, ['tag', 'v1.0.0', 'main']);
  expect(await collector.fingerprint?.(shard, context)).not.toBe(first);
});
