import { escapeText } from './escape.ts';
import { readLiteral } from './literal.ts';
import type { NodeOf } from './nodes.ts';
import { shorten } from './shorten.ts';
import { placeOf, type Writer } from './writer.ts';

/** `{…}` in MDX: a literal is its text, everything else is left out with a finding. */
export function writeExpression(node: NodeOf<'mdxFlowExpression'> | NodeOf<'mdxTextExpression'>, writer: Writer): string {
  const literal = readLiteral(node.value);
  if (literal === undefined) {
    writer.problem('ALM0706', `The expression {${excerpt(node.value)}} is left out.`, placeOf(node), 'Write what it would give. A brace that is meant as text is written \\{ or as code.');
    return '';
  }
  const { value } = literal;
  const text = typeof value === 'string' || typeof value === 'number' ? escapeText(String(value)) : '';
  return node.type === 'mdxFlowExpression' && text !== '' ? `<p>${text}</p>\n` : text;
}

/** `import` and `export` in MDX. */
export function writeProgram(node: NodeOf<'mdxjsEsm'>, writer: Writer): string {
  const what = /^\s*export\b/.test(node.value) ? 'export' : 'import';
  writer.problem('ALM0706', `The ${what} ${JSON.stringify(excerpt(node.value))} is left out.`, placeOf(node), what === 'import' ? 'Remove it: components need no import.' : 'Remove it.');
  return '';
}

export const excerpt = (text: string) => shorten(text, 60).replaceAll(/\s+/g, ' ').trim();
