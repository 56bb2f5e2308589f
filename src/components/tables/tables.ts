// Sorts and filters the tables of a page that have `data-sortable`, and keeps both in the address. Without it they are
// whole, in the order in which they were made.
import { columnValue, matches, sorted, startsDescending, type ColumnType, type Row } from './order.ts';
import { readState, writeState, type TableState } from './state.ts';

interface Column {
  readonly key: string;
  readonly type: ColumnType;
  readonly title: string;
  readonly head: HTMLTableCellElement;
}

interface TableRow extends Row {
  readonly element: HTMLTableRowElement;
}

const types: ReadonlyMap<string, ColumnType> = new Map([['text', 'text'], ['number', 'number'], ['date', 'date'], ['level', 'level']]);

function columnsOf(table: HTMLTableElement): Column[] {
  return [...table.querySelectorAll<HTMLTableCellElement>('thead th[data-key]')].map((head) => ({
    key: head.dataset['key'] ?? '',
    type: types.get(head.dataset['type'] ?? '') ?? 'text',
    title: head.textContent.trim(),
    head,
  }));
}

function rowsOf(table: HTMLTableElement, columns: readonly Column[]): TableRow[] {
  return [...table.querySelectorAll<HTMLTableRowElement>('tbody > tr')].map((element) => ({
    element,
    text: element.textContent.toLowerCase(),
    values: new Map(
      columns.map(({ key, type, head }) => {
        const cell = element.cells[head.cellIndex];
        return [key, columnValue(cell?.dataset['value'] ?? cell?.querySelector('time')?.dateTime ?? cell?.textContent ?? '', type)];
      }),
    ),
  }));
}

/** Makes one table sortable; what is returned shows the state of the address. */
function enhance(table: HTMLTableElement, prefix: string): () => void {
  const columns = columnsOf(table);
  const rows = rowsOf(table, columns);
  const body = table.tBodies[0];
  const tools = document.querySelector<HTMLElement>(`[data-tools="${CSS.escape(table.id)}"]`);
  const filter = tools?.querySelector('input');
  const selects = [...(tools?.querySelectorAll<HTMLSelectElement>('select[data-column]') ?? [])];
  const by = tools?.querySelector<HTMLSelectElement>('select[data-sort]');
  const turn = tools?.querySelector<HTMLButtonElement>('button[data-turn]');
  const status = tools?.querySelector('[role="status"]');
  const none = tools?.querySelector<HTMLElement>('[data-none]');

  const read = (): TableState => readState(new URLSearchParams(location.search), prefix);

  function show(): void {
    const state = read();
    const column = columns.find(({ key }) => key === state.sort);
    const order = column === undefined ? rows : sorted(rows, column.key, column.type, state.descending);
    let shown = 0;
    for (const row of order) {
      const hit = matches(row, state.filter, state.columns);
      row.element.hidden = !hit;
      if (hit) shown += 1;
    }
    body?.append(...order.map(({ element }) => element));
    for (const { head, key } of columns) {
      if (key === column?.key) head.setAttribute('aria-sort', state.descending ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    }
    if (filter && filter.value.trim() !== state.filter) filter.value = state.filter;
    for (const select of selects) select.value = state.columns.get(select.dataset['column'] ?? '') ?? '';
    if (by) by.value = column?.key ?? '';
    if (turn) {
      turn.disabled = column === undefined;
      turn.textContent = state.descending ? 'descending' : 'ascending';
    }
    if (none) none.hidden = shown > 0;
    if (status) {
      const count = shown === rows.length ? `${rows.length} rows` : `${shown} of ${rows.length} rows`;
      status.textContent = column === undefined ? count : `${count}, by ${column.title.toLowerCase()}, ${state.descending ? 'descending' : 'ascending'}`;
    }
  }

  /** Changes the address, as a step back to which one can go or in place, and shows it. */
  function change(edit: (state: TableState) => void, step: boolean): void {
    const state = read();
    edit(state);
    const query = writeState(new URLSearchParams(location.search), prefix, state).toString();
    const address = (query === '' ? location.pathname : `?${query}`) + location.hash;
    if (step) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
    show();
  }

  for (const { head, key, type, title } of columns) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'sort';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () =>
      change((state) => {
        state.descending = state.sort === key ? !state.descending : startsDescending(type);
        state.sort = key;
      }, true),
    );
    by?.append(new Option(title, key));
  }
  filter?.addEventListener('input', () => change((state) => (state.filter = filter.value.trim()), false));
  for (const select of selects) {
    select.addEventListener('change', () =>
      change((state) => {
        const key = select.dataset['column'] ?? '';
        if (select.value === '') state.columns.delete(key);
        else state.columns.set(key, select.value);
      }, true),
    );
  }
  by?.addEventListener('change', () =>
    change((state) => {
      state.sort = by.value || undefined;
      state.descending = startsDescending(columns.find(({ key }) => key === by.value)?.type ?? 'text');
    }, true),
  );
  turn?.addEventListener('click', () => change((state) => (state.descending = !state.descending), true));
  tools?.querySelector('[data-clear]')?.addEventListener('click', () => {
    change((state) => {
      state.filter = '';
      state.columns.clear();
    }, true);
    filter?.focus();
  });
  return show;
}

const found = [...document.querySelectorAll<HTMLTableElement>('table[data-sortable]')];
const shows = found.map((table) => enhance(table, found.length === 1 ? '' : `${table.id}.`));
for (const show of shows) show();
addEventListener('popstate', () => {
  for (const show of shows) show();
});
