import { visibleText } from '../../text/visible-text.ts';
import type { Answer } from '../engine/engine.ts';
import { element, linkOut, linkTo } from './elements.ts';
import { searchedLine } from './words.ts';

/** What is shown when nothing is found: what was searched, what may have been meant, where to ask and where to look. */
export function emptyState({ suggestions, searched, ask, lists }: Answer, base: string, filtered: boolean): HTMLElement[] {
  const parts: HTMLElement[] = [element('p', '', searchedLine(searched), filtered ? ' Only a part of it has the filters that are set: take one away.' : ' Try fewer or other words.')];
  if (suggestions.length > 0) {
    const links = suggestions.map(({ title, kind, path }) => element('li', '', linkTo(path, base, '', visibleText(title)), ' ', element('span', 'muted', visibleText(kind))));
    parts.push(element('p', '', 'Names that are near to it:'), element('ul', '', ...links));
  }
  if (ask !== undefined) parts.push(element('p', '', 'Not written down anywhere? ', linkOut(ask.url, ask.title), '.'));
  if (lists.length > 0) parts.push(element('p', 'muted', 'All of a kind: ', ...lists.flatMap(({ title, path }, at) => [at === 0 ? '' : ', ', linkTo(path, base, '', visibleText(title))]), '.'));
  return parts;
}
