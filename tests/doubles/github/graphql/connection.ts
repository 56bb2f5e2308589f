import { countWhere } from '../range.ts';

/** A list in an order that does not change between pages: what its cursors are made of. */
export interface Ordered<T> {
  readonly items: readonly T[];
  /** What it is ordered by, then the id where that is equal. */
  readonly by: (item: T) => number | string;
  readonly id: (item: T) => number;
  readonly descending?: boolean;
}

export interface ConnectionArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

/** A node, with fields of its edge where it has any. */
export type Resolved = Readonly<Record<string, unknown>>;

/** Opaque, and good for as long as there is an order, whether or not the item is still there: GitHub's hold the sort keys too. */
function cursorOf<T>({ by, id }: Ordered<T>, item: T): string {
  return Buffer.from(JSON.stringify(['v2', by(item), id(item)])).toString('base64');
}

function readCursor(cursor: string): readonly [number | string, number] | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64').toString());
    if (!Array.isArray(value) || value[0] !== 'v2') return undefined;
    const [, by, id]: unknown[] = value;
    return (typeof by === 'number' || typeof by === 'string') && typeof id === 'number' ? [by, id] : undefined;
  } catch {
    return undefined;
  }
}

/** A cursor that nobody gave. */
export class InvalidCursor extends Error {
  constructor(cursor: string) {
    super(`\`${cursor}\` does not appear to be a valid cursor.`);
  }
}

/**
 * One page of a list as GraphQL's connections give it.
 *
 * @param limit how many of the list can be reached at all: 1,000 of a search
 */
export function connection<T>(list: Ordered<T>, { first, last, after, before }: ConnectionArguments, node: (item: T) => Resolved | null, { edge = () => ({}), limit = Infinity, extra = {} }: { edge?: (item: T) => Resolved; limit?: number; extra?: Resolved } = {}): Resolved {
  const sign = list.descending === true ? -1 : 1;
  const compare = (a: readonly [number | string, number], b: readonly [number | string, number]): number => (a[0] < b[0] ? -sign : a[0] > b[0] ? sign : (a[1] - b[1]) * sign);
  const keyed = list.items.map((item) => ({ item, key: [list.by(item), list.id(item)] as const })).sort((a, b) => compare(a.key, b.key)).slice(0, limit);
  const total = list.items.length;
  const place = (cursor: string): readonly [number | string, number] => {
    const key = readCursor(cursor);
    if (key === undefined) throw new InvalidCursor(cursor);
    return key;
  };
  const from = after === undefined || after === null ? 0 : countWhere(keyed, (entry) => compare(entry.key, place(after)) <= 0);
  const to = before === undefined || before === null ? keyed.length : countWhere(keyed, (entry) => compare(entry.key, place(before)) < 0);
  const start = typeof first !== 'number' && typeof last === 'number' ? Math.max(from, to - last) : from;
  const end = typeof first === 'number' ? Math.min(to, from + first) : to;
  const page = keyed.slice(start, end).map(({ item }) => item);
  const firstItem = page[0];
  const lastItem = page.at(-1);
  return {
    totalCount: total,
    pageInfo: {
      hasNextPage: end < to,
      hasPreviousPage: start > 0,
      startCursor: firstItem === undefined ? null : cursorOf(list, firstItem),
      endCursor: lastItem === undefined ? null : cursorOf(list, lastItem),
    },
    nodes: () => page.map(node),
    edges: () => page.map((item) => ({ cursor: cursorOf(list, item), node: node(item), ...edge(item) })),
    ...extra,
  };
}

/** A list as it stands, ordered by its own positions. */
export function asListed<T>(items: readonly T[]): Ordered<{ readonly item: T; readonly position: number }> {
  return { items: items.map((item, position) => ({ item, position })), by: ({ position }) => position, id: ({ position }) => position };
}
