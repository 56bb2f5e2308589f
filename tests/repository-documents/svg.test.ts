import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { cleanSvg } from '../../src/documents/svg/clean.ts';
import { svgAttributes, svgElements } from '../../src/documents/svg/names.ts';
import '../seed.ts';

const head = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
const cleaned = (inside: string, attributes = ''): string => {
  const clean = cleanSvg(`<svg xmlns="http://www.w3.org/2000/svg"${attributes}>${inside}</svg>`);
  return 'svg' in clean ? clean.svg : `refused: ${clean.refused}`;
};

describe('what draws stays', () => {
  it.each([
    ['<path d="M0 0 8 4"/>', '<path d="M0 0 8 4"></path>'],
    ['<text x="1">a &lt; b &amp; c</text>', '<text x="1">a &lt; b &amp; c</text>'],
    ['<style>.a{fill:url(#g);stroke:#123}@media (prefers-color-scheme:dark){.a{fill:#fff}}</style>', '<style>.a{fill:url(#g);stroke:#123}@media (prefers-color-scheme:dark){.a{fill:#fff}}</style>'],
    ['<style><![CDATA[.a>.b{fill:red}]]></style>', '<style>.a&gt;.b{fill:red}</style>'],
    ['<use xlink:href="#a"/><use href="#a"/>', '<use xlink:href="#a"></use><use href="#a"></use>'],
    ['<rect style="fill:red" fill="url(#g)" aria-label="x"/>', '<rect style="fill:red" fill="url(#g)" aria-label="x"></rect>'],
  ])('%s', (written, kept) => {
    expect(cleaned(written)).toBe(`${head}>${kept}</svg>`);
  });
});

describe('what runs or fetches goes', () => {
  it.each([
    ['<script>alert(1)</script>', ''],
    ['<script xlink:href="https://evil.example/x.js"/>', ''],
    ['<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></body></foreignObject>', ''],
    ['<g onclick="alert(1)" ONLOAD="x" onmouseover=\'y\'/>', '<g></g>'],
    ['<a href="javascript:alert(1)"><text>x</text></a>', '<text>x</text>'],
    ['<image href="https://tracker.example/x.png"/>', ''],
    ['<use href="https://evil.example/x.svg#a"/>', '<use></use>'],
    ['<use href="data:image/svg+xml,x#a"/>', '<use></use>'],
    ['<set attributeName="href" to="javascript:alert(1)"/><animate attributeName="xlink:href"/>', ''],
    ['<rect fill="url(https://evil.example/#a)"/>', '<rect></rect>'],
    ['<rect style="background:u\\72 l(https://evil.example/)"/>', '<rect></rect>'],
    ['<rect style="width:expression(alert(1))"/>', '<rect></rect>'],
    ['<style>@import "https://evil.example/x.css";</style>', ''],
    ['<style>a{background:image-set("https://evil.example/x" 1x)}</style>', ''],
    ['<style>@font-face{font-family:x;src:url(data:font/woff,x)}</style>', ''],
    ['<style><![CDATA[</style><script>alert(1)</script>]]></style>', ''],
    ['<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>', ''],
    ['<html xmlns="http://www.w3.org/1999/xhtml"><body onload="alert(1)"/></html>', ''],
    ['<?xml-stylesheet href="https://evil.example/x.css"?><!-- <script> -->', ''],
    ['<text><![CDATA[<script>alert(1)</script>]]></text>', '<text>&lt;script&gt;alert(1)&lt;/script&gt;</text>'],
    ['<text>&#60;script&#62;</text>', '<text>&lt;script&gt;</text>'],
    ['<iframe src="x"/><embed/><object/><video/><link/>', ''],
  ])('%s', (written, kept) => {
    expect(cleaned(written)).toBe(`${head}>${kept}</svg>`);
  });

  it('takes its name spaces from no one', () => {
    expect(cleaned('', ' xmlns:xlink="http://www.w3.org/1999/xhtml" xmlns:ev="x" onload="x"')).toBe(`${head}></svg>`);
  });
});

describe('what is no sound image is refused', () => {
  it.each([
    ['<!DOCTYPE svg [<!ENTITY a "x">]><svg>&a;</svg>', 'declares entities of its own'],
    ['<svg><g></svg>', 'is not well-formed'],
    ['<svg><g>', 'is not well-formed'],
    ['<svg/><svg/>', 'has more than one root'],
    ['<html/>', 'has more than one root'],
    ['', 'is not well-formed'],
    [`<svg>${'<g>'.repeat(5000)}${'</g>'.repeat(5000)}</svg>`, 'is nested more than 200 levels deep'],
    [`<svg>${Array.from({ length: 30 }, (_, n) => `<g id="g${n + 1}"><use href="#g${n}"/><use href="#g${n}"/></g>`).join('')}<use href="#g30"/></svg>`, 'would be drawn out of all proportion to its size'],
    ['<svg><g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g></svg>', 'would be drawn out of all proportion to its size'],
  ])('%.60s', (svg, refused) => {
    expect(cleanSvg(svg)).toEqual({ refused });
  });
});

const name = fc.constantFrom('svg', 'g', 'path', 'style', 'text', 'script', 'foreignObject', 'a', 'use', 'html', 'x:script', 'image', 'STYLE', 'title');
const value = fc.oneof(fc.constantFrom('#a', 'url(#a)', 'url(http://x/)', 'javascript:alert(1)', 'red', '"><script>', "'", '&lt;', '&#x3c;', '</style>', '\\75rl(x)', ']]>'), fc.string({ maxLength: 6 }));
const attributeName = fc.constantFrom('id', 'href', 'xlink:href', 'style', 'fill', 'onload', 'xmlns', 'class', 'src', 'aria-label', 'data-x', 'd');
const node: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    value,
    fc.tuple(name, fc.array(fc.tuple(attributeName, value), { maxLength: 3 }), fc.array(tie('node'), { maxLength: 3 })).map(([tag, attributes, inner]) => `<${tag}${attributes.map(([key, text]) => ` ${key}="${text.replaceAll('"', '&quot;')}"`).join('')}>${inner.join('')}</${tag}>`),
    fc.constantFrom('<!-- x -->', '<![CDATA[<script>]]>', '<?x y?>', '<', '</g>'),
  ),
})).node;

describe('any text', () => {
  it('becomes an image of what is allowed alone, or none; the same once it is clean', () => {
    let clean = 0;
    fc.assert(
      fc.property(fc.array(node, { maxLength: 4 }), (nodes) => {
        const result = cleanSvg(`<svg>${nodes.join('')}</svg>`);
        if (!('svg' in result)) return;
        clean += 1;
        expect(cleanSvg(result.svg)).toEqual(result);
        const read: string[] = [];
        // Read as a browser reads HTML, in case it is served as that.
        for (const xmlMode of [true, false]) {
          new Parser({ onopentag: (tag, attributes) => read.push(tag, ...Object.keys(attributes).map((key) => `@${key}`)) }, { xmlMode, lowerCaseTags: false, lowerCaseAttributeNames: false }).end(result.svg);
        }
        for (const one of read) {
          if (!one.startsWith('@')) expect(svgElements.has(one)).toBe(true);
          else expect(svgAttributes.has(one.slice(1)) || /^@(?:aria-[a-z]+|xmlns(?::xlink)?)$/.test(one)).toBe(true);
        }
        expect(result.svg).not.toMatch(/(?:href|src)="(?!#)/);
      }),
      { numRuns: 400 },
    );
    expect(clean).toBeGreaterThan(50);
  });
});
