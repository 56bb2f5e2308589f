import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collector as registered, makeCollector } from '../../collectors/codeowners/collector.ts';
import type { Output } from '../../src/collect/contract.ts';
import { compareText } from '../../src/findings/codes.ts';
import type { Finding } from '../../src/schema/finding.ts';
import { codeowners } from '../../src/schema/facts/codeowners.ts';
import { fakeClones, fakeContext, listShards } from './fake-clones.ts';
import type { FakeClone } from './fake-clones.ts';

/** Collects one clone: its facts and findings, and the paths whose contents were read. */
async function collect(clone: FakeClone): Promise<{ facts: Extract<Output, { type: 'fact' }>[]; findings: Finding[]; read: string[] }> {
  const { clones, read } = fakeClones([{ path: 'payments', ...clone }]);
  const collector = makeCollector(clones);
  const outputs: Output[] = [];
  const shard = { id: 'payments', locator: '/clones/payments' };
  for await (const page of collector.fetch(shard, fakeContext)) {
    outputs.push(...collector.parse(page, { shard: shard.id, asOf: fakeContext.asOf, minimumGroup: 5 }));
  }
  const facts = outputs.filter((output) => output.type === 'fact');
  for (const { value } of facts) expect(codeowners.safeParse(value).error).toBeUndefined();
  return { facts, findings: outputs.flatMap((output) => (output.type === 'finding' ? [output.finding] : [])), read };
}

const short = (findings: readonly Finding[]): string[] => findings.map(({ code, file, what }) => `${code} ${file}: ${what}`);

describe('shards', () => {
  it('are the clones below a folder', async () => {
    const { clones } = fakeClones([{ path: 'a', files: {} }, { path: 'team/b', files: {} }]);
    expect(await listShards(makeCollector(clones).shards({ path: '/clones' }, fakeContext))).toEqual([
      { id: 'a', locator: '/clones/a' },
      { id: 'team/b', locator: '/clones/team/b' },
    ]);
  });

  it('are missing in a folder without clones, which is an error', async () => {
    const listed = listShards(makeCollector(fakeClones([]).clones).shards({ path: '/home/code' }, fakeContext));
    await expect(listed).rejects.toMatchObject({ name: 'SourceError', finding: { code: 'ALM0210', what: 'No git clone was found in the folder code' } });
  });

  it('have the fingerprint of their clone, of the day only where history is cut', async () => {
    const { fingerprint } = makeCollector(fakeClones([{ path: 'a', files: {} }]).clones);
    const of = (context: Partial<typeof fakeContext>) => fingerprint?.({ id: 'a', locator: '/clones/a' }, { ...fakeContext, ...context });
    expect(await of({})).toBe(await of({ asOf: '2026-11-22T03:00:00Z' }));
    expect(await of({ backdated: true })).not.toBe(await of({ backdated: true, asOf: '2026-11-22T03:00:00Z' }));
  });
});

describe('the fact', () => {
  it('tells who owns the root, by which line, and everybody who is named', async () => {
    const text = '# Everything\n* @acme/payments\n/docs/ @acme/writers someone@example.com\n*.[ch] @acme/c\n';
    const { facts, findings } = await collect({ host: 'github', files: { '.github/CODEOWNERS': text, 'README.md': '' } });
    expect(facts).toEqual([
      {
        type: 'fact',
        kind: 'codeowners',
        value: {
          repository: 'github.com/acme/payments',
          dialect: 'github',
          path: '.github/CODEOWNERS',
          rules: 2,
          invalidLines: 1,
          rootOwners: ['@acme/payments'],
          rootPattern: '*',
          rootLine: 2,
          owners: ['@acme/payments', '@acme/writers', 'someone@example.com'],
        },
        source: '.github/CODEOWNERS:2',
        url: 'https://github.com/acme/payments/blob/main/.github/CODEOWNERS#L2',
      },
    ]);
    expect(findings).toMatchObject([{ code: 'ALM0404', repository: 'github.com/acme/payments', file: '.github/CODEOWNERS', line: 4, column: 3 }]);
  });

  it.each([
    ['*', true],
    ['/*', true],
    ['/**', true],
    ['**/*', true],
    ['*.md', false],
    ['/README*', false],
    ['/docs/', false],
    ['_*', false],
    ['????', false],
  ])('takes %s for the root: %s', async (pattern, takes) => {
    const { facts } = await collect({ host: 'github', files: { CODEOWNERS: `${pattern} @a\n` } });
    expect(facts).toMatchObject([{ value: { rootOwners: takes ? ['@a'] : [] } }]);
  });

  it('keeps apart a root whose owners were taken away from one that no rule names', async () => {
    const cleared = await collect({ host: 'github', files: { CODEOWNERS: '* @a\n*\n' } });
    expect(cleared.facts).toMatchObject([{ value: { rootOwners: [], rootPattern: '*', rootLine: 2 } }]);
    const unmatched = await collect({ host: 'github', files: { CODEOWNERS: '/src/ @a\n' } });
    expect(unmatched.facts[0]?.value).not.toHaveProperty('rootPattern');
  });

  it('joins the sections of GitLab', async () => {
    const text = '[Gate][2] @acme/gate\n*\n[Docs]\n*.md @acme/docs\n^[All]\n* @acme/all\n';
    const { facts } = await collect({ host: 'gitlab', files: { '.gitlab/CODEOWNERS': text } });
    expect(facts).toMatchObject([
      { value: { dialect: 'gitlab', rootOwners: ['@acme/gate', '@acme/all'], rootPattern: '*', rootLine: 2, owners: ['@acme/all', '@acme/docs', '@acme/gate'] } },
    ]);
  });

  it('is read by the rules of the host, or by what the file looks like', async () => {
    const text = '[Docs]\n*.md @acme/docs\n';
    const dialects = await Promise.all(
      [{ host: 'github' as const }, { host: 'gitlab' as const }, {}].map(async (host) => {
        const { facts } = await collect({ ...host, files: { CODEOWNERS: text } });
        return facts.map(({ value }) => codeowners.parse(value).dialect);
      }),
    );
    expect(dialects).toEqual([['github'], ['gitlab'], ['gitlab']]);
  });

  it('is not there for a clone without the file', async () => {
    expect(await collect({ host: 'github', files: { 'README.md': '' } })).toEqual({ facts: [], findings: [], read: [] });
  });
});

describe('files that do nothing', () => {
  it('are named where there is more than one', async () => {
    const { facts, findings } = await collect({
      host: 'github',
      files: { '.github/CODEOWNERS': '* @a\n', CODEOWNERS: '* @b\n', 'docs/CODEOWNERS': '* @c\n', '.gitlab/CODEOWNERS': '* @d\n' },
    });
    expect(facts).toMatchObject([{ value: { path: '.github/CODEOWNERS', rootOwners: ['@a'] } }]);
    expect(short(findings)).toEqual([
      'ALM0407 CODEOWNERS: GitHub reads .github/CODEOWNERS, so CODEOWNERS does nothing',
      'ALM0407 docs/CODEOWNERS: GitHub reads .github/CODEOWNERS, so docs/CODEOWNERS does nothing',
    ]);
  });

  it('are named where only the other host would look', async () => {
    const { facts, findings } = await collect({ host: 'github', files: { '.gitlab/CODEOWNERS': '* @d\n' } });
    expect(facts).toEqual([]);
    expect(short(findings)).toEqual(['ALM0409 .gitlab/CODEOWNERS: GitHub does not look for CODEOWNERS at .gitlab/CODEOWNERS']);
  });

  it.each([
    ['../../etc/passwd', 'ALM0206 CODEOWNERS: CODEOWNERS is a symbolic link that leaves the repository'],
    ['/etc/passwd', 'ALM0206 CODEOWNERS: CODEOWNERS is a symbolic link that leaves the repository'],
    ['config/CODEOWNERS', 'ALM0408 CODEOWNERS: CODEOWNERS is a symbolic link'],
  ])('are links, such as to %s', async (link, finding) => {
    const { facts, findings } = await collect({ host: 'github', files: { CODEOWNERS: { link }, 'docs/CODEOWNERS': '* @docs\n' } });
    expect(short(findings)).toEqual([finding]);
    expect(facts).toMatchObject([{ value: { path: 'docs/CODEOWNERS', rootOwners: ['@docs'] } }]);
  });

  it('are links in a folder that lead up but not out', async () => {
    const { findings } = await collect({ host: 'github', files: { '.github/CODEOWNERS': { link: '../OWNERS' } } });
    expect(findings.map(({ code }) => code)).toEqual(['ALM0408']);
  });
});

describe('size', () => {
  const rule = '* @acme/all\n';
  const text = (bytes: number): string => rule + '#'.repeat(bytes - rule.length);

  it('is no matter below 3 MB', async () => {
    const { facts, findings } = await collect({ host: 'github', files: { CODEOWNERS: text(2_999_999) } });
    expect(facts).toMatchObject([{ value: { rules: 1, rootOwners: ['@acme/all'] } }]);
    expect(findings).toEqual([]);
  });

  it.each([3_000_000, 3 * 1024 * 1024])('from 3 MB on (%i bytes) leaves everything without owner, and the file unread', async (bytes) => {
    const { facts, findings, read } = await collect({ host: 'github', files: { CODEOWNERS: text(bytes) } });
    expect(facts).toMatchObject([{ value: { path: 'CODEOWNERS', rules: 0, rootOwners: [], owners: [] } }]);
    expect(findings).toMatchObject([
      { code: 'ALM0405', severity: 'warning', file: 'CODEOWNERS', what: `CODEOWNERS has ${bytes} bytes`, why: expect.stringContaining('3 MB or more') },
    ]);
    expect(read).toEqual([]);
  });

  it('keeps a later file from being read: the first one counts, loaded or not', async () => {
    const { facts } = await collect({ host: 'github', files: { '.github/CODEOWNERS': text(3_000_000), CODEOWNERS: rule } });
    expect(facts).toMatchObject([{ value: { path: '.github/CODEOWNERS', rules: 0 } }]);
  });
});

describe('what cannot be read', () => {
  it('fails the shard, so that its last good facts stay', async () => {
    await expect(collect({ host: 'github', files: { CODEOWNERS: { lost: true } } })).rejects.toMatchObject({
      name: 'SourceError',
      finding: { code: 'ALM0201', file: 'CODEOWNERS' },
    });
  });

  it('bytes that are not UTF-8 are replaced', async () => {
    const { facts } = await collect({ host: 'github', files: { CODEOWNERS: '* @a\n\uFFFD\u0000 @b\n' } });
    expect(facts).toMatchObject([{ value: { rules: 2 } }]);
  });
});

describe('the registered collector', () => {
  it('reads the default branch of real clones, bare or not, never the working tree', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'almanac-codeowners-'));
    try {
      const git = (dir: string, ...args: string[]): void => {
        const env = { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' };
        execFileSync('git', ['-c', 'user.name=team', '-c', 'user.email=team@example.com', ...args], { cwd: dir, env });
      };
      const work = join(folder, 'work');
      mkdirSync(join(work, '.github'), { recursive: true });
      git(folder, 'init', '--quiet', 'work');
      symlinkSync('../../outside', join(work, '.github', 'CODEOWNERS'));
      writeFileSync(join(work, 'CODEOWNERS'), '* @acme/committed\n');
      git(work, 'add', '.');
      git(work, 'commit', '--quiet', '-m', 'first');
      git(folder, 'clone', '--quiet', '--bare', 'work', 'bare.git');
      git(work, 'remote', 'add', 'origin', 'git@github.com:acme/work.git');
      writeFileSync(join(work, 'CODEOWNERS'), '* @acme/uncommitted\n');

      const found: string[] = [];
      for (const shard of await listShards(registered.shards({ path: folder }, fakeContext))) {
        for await (const page of registered.fetch(shard, fakeContext)) {
          for (const output of registered.parse(page, { shard: shard.id, asOf: fakeContext.asOf, minimumGroup: 5 })) {
            if (output.type === 'fact') found.push(`${shard.id}: ${codeowners.parse(output.value).rootOwners.join()}`);
            if (output.type === 'finding') found.push(`${shard.id}: ${output.finding.code} ${output.finding.file}`);
          }
        }
      }
      expect(found.sort(compareText)).toEqual([
        'bare.git: @acme/committed',
        'bare.git: ALM0206 .github/CODEOWNERS',
        'work: @acme/committed',
        'work: ALM0206 .github/CODEOWNERS',
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('wants a path and no other key', () => {
    expect(registered.id).toBe('codeowners');
    expect(registered.config.safeParse({ path: '/clones' }).success).toBe(true);
    expect(registered.config.safeParse({}).success).toBe(false);
    expect(registered.config.safeParse({ path: '/clones', depth: 3 }).success).toBe(false);
  });
});
