import { visibleText } from '../../text/visible-text.ts';
import type { Piece } from '../engine/excerpt.ts';

type Child = Node | string;

/** An element with classes and children. Everything that results show is text from people and repositories: it becomes text nodes, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, ...children: readonly Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
}

/** A link to a path of this site: without leading slashes, so that none can name another host. */
export function linkTo(path: string, base: string, className = '', ...children: readonly Child[]): HTMLAnchorElement {
  const anchor = element('a', className, ...children);
  anchor.href = base + path.replace(/^[/\\]+/, '');
  return anchor;
}

/** A link to an address of another host, if it is one that a browser may open from here. */
export function linkOut(address: string, text: string): HTMLAnchorElement | string {
  if (!/^(https?|mailto):/i.test(address)) return text;
  const anchor = element('a', '', visibleText(text));
  anchor.href = address;
  anchor.rel = 'external noopener noreferrer';
  return anchor;
}

/** Text with what was searched for marked. */
export function marked(pieces: readonly Piece[]): Child[] {
  return pieces.map((piece) => (piece.marked ? element('mark', '', visibleText(piece.text)) : visibleText(piece.text)));
}

export function badge(text: string): HTMLElement {
  return element('span', 'badge', visibleText(text));
}

/** Text whose direction does not touch that of its neighbours. */
export function isolated(text: string): HTMLElement {
  return element('bdi', '', visibleText(text));
}

/** The parts with a dot between. */
export function dotted(parts: readonly Child[]): Child[] {
  return parts.flatMap((part, at) => (at === 0 ? [part] : [' · ', part]));
}
