import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { expect, test } from 'vitest';
import { compareText } from '../../src/findings/codes.ts';
import { renderMarkdown } from '../../src/markdown/render-markdown.ts';
import { outlineOf } from '../../src/markdown/render-documents.ts';

const folder = import.meta.dirname;
const inputs = readdirSync(join(folder, 'input')).toSorted(compareText);

/** Front matter of two lines is thought before each text: what is found is told with the lines of the file. */
const firstLine = 3;

test.each(inputs)('%s gives what it gave', async (name) => {
  const format = extname(name) === '.mdx' ? 'mdx' : 'markdown';
  const source = { id: name, file: name, format, trust: 'organisation', text: readFileSync(join(folder, 'input', name), 'utf8'), firstLine } as const;
  const { outline, body } = await renderMarkdown(source);
  const { findings, ...told } = outlineOf(outline, source);
  const said = findings.map(({ code, severity, what, fix, line, column }) => ({ code, severity, place: `${line ?? '?'}:${column ?? '?'}`, what, fix }));
  await expect(body.html).toMatchFileSnapshot(join(folder, 'output', `${name}.html`));
  await expect(`${JSON.stringify({ ...told, findings: said, sections: body.sections }, undefined, 2)}\n`).toMatchFileSnapshot(join(folder, 'output', `${name}.json`));
});

test('every output has its input', () => {
  const without = readdirSync(join(folder, 'output')).filter((name) => !existsSync(join(folder, 'input', name.replace(/\.(?:html|json)$/, ''))));
  expect(without).toEqual([]);
});
