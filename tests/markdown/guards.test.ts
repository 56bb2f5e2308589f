import { expect, test } from 'vitest';
import { renderMarkdown } from '../../src/markdown/render-markdown.ts';
import { offences } from './harmless.ts';

const render = (text: string, format: 'markdown' | 'mdx' = 'markdown') => renderMarkdown({ id: 'x', file: 'x.md', format, trust: 'organisation', text, firstLine: 1 });

test.each<[string, string, string, 'markdown' | 'mdx']>([
  ['10 MB of nesting', '> '.repeat(5 * 1024 ** 2), 'The text has 10,485,760 characters, more than 1,048,576.', 'markdown'],
  ['nested quotes', `fine\n\n${'>'.repeat(400_000)} x`, 'More than 100 quotes or lists stand one in the other.', 'markdown'],
  ['nested lists', '- '.repeat(200_000), 'More than 100 quotes or lists stand one in the other.', 'markdown'],
  ['a link bomb', '[a]('.repeat(100_000), 'One paragraph has more than 2,000 links.', 'markdown'],
  ['directives', ':x['.repeat(100_000), 'One paragraph has more than 10,000 words behind a colon.', 'markdown'],
  ['open elements', '<div>\n'.repeat(100_000), 'The text opens 100,000 elements of HTML more than it closes.', 'markdown'],
  ['entities', '&#x41;'.repeat(40_000), 'One paragraph has more than 5,000 characters written as entities.', 'markdown'],
  ['footnotes', `${'[^a]'.repeat(60_000)}\n\n[^a]: x`, 'The text has more than 5,000 references to footnotes.', 'markdown'],
  ['nested braces', '{'.repeat(1000), 'More than 100 braces stand one in the other.', 'mdx'],
])('%s is shown as it is written', async (_what, text, what, format) => {
  const { outline, body } = await render(text, format);
  expect(outline.problems.map((problem) => [problem.code, problem.what])).toEqual([['ALM0701', what]]);
  expect(body.html).toMatch(/^<pre class="as-written" tabindex="0">/);
  expect(body.html.length).toBeLessThan(256 * 1024 * 4 + 200);
  expect(body.html.endsWith('<p>The rest is left out.</p>\n')).toBe(text.length > 256 * 1024);
});

test('the place of what is refused is told', async () => {
  expect((await render(`a\n\nb\n${'>'.repeat(200)}`)).outline.problems[0]).toMatchObject({ line: 4 });
  expect((await render(`a\n\nb\n\n${'[a](b)'.repeat(2001)}`)).outline.problems[0]).toMatchObject({ line: 5 });
});

test('containers nested deeper than the parser follows are refused with what it says', async () => {
  const deep = Array.from({ length: 140 }, (_, depth) => `${':'.repeat(143 - depth)}note`).join('\n');
  const { outline, body } = await render(deep);
  expect(outline.problems[0]?.code ?? 'none').toMatch(/^(?:ALM0701|none)$/);
  expect(offences(body.html)).toEqual([]);
});

test('long texts that people write are rendered', async () => {
  const table = `| a | b |\n|---|---|\n${'| [x](y.md) | text |\n'.repeat(1500)}`;
  const { outline } = await render(`${'> quoted\n'.repeat(2000)}\n${table}\n${'- item\n'.repeat(5000)}\n${'<br>\n'.repeat(800)}`);
  expect(outline.problems).toEqual([]);
  expect(outline.links).toHaveLength(1500);
});

// Each took a pattern the square of its length, minutes for these: the test's time runs out if one does so again.
test.each([
  ['a line of spaces', `a\n${' '.repeat(250_000)}\nb`, '<p>a</p>\n<p>b</p>\n'],
  ['spaces in a heading', `## a${' '.repeat(250_000)}b`, '<h2 id="a'],
  ['ranges of lines', `\`\`\`js {${'1-9999,'.repeat(35_000)}}\nx\n\`\`\``, '<span class="code-line marked">'],
  ['links in raw HTML', '<a href=x>y</a>\n\n'.repeat(15_000), '<p><a href="almanac-link:0">y</a></p>'],
])('%s are read in one pass', async (_what, text, beginning) => {
  expect((await render(text)).body.html.replaceAll(/<figure.*?<code>/g, '').startsWith(beginning)).toBe(true);
});

test('a page that grows too large is shown as it is written', async () => {
  const { outline } = await render('# a\n'.repeat(260_000));
  expect(outline.problems.map(({ what }) => what)).toEqual([expect.stringMatching(/^The text becomes a page of [\d,]+ characters, more than 8,388,608\.$/)]);
});

test('names that objects have by themselves are names like any other', async () => {
  const { outline, body } = await render('<Callout constructor="x" toString="y">a</Callout>\n\n<Constructor />\n\n<valueOf>b</valueOf>\n', 'mdx');
  expect(outline.problems.map(({ code, line }) => `${code} ${line}`)).toEqual(['ALM0708 1', 'ALM0708 1', 'ALM0707 3', 'ALM0704 5']);
  expect(body.html).toContain('<p>a</p>');
});
