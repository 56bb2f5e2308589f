import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/codeowners/match.ts';
import { parseCodeowners } from '../../src/codeowners/parse.ts';
import type { Dialect } from '../../src/codeowners/file.ts';
import { naiveMatch } from './naive.ts';

/** Few letters, so that patterns and paths meet. */
const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '.', '-', 'é', '😀'), minLength: 1, maxLength: 5 });
const path = fc.array(name, { minLength: 1, maxLength: 5 }).map((names) => names.join('/'));

const wild = fc
  .array(fc.oneof(name, fc.constantFrom('*', '?', '*a', 'b*', 'abc', '\\*', '\\?', '\\a')), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join('').replace(/\*{2,}/g, '*'));
const segment = fc.oneof({ weight: 3, arbitrary: name }, { weight: 3, arbitrary: wild }, { weight: 1, arbitrary: fc.constantFrom('**', '*') });
const pattern = fc
  .tuple(fc.boolean(), fc.array(segment, { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([rooted, segments, folder]) => `${rooted ? '/' : ''}${segments.join('/')}${folder ? '/' : ''}`);
const gitlabPattern = fc.oneof(pattern, fc.tuple(pattern, fc.constantFrom('[ab]', '[!a]', '[a-c]*', '[', '\\[')).map((parts) => parts.join('')));

const githubRules = fc
  .array(fc.tuple(pattern, fc.constantFrom('@a', '@b @c', '')), { maxLength: 40 })
  .map((rules) => rules.map(([text, owners]) => `${text} ${owners}`).join('\n'));
const gitlabRules = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: fc.tuple(fc.constantFrom('', '', '', '!'), gitlabPattern, fc.constantFrom('@a', '@b @c', '')).map(([not, text, owners]) => `${not}${text} ${owners}`) },
      { weight: 1, arbitrary: fc.constantFrom('[One]', '[Two] @default', '^[one]', '[Three][2]') },
    ),
    { maxLength: 40 },
  )
  .map((rules) => rules.join('\n'));

describe('the indexed matcher', () => {
  const agrees = (dialect: Dialect, text: string, paths: readonly string[]): void => {
    const file = parseCodeowners(text, { dialect, path: 'CODEOWNERS' });
    const matcher = compile(file);
    for (const asked of [...paths, ...paths]) {
      const { status, owners, rules } = matcher.match(asked);
      expect({ asked, status, owners, lines: rules.map(({ line }) => line) }).toEqual({ asked, ...naiveMatch(file, asked) });
    }
  };

  it("says what trying every rule says, in GitHub's dialect", () => {
    fc.assert(fc.property(githubRules, fc.array(path, { maxLength: 20 }), (text, paths) => agrees('github', text, paths)), { numRuns: 400 });
  });

  it("says what trying every rule says, in GitLab's dialect", () => {
    fc.assert(fc.property(gitlabRules, fc.array(path, { maxLength: 20 }), (text, paths) => agrees('gitlab', text, paths)), { numRuns: 400 });
  });

  it('says so with hundreds of wildcards side by side', () => {
    const many = fc.array(wild, { minLength: 50, maxLength: 300 }).map((globs) => globs.map((glob) => `${glob} @a`).join('\n'));
    fc.assert(fc.property(many, fc.array(path, { maxLength: 10 }), (text, paths) => agrees('github', text, paths)), { numRuns: 40 });
  });
});
