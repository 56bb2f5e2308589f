import { describe, expect, it } from 'vitest';
import { compile } from '../../src/codeowners/match.ts';
import { parseCodeowners } from '../../src/codeowners/parse.ts';

/** Whether one pattern alone owns a path. */
function owns(pattern: string, path: string): boolean {
  const file = parseCodeowners(`${pattern} @octocat\n`, { dialect: 'github', path: 'CODEOWNERS' });
  expect(file.findings).toEqual([]);
  return compile(file).match(path).status === 'owned';
}

interface Row {
  readonly rule: string;
  readonly pattern: string;
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

/** The rules of GitHub's page "About code owners", and of gitignore where that page refers to it. */
const rows: readonly Row[] = [
  {
    rule: 'a star alone owns everything',
    pattern: '*',
    yes: ['README.md', 'src/deep/down/file.ts', '.github/workflows/ci.yml', '.hidden'],
    no: [],
  },
  {
    rule: '*.ext owns files with that ending at any depth',
    pattern: '*.js',
    yes: ['index.js', 'src/app/index.js', '.js'],
    no: ['index.jsx', 'index.ts', 'js'],
  },
  {
    rule: '*.ext also owns what lies in a folder of such a name',
    pattern: '*.app',
    yes: ['Notes.app/Contents/Info.plist'],
    no: ['app/Info.plist'],
  },
  {
    rule: '/dir/ owns a folder at the root with all its folders',
    pattern: '/build/logs/',
    yes: ['build/logs/a.txt', 'build/logs/2026/01/a.txt'],
    no: ['build/logs', 'build/other.txt', 'deep/build/logs/a.txt'],
  },
  {
    rule: 'docs/* owns files directly in docs, not further nested ones',
    pattern: 'docs/*',
    yes: ['docs/getting-started.md', 'docs/.hidden'],
    no: ['docs/build-app/troubleshooting.md', 'deep/docs/getting-started.md', 'docs'],
  },
  {
    rule: '/* owns files at the root only',
    pattern: '/*',
    yes: ['README.md', '.gitignore'],
    no: ['src/index.ts', 'a/b/c'],
  },
  {
    rule: 'apps/ owns any file in an apps folder anywhere',
    pattern: 'apps/',
    yes: ['apps/web/index.ts', 'deep/down/apps/a.ts'],
    no: ['apps', 'deep/apps', 'myapps/a.ts', 'apps.txt'],
  },
  {
    rule: '/docs/ owns the folder at the root only',
    pattern: '/docs/',
    yes: ['docs/a.md', 'docs/deep/a.md'],
    no: ['src/docs/a.md', 'docs'],
  },
  {
    rule: '**/logs owns what lies in any logs folder, and files of that name',
    pattern: '**/logs',
    yes: ['logs', 'build/logs', 'build/logs/a.txt', 'logs/a.txt', 'a/b/c/logs/d/e'],
    no: ['build/logs.txt', 'mylogs/a'],
  },
  {
    rule: 'foo matches at any depth, with all below it',
    pattern: 'foo',
    yes: ['foo', 'foo/bar', 'foo/bar/baz', 'bar/foo', 'bar/foo/baz'],
    no: ['foo.txt', 'bar/food', 'Foo'],
  },
  {
    rule: '/foo matches at the root, with all below it',
    pattern: '/foo',
    yes: ['foo', 'foo/bar', 'foo/bar/baz'],
    no: ['bar/foo', 'bar/foo/baz', 'fool'],
  },
  {
    rule: 'foo/ matches folders only',
    pattern: 'foo/',
    yes: ['foo/bar', 'bar/foo/baz'],
    no: ['foo', 'bar/foo'],
  },
  {
    rule: 'foo/bar is anchored at the root by its slash',
    pattern: 'foo/bar',
    yes: ['foo/bar', 'foo/bar/baz'],
    no: ['baz/foo/bar', 'foo/bart', 'foo'],
  },
  {
    rule: 'foo/bar/ is anchored too, and matches folders only',
    pattern: 'foo/bar/',
    yes: ['foo/bar/baz', 'foo/bar/baz/qux'],
    no: ['foo/bar', 'baz/foo/bar/qux'],
  },
  {
    rule: 'foo/** owns everything inside',
    pattern: 'foo/**',
    yes: ['foo/a', 'foo/a/b/c'],
    no: ['foo', 'bar/foo/a'],
  },
  { rule: 'foo/**/ is the same as foo/', pattern: 'foo/**/', yes: ['foo/a', 'foo/a/b'], no: ['foo', 'bar/foo/a'] },
  { rule: '** alone owns everything', pattern: '**', yes: ['a', 'a/b/c', '.a'], no: [] },
  { rule: '/** owns everything', pattern: '/**', yes: ['a', 'a/b/c'], no: [] },
  { rule: '**/* owns everything', pattern: '**/*', yes: ['a', 'a/b/c'], no: [] },
  {
    rule: '** between slashes spans any number of folders, none included',
    pattern: 'foo/**/bar',
    yes: ['foo/bar', 'foo/a/bar', 'foo/a/b/bar', 'foo/a/bar/below'],
    no: ['bar', 'foo/a', 'x/foo/bar', 'foobar'],
  },
  {
    rule: '** with other characters is a single star',
    pattern: '/foo**bar',
    yes: ['foobar', 'fooxbar'],
    no: ['foo/bar', 'foo/x/bar'],
  },
  {
    rule: 'a star does not pass a slash',
    pattern: '/src/*/index.ts',
    yes: ['src/a/index.ts'],
    no: ['src/index.ts', 'src/a/b/index.ts'],
  },
  {
    rule: 'a star that is only part of the last segment matches folders as well',
    pattern: '/foo*',
    yes: ['foo', 'food', 'foo/bar', 'food/bar/baz'],
    no: ['bar/foo', 'afoo'],
  },
  { rule: '/*/ owns all that lies in any folder', pattern: '/*/', yes: ['a/b', 'a/b/c'], no: ['a'] },
  {
    rule: '? is one character, but no slash',
    pattern: 'f?o',
    yes: ['foo', 'fxo', 'féo', 'f😀o'],
    no: ['fo', 'fooo', 'f/o'],
  },
  {
    rule: 'a backslash takes a space into the pattern',
    pattern: '/path\\ with\\ spaces/',
    yes: ['path with spaces/a.md'],
    no: ['path/a.md', 'path\\ with\\ spaces/a.md'],
  },
  { rule: 'a backslash takes a star literally', pattern: 'f\\*o', yes: ['f*o'], no: ['foo', 'fo'] },
  {
    rule: 'brackets of a name can be escaped',
    pattern: '/app/\\[id\\]/page.tsx',
    yes: ['app/[id]/page.tsx'],
    no: ['app/i/page.tsx'],
  },
  { rule: 'paths are case-sensitive', pattern: '/Docs/', yes: ['Docs/a'], no: ['docs/a', 'DOCS/a'] },
  { rule: '# inside a pattern is part of it', pattern: '/c#/', yes: ['c#/a.cs'], no: ['c/a.cs'] },
  { rule: '@ at the start of a pattern is part of it', pattern: '@types/', yes: ['@types/a.d.ts'], no: ['types/a.d.ts'] },
  { rule: 'a dot is a dot', pattern: '*.js', yes: ['a.js'], no: ['ajs'] },
  { rule: 'two slashes in a row name nothing', pattern: 'foo//bar', yes: [], no: ['foo/bar', 'foo'] },
];

describe("GitHub's patterns, rule by rule", () => {
  it.each(rows)('$rule: $pattern', ({ pattern, yes, no }) => {
    expect(yes.filter((path) => !owns(pattern, path))).toEqual([]);
    expect(no.filter((path) => owns(pattern, path))).toEqual([]);
  });
});
