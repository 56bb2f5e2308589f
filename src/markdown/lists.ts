import type { MdastNode } from 'satteri';
import type { NodeOf } from './nodes.ts';
import type { Writer } from './writer.ts';

/** A list; in a tight one, paragraphs of items are written without their element (CommonMark, "lists"). */
export function writeList(node: NodeOf<'list'>, writer: Writer): string {
  const loose = node.spread === true || node.children.some(({ spread }) => spread === true);
  const name = node.ordered === true ? 'ol' : 'ul';
  const start = node.ordered === true && typeof node.start === 'number' && node.start !== 1 ? ` start="${node.start}"` : '';
  const tasks = node.children.some(({ checked }) => typeof checked === 'boolean') ? ' class="tasks"' : '';
  return `<${name}${start}${tasks}>\n${node.children.map((item) => writeItem(item, loose, writer)).join('')}</${name}>\n`;
}

function writeItem(item: NodeOf<'listItem'>, loose: boolean, writer: Writer): string {
  const done = item.checked;
  const mark = typeof done !== 'boolean' ? '' : `<span class="task-mark${done ? ' done' : ''}" role="img" aria-label="${done ? 'Done' : 'To do'}"></span> `;
  const open = mark === '' ? '<li>' : '<li class="task">';
  const [first, ...rest] = item.children;
  if (first?.type !== 'paragraph') return `${open}${mark}${writer.write(item.children)}</li>\n`;
  const begin = loose ? `<p>${mark}${writer.write(first.children)}</p>\n` : mark + writer.write(first.children);
  const others = rest.map((child: MdastNode) => (loose || child.type !== 'paragraph' ? writer.write([child]) : writer.write(child.children)));
  return `${open}${begin}${loose || rest.length === 0 ? '' : '\n'}${others.join('')}</li>\n`;
}
