import { loadEngine, RecordsGone, type Engine } from './engine.ts';
import { readState, withFilter, writeState, type SearchState } from './state.ts';
import { findPage, resultItem, showFacets } from './view.ts';
import { countLine } from './words.ts';

/** Results shown at once, and added by "Show more". */
const pageSize = 20;

/** Milliseconds of quiet after which what was typed is searched for. */
const pause = 150;

const page = findPage(document);
const base = page.form.dataset['base'] ?? '/';
const { unavailable = '', renewed = '' } = page.form.dataset;

let state: SearchState = readState(location.search);
let loading: Promise<Engine> | undefined;
/** Counts searches: what an older one finds is thrown away. */
let latest = 0;
let numbers: readonly number[] = [];
let exact = 0;
let timer: number | undefined;
let adding = false;

async function run(): Promise<void> {
  const own = ++latest;
  page.results.setAttribute('aria-busy', 'true');
  try {
    loading ??= loadEngine(base);
    const engine = await loading;
    if (own !== latest) return;
    const answer = await engine.search(state);
    if (own !== latest) return;
    showFacets(page, answer, state, engine.labels);
    const hits = await engine.hits(answer.numbers.slice(0, pageSize));
    if (own !== latest) return;
    ({ numbers, exact } = answer);
    page.results.replaceChildren(...hits.map((hit) => resultItem(hit, state.query, base)));
    showCount();
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
    const engine = await loading;
    const hits = (await engine?.hits(numbers.slice(shown, shown + pageSize))) ?? [];
    if (own !== latest) return;
    page.results.append(...hits.map((hit) => resultItem(hit, state.query, base)));
    page.results.children[shown]?.querySelector('a')?.focus();
    showCount();
  } catch (error) {
    if (own === latest) fail(error);
  } finally {
    adding = false;
  }
}

function showCount(): void {
  const shown = page.results.childElementCount;
  page.count.textContent = countLine(numbers.length, shown, exact);
  page.more.hidden = shown >= numbers.length;
  page.empty.hidden = numbers.length > 0;
  page.clear.hidden = writeState(state) === '';
}

function fail(error: unknown): void {
  console.warn('Search failed:', error);
  numbers = [];
  loading = undefined;
  page.results.replaceChildren();
  page.count.textContent = error instanceof RecordsGone ? renewed : unavailable;
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
