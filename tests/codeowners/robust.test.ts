import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/codeowners/match.ts';
import { parseCodeowners } from '../../src/codeowners/parse.ts';
import { finding } from '../../src/schema/finding.ts';

const dialects = ['github', 'gitlab'] as const;
const noise = fc.string({ unit: fc.oneof(fc.constantFrom(...'*?[]!\\#/@^ \t\r\n-ab.'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })), maxLength: 300 });

describe.each(dialects)('any text, read by the rules of %s', (dialect) => {
  it('gives a file whose findings point into the text, and a matcher that answers', () => {
    fc.assert(
      fc.property(noise, fc.array(noise, { maxLength: 5 }), (text, paths) => {
        const file = parseCodeowners(text, { dialect, path: 'CODEOWNERS' });
        const lines = text.replace(/^\uFEFF/, '').split('\n');
        for (const found of file.findings) {
          expect(finding.safeParse(found).error).toBeUndefined();
          expect(found.line).toBeLessThanOrEqual(lines.length);
          expect(found.column).toBeLessThanOrEqual((lines[(found.line ?? 1) - 1] ?? '').length);
        }
        const matcher = compile(file);
        for (const path of paths) {
          const match = matcher.match(path);
          expect(match.status === 'unmatched').toBe(match.rules.length === 0);
          expect(match.status === 'owned').toBe(match.owners.length > 0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['stars without end', `${'a*'.repeat(20_000)} @a`, 'a'.repeat(4_000)],
    ['question marks between stars', `${'*?a'.repeat(5_000)} @a`, 'a'.repeat(4_000)],
    ['folders without end', `${'**/a/'.repeat(5_000)} @a`, `${'a/'.repeat(1_000)}b`],
    ['a very deep pattern', `${'a/'.repeat(200_000)} @a`, `${'a/'.repeat(1_000)}b`],
    ['a very deep path', 'a/ @a', `${'a/'.repeat(200_000)}b`],
    ['one line of owners', `* ${'@a '.repeat(250_000)}`, 'a'],
    ['one line of spaces', ' '.repeat(2_000_000), 'a'],
    ['brackets that open', '['.repeat(1_000_000), 'a'],
    ['many rules of one pattern', '* @a\n'.repeat(100_000), 'a/b'],
    ['many bad lines', '!\n'.repeat(100_000), 'a/b'],
    ['many wildcards', Array.from({ length: 20_000 }, (_, index) => `*a${index}*b @a`).join('\n'), 'x/a7b'],
    ['many sections', Array.from({ length: 20_000 }, (_, index) => `[S${index}]\n* @a`).join('\n'), 'a/b'],
  ])('takes %s', (_, text, path) => {
    const file = parseCodeowners(text, { dialect, path: 'CODEOWNERS' });
    expect(['owned', 'cleared', 'unmatched']).toContain(compile(file).match(path).status);
  });
});
