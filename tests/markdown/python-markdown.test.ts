import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attributeList } from '../../src/markdown/attribute-lists.ts';
import type { Trust } from '../../src/markdown/contract.ts';
import { fromPythonMarkdown } from '../../src/markdown/python-markdown.ts';
import { renderMarkdown } from '../../src/markdown/render-markdown.ts';
import { offences } from './harmless.ts';
import '../seed.ts';

const render = (text: string, trust: Trust = 'repository') => renderMarkdown({ id: 'x', file: 'x.md', format: 'markdown', trust, text, firstLine: 1 });
const html = async (text: string) => (await render(text)).body.html;

test('admonitions become callouts, one in the other and in lists', async () => {
  const text = '!!! note "Read `this` & <b>"\n    First.\n\n    !!! bug\n        Inner.\n\n    Back.\n\nAfter.\n\n1. Step\n\n    !!! success inline end\n        Done.\n';
  expect(await html(text)).toMatchInlineSnapshot(`
    "<div role="note" class="admonition kind-note">
    <p class="admonition-title">Read \`this\` &amp; &lt;b&gt;</p>
    <p>First.</p>
    <div role="note" class="admonition kind-danger">
    <p class="admonition-title">Bug</p>
    <p>Inner.</p>
    </div>
    <p>Back.</p>
    </div>
    <p>After.</p>
    <ol>
    <li><p>Step</p>
    <div role="note" class="admonition kind-tip">
    <p class="admonition-title">Success</p>
    <p>Done.</p>
    </div>
    </li>
    </ol>
    "
  `);
});

test('what folds is folded, and tabs that follow each other are one set', async () => {
  expect(await html('??? info "More"\n    Hidden.\n\n???+ tip\n    Open.\n')).toBe('<details>\n<summary>More</summary>\n<p>Hidden.</p>\n</details>\n<details open>\n<summary>Tip</summary>\n<p>Open.</p>\n</details>\n');
  const tabs = await html('=== "npm"\n\n    ```sh\n    npm ci\n    ```\n\n=== "yarn"\n    yarn\n\nEnd.\n');
  expect(tabs.match(/class="tabset"/g)).toHaveLength(1);
  expect([...tabs.matchAll(/<label[^>]*>([^<]*)/g)].map(([, label]) => label)).toEqual(['npm', 'yarn']);
  expect(tabs).toContain('<span class="t-string">ci</span></code></pre>');
  expect(tabs).toContain('<div class="tab-panel">\n<p>yarn</p>\n</div>\n</div>\n<p>End.</p>');
});

test('lists of attributes name anchors and are never shown', async () => {
  const { outline, body } = await render('# Start { #begin .hero }\n\n## Here {: #here data-x="a b" }\n\n### Bare {: .c }\n\n[a](https://a.example){ .md-button target=_blank } `c`{ .x }.\n{: .lead }\n\n![i](i.png){ width="300" }\n');
  expect(outline.title).toBe('Start');
  expect(outline.anchors).toEqual(['begin', 'here', 'bare']);
  expect(body.html).not.toMatch(/[{}]/);
});

test.each(['{a, b}', '{{ page.title }}', '{name}', '{}', '{ }', '{% raw %}', '{#a b}', '{.a "b}'])('%s is text', async (braces) => {
  expect(attributeList(braces, 'start')).toBeUndefined();
  expect(await html(`\`x\`${braces}\n`)).toContain(`</code>${braces}</p>`);
});

test('lines that take in other files show nothing, and code is let be', async () => {
  expect(await html('a\n\n--8<-- "x.md"\n\n--8<--\na.md\nb.md\n--8<--\n\n-8<-\n\nb\n')).toBe('<p>a</p>\n<p>b</p>\n');
  const code = '```md\n!!! note "x"\n    y\n=== "t"\n    z\n```\n\n    !!! note\n        code\n\n!!! important stop\nshouting\n\nTitle\n===\n';
  expect(fromPythonMarkdown(code)).toBe(code);
});

test('texts of the organisation are not read like that', async () => {
  expect((await render('!!! note "x"\n    y\n', 'organisation')).body.html).toBe('<p>!!! note "x"\ny</p>\n');
});

test('places in the text stay what they are', async () => {
  const { outline } = await render('a\n\n!!! note\n    !!! tip\n        [x](y.md)\n\n=== "t"\n\n    - [z](w.md)\n');
  expect(outline.links).toMatchObject([{ target: 'y.md', line: 5, column: 9 }, { target: 'w.md', line: 9, column: 7 }]);
});

const part = fc.constantFrom('!!! note', '!!! x "t"', '??? a', '???+ "', '=== "T"', '--8<--', '--8<-- "f"', '    ', '\t', '  ', '\n', '\n\n', '```', '~~~', '- ', '1. ', '> ', '{: #a }', '{ .b }', '# ', 'text', '<div>', '</div>', '[!TAB] ', '"');
test('whatever stands there, lines are as many as before and nothing gets through', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 40 }).map((parts) => parts.join('')), async (text) => {
      const read = fromPythonMarkdown(text);
      expect(read.split('\n')).toHaveLength(text.split('\n').length);
      expect(offences((await render(text)).body.html)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
