import { closest, distance } from 'fastest-levenshtein';
import type { MdastNode } from 'satteri';
import { callout, isCalloutKind, calloutKinds } from './callouts.ts';
import { escapeText } from './escape.ts';
import type { NodeOf } from './nodes.ts';
import { textOf } from './nodes.ts';
import { tabs, type Tab } from './tabs.ts';
import { placeOf, type Writer } from './writer.ts';

const kinds: readonly string[] = [...Object.keys(calloutKinds), 'tabs', 'tab', 'steps', 'details', 'figure'];

type Container = NodeOf<'containerDirective'>;

/** Label and content of a block: `:::note[Label]`. */
function parts(node: Container): { label: readonly MdastNode[]; content: readonly MdastNode[] } {
  const [first, ...rest] = node.children;
  const labelled = first?.type === 'paragraph' && first.data?.directiveLabel === true;
  return labelled ? { label: first.children, content: rest } : { label: [], content: node.children };
}

/** The label of a block as HTML, or its attribute `name`. */
function labelOf(node: Container, name: string, writer: Writer): string {
  const { label } = parts(node);
  return label.length > 0 ? writer.write(label) : escapeText(node.attributes?.[name] ?? '');
}

/** A block between lines of three or more colons. */
export function writeContainer(node: Container, writer: Writer): string {
  const { content } = parts(node);
  if (isCalloutKind(node.name)) return callout(node.name, labelOf(node, 'title', writer), writer.write(content));
  switch (node.name) {
    case 'tabs':
      return tabs(tabsOf(content, writer), writer);
    case 'steps':
      return `<div class="step-list">\n${writer.write(content)}</div>\n`;
    case 'details':
      return `<details>\n<summary>${labelOf(node, 'title', writer) || 'Details'}</summary>\n${writer.write(content)}</details>\n`;
    case 'figure': {
      const caption = labelOf(node, 'caption', writer);
      return `<figure class="picture">\n${writer.write(content)}${caption === '' ? '' : `<figcaption>${caption}</figcaption>`}</figure>\n`;
    }
    default: {
      const near = kinds.find((kind) => node.name.length >= 3 && kind.startsWith(node.name)) ?? closest(node.name, [...kinds]);
      writer.problem('ALM0709', `The directive :::${node.name} is unknown.`, placeOf(node), near.startsWith(node.name) || distance(node.name, near) <= 2 ? `Did you mean :::${near}?` : undefined);
      const label = labelOf(node, 'title', writer);
      return `${label === '' ? '' : `<p>${label}</p>\n`}${writer.write(content)}`;
    }
  }
}

/** `::tab[Label]` before the content of each, or `:::tab[Label]` around it. What stands before the first goes into none. */
function tabsOf(content: readonly MdastNode[], writer: Writer): Tab[] {
  const list: { label: string; nodes: MdastNode[] }[] = [];
  for (const node of content) {
    if (node.type === 'leafDirective' && node.name === 'tab') list.push({ label: textOf(node).trim() || (node.attributes?.['label'] ?? ''), nodes: [] });
    else if (node.type === 'containerDirective' && node.name === 'tab') {
      const { label, content: inside } = parts(node);
      list.push({ label: label.map(textOf).join('').trim() || (node.attributes?.['label'] ?? ''), nodes: [...inside] });
    } else if (list.length > 0) list.at(-1)?.nodes.push(node);
    else {
      writer.problem('ALM0709', 'Text stands in :::tabs before the first tab.', placeOf(node), 'Begin the first tab with ::tab[Label].');
      list.push({ label: '', nodes: [node] });
    }
  }
  return list.map(({ label, nodes }, index) => ({ label: label || `Tab ${index + 1}`, content: writer.write(nodes) }));
}

/** `::name` alone in a line: nothing of ours but `::tab`, so it is text, as `std::vector` is. */
export function writeLeaf(node: NodeOf<'leafDirective'>, writer: Writer): string {
  return `<p>${escapeText(writer.written(node))}</p>\n`;
}

/** `:name` within a line is text: times and proportions are written like that. */
export function writeTextDirective(node: NodeOf<'textDirective'>, writer: Writer): string {
  if (node.children.length === 0) return escapeText(writer.written(node));
  const [first, last] = [node.children[0]?.position?.start.offset, node.children.at(-1)?.position?.end.offset];
  const [start, end] = [node.position?.start.offset, node.position?.end.offset];
  if (first === undefined || last === undefined || start === undefined || end === undefined) return writer.write(node.children);
  const { text } = writer.source;
  return escapeText(text.slice(start, first)) + writer.write(node.children) + escapeText(text.slice(last, end));
}
