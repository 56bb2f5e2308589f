import { expect, test } from 'vitest';
import { arrangeBundle } from '../../src/search/bundle.ts';
import { elements, textAt } from '../../src/search/cbor.ts';

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
