import fc from 'fast-check';
import { expect, test } from 'vitest';
import { showName } from '../../src/clones/names.ts';

test.each([
  ['plain.txt', 'plain.txt', true],
  ['naïve 名前.md', 'naïve 名前.md', true],
  ['back\\slash', 'back\\slash', true],
  ['line\\x0afeed', 'line\\x5cx0afeed', false],
  ['line\nfeed', 'line\\x0afeed', false],
  ['line\nfeed\\x0a', 'line\\x0afeed\\x5cx0a', false],
  ['right\u202eto left', 'right\\xe2\\x80\\xaeto left', false],
  ['\u0085', '\\xc2\\x85', false],
])('%j is shown as %j', (name, text, clean) => {
  expect(showName(Buffer.from(name))).toEqual({ text, clean });
});

test('bytes that are not UTF-8 are escaped one by one', () => {
  expect(showName(Buffer.from([0x61, 0xff, 0xc3, 0xa9, 0xe2, 0x28, 0xa1]))).toEqual({ text: 'a\\xffé\\xe2(\\xa1', clean: false });
});

test('no two names are shown alike, and what is shown is harmless', () => {
  const bytes = fc.uint8Array({ maxLength: 12 });
  const back = (text: string) => Buffer.concat([...text.matchAll(/\\x([0-9a-f]{2})|([^\\])/gsu)].map(([, hex, plain]) => (hex === undefined ? Buffer.from(plain ?? '') : Buffer.from(hex, 'hex'))));
  fc.assert(
    fc.property(bytes, (name) => {
      const shown = showName(name);
      expect(shown.text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      expect(shown.clean ? Buffer.from(shown.text) : back(shown.text)).toEqual(Buffer.from(name));
    }),
    { numRuns: 500 },
  );
});
