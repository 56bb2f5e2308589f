import type { MdastNode } from 'satteri';
import { callout, calloutKinds, isCalloutKind } from './callouts.ts';
import { drawDiagram } from './diagram.ts';
import { escapeAttribute, escapeText } from './escape.ts';
import type { NodeOf } from './nodes.ts';
import { writeImage } from './references.ts';
import { tabs } from './tabs.ts';
import { placeOf, type Writer } from './writer.ts';

interface Attribute {
  readonly required?: true;
  readonly values?: readonly string[];
}

/** Where a component is used, and what stands in it. */
export type ComponentNode = NodeOf<'mdxJsxFlowElement'> | NodeOf<'mdxJsxTextElement'>;

/** A component that MDX texts may use. */
export interface Component {
  /** Part of a line: alone between blocks it stands in a paragraph. */
  readonly inline?: true;
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly write: (attributes: ReadonlyMap<string, string>, node: ComponentNode, writer: Writer) => string;
}

/** Content as blocks: a line of text alone becomes a paragraph. */
function blocks(children: readonly MdastNode[], writer: Writer): string {
  const html = writer.write(children).trim();
  return html === '' ? '' : /^<(?:p|div|ul|ol|dl|table|figure|pre|details|blockquote|section|h[1-6]|hr|aside)\b/.test(html) ? `${html}\n` : `<p>${html}</p>\n`;
}

/** Content within a line: a single paragraph loses its element. */
function line(children: readonly MdastNode[], writer: Writer): string {
  const [only] = children;
  return (children.length === 1 && only?.type === 'paragraph' ? writer.write(only.children) : writer.write(children)).trim();
}

/** The mark of a link to `target`; empty for an address that is not allowed. */
function linkMark(target: string, text: string, node: ComponentNode, writer: Writer): string {
  const index = writer.links.add('link', target, text, placeOf(node));
  return index === undefined ? '' : ` ${writer.marks.link}="${index}"`;
}

function card(attributes: ReadonlyMap<string, string>, node: ComponentNode, writer: Writer): string {
  const title = attributes.get('title') ?? '';
  const href = attributes.get('href');
  const heading = href === undefined ? escapeText(title) : `<a${linkMark(href, title, node, writer)}>${escapeText(title)}</a>`;
  const description = attributes.get('description');
  const content = blocks(node.children, writer);
  return `<div class="card${href === undefined ? '' : ' link-card'}">\n<p class="card-title">${heading}</p>\n${description === undefined ? '' : `<p>${escapeText(description)}</p>\n`}${content}</div>\n`;
}

/** The components by name. docs/markdown.md describes them. */
export const componentKinds: Readonly<Record<string, Component>> = {
  Callout: {
    attributes: { type: { values: Object.keys(calloutKinds) }, title: {} },
    write: (attributes, node, writer) => {
      const type = attributes.get('type') ?? 'note';
      return callout(isCalloutKind(type) ? type : 'note', escapeText(attributes.get('title') ?? ''), blocks(node.children, writer));
    },
  },
  Tabs: {
    attributes: {},
    write: (_attributes, node, writer) => {
      const children: readonly MdastNode[] = node.children;
      const list = children.filter((child) => child.type === 'mdxJsxFlowElement' || child.type === 'mdxJsxTextElement').filter(({ name }) => name === 'Tab');
      const rest = children.filter((child) => !list.some((tab) => tab === child) && !(child.type === 'text' && child.value.trim() === ''));
      const [stray] = rest;
      if (stray !== undefined) writer.problem('ALM0708', 'Only <Tab> stands in <Tabs>.', placeOf(stray), 'Put it into a <Tab label="…">.');
      const labelOf = (tab: (typeof list)[number]) => tab.attributes.flatMap((attribute) => (attribute.type === 'mdxJsxAttribute' && attribute.name === 'label' && typeof attribute.value === 'string' ? [attribute.value] : []))[0];
      return writer.write(rest) + (list.length === 0 ? '' : tabs(list.map((tab, index) => ({ label: labelOf(tab) ?? `Tab ${index + 1}`, content: writer.write([tab]) })), writer));
    },
  },
  Tab: { attributes: { label: { required: true } }, write: (_attributes, node, writer) => blocks(node.children, writer) },
  Steps: { attributes: {}, write: (_attributes, node, writer) => `<div class="step-list">\n${blocks(node.children, writer)}</div>\n` },
  CardGrid: { attributes: {}, write: (_attributes, node, writer) => `<div class="cards-grid">\n${writer.write(node.children).trim()}\n</div>\n` },
  Card: { attributes: { title: { required: true }, href: {} }, write: card },
  LinkCard: { attributes: { title: { required: true }, href: { required: true }, description: {} }, write: card },
  Details: {
    attributes: { summary: { required: true }, open: {} },
    write: (attributes, node, writer) =>
      `<details${attributes.has('open') ? ' open' : ''}>\n<summary>${escapeText(attributes.get('summary') ?? 'Details')}</summary>\n${blocks(node.children, writer)}</details>\n`,
  },
  Figure: {
    attributes: { src: {}, alt: {}, caption: {} },
    write: (attributes, node, writer) => {
      const src = attributes.get('src');
      const image = src === undefined ? '' : `<p>${writeImage({ type: 'image', url: src, alt: attributes.get('alt') ?? '', ...(node.position === undefined ? {} : { position: node.position }) }, writer)}</p>\n`;
      const caption = attributes.get('caption');
      return `<figure class="picture">\n${image}${blocks(node.children, writer)}${caption === undefined ? '' : `<figcaption>${escapeText(caption)}</figcaption>`}</figure>\n`;
    },
  },
  Badge: {
    inline: true,
    attributes: { variant: { values: ['good', 'warn', 'bad', 'note'] }, text: {} },
    write: (attributes, node, writer) => {
      const variant = attributes.get('variant');
      const text = attributes.get('text');
      return `<span class="text-badge${variant === undefined ? '' : ` kind-${escapeAttribute(variant)}`}">${text === undefined ? line(node.children, writer) : escapeText(text)}</span>`;
    },
  },
  Mermaid: {
    attributes: { chart: { required: true }, title: {} },
    write: (attributes, node, writer) => drawDiagram(attributes.get('chart') ?? '', attributes.get('title'), placeOf(node), writer),
  },
};
