import type { MdastNode } from 'satteri';

/** A list of attributes as Python-Markdown and kramdown write it: `{ #id .class key="value" }`, `{: #id }`. */
interface AttributeList {
  /** The anchor in it. */
  readonly id?: string | undefined;
  /** Where it begins in the text, and where it ends. */
  readonly start: number;
  readonly end: number;
}

/** What may stand in a list: an anchor, a class, a name with a value. */
const attribute = /^(?:#(?<id>[\w:.-]+)|\.[\w:-]+|[\w:-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}=]+))$/;

/** Longest list: what is longer is text in braces. */
const longest = 400;

/**
 * The list that begins a text (`at` is `start`) or ends it. Undefined for braces that hold anything else, such as a
 * template's `{name}` or a set.
 *
 * @see https://python-markdown.github.io/extensions/attr_list/
 */
export function attributeList(text: string, at: 'start' | 'end'): AttributeList | undefined {
  const trimmed = at === 'end' ? text.trimEnd() : text;
  const start = at === 'start' ? 0 : trimmed.lastIndexOf('{');
  const end = at === 'start' ? trimmed.indexOf('}') + 1 : trimmed.length;
  if (start < 0 || trimmed[start] !== '{' || trimmed[end - 1] !== '}' || end - start > longest) return undefined;
  const inner = trimmed.slice(start + 1, end - 1);
  const parts = (inner.startsWith(':') ? inner.slice(1) : inner).match(/[^\s"']*(?:"[^"]*"|'[^']*'|[^\s"']+)/g) ?? [];
  if (parts.length === 0) return undefined;
  let id: string | undefined;
  for (const part of parts) {
    const found = attribute.exec(part);
    if (found === null) return undefined;
    id ??= found.groups?.['id'];
  }
  return { id, start, end };
}

/** Parts of a line that a list may stand behind. */
const takesAttributes: ReadonlySet<MdastNode['type']> = new Set(['link', 'linkReference', 'image', 'imageReference', 'inlineCode', 'emphasis', 'strong', 'delete']);

/**
 * Parts of a block without the lists that say how something looks: behind a link, an image or marked text, and, with a
 * colon, in a line of their own at the end of a block.
 */
export function withoutAttributeLists(nodes: readonly MdastNode[]): readonly MdastNode[] {
  if (!nodes.some((node) => node.type === 'text' && node.value.includes('{'))) return nodes;
  return nodes.map((node, n): MdastNode => {
    if (node.type !== 'text') return node;
    let { value } = node;
    const before = nodes[n - 1];
    const behind = before !== undefined && takesAttributes.has(before.type) ? attributeList(value, 'start') : undefined;
    if (behind !== undefined) value = value.slice(behind.end);
    const line = n === nodes.length - 1 ? value.lastIndexOf('\n') + 1 : -1;
    const whole = line > 0 || (line === 0 && n === 0) ? value.slice(line) : '';
    if (/^\s*\{:/.test(whole) && attributeList(whole.trim(), 'start')?.end === whole.trim().length) value = value.slice(0, Math.max(0, line - 1));
    return value === node.value ? node : { ...node, value };
  });
}
