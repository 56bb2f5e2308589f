import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseGitConfig } from '../../src/clones/git-config.ts';
import { temporaryFolder } from './repositories.ts';

/** What git itself reads: `section.subsection.key\nvalue`, undefined if it refuses the file. */
function oracle(file: string, text: string): string[] | undefined {
  writeFileSync(file, text);
  try {
    const out = execFileSync('git', ['config', '--file', file, '--list', '-z', '--no-includes'], { env: { PATH: process.env['PATH'] }, stdio: ['ignore', 'pipe', 'ignore'] });
    return out.toString('utf8').split('\0').slice(0, -1);
  } catch {
    return undefined;
  }
}

function ours(text: string): string[] {
  return parseGitConfig(text).map(({ section, subsection, key, value }) => {
    const name = [section, subsection, key].filter((part) => part !== undefined).join('.');
    return value === undefined ? name : `${name}\n${value}`;
  });
}

test.each([
  '[core]\n\tbare = true\n[remote "origin"]\n\turl = git@github.com:acme/x.git\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n',
  '[Remote "Ori\\"gin"] URL = a ; comment\n# more\n[remote.Dotted]\nurl=b#c\n',
  '[a]\nkey\nother = "quoted # not comment" tail  \nlong = one \\\n  two\\n\\t\\"three\\"\n',
  '[a] b = c\r\n[d]\r\n e = f\r\n',
  '[a]\nb = a \\\n\n c = a ""\n d = a \\\n   b\n',
  '[a]\nb =\nc = ""\nd = "  kept  "\n e = x  y\n',
  '',
])('reads %j as git does', (text) => {
  expect(ours(text)).toEqual(oracle(join(temporaryFolder(), 'config'), text));
});

test('reads whatever git accepts as git does', () => {
  const file = join(temporaryFolder(), 'config');
  // No tabs inside of values: versions of git differ in whether they keep them.
  const piece = fc.constantFrom('a', 'B', ' ', '"', '\\', '\\n', '\\"', '#', ';', '=', 'x y', '\\\n', '.', ':');
  const line = fc.oneof(
    fc.constantFrom('[core]', '[remote "origin"]', '[remote "A b"]', '[x.Y]', '# note', '; note', '', '  '),
    fc.tuple(fc.constantFrom('url', 'Bare', 'k-2'), fc.constantFrom('=', ' = ', ' =', ''), fc.array(piece, { maxLength: 6 })).map(([key, equals, value]) => (equals === '' ? key : key + equals + value.join(''))),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
      const text = ['[start]', ...lines, ''].join('\n');
      const expected = oracle(file, text);
      fc.pre(expected !== undefined);
      expect(ours(text)).toEqual(expected);
    }),
    { numRuns: 50 },
  );
});

test('what is not valid ends the reading without an error', () => {
  expect(ours('[core]\n a = 1\n!!!\n b = 2\n')).toEqual(['core.a\n1']);
  expect(ours('\0\0\0')).toEqual([]);
});
