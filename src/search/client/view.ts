import { visibleText } from '../../text/visible-text.ts';
import type { Answer, SearchResult } from '../engine/engine.ts';
import { filterNames, type FilterName } from '../filters.ts';
import type { SearchState } from '../state.ts';
import { badge, dotted, element, isolated, linkTo, marked } from './elements.ts';
import { markWords } from './marks.ts';

/** The page's elements that a search changes. */
export interface SearchPage {
  readonly form: HTMLFormElement;
  readonly query: HTMLInputElement;
  readonly facets: ReadonlyMap<FilterName, HTMLSelectElement>;
  readonly clear: HTMLButtonElement;
  readonly count: HTMLElement;
  readonly correction: HTMLElement;
  readonly results: HTMLOListElement;
  readonly more: HTMLButtonElement;
  readonly empty: HTMLElement;
}

/** Finds the elements. Errors: throws naming the one that the page lacks. */
export function findPage(root: Document): SearchPage {
  const get = <E extends HTMLElement>(id: string, type: new () => E): E => {
    const found = root.getElementById(id);
    if (!(found instanceof type)) throw new Error(`The page has no ${id}`);
    return found;
  };
  return {
    form: get('search', HTMLFormElement),
    query: get('search-query', HTMLInputElement),
    facets: new Map(filterNames.map((name) => [name, get(`search-${name}`, HTMLSelectElement)])),
    clear: get('search-clear', HTMLButtonElement),
    count: get('search-count', HTMLElement),
    correction: get('search-correction', HTMLElement),
    results: get('search-results', HTMLOListElement),
    more: get('search-more', HTMLButtonElement),
    empty: get('search-empty', HTMLElement),
  };
}

/** Fills the filters with their values and counts; the chosen value stays chosen, whatever its count. */
export function showFacets(page: SearchPage, { facets }: Answer, { filters }: SearchState): void {
  for (const [name, select] of page.facets) {
    const chosen = filters[name] ?? '';
    const values = facets.find((facet) => facet.name === name)?.values ?? [];
    const missing = chosen !== '' && !values.some(({ value }) => value === chosen) ? [{ value: chosen, label: chosen, count: 0 }] : [];
    const options = [...values, ...missing].map(({ value, label, count }) => new Option(`${visibleText(label)} (${count.toLocaleString('en')})`, value));
    select.replaceChildren(new Option('Any', ''), ...options);
    select.value = chosen;
    select.disabled = options.length === 0;
    const field = select.closest('p');
    if (field !== null) field.hidden = options.length === 0;
  }
}

/** A result as a list item. */
export function resultItem({ hit, exact, excerpt, parts }: SearchResult, query: string, base: string): HTMLLIElement {
  const title = linkTo(hit.path, base, '', ...marked(markWords(hit.title, query)));
  const line = element('p', 'search-line', title, ' ', badge(hit.kind), ...(exact ? [' ', element('span', 'badge search-exact', 'exact name')] : []), ...(hit.inferred === true ? [' ', badge('inferred')] : []), ...(hit.overdue === true ? [' ', badge('review overdue')] : []));
  const item = element('li', '', line);
  const text = excerpt.some((piece) => piece.marked) || hit.description === undefined ? excerpt : markWords(hit.description, query);
  if (parts.length === 0 && text.length > 0) item.append(element('p', 'search-excerpt', ...marked(text)));
  if (parts.length > 0) {
    const headed = parts.map((part) => element('li', '', linkTo(`${hit.path}#${part.id}`, base, '', ...marked(markWords(part.title, query))), element('p', 'search-excerpt', ...marked(part.excerpt))));
    item.append(element('ul', 'search-parts', ...headed));
  }
  const owner = hit.owner === undefined ? [] : [hit.ownerPath === undefined ? isolated(hit.owner) : linkTo(hit.ownerPath, base, '', visibleText(hit.owner))];
  const about = [...owner, ...[hit.section, hit.date, hit.lifecycle ?? hit.status, hit.type].filter((word) => word !== undefined).map(isolated)];
  if (about.length > 0) item.append(element('p', 'muted', ...dotted(about)));
  return item;
}
