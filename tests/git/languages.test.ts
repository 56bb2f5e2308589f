import { expect, test } from 'vitest';
import { LanguageCount } from '../../collectors/git/languages.ts';

function count(files: Record<string, number>): Record<string, number> {
  const languages = new LanguageCount();
  for (const [path, bytes] of Object.entries(files)) languages.add(path, bytes);
  return Object.fromEntries(languages.shares().map(({ name, bytes }) => [name, bytes]));
}

test('by extension and by name, programming and markup only, largest first', () => {
  const languages = new LanguageCount();
  for (const [path, bytes] of Object.entries({ 'a.py': 5, 'b/c.go': 7, Dockerfile: 3, Makefile: 2, 'x.MD': 100, 'data.json': 100, 'config.yaml': 100, 'page.html': 4, 'style.css': 4, unknown: 50, 'x.unknown': 9, 'empty.rb': 0 })) {
    languages.add(path, bytes);
  }
  expect(languages.shares()).toEqual([
    { name: 'Go', bytes: 7 },
    { name: 'Python', bytes: 5 },
    { name: 'CSS', bytes: 4 },
    { name: 'HTML', bytes: 4 },
    { name: 'Dockerfile', bytes: 3 },
    { name: 'Makefile', bytes: 2 },
  ]);
});

test('the longest extension counts, in any case; variants count as their group', () => {
  expect(count({ 'view.html.erb': 1, 'A.PY': 2, 'view.tsx': 4, 'x.mts': 8 })).toEqual({ 'HTML': 1, 'Python': 2, TypeScript: 12 });
});

test('a shared extension follows the files that leave no doubt, else a default, else it is left out', () => {
  expect(count({ 'a.h': 10 })).toEqual({ C: 10 });
  expect(count({ 'a.h': 10, 'a.cpp': 5 })).toEqual({ 'C++': 15 });
  expect(count({ 'a.h': 10, 'a.cpp': 5, 'b.c': 6 })).toEqual({ C: 16, 'C++': 5 });
  expect(count({ 'a.m': 10 })).toEqual({ 'Objective-C': 10 });
  expect(count({ 'a.m': 10, 'b.matlab': 1 })).toEqual({ MATLAB: 11 });
  expect(count({ 'a.pl': 10, 'a.ts': 3, 'a.rs': 4 })).toEqual({ Perl: 10, Rust: 4, TypeScript: 3 });
  expect(count({ 'a.e': 10 })).toEqual({});
  expect(count({ 'a.sql': 10 })).toEqual({});
});

test.each([
  'node_modules/a/index.js',
  'packages/a/node_modules/b.js',
  'vendor/github.com/x/y.go',
  'third_party/x.c',
  'dist/index.js',
  'docs/conf.py',
  'examples/a.py',
  'tests/fixtures/a.py',
  'src/jquery-3.7.1.min.js',
  'api/service.pb.go',
  'api/service_pb2.py',
  'gradlew',
  'LICENSE.html',
  'a/__snapshots__/b.js',
])('%s counts for no language', (path) => {
  expect(count({ [path]: 10 })).toEqual({});
});

test.each(['src/vendoring.go', 'src/distance/a.js', 'src/docs/a.ts', 'packages/examples/a.ts', 'src/minify.js'])('%s counts', (path) => {
  expect(Object.values(count({ [path]: 10 }))).toEqual([10]);
});
