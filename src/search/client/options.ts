import { visibleText } from '../../text/visible-text.ts';
import type { Answer, SearchResult } from '../engine/engine.ts';
import type { NamedThing } from '../engine/names.ts';
import { badge, element, linkTo, marked } from './elements.ts';
import { markWords } from './marks.ts';

/*
 * What the dialog's list holds. Options are links: a click, a middle click and "copy address" do what they do on links,
 * and the keyboard moves over them with `aria-activedescendant` while the focus stays in the field.
 */

/** Names, as they are known before the index is there. Undefined if there are none. */
export function namesGroup(names: readonly NamedThing[], query: string, base: string): HTMLElement | undefined {
  if (names.length === 0) return undefined;
  return group(
    names.some(({ match }) => match === 'name') ? 'Best match' : 'Names',
    names.map(({ title, kind, path, match }) => option(path, base, element('span', 'search-title', ...marked(markWords(title, query))), badge(kind), ...(match === 'name' ? [element('span', 'badge search-exact', 'exact name')] : []))),
  );
}

/** Results that the names above do not show already, with the headings under which more of what was asked for stands. */
export function resultsGroup({ results }: Answer, names: readonly NamedThing[], query: string, base: string): HTMLElement | undefined {
  const shown = new Set(names.map(({ number }) => number));
  const options = results.filter(({ number }) => !shown.has(number)).flatMap((result) => resultOptions(result, query, base));
  return options.length === 0 ? undefined : group(names.length === 0 ? 'Results' : 'More results', options);
}

function resultOptions({ hit, excerpt, parts }: SearchResult, query: string, base: string): HTMLElement[] {
  const text = excerpt.some((piece) => piece.marked) || hit.description === undefined ? excerpt : markWords(hit.description, query);
  const where = [hit.section, hit.owner].filter((word) => word !== undefined).map(visibleText).join(' · ');
  const main = option(
    hit.path,
    base,
    element('span', 'search-title', ...marked(markWords(hit.title, query))),
    badge(hit.kind),
    ...(where === '' ? [] : [element('span', 'muted', where)]),
    ...(parts.length > 0 || text.length === 0 ? [] : [element('span', 'search-excerpt', ...marked(text))]),
  );
  const headed = parts.map((part) => option(`${hit.path}#${part.id}`, base, element('span', 'search-title', ...marked(markWords(part.title, query))), element('span', 'search-excerpt', ...marked(part.excerpt))));
  for (const part of headed) part.classList.add('search-part');
  return [main, ...headed];
}

function option(path: string, base: string, ...children: readonly Node[]): HTMLAnchorElement {
  const link = linkTo(path, base, 'search-option', ...children.flatMap((child, at) => (at === 0 ? [child] : [' ', child])));
  link.setAttribute('role', 'option');
  link.setAttribute('aria-selected', 'false');
  link.tabIndex = -1;
  return link;
}

function group(title: string, options: readonly HTMLElement[]): HTMLElement {
  const heading = element('p', 'search-group', title);
  heading.setAttribute('aria-hidden', 'true');
  const made = element('div', '', heading, ...options);
  made.setAttribute('role', 'group');
  made.setAttribute('aria-label', title);
  return made;
}
