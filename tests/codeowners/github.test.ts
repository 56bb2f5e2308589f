import { describe, expect, it } from 'vitest';
import { compile } from '../../src/codeowners/match.ts';
import { parseCodeowners } from '../../src/codeowners/parse.ts';
import type { CodeownersFile } from '../../src/codeowners/file.ts';

const parse = (text: string): CodeownersFile => parseCodeowners(text, { dialect: 'github', path: '.github/CODEOWNERS' });

/** What is reported, in short: code, line:column and text. */
const reported = (text: string): string[] =>
  parse(text).findings.map(({ code, line, column, what, fix }) => `${code} ${line}:${column} ${what} ${fix}`);

describe('the example of "About code owners"', () => {
  const example = [
    '# This is a comment.',
    '*       @global-owner1 @global-owner2',
    '*.js    @js-owner #This is an inline comment.',
    '*.go docs@example.com',
    '*.txt @octo-org/octocats',
    '/build/logs/ @doctocat',
    'docs/*  docs@example.com',
    'apps/ @octocat',
    '/docs/ @doctocat',
    '/scripts/ @doctocat @octocat',
    '**/logs @octocat',
    '/apps/ @octocat',
    '/apps/github ',
    '/apps/github/doctocat @doctocat',
  ].join('\n');
  const matcher = compile(parse(example));

  it.each([
    ['LICENSE', ['@global-owner1', '@global-owner2'], 2],
    ['src/index.js', ['@js-owner'], 3],
    ['cmd/main.go', ['docs@example.com'], 4],
    ['notes/a.txt', ['@octo-org/octocats'], 5],
    ['docs/getting-started.md', ['@doctocat'], 9],
    ['lib/apps/index.js', ['@octocat'], 8],
    ['scripts/run.sh', ['@doctocat', '@octocat'], 10],
    ['build/logs/today.log', ['@octocat'], 11],
    ['apps/main.js', ['@octocat'], 12],
    ['apps/github/main.js', [], 13],
    ['apps/github/doctocat/main.js', ['@doctocat'], 14],
  ])('%s', (path, owners, line) => {
    const match = matcher.match(path);
    expect(match.owners).toEqual(owners);
    expect(match.rules.map((rule) => rule.line)).toEqual([line]);
  });

  it('has nothing to report', () => expect(parse(example).findings).toEqual([]));
});

describe('which rule decides', () => {
  it('is the last that matches, not the narrowest', () => {
    const matcher = compile(parse('/src/app/ @narrow\n* @wide\n'));
    expect(matcher.match('src/app/a.ts')).toEqual({
      status: 'owned',
      owners: ['@wide'],
      rules: [{ pattern: '*', line: 2, owners: ['@wide'], section: undefined, optional: false, approvals: 1 }],
    });
  });

  it('is the last even if the same pattern stands twice: owners do not add up', () => {
    expect(compile(parse('*.ts @one\n*.ts @two\n')).match('a.ts').owners).toEqual(['@two']);
  });

  it('clears owners if it names none, which is not the same as no rule', () => {
    const matcher = compile(parse('/apps/ @octocat\n/apps/github\n'));
    expect(matcher.match('apps/github/a')).toMatchObject({ status: 'cleared', owners: [], rules: [{ pattern: '/apps/github', line: 2 }] });
    expect(matcher.match('README.md')).toEqual({ status: 'unmatched', owners: [], rules: [] });
  });

  it('clears owners if only a comment follows the pattern', () => {
    expect(compile(parse('* @octocat\n/gen/ # made by a script\n')).match('gen/a').status).toBe('cleared');
  });
});

describe('lines', () => {
  it('may end as on Windows, start with white space, be separated by tabs, and follow a byte-order mark', () => {
    const file = parse('\uFEFF*\t@one\r\n\r\n  *.ts \t @two  \r\n');
    expect(file.findings).toEqual([]);
    expect(file.rules.map(({ pattern, line, owners }) => [pattern, line, owners])).toEqual([
      ['*', 1, ['@one']],
      ['*.ts', 3, ['@two']],
    ]);
  });

  it('take any owner that GitHub knows: users, managed users, teams, email addresses', () => {
    const owners = ['@octocat', '@octo-cat1', '@dev_acme', '@acme/payments', '@acme/team_1', 'docs@example.com', 'first.last+tag@mail.example.org'];
    const file = parse(`* ${owners.join(' ')}`);
    expect(file.findings).toEqual([]);
    expect(file.rules[0]?.owners).toEqual(owners);
  });

  it.each(['user', '@', '@acme/', '@/team', '@acme/team/sub', 'docs@', '@example.com', 'a@b', '@user,', '@user#1', '@@maintainer', '[S]'])(
    'with %s as an owner are skipped whole',
    (word) => {
      const file = parse(`* @before\n*.ts @valid ${word}\n`);
      expect(file.rules.map(({ line }) => line)).toEqual([1]);
      expect(file.invalidLines).toBe(1);
      expect(file.findings).toMatchObject([{ code: 'ALM0403', severity: 'warning', file: '.github/CODEOWNERS', line: 2, column: 13 }]);
      expect(compile(file).match('a.ts').owners).toEqual(['@before']);
    },
  );

  it('say what is wrong, where and what to do', () => {
    expect(reported('* @ok\n*.md nobody @ok\n')).toEqual([
      'ALM0403 2:6 The rule for `*.md` names `nobody`, which is not an owner. Write owners as @user, @organisation/team or an email address.',
    ]);
  });

  it.each([
    ['!/vendor/ @a', 'ALM0404 1:1 The rule for `!/vendor/` negates a pattern with `!`. Name the exception in a later line, with its own owners or with none.'],
    ['  \\#notes @a', 'ALM0404 1:3 The rule for `\\#notes` escapes a leading `#`. Match the file with a wildcard instead: `?name` for `#name`.'],
    [
      '*.[ch] @a',
      'ALM0404 1:3 The rule for `*.[ch]` uses `[ ]`. Escape a bracket that is part of a name (`\\[id\\]`); write one line for each character of a range.',
    ],
    ['/ @a', 'ALM0403 1:1 The rule for `/` has the pattern `/`, which never matches. Write `*` for every file.'],
    ['***/*.rb @a', 'ALM0403 1:1 The rule for `***/*.rb` has three stars in a row. Write `**` for any number of folders, `*` for part of a name.'],
    ['foo\\', 'ALM0403 1:4 The rule for `foo\\` ends its pattern in a backslash that escapes nothing. Correct the line.'],
  ])('with the pattern of %s are skipped and reported', (line, finding) => {
    expect(reported(line)).toEqual([finding]);
    expect(parse(line)).toMatchObject({ rules: [], invalidLines: 1 });
  });

  it('report `]` alone as well, since GitHub wants both brackets escaped', () => {
    expect(reported('a] @a')[0]).toMatch(/^ALM0404 1:2 /);
  });

  it('are reported a hundred times at the most; the rest is counted', () => {
    const file = parse('* nobody\n'.repeat(250));
    expect(file.invalidLines).toBe(250);
    expect(file.findings).toHaveLength(101);
    expect(file.findings.at(-1)).toMatchObject({ code: 'ALM0403', what: '150 more lines have problems; the first 100 are listed.' });
  });

  it('are quoted without control characters and cut where they are long', () => {
    const [finding] = reported(`a\u001b[31m\u202e${'x'.repeat(200)} nobody`);
    expect(finding).toContain('`a\\x1b[31m\\xe2\\x80\\xae');
    expect(finding).not.toMatch(/[\u0000-\u001f\u202e]/);
    expect(finding?.length).toBeLessThan(400);
  });
});
