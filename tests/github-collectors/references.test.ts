import '../seed.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { References } from '../../src/github/references.ts';
import { githubSource } from '../../src/github/source.ts';

const standard = new References(githubSource.parse({ org: 'acme' }).references);

it('finds ticket ids in title, text and branch, sorted, each once', () => {
  expect(standard.of(['PAY-123: pay', 'Closes OPS-7 and PAY-123.', 'feature/ABC-12-x', null, undefined])).toEqual(['ABC-12', 'OPS-7', 'PAY-123']);
  expect(new References(['#[0-9]+', 'INC[0-9]{7}']).of(['fixes #12, INC0012345'])).toEqual(['#12', 'INC0012345']);
});

it('takes no more than fifty, and nothing empty', () => {
  expect(standard.of([Array.from({ length: 80 }, (_, index) => `T${'A'}-${index + 1}`).join(' ')])).toHaveLength(50);
  expect(new References(['x*']).of(['aaa'])).toEqual([]);
});

it('is linear where a backtracking matcher would hang', () => {
  expect(new References(['(a+)+$']).of([`${'a'.repeat(50_000)}!`])).toEqual([]);
});

it('never throws, and gives only what stands in the texts', () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => standard.of(texts).every((reference) => texts.some((text) => text.includes(reference)))));
});

it('is told of a pattern that is none when the configuration is read', () => {
  const result = githubSource.safeParse({ org: 'acme', references: ['[A-Z'] });
  expect(result.error?.issues.map(({ message }) => message)).toEqual(['must be a pattern in RE2 syntax']);
});
