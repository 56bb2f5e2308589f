import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Document, parse, parseDocument, Scalar, stringify } from 'yaml';
import { parseYaml } from '../../src/content/document.ts';

/** Line, column and length of `word` in the text under key `e`, found in its value. */
function position(yaml: string, word: string): string {
  const source = parseYaml(yaml, 'a.yaml');
  const start = String(parse(yaml).e).indexOf(word);
  const { line, column, length } = source.positionOf(['e'], { start, end: start + word.length });
  return `${line}:${column}+${length}`;
}

describe('a part of a text in YAML is found where it is written', () => {
  it.each([
    ['plain', 'e: a == b\n', 'b', '1:9+1'],
    ['plain over lines', 'e: a ==\n  b ||\n\n  c\n', 'c', '4:3+1'],
    ['single-quoted', "e: 'x == ''it'' && y'\n", 'y', '1:20+1'],
    ['single-quoted, the quotes themselves', "e: 'x == ''it'' && y'\n", "'it'", '1:10+6'],
    ['single-quoted over lines', "e: 'a &&\n\n  b'\n", 'b', '3:3+1'],
    ['double-quoted', 'e: "x == \\"it\\" && y"\n', 'y', '1:20+1'],
    ['double-quoted with escapes of letters', 'e: "\\x41\\u00e9\\U0001F600 \\t z"\n', 'z', '1:29+1'],
    ['double-quoted, an escaped end of line', 'e: "a && \\\n   b"\n', 'b', '2:4+1'],
    ['literal', 'e: |\n  a &&\n    b &&\n  c\n', 'b', '3:5+1'],
    ['literal with a comment and an indentation', 'e: |2-  # why\n    a &&\n  b\n', 'b', '3:3+1'],
    ['folded', 'e: >-\n  a &&\n  b\n\n  && c\n', 'c', '5:6+1'],
    ['Windows line ends', 'e: >-\r\n  a &&\r\n  b\r\n', 'b', '3:3+1'],
    ['behind an anchor and a tag', 'e: &x !!str a == b\n', 'b', '1:18+1'],
    ['through an alias', 'x: &x a == b\ne: *x\n', 'b', '1:12+1'],
    ['more than a line', 'e: |\n  a &&\n  b\n', 'a &&\nb', '2:3+4'],
  ])('%s', (_, yaml, word, expected) => {
    expect(position(yaml, word)).toBe(expected);
  });

  it('at its end, in white space, and nowhere', () => {
    const at = (yaml: string, start: number): string => {
      const { line, column, length } = parseYaml(yaml, 'a.yaml').positionOf(['e'], { start, end: start });
      return `${line}:${column}+${length}`;
    };
    expect(at('e: a ==\n', 4)).toBe('1:8+1');
    expect(at("e: 'a  b'\n", 2)).toBe('1:7+1');
    expect(at('e: a\n  b\n', 1)).toBe('1:5+1');
    expect(at("e: ''\n", 0)).toBe('1:4+1');
    expect(at('f: 1\n', 3)).toBe('1:1+1');
    expect(at('e: 12\n', 3)).toBe('1:4+2');
  });

  it('whatever the text, in every style', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', "'", '"', '\\', ' ', '\n', '\t', 'é', '😀', ':', '#', '\u0007', '-'), maxLength: 40 });
    const style = fc.constantFrom(Scalar.PLAIN, Scalar.QUOTE_SINGLE, Scalar.QUOTE_DOUBLE, Scalar.BLOCK_FOLDED, Scalar.BLOCK_LITERAL);
    fc.assert(
      fc.property(letters, letters, style, fc.constantFrom(0, 20, 80), (before, after, type, lineWidth) => {
        const scalar = new Scalar(`${before}Q${after}`);
        scalar.type = type;
        const yaml = stringify(new Document({ list: [{ e: scalar }] }), { lineWidth });
        // Not all that this library writes is YAML (a plain `Q:` before a line break), and folding may change white space.
        const written = parseDocument(yaml);
        fc.pre(written.errors.length === 0);
        const start = String(written.getIn(['list', 0, 'e'])).indexOf('Q');
        const { line, column } = parseYaml(yaml, 'a.yaml').positionOf(['list', 0, 'e'], { start, end: start + 1 });
        expect((yaml.split('\n')[line - 1] ?? '').charAt(column - 1)).toBe('Q');
      }),
      { numRuns: 500 },
    );
  });
});
