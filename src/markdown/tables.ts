import { escapeAttribute } from './escape.ts';
import type { NodeOf } from './nodes.ts';
import { textOf } from './nodes.ts';
import { shorten } from './shorten.ts';
import type { Writer } from './writer.ts';

/** A table that scrolls in a region of its own where it is wider than the page. */
export function writeTable(node: NodeOf<'table'>, writer: Writer): string {
  const [head, ...rows] = node.children;
  if (head === undefined) return '';
  const row = (cells: NodeOf<'tableRow'>, name: 'th' | 'td') => {
    const html = cells.children.map((cell, index) => {
      const align = node.align?.[index];
      const content = writer.write(cell.children);
      // An empty cell heads nothing: a screen reader would announce a heading without a name.
      const element = content.trim() === '' ? 'td' : name;
      return `<${element}${element === 'th' ? ' scope="col"' : ''}${align === null || align === undefined ? '' : ` class="${align}"`}>${content}</${element}>`;
    });
    return `<tr>${html.join('')}</tr>\n`;
  };
  writer.tables += 1;
  const columns = head.children.map((cell) => textOf(cell).trim()).filter((text) => text !== '');
  const name = `Table ${writer.tables}${columns.length === 0 ? '' : `: ${columns.join(', ')}`}`;
  const body = rows.length === 0 ? '' : `<tbody>\n${rows.map((cells) => row(cells, 'td')).join('')}</tbody>\n`;
  return `<div class="table-scroll" role="region" tabindex="0" aria-label="${escapeAttribute(shorten(name, 200))}"><table>\n<thead>\n${row(head, 'th')}</thead>\n${body}</table></div>\n`;
}
