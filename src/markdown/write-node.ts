import type { MdastNode } from 'satteri';
import { attributeList } from './attribute-lists.ts';
import { writeQuote } from './callouts.ts';
import { languageOf, writeCode } from './code.ts';
import { writeDiagram } from './diagram.ts';
import { writeContainer, writeLeaf, writeTextDirective } from './directives.ts';
import { escapeAttribute, escapeText } from './escape.ts';
import { writeComponent } from './components.ts';
import { writeExpression, writeProgram } from './expressions.ts';
import { writeList } from './lists.ts';
import type { NodeOf } from './nodes.ts';
import { writeRawHtml } from './raw-html.ts';
import { writeImage, writeLink } from './references.ts';
import { writeTable } from './tables.ts';
import type { Writer } from './writer.ts';

/** A node of the text as HTML. */
export function writeNode(node: MdastNode, writer: Writer): string {
  switch (node.type) {
    case 'text':
      return escapeText(node.value);
    case 'paragraph':
      return `<p>${writer.write(node.children)}</p>\n`;
    case 'heading':
      return writeHeading(node, writer);
    case 'emphasis':
      return `<em>${writer.write(node.children)}</em>`;
    case 'strong':
      return `<strong>${writer.write(node.children)}</strong>`;
    case 'delete':
      return `<del>${writer.write(node.children)}</del>`;
    case 'inlineCode':
      return `<code>${escapeText(node.value)}</code>`;
    case 'break':
      return '<br>\n';
    case 'thematicBreak':
      return '<hr>\n';
    case 'link':
    case 'linkReference':
      return writeLink(node, writer);
    case 'image':
    case 'imageReference':
      return writeImage(node, writer);
    case 'html':
      return writeRawHtml(node, writer);
    case 'blockquote':
      return writeQuote(node, writer);
    case 'list':
      return writeList(node, writer);
    case 'table':
      return writeTable(node, writer);
    case 'code':
      return languageOf(node) === 'mermaid' ? writeDiagram(node, writer) : writeCode(node, writer);
    case 'footnoteReference':
      return writer.footnotes.reference(node, writer);
    case 'containerDirective':
      return writeContainer(node, writer);
    case 'leafDirective':
      return writeLeaf(node, writer);
    case 'textDirective':
      return writeTextDirective(node, writer);
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      return writeComponent(node, writer);
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      return writeExpression(node, writer);
    case 'mdxjsEsm':
      return writeProgram(node, writer);
    case 'definition':
    case 'footnoteDefinition':
    case 'yaml':
    case 'toml':
      return '';
    default:
      return 'children' in node ? writer.write(node.children) : 'value' in node ? escapeText(node.value) : '';
  }
}

/** A heading, with the anchor that it may name itself: `## Set up {#setup}`. What else stands with that is left out. */
function writeHeading(node: NodeOf<'heading'>, writer: Writer): string {
  const last = node.children.at(-1);
  const list = last?.type === 'text' ? attributeList(last.value, 'end') : undefined;
  const named = list?.id !== undefined || writer.source.trust === 'repository' ? list : undefined;
  const children: MdastNode[] = named === undefined || last?.type !== 'text' ? node.children : [...node.children.slice(0, -1), { type: 'text', value: last.value.slice(0, named.start).trimEnd() }];
  const id = named?.id;
  return `<h${node.depth}${id === undefined ? '' : ` id="${escapeAttribute(id)}"`}>${writer.write(children)}</h${node.depth}>\n`;
}
