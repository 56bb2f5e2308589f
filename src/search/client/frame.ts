import { longestQuery } from '../state.ts';
import { element, linkTo } from './elements.ts';

/** The dialog's elements. */
export interface Frame {
  readonly dialog: HTMLDialogElement;
  readonly form: HTMLFormElement;
  readonly field: HTMLInputElement;
  readonly kinds: HTMLElement;
  readonly status: HTMLElement;
  readonly list: HTMLElement;
  readonly empty: HTMLElement;
  readonly all: HTMLAnchorElement;
  readonly close: HTMLButtonElement;
}

/** Makes the dialog and puts it into the page, closed. It is a native one: the browser keeps the focus in it, closes it with Escape, and gives the focus back. */
export function makeFrame(base: string): Frame {
  const field = element('input', '');
  field.id = 'search-dialog-field';
  field.type = 'text';
  field.name = 'q';
  field.maxLength = longestQuery;
  field.placeholder = 'A name, a question, an error message';
  const attributes = { role: 'combobox', 'aria-label': 'Search', 'aria-expanded': 'false', 'aria-controls': 'search-dialog-list', 'aria-autocomplete': 'list', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', enterkeyhint: 'go' };
  for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value);
  const close = element('button', '', 'Close');
  close.type = 'button';
  const kinds = element('div', 'search-kinds');
  kinds.setAttribute('role', 'group');
  kinds.setAttribute('aria-label', 'Show only');
  const status = element('p', 'muted');
  status.setAttribute('role', 'status');
  const list = element('div', 'search-list');
  list.id = 'search-dialog-list';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Results');
  const empty = element('div', 'search-none');
  const all = linkTo('search/', base, '', 'All results and filters');
  const form = element('form', 'search-field', field, close);
  form.action = `${base}search/`;
  const hint = element('span', 'search-keys muted', element('kbd', '', 'Arrows'), ' choose · ', element('kbd', '', 'Enter'), ' open · ', element('kbd', '', 'Tab'), ' filters · ', element('kbd', '', 'Esc'), ' close');
  const dialog = element('dialog', 'search-dialog', form, kinds, status, element('div', 'search-body', list, empty), element('div', 'search-foot', all, hint));
  dialog.setAttribute('aria-label', 'Search');
  document.body.append(dialog);
  return { dialog, form, field, kinds, status, list, empty, all, close };
}
