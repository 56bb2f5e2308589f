import type { Answer, Engine } from '../engine/engine.ts';
import { FilesGone } from '../engine/files.ts';
import type { NamedThing } from '../engine/names.ts';
import { withFilter, writeState, type SearchState } from '../state.ts';
import { Choice } from './choice.ts';
import { emptyState } from './empty.ts';
import { makeFrame, type Frame } from './frame.ts';
import { kindButtons } from './kinds.ts';
import { namesGroup, resultsGroup } from './options.ts';
import { remoteEngine } from './remote.ts';
import { correctionLine, countLine } from './words.ts';

/** What the dialog is opened with. */
export interface Opening {
  /** The site's path, with a slash at both ends. */
  readonly base: string;
  /** Address of the dialog's styles. */
  readonly styles: string;
  /** What stands in the field at first. */
  readonly typed: string;
}

/** Results shown; the search page shows the others. */
const shown = 8;

/** Milliseconds of quiet after which what was typed is searched for; names are looked up at once. */
const pause = 120;

let dialog: SearchDialog | undefined;

/** Opens the dialog, which is made the first time. Results that it shows stay until something else is typed. */
export function openDialog(opening: Opening): void {
  dialog ??= new SearchDialog(opening);
  void dialog.open(opening.typed);
}

class SearchDialog {
  readonly #base: string;
  readonly #engine: Engine;
  readonly #frame: Frame;
  readonly #choice: Choice;
  readonly #styled: Promise<unknown>;
  #state: SearchState = { query: '', filters: {} };
  #latest = 0;
  #timer: number | undefined;

  constructor({ base, styles }: Opening) {
    this.#base = base;
    this.#styled = addStyles(styles);
    this.#engine = remoteEngine(base);
    this.#frame = makeFrame(base);
    this.#choice = new Choice(this.#frame.field, this.#frame.list);
    const { dialog, form, field, close, list } = this.#frame;
    field.addEventListener('input', () => {
      this.#choice.forget();
      this.#change({ ...this.#state, query: field.value });
    });
    field.addEventListener('keydown', (event) => this.#choice.press(event));
    form.addEventListener('submit', (event) => {
      // What is chosen is opened; with nothing chosen yet, the form leads to the search page.
      if (this.#choice.open()) event.preventDefault();
    });
    close.addEventListener('click', () => dialog.close());
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) dialog.close();
    });
    // A link to a place on this very page leaves the dialog open otherwise.
    list.addEventListener('click', (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) dialog.close();
    });
  }

  async open(typed: string): Promise<void> {
    await this.#styled;
    const { dialog, field } = this.#frame;
    if (dialog.open) return;
    dialog.showModal();
    if (typed !== '') field.value = typed;
    field.focus();
    field.select();
    this.#change({ ...this.#state, query: field.value });
  }

  #change(state: SearchState): void {
    this.#state = state;
    clearTimeout(this.#timer);
    const own = ++this.#latest;
    this.#frame.all.href = `${this.#base}search/${writeState(state)}`;
    const names = state.query.trim() === '' || Object.keys(state.filters).length > 0 ? Promise.resolve([]) : this.#engine.names(state.query);
    names.then(
      (found) => {
        if (own === this.#latest && found.length > 0) this.#list(found, undefined);
      },
      () => undefined,
    );
    this.#timer = window.setTimeout(() => void this.#search(own, names), pause);
  }

  async #search(own: number, asked: Promise<readonly NamedThing[]>): Promise<void> {
    const { status, kinds, empty } = this.#frame;
    try {
      const [answer, names] = await Promise.all([this.#engine.search(this.#state, 0, shown), asked]);
      if (own !== this.#latest) return;
      const blank = this.#state.query.trim() === '' && Object.keys(this.#state.filters).length === 0;
      this.#list(blank ? [] : names, blank ? undefined : answer);
      kinds.replaceChildren(...kindButtons(answer, this.#state.filters.kind, (kind) => this.#change(withFilter(this.#state, 'kind', kind))));
      status.textContent = blank ? 'Type a name, a question or an error message.' : [countLine(answer, Math.min(shown, answer.total)), correctionLine(answer)].join(' ').trim();
      empty.replaceChildren(...(answer.total === 0 ? emptyState(answer, this.#base, Object.keys(this.#state.filters).length > 0) : []));
    } catch (error) {
      if (own !== this.#latest) return;
      console.warn('Search failed:', error);
      this.#list([], undefined);
      kinds.replaceChildren();
      empty.replaceChildren();
      status.textContent = error instanceof FilesGone ? 'The site has been published anew since this page was opened. Reload the page to search it.' : 'The search index could not be loaded. The lists in the navigation show everything.';
    }
  }

  #list(names: readonly NamedThing[], answer: Answer | undefined): void {
    const query = answer?.words.join(' ') ?? this.#state.query;
    const groups = [namesGroup(names, query, this.#base), answer === undefined ? undefined : resultsGroup(answer, names, query, this.#base)].filter((made) => made !== undefined);
    this.#frame.list.replaceChildren(...groups);
    this.#choice.renew();
  }
}

function addStyles(address: string): Promise<unknown> {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = address;
  const loaded = new Promise((resolve) => {
    link.addEventListener('load', resolve);
    link.addEventListener('error', resolve);
  });
  document.head.append(link);
  return loaded;
}
