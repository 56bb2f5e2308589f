import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrangeBundle } from '../../src/search/bundle.ts';
import { elements, sortElements, textAt } from '../../src/search/cbor.ts';

/** An array of texts as CBOR. */
function texts(values: readonly string[]): Buffer {
  const head = (major: number, length: number): Buffer => (length < 24 ? Buffer.from([(major << 5) | length]) : Buffer.from([(major << 5) | 25, length >> 8, length & 255]));
  return Buffer.concat([head(4, values.length), ...values.flatMap((value) => [head(3, Buffer.byteLength(value)), Buffer.from(value)])]);
}

test('sorting an array in place keeps its elements and gives one order for all', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 40 })), fc.nat(), (values, seed) => {
      const one = texts(values);
      const other = texts(fc.sample(fc.shuffledSubarray(values, { minLength: values.length, maxLength: values.length }), { numRuns: 1, seed })[0] ?? []);
      sortElements(one, 0);
      sortElements(other, 0);
      expect(one).toEqual(other);
      expect(elements(one, 0).map(({ start }) => textAt(one, start)).sort()).toEqual([...values].map((value) => value.toWellFormed()).sort());
    }),
    { numRuns: 200 },
  );
});

test('nested arrays, maps and numbers of every width are walked over', () => {
  // [1, 500, 70000, 2^33, [ "a" ], {"k": true}, -1, null]
  const bytes = Buffer.from('88011901f41a000111701b000000020000000081616 1a1616bf520f6'.replace(' ', ''), 'hex');
  expect(elements(bytes, 0).map(({ start, end }) => end - start)).toEqual([1, 3, 5, 9, 3, 4, 1, 1]);
  expect(() => elements(bytes, 1)).toThrow('No CBOR array at byte 1');
  expect(() => textAt(bytes, 0)).toThrow('No CBOR text at byte 0');
});

test('files that another version of Pagefind built are refused rather than published wrong', () => {
  expect(() => arrangeBundle([], [])).toThrow('Pagefind did not build pagefind-entry.json');
  const entry = { path: 'pagefind-entry.json', content: Buffer.from('{"version":"9","languages":{"en":{"hash":"en_0123456789"}}}') };
  const meta = { path: 'pagefind.en_0123456789.pf_meta', content: Buffer.from('') };
  expect(() => arrangeBundle([entry], [])).toThrow('Pagefind did not build pagefind.en_0123456789.pf_meta');
  expect(() => arrangeBundle([entry, meta], [])).toThrow();
});
