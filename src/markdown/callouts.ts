import type { MdastNode } from 'satteri';
import { escapeText } from './escape.ts';
import type { NodeOf } from './nodes.ts';
import type { Writer } from './writer.ts';

/** Kinds of callouts and their titles where a text gives none. */
export const calloutKinds = { note: 'Note', tip: 'Tip', important: 'Important', caution: 'Caution', warning: 'Warning', danger: 'Danger' } as const;
export type CalloutKind = keyof typeof calloutKinds;

export const isCalloutKind = (text: string): text is CalloutKind => Object.hasOwn(calloutKinds, text);

/** @param title as HTML; the kind's own where it is empty */
export function callout(kind: CalloutKind, title: string, content: string): string {
  return `<div class="admonition kind-${kind}" role="note">\n<p class="admonition-title">${title === '' ? calloutKinds[kind] : title}</p>\n${content}</div>\n`;
}

/** A quote, or an alert as GitHub writes it: `> [!NOTE]` in a line of its own, a title behind it, and folded with `[!NOTE]-`, as Obsidian has it. */
export function writeQuote(node: NodeOf<'blockquote'>, writer: Writer): string {
  const [first, ...rest] = node.children;
  const text = first?.type === 'paragraph' ? first.children[0] : undefined;
  const alert = text?.type === 'text' ? /^\[!([a-z]+)\]([+-]?)[ \t]*([^\n]*)(?:\n|$)/i.exec(text.value) : null;
  const kind = alert?.[1]?.toLowerCase() ?? '';
  if (alert === null || first?.type !== 'paragraph' || text?.type !== 'text' || !isCalloutKind(kind)) return `<blockquote>\n${writer.write(node.children)}</blockquote>\n`;
  const remaining: MdastNode[] = [{ type: 'text', value: text.value.slice(alert[0].length) }, ...first.children.slice(1)];
  if (remaining[1]?.type === 'break') remaining.splice(1, 1);
  const paragraph = writer.write(remaining).trim();
  const title = escapeText((alert[3] ?? '').trim());
  const content = `${paragraph === '' ? '' : `<p>${paragraph}</p>\n`}${writer.write(rest)}`;
  if (alert[2] === '') return callout(kind, title, content);
  return `<details${alert[2] === '+' ? ' open' : ''}>\n<summary>${title === '' ? calloutKinds[kind] : title}</summary>\n${content}</details>\n`;
}
