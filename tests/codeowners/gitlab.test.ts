import { describe, expect, it } from 'vitest';
import { compile } from '../../src/codeowners/match.ts';
import { parseCodeowners } from '../../src/codeowners/parse.ts';
import type { CodeownersFile, Match } from '../../src/codeowners/file.ts';

const parse = (text: string): CodeownersFile => parseCodeowners(text, { dialect: 'gitlab', path: '.gitlab/CODEOWNERS' });
const match = (text: string, path: string): Match => compile(parse(text)).match(path);
/** Owners by section: `Section: @owner @owner`. */
const bySection = (text: string, path: string): string[] =>
  match(text, path).rules.map(({ section, owners }) => `${section ?? '-'}: ${owners.join(' ')}`);
const reported = (text: string): string[] => parse(text).findings.map(({ code, line, column, what }) => `${code} ${line}:${column} ${what}`);

describe("GitLab's paths, by the examples of its reference", () => {
  it.each([
    ['a star owns everything, dotfiles included', '*', ['a', 'a/b', '.a/.b'], []],
    ['an absolute path matches at the root only', '/README.md', ['README.md'], ['docs/README.md']],
    ['an absolute path names one file', '/docs/README.md', ['docs/README.md'], ['README.md', 'a/docs/README.md']],
    ['a relative path matches at any depth', 'README.md', ['README.md', 'internal/README.md', 'app/lib/README.md'], ['README.mdx']],
    ['a relative path with a slash does too', 'internal/README.md', ['internal/README.md', 'docs/api/internal/README.md'], ['README.md']],
    ['a path that ends in a slash owns all below', '/docs/', ['docs/a', 'docs/a/b', 'docs/.a'], ['docs', 'a/docs/b']],
    ['a relative one does at any depth', 'docs/', ['docs/a', 'a/docs/b/c'], ['docs', 'a/docs']],
    ['without that slash a folder is not owned', '/docs', ['docs'], ['docs/a']],
    ['/docs/* is one level', '/docs/*', ['docs/a', 'docs/.a'], ['docs/a/b']],
    ['*.ext within a folder', '/docs/*.md', ['docs/a.md', 'docs/.md'], ['docs/a/b.md', 'docs/a.txt']],
    ['name.* within a folder', '/docs/index.*', ['docs/index.md', 'docs/index.html'], ['docs/index', 'docs/a/index.md']],
    ['a star on both sides', '/docs/*spec*', ['docs/qa_specs.rb', 'docs/spec_helpers.rb', 'docs/runtime.spec'], ['docs/a/spec']],
    ['a star for one folder', '/docs/*/README.md', ['docs/api/README.md'], ['docs/README.md', 'docs/a/b/README.md']],
    ['** for any number of folders', '/docs/**/index.md', ['docs/index.md', 'docs/api/index.md', 'docs/api/graphql/index.md'], ['index.md']],
    ['** at the end is one star', '/docs/**', ['docs/a'], ['docs/a/b', 'docs']],
    ['** within a name is one star', '/a**b', ['ab', 'axb'], ['a/b']],
    ['?', '/a?c', ['abc', 'a😀c'], ['ac', 'a/c']],
    ['a set', '/[ab].[!c-e]', ['a.f', 'b.a'], ['c.a', 'a.d', 'a.cc']],
    ['a set that is not closed matches nothing', 'a/[b', [], ['a/[b', 'a/b']],
    ['an escaped bracket', 'app/\\[id\\]/*', ['app/[id]/a'], ['app/i/a']],
    ['an escaped #', '\\#file.rb', ['#file.rb', 'a/#file.rb'], ['file.rb']],
    ['escaped spaces', 'path\\ with\\ spaces/*.md', ['path with spaces/a.md'], ['path/a.md']],
    ['case counts', '/Docs/', ['Docs/a'], ['docs/a']],
    ['a slash alone owns everything', '/', ['a', 'a/b'], []],
  ])('%s: %s', (_, pattern, yes, no) => {
    const matcher = compile(parse(`${pattern} @owner`));
    expect(yes.filter((path) => matcher.match(path).status !== 'owned')).toEqual([]);
    expect(no.filter((path) => matcher.match(path).status !== 'unmatched')).toEqual([]);
  });
});

describe('sections', () => {
  it('decide each for itself, the last rule of each', () => {
    const text = '* @admin\n\n[README Owners]\nREADME.md @user1 @user2\ninternal/README.md @user4\n\n[README other owners]\nREADME.md @user3\n';
    expect(bySection(text, 'README.md')).toEqual(['-: @admin', 'README Owners: @user1 @user2', 'README other owners: @user3']);
    expect(bySection(text, 'internal/README.md')).toEqual(['-: @admin', 'README Owners: @user4', 'README other owners: @user3']);
    expect(match(text, 'internal/README.md').owners).toEqual(['@admin', '@user4', '@user3']);
  });

  it('hand their default owners to rules that name none', () => {
    const text = '[Documentation] @docs-team\ndocs/\nREADME.md\n\n[Database] @database-team @agarcia\nmodel/db/\nconfig/db/database-setup.md @docs-team\n';
    expect(parse(text).findings).toEqual([]);
    expect(bySection(text, 'docs/a.md')).toEqual(['Documentation: @docs-team']);
    expect(bySection(text, 'model/db/a')).toEqual(['Database: @database-team @agarcia']);
    expect(bySection(text, 'config/db/database-setup.md')).toEqual(['Database: @docs-team']);
  });

  it('do not override rules outside of sections', () => {
    const text = '* @general-approvers\n\n[Documentation] @docs-team\ndocs/\nREADME.md\n*.txt\n\n[Database] @database-team\nmodel/db/\nconfig/db/database-setup.md @docs-team\n';
    expect(match(text, 'model/db/CHANGELOG.txt').owners).toEqual(['@general-approvers', '@docs-team', '@database-team']);
  });

  it('of one name are one section whatever the case, named as first written', () => {
    const text = '[Documentation]\nee/docs/ @docs\ndocs/ @docs\n\n[Database]\nREADME.md @database\nmodel/db/ @database\n\n[DOCUMENTATION]\nREADME.md @docs2\n';
    const file = parse(text);
    expect(file.sections.map(({ name, line }) => [name, line])).toEqual([
      [undefined, undefined],
      ['Documentation', 1],
      ['Database', 5],
    ]);
    expect(bySection(text, 'README.md')).toEqual(['Documentation: @docs2', 'Database: @database']);
  });

  it('take owners and approvals from the heading above the rule, also where an earlier one has the same name', () => {
    const text = '[S][2] @first\na\n[s] @second\nb\n';
    expect(match(text, 'a').rules).toMatchObject([{ section: 'S', approvals: 2, owners: ['@first'] }]);
    expect(match(text, 'b').rules).toMatchObject([{ section: 'S', approvals: 1, owners: ['@second'] }]);
  });

  it('are optional with ^, unless one of the same name is not', () => {
    expect(match('^[Go]\n*.go @root\n', 'a.go').rules).toMatchObject([{ section: 'Go', optional: true }]);
    expect(match('^[Go]\n*.go @root\n^[go]\n*.mod @root\n', 'a.go').rules).toMatchObject([{ section: 'Go', optional: true }]);
    expect(match('^[Go]\n*.go @root\n[Go]\n*.mod @root\n', 'a.go').rules).toMatchObject([{ section: 'Go', optional: false }]);
  });

  it('ask for approvals', () => {
    const text = '[Docs][2] @docs @group/sub\n*.md\n^[Two][3]\n*.md @b\n';
    expect(match(text, 'a.md').rules.map(({ approvals, optional, owners }) => [approvals, optional, owners])).toEqual([
      [2, false, ['@docs', '@group/sub']],
      [3, true, ['@b']],
    ]);
  });

  it.each(['0', '-1', 'two', ''])('with [%s] approvals ask for one, and that is reported', (number) => {
    const text = `[Docs][${number}]\n*.md @docs\n`;
    expect(match(text, 'a.md').rules).toMatchObject([{ approvals: 1 }]);
    expect(reported(text)).toEqual([`ALM0403 1:1 The section \`Docs\` asks for \`${number}\` approvals, which is not a number from 1.`]);
  });

  it('need a name', () => {
    expect(reported('[]\na @b\n')).toEqual(['ALM0403 1:1 A section heading has no name.']);
  });

  it('whose heading is not closed are read as a rule of the section before', () => {
    const text = '[Docs]\ndocs/**/* @group\n\n[Section name\ndocs/ @docs_group\n';
    const file = parse(text);
    expect(file.rules.map(({ pattern, section, owners }) => [pattern, file.sections[section]?.name, owners])).toEqual([
      ['docs/**/*', 'Docs', ['@group']],
      ['[Section', 'Docs', []],
      ['docs/', 'Docs', ['@docs_group']],
    ]);
    expect(reported(text)[0]).toBe('ALM0403 4:1 The section heading `[Section name` is not closed.');
  });
});

describe('exclusions', () => {
  const text = '* @username\n!pom.xml\n\n[Ruby]\n*.rb @ruby-team\n!/config/**/*.rb\n';

  it('exempt from their own section only', () => {
    expect(match(text, 'pom.xml')).toMatchObject({ status: 'cleared', rules: [{ pattern: '!pom.xml', line: 2 }] });
    expect(match(text, 'config/routes.rb').owners).toEqual(['@username']);
    expect(match(text, 'app/user.rb').owners).toEqual(['@username', '@ruby-team']);
  });

  it('cannot be taken back by a later rule', () => {
    expect(match('* @default-owner\n!*.rb\n/special/*.rb @ruby-owner\n', 'special/a.rb').status).toBe('cleared');
  });

  it('hold wherever they stand in the section', () => {
    expect(match('!*.rb\n* @default-owner\n', 'a.rb').status).toBe('cleared');
  });

  it('do not match where no other rule would: there was nothing to exclude', () => {
    expect(match('[Ruby]\n!*.rb\n*.go @go\n', 'a.rb')).toEqual({ status: 'unmatched', owners: [], rules: [] });
  });

  it('take no owners, so that words after them are no mistake', () => {
    expect(parse('!*.rb                      # Excludes all Ruby files.\n').findings).toEqual([]);
  });

  it('must name a path', () => {
    expect(parse('! a.rb\n* @all\n')).toMatchObject({ invalidLines: 1, rules: [{ pattern: '*' }] });
    expect(reported('! a.rb\n')).toEqual(['ALM0403 1:1 An exclusion names no path.']);
  });
});

describe('owners', () => {
  it('are users, groups with their parents, roles and email addresses', () => {
    const owners = ['@group', '@group/with-nested/subgroup', '@user.name', '@@developer', '@@maintainers', '@@Owner', 'janedoe@gitlab.com'];
    expect(parse(`* ${owners.join(' ')}`)).toMatchObject({ findings: [], rules: [{ owners }] });
  });

  it('that are none are ignored and reported; the others count', () => {
    const text = '/path/* @group user_without_at_symbol @user_with_at_symbol @@guest\n';
    expect(match(text, 'path/a').owners).toEqual(['@group', '@user_with_at_symbol']);
    expect(reported(text)).toEqual(['ALM0403 1:16 `user_without_at_symbol` is not an owner.']);
  });

  it('in a comment after a rule are owners: there are no such comments', () => {
    const file = parse('*.md @docs # ask @chief\n');
    expect(file.rules[0]?.owners).toEqual(['@docs', '@chief']);
    expect(file.findings).toMatchObject([{ line: 1, column: 12, why: expect.stringContaining('no comments after a rule') }]);
  });

  it('that are missing everywhere are reported, and the rule still takes effect', () => {
    const text = '* @all\n/auto/\n';
    expect(match(text, 'auto/a').status).toBe('cleared');
    expect(reported(text)).toEqual(['ALM0403 2:1 The rule for `/auto/` has no owner, and its section has none by default.']);
  });
});
