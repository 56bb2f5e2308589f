/** How a table is sorted and filtered, as its address says it. */
export interface TableState {
  /** Key of the column it is sorted by; as it was made where there is none. */
  sort: string | undefined;
  descending: boolean;
  /** Words that a row must hold. */
  filter: string;
  /** What a column must say, by its key. */
  readonly columns: Map<string, string>;
}

/**
 * Reads the state of a table: `sort=name`, `dir=desc`, `filter=words`, `col:owner=Platform`. `prefix` stands before each
 * name where a page has several tables: `releases.sort=name`.
 */
export function readState(query: URLSearchParams, prefix: string): TableState {
  const columns = new Map<string, string>();
  for (const [name, value] of query) {
    if (name.startsWith(`${prefix}col:`) && value !== '') columns.set(name.slice(prefix.length + 4), value);
  }
  return {
    sort: query.get(`${prefix}sort`) ?? undefined,
    descending: query.get(`${prefix}dir`) === 'desc',
    filter: query.get(`${prefix}filter`) ?? '',
    columns,
  };
}

/** The query with the state of one table in it, and everything else as it was. */
export function writeState(query: URLSearchParams, prefix: string, state: TableState): URLSearchParams {
  const rest = [...query].filter(([name]) => !(name.startsWith(prefix) && /^(sort|dir|filter|col:.*)$/s.test(name.slice(prefix.length))));
  const own: [string, string | undefined][] = [
    ['sort', state.sort],
    ['dir', state.sort !== undefined && state.descending ? 'desc' : undefined],
    ['filter', state.filter.trim() || undefined],
    ...[...state.columns].map(([key, value]): [string, string] => [`col:${key}`, value]),
  ];
  return new URLSearchParams([...rest, ...own.flatMap(([name, value]) => (value === undefined ? [] : [[prefix + name, value]]))]);
}
