import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareText } from '../../src/findings/codes.ts';
import type { MarkdownSource, Trust } from '../../src/markdown/contract.ts';
import { renderMarkdown } from '../../src/markdown/render-markdown.ts';
import { offences } from './harmless.ts';

const folder = join(import.meta.dirname, 'hostile');
const files = readdirSync(folder).toSorted(compareText);

const source = (text: string, format: MarkdownSource['format'], trust: Trust): MarkdownSource => ({ id: 'x', file: 'x.md', format, trust, text, firstLine: 1 });

const schemes = /^(?:[^a-z]|[a-z][a-z0-9+.-]*(?:[^a-z0-9+.:-]|$)|(?:https?|mailto|tel|entity):)/i;

for (const trust of ['organisation', 'repository'] as const) {
  test.each(files)(`%s is harmless, trust ${trust}`, async (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const { outline, body } = await renderMarkdown(source(text, extname(name) === '.mdx' ? 'mdx' : 'markdown', trust));
    expect(offences(body.html)).toEqual([]);
    expect(outline.links.filter(({ target }) => target !== '' && !schemes.test(target))).toEqual([]);
    for (const index of body.html.matchAll(/almanac-link:(\d+)/g)) expect(outline.links[Number(index[1])]).toBeDefined();
    expect(outline.problems.map(({ code }) => code)).not.toContain('ALM0701');
    expect(outline.problems.length).toBeGreaterThan(name === 'mutation.md' ? -1 : 0);
  });
}

test('a checker that finds nothing would find nothing wrong with anything', () => {
  expect(offences('<p onclick="x"><script>1</script><a href="javascript:1">a</a><img alt="" src="almanac-link:0"><i id="main"></i><b class="skip"></b><!-- c --></p>')).toEqual([
    'onclick of <p>',
    '<script>',
    'href javascript:1',
    'id main of the page',
    'class skip',
    'a comment',
    '<img alt="" src="almanac-link:0">',
  ]);
});

test('placeholders and marks that an author writes lead nowhere', async () => {
  const { outline, body } = await renderMarkdown(source('[real](a.md) [l](almanac-link:0) <a href="almanac-link:0">x</a> <a data-mark0-link="0">y</a> <mark0 class="0"></mark0>\n\n:::tabs\n::tab[A]\n:::', 'markdown', 'repository'));
  expect(body.html).toContain('<p><a href="almanac-link:0">real</a> l <span>x</span> <span>y</span> </p>');
  expect(body.html.match(/<input/g)).toHaveLength(1);
  expect(outline.links.map(({ target }) => target)).toEqual(['a.md']);
});

const fragments = [
  '<', '>', '"', "'", '&', '`', '=', '/', '!', '--', '[', ']', '(', ')', '{', '}', ':', '\n', '\n\n', ' ', '\t', '\\', '|', '#', '*', '_', '~', '- ', '> ', '1. ',
  '<script>', '</script>', '<style>', '</style>', '<svg', '<math>', '<p', '</p>', '<a href=', '<img src=', 'onerror=', 'javascript:', 'data:', 'almanac-link:0', '&#106;', '&colon;', '<!--', '-->', '<![CDATA[', ']]>',
  '<textarea>', '<title>', '<noscript>', '</noscript>', '<table>', '<td>', '<template>', '<xmp>', '</div>', '<div', 'id="main"', 'id=x', 'class="', 'style=', '<mark0', ' data-mark0-link=', 'mark0', 'mark1',
  '```', '```mermaid\ngraph LR\nA-->', ':::note', ':::', ':::tabs', '::tab[', '[^1]', '[^1]: ', '[x]: ', '![', '](', 'a', 'é', '😀', '\u0000', '\uD800', '\r', '\u2028', '<Callout', '<Tabs>', '/>', '{`', '`}',
];
const soup = fc.array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...fragments) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) }), { maxLength: 40 }).map((parts) => parts.join(''));

test('whatever a text holds, nothing gets through, and the same text gives the same', async () => {
  await fc.assert(
    fc.asyncProperty(soup, fc.constantFrom('markdown', 'mdx'), fc.constantFrom('organisation', 'repository'), async (text, format, trust) => {
      const once = await renderMarkdown(source(text, format, trust));
      expect(offences(once.body.html)).toEqual([]);
      const placeholders = [...once.body.html.matchAll(/="almanac-link:(\d+)"/g)].map(([, index]) => Number(index));
      expect(placeholders.filter((index) => once.outline.links[index] === undefined)).toEqual([]);
      expect(await renderMarkdown(source(text, format, trust))).toEqual(once);
    }),
    { numRuns: 1500 },
  );
});
