import { describe, expect, it } from 'vitest';
import { choose } from '../../src/codeowners/places.ts';
import type { Dialect } from '../../src/codeowners/file.ts';

const all = ['CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS', '.github/CODEOWNERS'];
const files = (paths: readonly string[], text = '* @a\n') => paths.map((path) => ({ path, text }));

describe('which file is read', () => {
  it.each<[Dialect, readonly string[], string | undefined]>([
    ['github', all, '.github/CODEOWNERS'],
    ['github', ['docs/CODEOWNERS', 'CODEOWNERS'], 'CODEOWNERS'],
    ['github', ['docs/CODEOWNERS'], 'docs/CODEOWNERS'],
    ['github', ['.gitlab/CODEOWNERS'], undefined],
    ['gitlab', all, 'CODEOWNERS'],
    ['gitlab', ['.gitlab/CODEOWNERS', 'docs/CODEOWNERS'], 'docs/CODEOWNERS'],
    ['gitlab', ['.gitlab/CODEOWNERS', '.github/CODEOWNERS'], '.gitlab/CODEOWNERS'],
    ['gitlab', ['.github/CODEOWNERS'], undefined],
  ])('by %s of %j', (host, paths, chosen) => {
    const choice = choose(files(paths), host);
    expect(choice.dialect).toBe(host);
    expect(choice.chosen?.path).toBe(chosen);
  });

  it('leaves the others of its places ignored, and those of the other host aside', () => {
    const choice = choose(files(all), 'github');
    expect(choice.ignored.map(({ path }) => path)).toEqual(['CODEOWNERS', 'docs/CODEOWNERS']);
    expect(choice.elsewhere.map(({ path }) => path)).toEqual(['.gitlab/CODEOWNERS']);
  });
});

describe('by whose rules, where the host is not known', () => {
  it.each<[string, readonly string[], string, Dialect]>([
    ['GitHub as a rule', ['CODEOWNERS'], '* @a\n', 'github'],
    ['GitLab if the file is in .gitlab/', ['.gitlab/CODEOWNERS'], '* @a\n', 'gitlab'],
    ['GitHub if there is one in .github/ as well', ['.gitlab/CODEOWNERS', '.github/CODEOWNERS'], '* @a\n', 'github'],
    ['GitLab if it has sections', ['CODEOWNERS'], '* @a\n\n[Docs][2] @b\n*.md\n', 'gitlab'],
    ['GitLab if it has an optional section', ['CODEOWNERS'], '^[Docs]\r\n*.md @a\r\n', 'gitlab'],
    ['GitHub if brackets are only part of a pattern', ['CODEOWNERS'], '[ab].ts @a\n*.[ch] @b\n', 'github'],
    ['GitHub if there is nothing', [], '', 'github'],
  ])('%s', (_, paths, text, dialect) => {
    expect(choose(files(paths, text), undefined).dialect).toBe(dialect);
  });
});
