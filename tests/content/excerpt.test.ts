import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatFinding, makeFinding } from '../../src/findings/codes.ts';
import { caretExcerpt } from '../../src/findings/excerpt.ts';

it('shows the line with its number and carets, before why and fix', () => {
  const excerpt = caretExcerpt("    expression: repository.licence != ''", { line: 14, column: 28, length: 7 });
  expect(formatFinding(makeFinding('ALM0601', { what: 'Unknown field', file: 'a.yaml', line: 14, column: 28, excerpt, why: 'W', fix: 'F' }))).toBe(
    `a.yaml:14:28 error ALM0601: Unknown field
    14 |     expression: repository.licence != ''
       |                            ^^^^^^^
    why: W
    fix: F`,
  );
});

it('cuts a long line around the carets', () => {
  const shown = (column: number): string[] => caretExcerpt(`${'a'.repeat(500)}HERE${'b'.repeat(500)}`, { line: 7, column, length: 4 }).split('\n');
  const [line = '', carets = ''] = shown(501);
  expect(line).toMatch(/^7 \| …a+HEREb+…$/);
  expect(line).toHaveLength(160);
  expect(carets.indexOf('^')).toBe(line.indexOf('HERE'));
  expect(shown(1)[0]).toMatch(/^7 \| a+…$/);
  expect(shown(1005)[0]).toMatch(/^7 \| …b+$/);
});

it('counts a letter outside of the basic plane once, and shows no control characters', () => {
  expect(caretExcerpt('😀\t\u001b[31m\u202ex', { line: 1, column: 9, length: 1 })).toBe('1 | 😀 ·[31m·x\n  |        ^');
});

it('has two lines of at most 160 letters, whatever the line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 1000 }), fc.nat(1100), fc.integer({ min: 1, max: 400 }), (line, column, length) => {
      const lines = caretExcerpt(line.replaceAll('\n', ''), { line: 12, column: column + 1, length }).split('\n');
      expect(lines).toHaveLength(2);
      expect(lines[1]).toMatch(/^ {2} \| *\^+$/u);
      for (const one of lines) expect(Array.from(one).length).toBeLessThanOrEqual(161);
    }),
    { numRuns: 300 },
  );
});

it('shows what a terminal would act on by its name, wherever a finding quotes it', () => {
  const text = formatFinding(makeFinding('ALM0103', { what: 'Unknown key `b\u001b[31mog\u202e`', file: 'a\u0007.yaml', line: 1, column: 1, why: 'W', fix: 'F' }));
  expect(text).toBe('a[U+0007].yaml:1:1 error ALM0103: Unknown key `b[U+001B][31mog[U+202E]`\n    why: W\n    fix: F');
});
