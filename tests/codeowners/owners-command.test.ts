import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { owners } from '../../src/cli/owners.ts';
import type { OwnersOptions } from '../../src/cli/owners.ts';
import { ownersOutput } from '../../src/schema/cli/owners.ts';

let folder = '';
let root = '';

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'almanac-owners-')));
  root = join(folder, 'clone');
  mkdirSync(root);
  git('init', '--quiet');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function git(...args: string[]): void {
  execFileSync('git', args, { cwd: root, env: { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' } });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Runs the command: exit code, and what it wrote. */
async function run(paths: readonly string[], options: Partial<OwnersOptions> = {}): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await owners(paths, { cwd: root, json: false, ...options }, { out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
}

const github = '* @acme/everyone\n/docs/ @acme/writers lead@example.com\n/docs/generated/\n';

describe('almanac owners', () => {
  it('prints who owns each path and the line that decides', async () => {
    write('.github/CODEOWNERS', github);
    expect(await run(['src/index.ts', 'docs/guide.md', 'docs/generated/api.md'])).toEqual({
      code: 0,
      out: [
        'src/index.ts           @acme/everyone                  (*, .github/CODEOWNERS:1)',
        'docs/guide.md          @acme/writers lead@example.com  (/docs/, .github/CODEOWNERS:2)',
        'docs/generated/api.md  no owner                        (/docs/generated/, .github/CODEOWNERS:3)',
        '',
      ].join('\n'),
      err: '',
    });
  });

  it('prints JSON by its schema, in the order asked, unmatched apart from cleared', async () => {
    write('CODEOWNERS', '/docs/ @acme/writers\n/docs/generated/\n');
    const { code, out } = await run(['docs/generated/a', 'README.md', 'docs/a'], { json: true });
    expect(code).toBe(0);
    expect(ownersOutput.parse(JSON.parse(out))).toEqual([
      { path: 'docs/generated/a', owners: [], pattern: '/docs/generated/', line: 2 },
      { path: 'README.md', owners: [], pattern: null, line: null },
      { path: 'docs/a', owners: ['@acme/writers'], pattern: '/docs/', line: 1 },
    ]);
    expect((await run(['README.md'])).out).toBe('README.md  no owner  (no rule matches)\n');
  });

  it('takes paths from a folder below, absolute ones, and those through a link to the clone', async () => {
    write('CODEOWNERS', github);
    write('docs/a/b.md', '');
    symlinkSync(root, join(folder, 'link'));
    const paths = ['../guide.md', 'b.md', '../../src/x', join(root, 'docs', 'y'), join(folder, 'link', 'docs', 'z', 'new.md')];
    const { out } = await run(paths, { cwd: join(root, 'docs', 'a'), json: true });
    expect(ownersOutput.parse(JSON.parse(out)).map(({ path, line }) => [path, line])).toEqual([
      ['docs/guide.md', 2],
      ['docs/a/b.md', 2],
      ['src/x', 1],
      ['docs/y', 2],
      ['docs/z/new.md', 2],
    ]);
    expect((await run(['docs/a/b.md'], { cwd: join(folder, 'link') })).out).toContain('CODEOWNERS:2');
  });

  it('gives a folder the owners that a new file in it would have', async () => {
    write('CODEOWNERS', `${github}*.md @acme/readers\n`);
    write('docs/a.md', '');
    const { out } = await run(['docs', '.', 'docs/new/', root], { json: true });
    expect(ownersOutput.parse(JSON.parse(out)).map(({ path, line }) => [path, line])).toEqual([
      ['docs', 2],
      ['.', 1],
      ['docs/new', 2],
      ['.', 1],
    ]);
  });

  it('treats a link inside the clone as the file that it is, wherever it leads', async () => {
    write('CODEOWNERS', github);
    symlinkSync('/etc/hosts', join(root, 'hosts'));
    expect((await run(['hosts'])).out).toContain('@acme/everyone');
  });

  it('reads paths from standard input, by lines or by NUL', async () => {
    write('CODEOWNERS', github);
    const paths = async (...chunks: (string | Uint8Array)[]): Promise<string[]> => {
      const { out } = await run([], { json: true, stdin: (async function* () { yield* chunks; })() });
      return ownersOutput.parse(JSON.parse(out)).map(({ path }) => path);
    };
    expect(await paths('docs/a\r\nsr', 'c/b\n\n')).toEqual(['docs/a', 'src/b']);
    expect(await paths(Buffer.from('a\nb\0'), Buffer.from('é\0').subarray(0, 1), Buffer.from('é\0').subarray(1))).toEqual(['a\nb', 'é']);
    expect(await paths()).toEqual([]);
  });

  it("joins GitLab's sections, one line for each", async () => {
    git('remote', 'add', 'origin', 'git@gitlab.com:acme/payments.git');
    write('.gitlab/CODEOWNERS', '* @acme/all\n^[Docs][2] @acme/writers\n*.md\n!CHANGELOG.md\n');
    expect((await run(['README.md', 'CHANGELOG.md'])).out).toBe(
      [
        'README.md     @acme/all      (*, .gitlab/CODEOWNERS:1)',
        'README.md     @acme/writers  ([Docs] *.md, .gitlab/CODEOWNERS:3)',
        'CHANGELOG.md  @acme/all      (*, .gitlab/CODEOWNERS:1)',
        'CHANGELOG.md  no owner       ([Docs] !CHANGELOG.md, .gitlab/CODEOWNERS:4)',
        '',
      ].join('\n'),
    );
    const { out } = await run(['README.md'], { json: true });
    expect(ownersOutput.parse(JSON.parse(out))).toEqual([
      {
        path: 'README.md',
        owners: ['@acme/all', '@acme/writers'],
        pattern: '*',
        line: 1,
        sections: [
          { section: null, optional: false, approvals: 1, owners: ['@acme/all'], pattern: '*', line: 1 },
          { section: 'Docs', optional: true, approvals: 2, owners: ['@acme/writers'], pattern: '*.md', line: 3 },
        ],
      },
    ]);
  });

  it('says which lines are skipped and which files do nothing', async () => {
    write('.github/CODEOWNERS', '* @acme/all\n*.ts nobody\n');
    write('docs/CODEOWNERS', '* @acme/other\n');
    expect((await run(['a.ts'])).err).toBe(
      'docs/CODEOWNERS does nothing: GitHub reads .github/CODEOWNERS.\n' +
        '.github/CODEOWNERS:2:6 ALM0403 The rule for `*.ts` names `nobody`, which is not an owner.\n',
    );
  });

  it('says so if there is no CODEOWNERS', async () => {
    expect(await run(['a.ts'])).toEqual({
      code: 0,
      out: 'a.ts  no owner  (no rule matches)\n',
      err: 'There is no CODEOWNERS file (GitHub looks for .github/CODEOWNERS, CODEOWNERS, docs/CODEOWNERS), so nothing has an owner.\n',
    });
    git('remote', 'add', 'origin', 'https://github.com/acme/payments');
    write('.gitlab/CODEOWNERS', '* @a\n');
    expect((await run(['a.ts'])).err).toContain('There is a .gitlab/CODEOWNERS, where GitHub does not look.');
  });

  it('says so if CODEOWNERS is too large or a link', async () => {
    write('CODEOWNERS', `* @a\n${'#'.repeat(3_000_000)}`);
    expect(await run(['a'])).toMatchObject({ out: 'a  no owner  (no rule matches)\n', err: 'CODEOWNERS has 3 MB or more, so GitHub does not load it and nothing has an owner.\n' });
    rmSync(join(root, 'CODEOWNERS'));
    symlinkSync('/etc/hosts', join(root, 'CODEOWNERS'));
    expect((await run(['a'])).err).toContain('CODEOWNERS is a symbolic link, which is not followed.\n');
  });

  it('refuses a path outside the repository', async () => {
    write('CODEOWNERS', github);
    symlinkSync(folder, join(root, 'out'));
    for (const path of ['../elsewhere', '/etc/hosts', folder]) {
      expect(await run(['a', path])).toEqual({ code: 2, out: '', err: `almanac owners: ${path} is outside the repository at ${root}.\n` });
    }
  });

  it('refuses to run outside a repository, and without a path', async () => {
    expect(await run(['a'], { cwd: folder })).toEqual({
      code: 2,
      out: '',
      err: `almanac owners: ${folder} is not in a git repository with files. Run it in a clone.\n`,
    });
    expect(await run([])).toEqual({ code: 2, out: '', err: 'almanac owners: name at least one path.\n' });
  });

  it('works in a linked worktree', async () => {
    write('CODEOWNERS', github);
    git('add', '.');
    git('-c', 'user.name=team', '-c', 'user.email=team@example.com', 'commit', '--quiet', '-m', 'first');
    git('worktree', 'add', '--quiet', join(folder, 'tree'));
    expect((await run(['docs/a'], { cwd: join(folder, 'tree') })).out).toContain('(/docs/, CODEOWNERS:2)');
  });

  it('escapes control characters of names and patterns', async () => {
    write('CODEOWNERS', '*\u001b]0;x\u0007* @a\n');
    const { out } = await run(['a\u001b]0;x\u0007b']);
    expect(out).toBe('a\\x1b]0;x\\x07b  no owner  (no rule matches)\n');
    write('CODEOWNERS', '*\u001b* @a\n');
    expect((await run(['a\u001bb'])).out).toBe('a\\x1bb  @a  (*\\x1b*, CODEOWNERS:1)\n');
  });
});
