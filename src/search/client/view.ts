import { visibleText } from '../../text/visible-text.ts';
import { kindWord } from '../../components/words.ts';
import type { SearchCatalog, SearchHit } from '../catalog.ts';
import { filterNames, type FilterName } from '../filters.ts';
import type { Answer } from './engine.ts';
import { markWords } from './query.ts';
import type { SearchState } from './state.ts';
import { valueLabel } from './words.ts';

/** The page's elements that a search changes. */
export interface SearchPage {
  readonly form: HTMLFormElement;
  readonly query: HTMLInputElement;
  readonly facets: ReadonlyMap<FilterName, HTMLSelectElement>;
  readonly clear: HTMLButtonElement;
  readonly count: HTMLElement;
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
    results: get('search-results', HTMLOListElement),
    more: get('search-more', HTMLButtonElement),
    empty: get('search-empty', HTMLElement),
  };
}

/** Fills the filters with their values and counts; the chosen value stays chosen, whatever its count. */
export function showFacets(page: SearchPage, { facets }: Answer, { filters }: SearchState, labels: SearchCatalog['labels']): void {
  for (const [name, select] of page.facets) {
    const chosen = filters[name] ?? '';
    const counts = new Map(facets.get(name));
    if (chosen !== '' && !counts.has(chosen)) counts.set(chosen, 0);
    const options = [...counts]
      .map(([value, count]) => ({ value, label: valueLabel(name, value, labels), count }))
      .sort((a, b) => (a.label.toLowerCase() < b.label.toLowerCase() ? -1 : 1))
      .map(({ value, label, count }) => new Option(`${visibleText(label)} (${count.toLocaleString('en')})`, value));
    select.replaceChildren(new Option('Any', ''), ...options);
    select.value = chosen;
    select.disabled = options.length === 0;
  }
}

/** A result as a list item. Everything in it is text from repositories: it becomes text nodes, never markup. */
export function resultItem(hit: SearchHit, query: string, base: string): HTMLLIElement {
  const title = link(hit.path, base);
  title.append(...marked(hit.title, query));
  const line = document.createElement('p');
  line.className = 'search-line';
  line.append(title, ' ', badge(kindWord(hit.kind)), ...(hit.inferred === true ? [' ', badge('inferred')] : []));
  const item = document.createElement('li');
  item.append(line);
  if (hit.description !== undefined) {
    const description = document.createElement('p');
    description.append(...marked(hit.description, query));
    item.append(description);
  }
  const owner = ownerOf(hit, base);
  const words = [hit.lifecycle, hit.type].filter((word) => word !== undefined).map(isolated);
  const about = [...(owner === undefined ? [] : [owner]), ...words];
  if (about.length > 0) {
    const meta = document.createElement('p');
    meta.className = 'muted';
    meta.append(...about.flatMap((part, at) => (at === 0 ? [part] : [' · ', part])));
    item.append(meta);
  }
  return item;
}

function ownerOf({ owner, ownerPath }: SearchHit, base: string): HTMLElement | undefined {
  if (owner === undefined) return undefined;
  if (ownerPath === undefined) return isolated(owner);
  const anchor = link(ownerPath, base);
  anchor.append(visibleText(owner));
  return anchor;
}

/** A link to a path of this site: without leading slashes, so that none can name another host. */
function link(path: string, base: string): HTMLAnchorElement {
  const anchor = document.createElement('a');
  anchor.href = base + path.replace(/^[/\\]+/, '');
  return anchor;
}

function marked(text: string, query: string): (HTMLElement | string)[] {
  return markWords(visibleText(text), query).map((piece) => {
    if (!piece.marked) return piece.text;
    const mark = document.createElement('mark');
    mark.textContent = piece.text;
    return mark;
  });
}

function badge(text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = 'badge';
  element.textContent = visibleText(text);
  return element;
}

function isolated(text: string): HTMLElement {
  const element = document.createElement('bdi');
  element.textContent = visibleText(text);
  return element;
}
