import { FilesGone } from '../engine/files.ts';
import { readState, withFilter, writeState, type SearchState } from '../state.ts';
import { emptyState } from './empty.ts';
import { remoteEngine } from './remote.ts';
import { findPage, resultItem, showFacets } from './view.ts';
import { correctionLine, countLine } from './words.ts';
import type { Answer } from '../engine/engine.ts';

/** Results shown at once, and added by "Show more". */
const pageSize = 20;

/** Milliseconds of quiet after which what was typed is searched for. */
const pause = 150;

const page = findPage(document);
const base = page.form.dataset['base'] ?? '/';
const { unavailable = '', renewed = '' } = page.form.dataset;
const engine = remoteEngine(base);

let state: SearchState = readState(location.search);
/** Counts searches: what an older one finds is thrown away. */
let latest = 0;
let timer: number | undefined;
let adding = false;

async function run(): Promise<void> {
  const own = ++latest;
  page.results.setAttribute('aria-busy', 'true');
  try {
    const answer = await engine.search(state, 0, pageSize);
    if (own !== latest) return;
    showFacets(page, answer, state);
    page.results.replaceChildren(...answer.results.map((result) => resultItem(result, answer.words.join(' '), base)));
    page.correction.textContent = correctionLine(answer) ?? '';
    page.empty.replaceChildren(...(answer.total === 0 ? emptyState(answer, base, Object.keys(state.filters).length > 0) : []));
    showCount(answer);
  } catch (error) {
    if (own === latest) fail(error);
  } finally {
    if (own === latest) page.results.removeAttribute('aria-busy');
  }
}

/** Adds the next results and moves the focus to the first of them, so that a keyboard goes on where it was. */
async function showMore(): Promise<void> {
  if (adding) return;
  adding = true;
  const own = latest;
  const shown = page.results.childElementCount;
  try {
    const answer = await engine.search(state, shown, pageSize);
    if (own !== latest) return;
    page.results.append(...answer.results.map((result) => resultItem(result, answer.words.join(' '), base)));
    page.results.children[shown]?.querySelector('a')?.focus();
    showCount(answer);
  } catch (error) {
    if (own === latest) fail(error);
  } finally {
    adding = false;
  }
}

function showCount(answer: Answer): void {
  const shown = page.results.childElementCount;
  page.count.textContent = countLine(answer, shown);
  page.more.hidden = shown >= answer.total;
  page.empty.hidden = answer.total > 0;
  page.clear.hidden = writeState(state) === '';
}

function fail(error: unknown): void {
  console.warn('Search failed:', error);
  page.results.replaceChildren();
  page.count.textContent = error instanceof FilesGone ? renewed : unavailable;
  page.correction.textContent = '';
  page.more.hidden = true;
  page.empty.hidden = true;
}

/** Takes over a new state: in the address at once, on the page once it is found. */
function change(next: SearchState, entry: 'push' | 'replace'): void {
  state = next;
  const address = location.pathname + writeState(state);
  if (entry === 'push') history.pushState(null, '', address);
  else history.replaceState(null, '', address);
  void run();
}

function showState(): void {
  page.query.value = state.query;
}

page.query.addEventListener('input', () => {
  clearTimeout(timer);
  timer = window.setTimeout(() => change({ ...state, query: page.query.value }, 'replace'), pause);
});
for (const [name, select] of page.facets) {
  select.addEventListener('change', () => {
    clearTimeout(timer);
    change(withFilter({ ...state, query: page.query.value }, name, select.value === '' ? undefined : select.value), 'push');
  });
}
page.form.addEventListener('submit', (event) => {
  event.preventDefault();
  clearTimeout(timer);
  change({ ...state, query: page.query.value }, 'replace');
});
page.clear.addEventListener('click', () => {
  clearTimeout(timer);
  change({ query: '', filters: {} }, 'push');
  showState();
  page.query.focus();
});
page.more.addEventListener('click', () => void showMore());
addEventListener('popstate', () => {
  state = readState(location.search);
  showState();
  void run();
});

showState();
page.count.textContent = 'Loading the index…';
void run();
